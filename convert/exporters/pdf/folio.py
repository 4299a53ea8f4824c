"""Page numbers, put on the pages of a book once it is known how many come before each.

They are artifacts, set in a font that the pages bring with them.
"""

from __future__ import annotations

from typing import Any

from convert.exporters.pdf.faces import glyphs
from convert.exporters.pdf.fontset import Font, FontSet
from convert.exporters.pdf.paper import Paper

DIGITS = "0123456789"
NAME = "/Folio"
"""The font's name on every page."""

_SIZE, _DEPTH, _GREY = 0.76, 2.35, 0.42
"""Type size and the depth of the line below the text, in rem and in ems; the grey."""


class Folio:
    """How a number is drawn on a page of ``paper``."""

    def __init__(self, font: Font, found: dict[str, tuple[int, float]], paper: Paper) -> None:
        self.font = font
        self.size = paper.size * _SIZE
        self.middle = paper.width / 2
        self.line = paper.height - paper.bottom + _DEPTH * self.size
        self.glyphs = {digit: f"{glyph:04x}" for digit, (glyph, _) in found.items()}
        self.widths = {digit: width for digit, (_, width) in found.items()}
        self.font.add({glyph: (width, digit) for digit, (glyph, width) in found.items()})

    @property
    def object(self) -> Any:
        """The font for the pages' resources."""
        return self.font.object

    def draw(self, number: int) -> bytes:
        """The content stream that shows ``number`` in the middle of the foot; it comes last
        on a page that WeasyPrint has turned upside down."""
        digits = str(number)
        start = self.middle - sum(map(self.widths.__getitem__, digits)) * self.size / 2000
        shown = "".join(map(self.glyphs.__getitem__, digits))
        return (
            f"/Artifact <</Type /Pagination /Subtype /Footer>> BDC q {_GREY} g BT "
            f"{NAME} {self.size:.2f} Tf 1 0 0 -1 {start:.2f} {self.line:.2f} Tm <{shown}> Tj "
            "ET Q EMC"
        ).encode()


def folio(fonts: FontSet, paper: Paper) -> Folio | None:
    """Numbers in the font that sets most of the book, if it has digits; None where no font
    of the book has any."""
    for font in fonts.by_use():
        found = glyphs(font.content, DIGITS)
        if len(found) == len(DIGITS):
            return Folio(font, found, paper)
    return None
