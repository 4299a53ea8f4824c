"""One book while it is set: its fonts, the letters that have none, its pieces."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any
from unicodedata import category

from convert.diagnostics import Diagnostic
from convert.errors import OutputError, UsageError
from convert.exporters.pdf.boxes import boxes
from convert.exporters.pdf.fonts import needs_glyph, paths
from convert.exporters.pdf.runs import runs_of
from convert.exporters.pdf.typst import fonts
from convert.exporters.pdf.typst.article import Article
from convert.exporters.pdf.typst.book import Book, Layout, body
from convert.exporters.pdf.typst.compiler import BODY, NoGlyph, Room
from convert.exporters.pdf.typst.worker import Bounds, shown, typeset

COMMON = frozenset(map(chr, range(32, 127)))
"""Letters that the template adds: numbers of pages, notes and items, dots, hyphens."""

_JOINER, _PICTURE, _APART = "\u200d", "\ufe0f", "\u2060"
"""What makes one letter of two; what makes a picture of a letter; what keeps letters apart."""


class Setting:
    """Sets templates with fonts that fit; ``unknown`` are the letters that no font has."""

    def __init__(self, room: Room, layout: Layout) -> None:
        self.room, self.layout = room, layout
        self.bounds = Bounds(layout.seconds, layout.memory)
        self.first = self._given()
        self.every = False
        self.letters = ""
        self.unknown: tuple[Diagnostic, ...] = ()

    def find_fonts(self, texts: Iterable[str], languages: Iterable[str]) -> None:
        """Give Typst the fonts for all letters of ``texts``."""
        letters = COMMON.union(*texts)
        choice = fonts.choose(set(letters), sorted(languages))
        self.every = choice.every
        for number, face in enumerate(choice.faces):
            if content := fonts.cut(face, letters):
                self.room.draw(f"{number}.otf", content)
            else:
                self.room.use(face.file)
        if choice.left and (lost := self.room.without_glyph(choice.left, self.every)):
            self._lack(lost)

    def shown(self, files: Iterable[str]) -> list[str]:
        """Those of the pictures that Typst can draw."""
        return shown(self.room, files, self.bounds)

    def typeset(self, template: str, data: str) -> bytes:
        """With the fonts chosen, else with all fonts, else with boxes for some letters."""
        while True:
            content = self._drawn(data).encode("utf-8", "replace")
            try:
                return typeset(self.room, template, content, self.every, self.bounds)
            except NoGlyph as lack:
                if self.every:
                    self._lack(lack.letters)
                self.every = True

    def pieces(self, book: Book) -> Iterator[tuple[tuple[Article, ...], Any]]:
        """The articles of each piece and its pages, as a pikepdf document. While one is in
        use the next is set."""
        from concurrent.futures import ThreadPoolExecutor

        size, start = self.layout.piece_size, 1
        runs = list(runs_of(book.articles, size, lambda article: len(article.data)))
        with ThreadPoolExecutor(1) as ahead:
            waiting = ahead.submit(self._piece, book, runs[0], start)
            for number, run in enumerate(runs, 1):
                laid = opened(waiting.result())
                start += len(laid.pages)
                if number < len(runs):
                    waiting = ahead.submit(self._piece, book, runs[number], start)
                yield run, laid

    def _piece(self, book: Book, run: Sequence[Article], start: int) -> bytes:
        try:
            return self.typeset(BODY, body(book, run, start))
        except OutputError as error:
            raise self._blamed(book, run, error) from error

    def _blamed(self, book: Book, run: Sequence[Article], error: OutputError) -> OutputError:
        for one in run if len(run) > 1 else ():
            try:
                self.typeset(BODY, body(book, (one,), 1))
            except OutputError as fault:
                return OutputError(f"{one.title}: {fault}")
        ends = dict.fromkeys((run[0].title, run[-1].title))
        return OutputError(f"{' … '.join(ends)}: {error}")

    def _given(self) -> list[str]:
        """The families of the font files that are set before all others."""
        found: list[str] = []
        for path in paths(self.layout.font):
            self.room.use(path)
            new = [name for name in self.room.families() if name not in found]
            if not new:
                raise UsageError(f"the font cannot be read: {path} is no font file")
            found += new
        return found

    def _lack(self, letters: str) -> None:
        """Name the letters without a glyph, or raise; then boxes are drawn for them."""
        known = COMMON.union(self.letters)
        new = "".join(it for it in letters if it not in known and needs_glyph(it))
        if not new:
            raise OutputError(f"Typst finds no glyph for {letters!r}")
        self.unknown = (*self.unknown, *self.layout.missing(new))
        self.letters += new
        self.room.draw("boxes.ttf", boxes(self.letters))

    def _drawn(self, data: str) -> str:
        return apart(data, self.letters) if self.letters else data


def apart(text: str, letters: str) -> str:
    """``text`` with each of ``letters`` by itself: two that are one letter together, such as a
    hand and its colour, would share one box and be lost.

    >>> apart("ab", "ab") == "a\N{WORD JOINER}b"
    True
    """
    own = re.escape(letters)
    marks = re.escape("".join(it for it in letters if category(it) in ("Mn", "Me", "Mc", "Sk")))
    text = re.sub(f"{_JOINER}(?=[{own}])|(?<=[{own}]){_JOINER}", _APART, text)
    text = re.sub(f"(?<=[{own}{_PICTURE}])(?=[{own}])", _APART, text)
    return re.sub(f"(?<=[^{_APART}])(?=[{marks}])", _APART, text) if marks else text


def opened(content: bytes) -> Any:
    """Pages as a pikepdf document."""
    import io

    import pikepdf

    return pikepdf.open(io.BytesIO(content))
