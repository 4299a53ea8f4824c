"""HTML: one file that holds all it needs, for any browser, phone, printer and search engine."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import chain, islice
from typing import IO, Annotated

from convert import model as m
from convert import record
from convert.diagnostics import Diagnostic
from convert.errors import SourceError, UsageError
from convert.exporters.html.head import head, link_target
from convert.exporters.html.look import face, read_sheet
from convert.exporters.html.page import article, contents, title_block
from convert.exporters.html.pictures import Pictures
from convert.exporters.xhtml import Entry, Style, language_tag, render
from convert.exporters.xhtml.links import Links, within
from convert.exporters.xhtml.text import drop_illegal
from convert.formats import Place
from convert.labels import direction
from convert.ledger import Kind
from convert.styles import sheet
from convert.value import Value, replace


class Html(Value):
    """Writes one HTML file: styles and pictures inside, no script, no request to anywhere."""

    css: Annotated[str, "a style sheet put after the built-in one"] = ""
    font: Annotated[str, "a font file to embed, cut down to the letters used"] = ""
    toc: Annotated[int, "headings from which on there is a table of contents; 0 for none"] = 4

    name = "html"
    suffix = ".html"
    media_type = "text/html"
    places = dict.fromkeys(Kind, Place.BOTH)
    embeds_images = True

    def export(self, publication: m.Publication, output: IO[bytes]) -> tuple[Diagnostic, ...]:
        """Write the publication; raises ``SourceError`` when it has no document."""
        if self.toc < 0:
            raise UsageError(f"toc is a number of headings or 0, not {self.toc}")
        writer = _Writer(self, publication)
        for part in writer.parts():
            output.write(drop_illegal(part)[0].encode("utf-8"))
        return tuple(writer.losses)


class _Writer:
    """Gives the file part by part; only one document is in memory at a time."""

    def __init__(self, options: Html, publication: m.Publication) -> None:
        self.options, self.publication = options, publication
        self.pictures = Pictures(publication.resources)
        self.losses: list[Diagnostic] = []

    def parts(self) -> Iterator[str]:
        """Head, title, contents, documents, end."""
        spine = iter(self.publication.spine)
        first = list(islice(spine, 2))
        if not first:
            raise SourceError("there is no document to write; a page needs at least one")
        metadata = self.publication.metadata
        language = language_tag(metadata.language)
        css = sheet("book.css") + sheet("page.css") + self._face() + read_sheet(self.options.css)
        yield f'<!DOCTYPE html>\n<html lang="{language}" dir="{direction(language)}">\n'
        yield head(metadata, first[0] if len(first) == 1 else None, css)
        if len(first) == 1:
            yield from self._alone(first[0])
        else:
            yield from self._collection(chain(first, spine))
        yield "</body>\n</html>\n"

    def _alone(self, document: m.Document) -> Iterator[str]:
        page = render(document, self._style(""))
        self.losses += page.diagnostics
        entries = tuple(replace(entry, level=entry.level - 1) for entry in page.entries[1:])
        yield "<body>\n<main>\n"
        toc = contents(entries, page.language) if self._is_long(entries) else ""
        yield article(page, toc, record.dumps(document), alone=True)
        yield "</main>\n"

    def _collection(self, spine: Iterator[m.Document]) -> Iterator[str]:
        metadata = self.publication.metadata
        titles = (
            Entry(document.level, f"d{number}-top", document.label or document.metadata.title)
            for number, document in enumerate(self.publication.spine, 1)
        )
        yield "<body>\n<main>\n" + title_block(metadata)
        yield contents(tuple(titles), language_tag(metadata.language), is_open=True)
        links = Links(self.publication.spine, within)
        for number, document in enumerate(spine, 1):
            found = partial(links.find, document=document)
            page = render(document, replace(self._style(f"d{number}-"), link=found))
            self.losses += page.diagnostics
            yield article(page, "", record.dumps(document), alone=False)
        yield "</main>\n"

    def _face(self) -> str:
        """The font with all letters of the page, for which the page is written once without it."""
        if not self.options.font:
            return ""
        plain = _Writer(replace(self.options, font=""), self.publication)
        return face(self.options.font, self.publication.metadata.language, plain.parts())

    def _style(self, prefix: str) -> Style:
        return Style(prefix=prefix, image=self.pictures.address, link=link_target)

    def _is_long(self, entries: tuple[Entry, ...]) -> bool:
        return 0 < self.options.toc <= len(entries)
