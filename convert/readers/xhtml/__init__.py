"""Trees of HTML and XHTML as blocks: the files of an EPUB, and pages that were saved."""
