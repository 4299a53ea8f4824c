"""The EPUB exporter: EPUB 3.3, valid, accessible, the same bytes for the same publication.

EbookLib's ``EpubBook`` is the model of the package: metadata, manifest, spine, contents. The
files are written here, one document at a time, because its writer keeps all chapters in
memory, parses each of them again and stamps the time of day.
"""

from __future__ import annotations

from itertools import chain, islice
from typing import IO, Annotated

from ebooklib import epub

from convert import model as m
from convert import record
from convert.diagnostics import Diagnostic
from convert.errors import SourceError, UsageError
from convert.exporters.epub.access import accessibility
from convert.exporters.epub.container import Container
from convert.exporters.epub.images import Shelf
from convert.exporters.epub.metadata import add_fields, describe, with_claims
from convert.exporters.epub.nav import branch, nav, ncx
from convert.exporters.epub.package import package
from convert.exporters.epub.pages import chapter, title_page
from convert.exporters.xhtml import Entry, Page, Style, render
from convert.formats import Place
from convert.labels import word
from convert.ledger import Kind
from convert.metadata import Metadata
from convert.styles import sheet
from convert.value import Value, replace

XHTML = "application/xhtml+xml"
CONTENTS_PAGE = 300
"""A collection of more documents has its contents in the reading system's menu only."""


class Epub(Value):
    """Writes EPUB 3.3 for phones, e-readers and Kindle."""

    css: Annotated[str, "a style sheet put after the built-in one"] = ""
    modified: Annotated[str, "the time of dcterms:modified, ISO 8601; default: the text's own"] = ""
    compression: Annotated[int, "of the zip, from 1 (fast) to 9 (small)"] = 6

    name = "epub"
    suffix = ".epub"
    media_type = "application/epub+zip"
    places = dict.fromkeys(Kind, Place.BOTH)

    def export(self, publication: m.Publication, output: IO[bytes]) -> tuple[Diagnostic, ...]:
        """Write ``publication`` to ``output``; raises ``SourceError`` when it has no document."""
        if not 1 <= self.compression <= 9:
            raise UsageError(f"compression is a number from 1 to 9, not {self.compression}")
        spine = iter(publication.spine)
        first = list(islice(spine, 2))
        if not first:
            raise SourceError("there is no document to write; an EPUB needs at least one")
        with Container(output, self.compression) as container:
            edition = _Edition(self, publication, first, container)
            for document in chain(first, spine):
                edition.add(document)
            edition.finish(self.css)
        return tuple(edition.losses)


class _Edition:
    """One EPUB while it is written: holds titles and headings, never a document."""

    def __init__(
        self,
        options: Epub,
        publication: m.Publication,
        first: list[m.Document],
        container: Container,
    ) -> None:
        self.alone = len(first) == 1
        metadata = with_claims(publication, first[0]) if self.alone else publication.metadata
        self.book = describe(metadata, options.modified)
        self.container = container
        self.shelf = Shelf(publication.resources, container)
        self.style = Style(image=self.shelf.path)
        self.chapters = 0
        self.features: set[str] = set()
        self.landmarks: list[tuple[str, str, str]] = []
        self.losses: list[Diagnostic] = []
        if self.alone:
            add_fields(self.book, first[0])
        self._cover(metadata)
        if not self.alone:
            self._title_page(metadata)

    def add(self, document: m.Document) -> None:
        """Write one document and put it into the spine and the contents."""
        page = render(document, self.style)
        self.chapters += 1
        file = f"c{self.chapters:04}.xhtml"
        self.container.add(file, chapter(page, record.dumps(document)))
        self._spine(file, page.title, page.language)
        self.book.toc += branch(file, _entries(page, self.alone))
        self.features |= page.features
        self.losses += page.diagnostics
        if self.chapters == 1:
            self.landmarks.append(("bodymatter", file, page.title))
        if self.alone and page.colophon:
            colophon = page.colophon
            self.landmarks.append(("colophon", f"{file}#{colophon.id}", colophon.text))

    def finish(self, css: str) -> None:
        """Write what speaks of all documents: styles, contents, package."""
        book, add = self.book, self.container.add
        add("book.css", _styles(css))
        if 1 < self.chapters <= CONTENTS_PAGE:
            book.spine.insert(1, "nav")
            self.landmarks.append(("toc", "nav.xhtml#toc", word("contents", book.language)))
        add("nav.xhtml", nav(book, self.landmarks))
        add("toc.ncx", ncx(book))
        self._manifest()
        media_types = {resource.media_type for _, resource in self.shelf.kept}
        for name, value in accessibility(self.features, media_types, book.language):
            book.add_metadata("OPF", "meta", value, {"property": name})
        add("package.opf", package(book))

    def _title_page(self, metadata: Metadata) -> None:
        file, name = "titlepage.xhtml", word("title-page", self.book.language)
        self.container.add(file, title_page(metadata))
        self._spine(file, name, self.book.language)
        self.book.toc.append((epub.Link(file, name), []))
        self.landmarks.append(("titlepage", file, name))

    def _cover(self, metadata: Metadata) -> None:
        name = self.shelf.path(m.Image(metadata.cover)) if metadata.cover else None
        if name:
            self.shelf.cover = name
            self.book.add_metadata("OPF", "meta", "", {"name": "cover", "content": name})

    def _spine(self, file: str, title: str, language: str) -> None:
        key = file.partition(".")[0]
        self.book.add_item(epub.EpubHtml(key, file, XHTML, title=title, lang=language))
        self.book.spine.append(key)

    def _manifest(self) -> None:
        book = self.book
        for name, resource in self.shelf.kept:
            item = epub.EpubImage(name, name, resource.media_type)
            item.properties = ["cover-image"] if name == self.shelf.cover else []
            book.add_item(item)
        book.add_item(epub.EpubItem("css", "book.css", "text/css"))
        contents = epub.EpubNav()
        contents.properties = ["nav"]
        book.add_item(contents)
        book.add_item(epub.EpubNcx())


def _entries(page: Page, alone: bool) -> tuple[Entry, ...]:
    """A book of one document lists its headings beside its title, not below it."""
    if not alone:
        return page.entries
    return tuple(replace(entry, level=max(1, entry.level - 1)) for entry in page.entries)


def _styles(more: str) -> str:
    """The built-in style sheet, and a file of the user's after it."""
    return sheet("book.css") + (_read(more) if more else "")


def _read(path: str) -> str:
    try:
        with open(path, encoding="utf-8") as file:
            return file.read()
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"the style sheet {path} cannot be read: {error}") from None
