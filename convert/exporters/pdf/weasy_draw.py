"""The glyphs of a line in WeasyPrint 70, written with less work, and without those of gaps.

All else is the same to the byte, but for letters made of several glyphs (``weasy_composed``);
see ``weasy``, which puts this in place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from weasyprint.draw import text
from weasyprint.text.ffi import FROM_UNITS, ffi, pango

from convert.exporters.pdf.gaps import GAP
from convert.exporters.pdf.weasy_boxes import Replacement
from convert.exporters.pdf.weasy_composed import is_composed, name_glyphs, spoken

_FIELDS = 5
"""Numbers that Pango says of a glyph: itself, its width, its place in x and y, flags."""

_ODD = pango.PANGO_GLYPH_EMPTY
"""From here on a number is no glyph: nothing at all, or a letter that no font has."""

_EXACT = 14802
"""Pango from here on gives the size of a font as it was asked for."""

_original = {"draw": text.draw_first_line}


def replacements() -> Iterator[Replacement]:
    """All that this module has to put in place."""
    if pango.pango_version() >= _EXACT:
        yield text, "draw_first_line", draw_first_line


def draw_first_line(stream: Any, box: Any, overflow: str, ellipsis: Any, matrix: Any) -> Any:
    """Draw the line of a text box; gives back its emojis. Only lines from left to right, of
    glyphs that are outlines and stand on the baseline, are drawn here."""
    whole = overflow == "clip" and ellipsis == "none" and box.style["font_size"] >= 1e-6
    runs = list(_runs(stream, box.pango_layout)) if whole and box.text.strip() else []
    line = box.pango_layout.text
    gaps = frozenset(_gaps(line.encode())) if GAP in line else frozenset()
    composed = bool(runs) and is_composed(line)
    if not runs or composed or not all(run.is_plain for run in runs):
        for run in runs:
            run.call_blanks(gaps)
            if composed:
                name_glyphs(run.font.to_unicode, run.found, line.encode())
        with spoken(stream, line.replace(GAP, "") if composed else ""):
            return _original["draw"](stream, box, overflow, ellipsis, matrix)
    stream.set_text_matrix(*matrix.values)
    shown, last = "", None
    for run in runs:
        if run.pango_font != last:
            if shown:
                stream.show_text(shown)
            shown, last = "", run.pango_font
            stream.set_font_size(run.font.hash, run.size)
        shown += run.shown(line, gaps)
    stream.show_text(shown)
    return []


class _Run:
    """Glyphs of one font that follow each other in a line."""

    def __init__(self, stream: Any, found: Any) -> None:
        self.found, self.item = found, found.item
        self.pango_font = found.item.analysis.font
        self.font, self.size = stream.add_font(self.pango_font)
        self.stream, self.string = stream, found.glyphs
        count = self.string.num_glyphs
        told = memoryview(ffi.buffer(self.string.glyphs, count * 4 * _FIELDS)).cast("i").tolist()
        self.glyphs, self.widths, self.x, self.y = (told[field::_FIELDS] for field in range(4))

    @property
    def is_plain(self) -> bool:
        font = self.font
        drawn = font.png or font.svg or font.colr or font.bitmap
        turned = self.item.analysis.level % 2 or any(self.y)
        return not (drawn or turned) and max(self.glyphs, default=0) < _ODD

    def shown(self, line: str, gaps: frozenset[int]) -> str:
        """The glyphs as a PDF shows them, each with what the next stands nearer to it; a gap
        is nothing but that."""
        known, letters, size, parts = self.font.widths, self.font.to_unicode, self.size, ["<"]
        for at, (glyph, width, x) in enumerate(zip(self.glyphs, self.widths, self.x, strict=True)):
            if gaps and self._place(at) in gaps:
                parts.append(f">{int(-width * 1000 * FROM_UNITS / size)}<")
                continue
            if glyph not in letters:
                letters[glyph] = self._letters(at, line)
            if glyph not in known:
                known[glyph] = self._width(glyph)
            offset = x / size
            parts.append(f">{-offset}<{glyph:04x}" if offset else f"{glyph:04x}")
            if kerning := known[glyph] + offset - width * 1000 * FROM_UNITS / size:
                parts.append(f">{int(kerning)}<")
        text = "".join(parts)
        return text[:-1] if text.endswith("<") else text + ">"

    def call_blanks(self, gaps: frozenset[int]) -> None:
        """Let the glyph of a gap mean a blank: fonts have one glyph for both."""
        for at, glyph in enumerate(self.glyphs if gaps else ()):
            if self._place(at) in gaps:
                self.font.to_unicode.setdefault(glyph, " ")

    def _place(self, at: int) -> int:
        """Where the letters of a glyph begin in the bytes of the line."""
        return int(self.item.offset + self.string.log_clusters[at])

    def _letters(self, at: int, line: str) -> str:
        """The letters of ``line`` that a glyph stands for."""
        clusters, item = self.string.log_clusters, self.item
        end = item.length if at == len(self.glyphs) - 1 else clusters[at + 1]
        return line.encode()[item.offset + clusters[at] : item.offset + end].decode()

    def _width(self, glyph: int) -> int:
        """The width of a glyph in thousandths of the type size."""
        stream = self.stream
        pango.pango_font_get_glyph_extents(
            self.pango_font, glyph, stream.ink_rect, stream.logical_rect
        )
        width: int = round(stream.logical_rect.width * 1000 * FROM_UNITS / self.size)
        return width


def _gaps(line: bytes) -> Iterator[int]:
    """Where in the bytes of a line there are gaps."""
    return (found.start() for found in re.finditer(GAP.encode(), line))


def _runs(stream: Any, layout: Any) -> Iterator[_Run]:
    pango.pango_layout_set_single_paragraph_mode(layout.layout, True)
    run = layout.get_first_line()[0].runs[0]
    while run != ffi.NULL:
        yield _Run(stream, run.data)
        run = run.next
