"""The EPUB exporter: EPUB 3.3, valid, accessible, the same bytes for the same publication.

EbookLib's ``EpubBook`` is the model of the package: metadata, manifest, spine, contents. The
files are written here, one document at a time, because its writer keeps all chapters in
memory, parses each of them again and stamps the time of day.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from itertools import islice
from types import MappingProxyType
from typing import IO, Annotated, Any

from convert import model as m
from convert.diagnostics import Diagnostic
from convert.errors import SourceError, UsageError
from convert.exporters.epub.container import Container, Deflate, deflater, pack
from convert.exporters.epub.dates import instant
from convert.exporters.epub.document import Chapter, File, write
from convert.exporters.epub.edition import Edition
from convert.exporters.epub.links import PART_SIZE
from convert.exporters.xhtml import Style
from convert.formats import Place
from convert.ledger import Kind
from convert.value import Value, replace


class Epub(Value):
    """Writes EPUB 3.3 for phones, e-readers and Kindle."""

    cover: Annotated[
        str, "auto (the source's, or a drawing), png (a painting), none, or a file"
    ] = "auto"
    split_level: Annotated[
        int, "a new file at each heading down to this level, 2 to 6; 0 for none"
    ] = 0
    paragraphs: Annotated[str, "spaced, or indent as in a printed book"] = "spaced"
    writing_mode: Annotated[str, "horizontal-tb, or vertical-rl with pages from the right"] = (
        "horizontal-tb"
    )
    css: Annotated[str, "a style sheet put after the built-in one"] = ""
    font: Annotated[str, "a font file to embed, cut down to the letters used"] = ""
    kepub: Annotated[bool, "Kobo's spans round every sentence; name the file .kepub.epub"] = False
    certifier: Annotated[
        str, "who has checked this book against EPUB Accessibility 1.1 and WCAG 2.1 level AA"
    ] = ""
    modified: Annotated[str, "the time of dcterms:modified, ISO 8601; default: the text's own"] = ""
    compression: Annotated[int, "of the zip, from 1 (fast) to 9 (small); 0 for none"] = 6
    fast: Annotated[bool, "compress with the package isal: faster, larger, other bytes"] = False

    name = "epub"
    suffix = ".epub"
    media_type = "application/epub+zip"
    places = dict.fromkeys(Kind, Place.BOTH)
    embeds_images = True

    def export(self, publication: m.Publication, output: IO[bytes]) -> tuple[Diagnostic, ...]:
        """Write ``publication`` to ``output``; raises ``SourceError`` when it has no document."""
        if not 0 <= self.compression <= 9:
            raise UsageError(f"compression is a number from 0 to 9, not {self.compression}")
        if not 0 <= self.split_level <= 6:
            raise UsageError(f"split_level is a number from 0 to 6, not {self.split_level}")
        if self.modified and not instant(self.modified):
            raise UsageError(f"modified is a time as 2024-05-31T12:00:00Z, not {self.modified!r}")
        only = _only(publication.spine)
        chapters: Any = getattr(publication.spine, "chapters", None)
        apart = chapters and self.writes_apart and only is None
        with Container(output, deflater(self.compression, fast=self.fast)) as container:
            edition = Edition(self, publication, only, container)
            for document in chapters(self, edition.shelf.names()) if apart else publication.spine:
                edition.add(document)
            edition.finish()
        return tuple(edition.losses)

    @property
    def writes_apart(self) -> bool:
        """Whether a chapter can be written before the others; a font is cut by all of them.

        A lazy spine may have a method ``chapters`` that gives ``prepared`` ones, where it has
        them, in place of documents.
        """
        return not self.font

    def prepared(
        self,
        document: m.Document,
        tell: Callable[[str], object],
        *,
        number: int = 0,
        links: Mapping[str, str | None] = MappingProxyType({}),
        pictures: Mapping[str, str] = MappingProxyType({}),
    ) -> Chapter | None:
        """One of several documents, ready for the book; ``tell`` hears the text of its files.

        ``links`` are its relative ones with their targets, ``pictures`` the names of resources
        with their files in the book. None for a document with other links, and for one of
        several files whose ``number`` is not known: only the whole book can write these.
        """
        unknown: list[str] = []
        shown: dict[str, None] = {}

        def link(url: str) -> str | None:
            if url not in links:
                unknown.append(url)
            return links.get(url)

        def image(picture: m.Image) -> str | None:
            if picture.url in pictures:
                shown[picture.url] = None
            return pictures.get(picture.url)

        style = Style(link=link, image=image, split_level=self.split_level, part_size=PART_SIZE)
        done = write(document, number, style, kepub=self.kepub)
        if unknown or (not number and len(done.files) > 1):
            return None
        deflate = deflater(self.compression, fast=self.fast)
        files = tuple(_packed(file, deflate, tell) for file in done.files)
        return replace(done, files=files, pictures=tuple(shown))


def _only(spine: Iterable[m.Document]) -> m.Document | None:
    """The document of a book that has no other; a spine that knows its length is not read."""
    length: Any = getattr(spine, "__len__", None)
    if length and length() > 1:
        return None
    first = list(islice(spine, 2))
    if not first:
        raise SourceError("there is no document to write; an EPUB needs at least one")
    return first[0] if len(first) == 1 else None


def _packed(file: File, deflate: Deflate, tell: Callable[[str], object]) -> File:
    assert isinstance(file.content, str)
    tell(file.content)
    return replace(file, content=pack(file.name, file.content, deflate))
