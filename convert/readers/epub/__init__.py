"""EPUB as a source: any EPUB 2 or 3, and ours with all its credits.

What pubconvert wrote carries a record of every document; from it the ledger comes back, and
the credits that were added to the text are left out again. Any other EPUB is read like an
article: its package is the head, and notices are looked for in its text.
"""

from __future__ import annotations

from convert.formats import Source
from convert.model import Document
from convert.value import Value


class EpubReader(Value):
    """Reads an EPUB as one document; its files follow each other as chapters."""

    name = "epub"

    def accepts(self, source: Source) -> int:
        """3 for a zip that says it is an EPUB, 0 for anything else."""
        return 3 if source.data.startswith(b"PK") else 0

    def read(self, source: Source) -> Document:
        """Raises ``SourceError`` for a file that is broken, encrypted or a bomb."""
        from convert.readers.epub.book import Book

        return Book(source).document()
