"""One EPUB while it is written: front matter, documents, and last what speaks of them all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ebooklib import epub

from convert import model as m
from convert import record
from convert.diagnostics import Diagnostic
from convert.exporters.epub.access import CONFORMS, accessibility
from convert.exporters.epub.container import Container, Member
from convert.exporters.epub.cover import cover
from convert.exporters.epub.document import UNRESERVED, Chapter, write
from convert.exporters.epub.images import Shelf
from convert.exporters.epub.links import PART_SIZE, anchors_of
from convert.exporters.epub.look import styles
from convert.exporters.epub.metadata import add_fields, certify, describe, reserve, with_claims
from convert.exporters.epub.nav import Tree, branch, nav, ncx
from convert.exporters.epub.package import package
from convert.exporters.epub.pages import copyright_page, title_page
from convert.exporters.font_files import open_font
from convert.exporters.xhtml import Style
from convert.exporters.xhtml.links import Links
from convert.labels import word
from convert.metadata import Metadata
from convert.value import replace

if TYPE_CHECKING:
    from convert.exporters.epub import Epub

XHTML = "application/xhtml+xml"
CONTENTS_PAGE = 300
"""A collection of more documents has its contents in the reading system's menu only, and no
headings in the NCX: an old reader parses all of it at once."""


class Edition:
    """Holds titles and headings, never a document."""

    def __init__(
        self,
        options: Epub,
        publication: m.Publication,
        only: m.Document | None,
        container: Container,
    ) -> None:
        self.options, self.container = options, container
        self.alone = only is not None
        metadata = with_claims(publication, only) if only else publication.metadata
        self.book = describe(metadata, options.modified, alone=self.alone)
        self.font = open_font(options.font, self.book.language) if options.font else None
        self.css = styles(options.paragraphs, options.writing_mode, options.css, self.font)
        self.shelf = Shelf(publication.resources, container)
        self.style = Style(
            image=self.shelf.path, split_level=options.split_level, part_size=PART_SIZE
        )
        anchors, lazily = anchors_of(options.split_level), getattr(publication.spine, "links", None)
        self.links = lazily(anchors) if lazily else Links(publication.spine, anchors)
        self.documents = 0
        self.described: list[str] = []
        self.tree = Tree(self.book.toc)
        self.letters: set[str] = set()
        self.features: set[str] = set()
        self.landmarks: list[tuple[str, str, str]] = []
        self.losses: list[Diagnostic] = []
        self._front_matter(metadata, only)
        self.record = _record(metadata, only)

    def add(self, document: m.Document | Chapter) -> None:
        """Write one document and put it into the spine and the contents."""
        self.documents += 1
        done = document if isinstance(document, Chapter) else self._written(document)
        self.described.append(done.files[0].name)
        for name in done.pictures:
            self.shelf.show(name)
        for file in done.files:
            self._write(file.name, file.content)
            self._spine(file.name, file.title, file.language)
        self.tree.add(done.level, branch(done.entries, [file.name for file in done.files]))
        self.features |= done.features
        self.losses += done.diagnostics
        self._mark(done)

    def finish(self) -> None:
        """Write what speaks of all documents: styles, contents, package."""
        book, add = self.book, self.container.add
        self.container.add_common("book.css", self.css)
        if self.font:
            add(self.font.name, self.font.subset(self.letters))
        name = word("contents", book.language)
        if few := self.alone or self.documents <= CONTENTS_PAGE:
            book.spine.insert(self.front, ("nav", "no") if self.alone else "nav")
            self.landmarks.append(("toc", "nav.xhtml#toc", name))
        add("nav.xhtml", nav(book, self.landmarks))
        add("toc.ncx", ncx(book, headings=few))
        self._add_record()
        self._manifest()
        media_types = {r.media_type for n, r in self.shelf.kept if n != self.shelf.cover}
        for name, value in accessibility(self.features, media_types, book.language):
            book.add_metadata("OPF", "meta", value, {"property": name})
        certify(book, CONFORMS, self.options.certifier)
        if UNRESERVED not in self.features:
            reserve(book)
        add("package.opf", package(book, self.described))

    def _front_matter(self, metadata: Metadata, only: m.Document | None) -> None:
        book, language = self.book, self.book.language
        if self.options.writing_mode == "vertical-rl":
            book.set_direction("rtl")
            _meta(book, "primary-writing-mode", "vertical-rl")
        if only:
            add_fields(book, only)
        if made := cover(self.options.cover, metadata, self.shelf):
            self.shelf.cover = made.picture
            _meta(book, "cover", made.picture.partition(".")[0])
            self._front("cover.xhtml", made.page, "cover", word("cover", language))
        if not self.alone:
            name = word("title-page", language)
            self._front("titlepage.xhtml", title_page(metadata), "titlepage", name)
            book.toc.append((epub.Link("titlepage.xhtml", name), []))
            if page := copyright_page(metadata):
                self._front("copyright.xhtml", page, "copyright-page", word("rights", language))
        self.front = len(book.spine)

    def _front(self, file: str, page: str, kind: str, name: str) -> None:
        self._write(file, page)
        self._spine(file, name, self.book.language)
        self.landmarks.append((kind, file, name))

    def _written(self, document: m.Document) -> Chapter:
        style = replace(self.style, link=lambda url: self.links.find(url, document))
        kepub = self.options.kepub
        return write(document, self.documents, style, alone=self.alone, kepub=kepub)

    def _mark(self, done: Chapter) -> None:
        if self.documents == 1:
            self.landmarks.append(("bodymatter", done.files[0].name, done.title))
        place, name = done.colophon
        if self.alone and place:
            for kind in ("colophon", "copyright-page"):
                self.landmarks.append((kind, place, name))

    def _write(self, file: str, page: str | Member) -> None:
        self.container.add(file, page)
        if self.font and isinstance(page, str):
            self.letters.update(page)

    def _spine(self, file: str, title: str, language: str) -> None:
        key = file.partition(".")[0]
        key = "cover-page" if key == "cover" else key
        self.book.add_item(epub.EpubHtml(key, file, XHTML, title=title, lang=language))
        self.book.spine.append(key)

    def _add_record(self) -> None:
        """The record of the whole; what only a link names stays out of the manifest."""
        self.container.add("record.jsonld", self.record)
        link = {"rel": "record", "href": "record.jsonld", "media-type": "application/ld+json"}
        self.book.add_metadata("OPF", "link", "", link)

    def _manifest(self) -> None:
        book = self.book
        for name, resource in self.shelf.kept:
            key = name.partition(".")[0]
            item = epub.EpubImage(key, name, resource.media_type)
            item.properties = ["cover-image"] if name == self.shelf.cover else []
            book.add_item(item)
        if self.font:
            book.add_item(epub.EpubItem("font", self.font.name, self.font.media_type))
        book.add_item(epub.EpubItem("css", "book.css", "text/css"))
        contents = epub.EpubNav()
        contents.properties = ["nav"]
        book.add_item(contents)
        book.add_item(epub.EpubNcx())


def _record(metadata: Metadata, only: m.Document | None) -> str:
    """The record of the only document, or that of a collection: what it is and who made it.
    The terms of each document stay in its own, since those of one do not hold for all."""
    if only:
        return record.dumps(only)
    return record.dumps(m.Document(replace(metadata, rights=()), ()), "Collection")


def _meta(book: epub.EpubBook, name: str, content: str) -> None:
    """A ``<meta>`` of EPUB 2, which Kindle reads."""
    book.add_metadata("OPF", "meta", "", {"name": name, "content": content})
