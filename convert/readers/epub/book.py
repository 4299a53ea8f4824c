"""One EPUB as a document."""

from __future__ import annotations

import posixpath
from urllib.parse import quote

from convert import model as m
from convert.diagnostics import Diagnostic
from convert.errors import SourceError
from convert.formats import Source
from convert.ledger import Claim, Kind, Ledger
from convert.readers.assemble import Head, assemble
from convert.readers.epub.archive import Archive
from convert.readers.epub.package import Package
from convert.readers.epub.place import Place
from convert.readers.xhtml import records
from convert.readers.xhtml.page import Page
from convert.value import replace


class Book:
    """One EPUB while it is read."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.archive = Archive(source.data, source.name)
        self.package = Package(self.archive)
        self.metadata = replace(
            self.package.metadata(source.digest), cover=self._cover(self.package.cover)
        )
        pages = map(self.archive.page, self.package.pages if self.package.ours else ())
        self.records = [record for page in pages for record in records.within(page)]
        self.diagnostics: list[Diagnostic] = []
        if not self.package.pages:
            raise SourceError(f"{source.name}: its spine names no text")

    def document(self) -> m.Document:
        return self._ours() if self.records else self._foreign()

    def _ours(self) -> m.Document:
        """A book of pubconvert's: the ledger is what its records state."""
        blocks = self._blocks(ours=True, titled=len(self.records) > 1)
        return records.document(self.metadata, self.records, blocks, self.diagnostics)

    def _foreign(self) -> m.Document:
        """A book of other hands: its package is the head, its text may hold notices."""
        known = self.metadata
        head = Head(
            title=known.title,
            subtitle=known.subtitle,
            url=known.provenance.url if "://" in known.provenance.url else "",
            language=known.language if known.language != "und" else "",
            identifier=known.identifier,
            publisher=known.publisher,
            published=known.published,
            description=known.description,
            subjects=known.subjects,
            collection=known.collection,
            cover=known.cover,
            claims=self._stated(),
        )
        blocks = self._blocks(ours=False, titled=True)
        return assemble(self.source, head, blocks, diagnostics=tuple(self.diagnostics))

    def _blocks(self, *, ours: bool, titled: bool) -> m.Blocks:
        found: list[m.Block] = []
        pages = self.package.pages
        for path in pages:
            root = self.archive.page(path)
            page = Page(root, self.source.name, Place(pages, path), ours=ours, titled=titled)
            found += page.blocks() if ours or not self._is_cover(page) else ()
            self.diagnostics += page.diagnostics
        return tuple(found)

    def _is_cover(self, page: Page) -> bool:
        """Whether a page shows the cover and nothing else."""
        cover = self.metadata.cover
        return bool(cover) and page.pictures() == {cover} and not page.says_anything()

    def _cover(self, path: str) -> str:
        """The cover picture as the text would name it; one that was drawn is drawn anew."""
        drawn = self.package.ours and posixpath.basename(path).startswith("cover.")
        return "" if drawn or not self.archive.has(path) else quote(path)

    def _stated(self) -> Ledger:
        package, known = self.package, self.metadata
        return (
            *(Claim(Kind.AUTHOR, c.agent.name, (c,)) for c in known.contributions),
            *(Claim(Kind.DATE, text) for text in package.dates()),
            *(Claim(Kind.SOURCE, text) for text in package.sources()),
            *(Claim(Kind.PUBLISHER, text) for text in package.publishers()),
            *(Claim(Kind.COPYRIGHT, r.statement, rights=r) for r in known.rights if r.statement),
        )
