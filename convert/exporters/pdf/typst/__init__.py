"""A publication as a PDF laid out by Typst, without system libraries.

The model is handed over as data: ``book`` turns it into lists and strings, the fixed
template ``main.typ`` sets them. Nothing of a publication is ever read as markup.
"""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Mapping
from typing import IO

from convert import model as m
from convert.diagnostics import Diagnostic
from convert.errors import UsageError
from convert.exporters.pdf.fonts import paths
from convert.exporters.pdf.metadata import Description, joined
from convert.exporters.pdf.typst import fonts
from convert.exporters.pdf.typst.book import UNDATED, Book, Layout, book, with_fonts
from convert.exporters.pdf.typst.boxes import boxes
from convert.exporters.pdf.typst.compiler import (
    STANDARDS,
    BrokenPicture,
    Load,
    NoGlyph,
    Room,
    engine,
    shows,
)
from convert.exporters.pdf.typst.mend import mend

__all__ = ["Layout", "export"]

_PLAIN = re.compile("[^A-Za-z0-9]+")


def export(publication: m.Publication, layout: Layout, output: IO[bytes]) -> tuple[Diagnostic, ...]:
    """Write the publication as PDF/A-3a and PDF/UA-1. Raises ``MissingDependency`` for a font
    or for Typst itself, ``UsageError`` for a font file that is none."""
    engine()
    pictures = {it.name: (_file(n, it), it.load) for n, it in enumerate(publication.resources)}
    with tempfile.TemporaryDirectory(prefix="pubconvert-") as folder:
        room = Room(folder)
        room.put(dict(pictures.values()))
        work = _Work(publication, layout, room)
        try:
            content = work.typeset(pictures)
        except BrokenPicture:
            whole = {name: it for name, it in pictures.items() if shows(it[1], it[0])}
            content = work.typeset(whole)
    dated = work.book.data["date"] != UNDATED
    mend(content, Description(publication.metadata, work.book.rights), output, dated=dated)
    return (*work.book.diagnostics, *work.unknown)


class _Work:
    """One publication while it is set, if need be more than once."""

    book: Book

    def __init__(self, publication: m.Publication, layout: Layout, room: Room) -> None:
        self.publication, self.layout, self.room = publication, layout, room
        self.unknown: tuple[Diagnostic, ...] = ()
        self.first = self._given()

    def typeset(self, pictures: Mapping[str, tuple[str, Load]]) -> bytes:
        files = {name: file for name, (file, _) in pictures.items()}
        self.book = book(self.publication, self.layout, files)
        every = self._find_fonts()
        data = with_fonts(self.book, lambda language: fonts.stack(language, *self.first))
        return self._set({"book.json": _json(data), "record.jsonld": _records(data)}, every)

    def _set(self, files: Mapping[str, bytes], every: bool) -> bytes:
        """With the fonts chosen, else with all fonts, else with boxes for some letters."""
        letters = ""
        for more in dict.fromkeys((every, True)):
            try:
                return self.room.typeset(files, STANDARDS, more)
            except NoGlyph as lack:
                letters = lack.letters
        self._lack(letters)
        return self.room.typeset(files, STANDARDS, True)

    def _given(self) -> list[str]:
        """The families of the font files that are set before all others."""
        found: list[str] = []
        for path in paths(self.layout.font):
            self.room.use([path])
            new = [name for name in self.room.families() if name not in found]
            if not new:
                raise UsageError(f"the font cannot be read: {path} is no font file")
            found += new
        return found

    def _find_fonts(self) -> bool:
        """Whether Typst has to look for fonts itself."""
        languages = {it["tag"] for it in (self.book.data, *self.book.data["articles"])}
        letters = set(json.dumps(self.book.data, ensure_ascii=False))
        choice = fonts.choose(letters, sorted(languages))
        self.room.use(choice.files)
        if choice.left and (lost := self.room.without_glyph(choice.left, choice.every)):
            self._lack(lost)
        return choice.every

    def _lack(self, letters: str) -> None:
        """Name the letters without a glyph, or raise; then boxes are drawn for them."""
        self.unknown = (*self.unknown, *self.layout.missing(letters))
        self.room.draw(boxes(letters))


def _file(number: int, resource: m.Resource) -> str:
    """The name of a picture below the root; its suffix tells Typst what it is."""
    kind = resource.media_type.partition("/")[2].partition("+")[0]
    return f"{number}.{'jpg' if kind == 'jpeg' else _PLAIN.sub('', kind) or 'bin'}"


def _json(book: Book) -> bytes:
    return json.dumps(book.data, ensure_ascii=False).encode("utf-8", "replace")


def _records(book: Book) -> bytes:
    return joined(book.records).encode("utf-8", "replace")
