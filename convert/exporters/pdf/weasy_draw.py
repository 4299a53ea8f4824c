"""The glyphs of a line in WeasyPrint 70, written with less work.

The pages are the same to the byte; see ``weasy``, which puts this in place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Any
from unicodedata import category

from weasyprint.draw import text
from weasyprint.text.ffi import FROM_UNITS, ffi, pango

from convert.exporters.pdf.gaps import GAP
from convert.exporters.pdf.weasy_boxes import Replacement

_FIELDS = 5
"""Numbers that Pango says of a glyph: itself, its width, its place in x and y, flags."""

_ODD = pango.PANGO_GLYPH_EMPTY
"""From here on a number is no glyph: nothing at all, or a letter that no font has."""

_EXACT = 14802
"""Pango from here on gives the size of a font as it was asked for."""

_COMPOSED = re.compile("[\u0300-\u036f\u0590-\u1cff\ua880-\uabff\ufb1d-\ufdff\ufe70-\ufefe]")
"""Marks, and letters of scripts in which several make one shape."""

TURNED = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefe]")
"""Letters from right to left, whose order PDFium turns round in a text that is said, too."""

_original = {"draw": text.draw_first_line}


def replacements() -> Iterator[Replacement]:
    """All that this module has to put in place."""
    if pango.pango_version() >= _EXACT:
        yield text, "draw_first_line", draw_first_line


def draw_first_line(stream: Any, box: Any, overflow: str, ellipsis: Any, matrix: Any) -> Any:
    """Draw the line of a text box; gives back its emojis. Only lines from left to right, of
    glyphs that are outlines and stand on the baseline, are drawn here."""
    if _COMPOSED.search(box.text) and box.style["font_size"] >= 1e-6:
        return _draw_composed(stream, box, overflow, ellipsis, matrix)
    whole = overflow == "clip" and ellipsis == "none" and box.style["font_size"] >= 1e-6
    runs = list(_runs(stream, box.pango_layout)) if whole and box.text.strip() else []
    line = box.pango_layout.text
    gaps = frozenset(_gaps(line.encode())) if GAP in line else frozenset()
    if not runs or not all(run.is_plain for run in runs):
        for run in runs:
            run.call_blanks(gaps)
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


def _draw_composed(stream: Any, box: Any, *others: Any) -> Any:
    """A line with letters made of several glyphs: these are told what they stand for, and a
    line from left to right says its text as a whole, in the order in which it is read."""
    text = box.pango_layout.text
    for run in _runs(stream, box.pango_layout):
        run.name_glyphs(text.encode())
        run.call_blanks(frozenset(_gaps(text.encode())))
    if TURNED.search(text):
        return _original["draw"](stream, box, *others)
    spoken = text.replace(GAP, "").encode("utf-16-be").hex()
    stream.stream.append(f"/Span <</ActualText <feff{spoken}>>> BDC".encode())
    emojis = _original["draw"](stream, box, *others)
    stream.stream.append(b"EMC")
    return emojis


class _Run:
    """Glyphs of one font that follow each other in a line."""

    def __init__(self, stream: Any, found: Any) -> None:
        self.item, self.pango_font = found.item, found.item.analysis.font
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

    def name_glyphs(self, line: bytes) -> None:
        """Of the glyphs that make one cluster, those without width stand for its marks and the
        others for its letters; WeasyPrint lets one stand for all, and the others for nothing."""
        count, start = len(self.glyphs), self.item.offset
        clusters = list(self.string.log_clusters[0:count])
        ends = dict(pairwise([*sorted(set(clusters)), self.item.length]))
        for cluster, end in ends.items():
            glyphs = [at for at, known in enumerate(clusters) if known == cluster]
            glyphs = glyphs[:: -1 if self.item.analysis.level % 2 else 1]
            if len(glyphs) > 1:
                self._share(glyphs, line[start + cluster : start + end].decode())

    def _share(self, glyphs: list[int], text: str) -> None:
        marks = [letter for letter in text if category(letter) in ("Mn", "Me")]
        letters = [letter for letter in text if letter not in marks]
        drawn = [at for at in glyphs if self.glyphs[at] < _ODD]
        wide = [at for at in drawn if self.widths[at]]
        for among, parts in ((wide, letters), ([at for at in drawn if at not in wide], marks)):
            for number, at in enumerate(among):
                last = number == len(among) - 1
                told = "".join(parts[number:] if last else parts[number : number + 1])
                self.font.to_unicode.setdefault(self.glyphs[at], told or text[-1:])

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
