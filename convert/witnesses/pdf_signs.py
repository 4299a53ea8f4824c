"""The vowel signs of Hebrew and Arabic on a page, which are glyphs of their own.

PDFium takes one above or below the line for a line of its own, and Typst lets a sign say the
letter that bears it, too.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

Placed = tuple[str, tuple[float, float, float] | None]
"""A letter, and where its glyph stands and how wide it is; a blank that PDFium adds stands
nowhere."""

Glyph = list[Placed]

HIGH = 10
"""Points that a sign stands above its line or below at most; lines are farther apart."""

NEAR, BESIDE = 1.0, 1.6
"""Widths of a glyph between it and what stands in its place, on its line and off it; PDFium
parts the width among the letters that a glyph says."""

_SIGN = re.compile(
    "[\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670"
    "\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u08d3-\u08ff\ufb1e]"
)
"""The vowel signs of Hebrew and Arabic."""


def without_signs(letters: list[Placed]) -> Iterator[Placed]:
    """Without the vowel signs of Hebrew and Arabic, and the line ends that PDFium sees where
    one stands above or below the line."""
    if not any(map(_is_sign, letters)):
        yield from letters
        return
    glyphs = _glyphs(letters)
    twice = set(_twice(glyphs))
    for number, glyph in enumerate(glyphs):
        if number not in twice:
            yield from (it for it in glyph if it[0] not in "\r\n" and not _is_sign(it))


def _glyphs(letters: list[Placed]) -> list[Glyph]:
    """The letters that one glyph says stand in one place; PDFium may put others between."""
    found: dict[Any, Glyph] = {}
    for number, placed in enumerate(letters):
        found.setdefault(placed[1] or number, []).append(placed)
    return list(found.values())


def _twice(glyphs: list[Glyph]) -> Iterator[int]:
    """The numbers of glyphs that say what another says in the same place: Typst lets a sign say
    the letter that bears it, too. What stands on a line with other letters is left."""
    signed = {number for number, glyph in enumerate(glyphs) if any(map(_is_sign, glyph))}
    lines = {_height(glyph) for number, glyph in enumerate(glyphs) if number not in signed}
    kept: defaultdict[str, list[Glyph]] = defaultdict(list)
    for number in sorted(signed, key=lambda number: _height(glyphs[number]) not in lines):
        glyph = glyphs[number]
        same = kept["".join(sorted(letter for letter, _ in glyph))]
        near = NEAR if _height(glyph) in lines else BESIDE
        if any(_distance(glyph, other) < near for other in same):
            yield number
        else:
            same.append(glyph)


def _distance(glyph: Glyph, other: Glyph) -> float:
    """Between the middles of two glyphs, in widths of the wider; a sign may stand higher."""
    place, beside = glyph[0][1], other[0][1]
    if not (place and beside and abs(place[1] - beside[1]) < HIGH):
        return math.inf
    apart, width = place[0] - beside[0] + (place[2] - beside[2]) / 2, max(place[2], beside[2])
    return abs(apart) / width if width else math.inf


def _is_sign(placed: Placed) -> bool:
    return bool(_SIGN.match(placed[0]))


def _height(glyph: Glyph) -> float | None:
    """Of the line on which a glyph stands, to a tenth of a point; None for a blank."""
    letter, place = glyph[0]
    return round(place[1], 1) if place and letter != " " else None
