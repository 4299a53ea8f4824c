"""EPUB as a source: any EPUB 2 or 3, and ours with all its credits.

What pubconvert wrote carries a record of every document; from it the ledger comes back, and
the credits that were added to the text are left out again. Any other EPUB is read like an
article: its package is the head, and notices are looked for in its text.
"""

from __future__ import annotations

from convert.formats import Source
from convert.model import Document
from convert.value import Value

MEDIA_TYPE = b"application/epub+zip"


class EpubReader(Value):
    """Reads an EPUB as one document; its files follow each other as chapters."""

    name = "epub"

    def accepts(self, source: Source) -> int:
        """3 for a zip that says it is an EPUB, 2 for one that has a container, else 0."""
        data = source.data
        if not data.startswith(b"PK"):
            return 0
        return 3 if MEDIA_TYPE in data[:128] else 2 * (b"META-INF/container.xml" in data)

    def read(self, source: Source) -> Document:
        """Raises ``SourceError`` for a file that is broken, encrypted or a bomb."""
        from convert.readers.epub.book import Book

        return Book(source).document()
