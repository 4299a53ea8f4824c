"""Letters made of several glyphs, which WeasyPrint 70 leaves out of the text of a page.

Of the glyphs of a cluster it lets one stand for all letters, and the others for nothing. Here
each stands for its own, and a line says its text as a whole, in the order in which it is read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import pairwise
from typing import Any
from unicodedata import category

from weasyprint.text.ffi import pango

_COMPOSED = re.compile("[\u0300-\u036f\u0590-\u1cff\ua880-\uabff\ufb1d-\ufdff\ufe70-\ufefe]")
"""Marks, and letters of scripts in which several make one shape."""

_TURNED = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefe]")
"""Letters from right to left, whose order PDFium turns round in a text that is said, too."""


def is_composed(line: str) -> bool:
    """Whether letters of a line may be made of several glyphs."""
    return _COMPOSED.search(line) is not None


@contextmanager
def spoken(stream: Any, line: str) -> Iterator[None]:
    """What is drawn inside says ``line`` (ISO 32000-1, 14.9.4), unless that is '' or holds
    letters from right to left."""
    if not line or _TURNED.search(line):
        yield
        return
    stream.stream.append(
        f"/Span <</ActualText <feff{line.encode('utf-16-be').hex()}>>> BDC".encode()
    )
    yield
    stream.stream.append(b"EMC")


def name_glyphs(known: dict[int, str], found: Any, line: bytes) -> None:
    """Say in ``known``, glyph -> letters, what the glyphs of each cluster stand for. ``found``
    is Pango's item of the glyphs, ``line`` the bytes of the whole line."""
    item, string = found.item, found.glyphs
    clusters = list(string.log_clusters[0 : string.num_glyphs])
    for cluster, end in pairwise([*sorted(set(clusters)), item.length]):
        glyphs = [string.glyphs[at] for at, start in enumerate(clusters) if start == cluster]
        if len(glyphs) > 1:
            text = line[item.offset + cluster : item.offset + end].decode()
            _share(known, glyphs[:: -1 if item.analysis.level % 2 else 1], text)


def _share(known: dict[int, str], glyphs: Sequence[Any], text: str) -> None:
    """Glyphs without width stand for the marks of ``text``, the others for its letters."""
    marks = [letter for letter in text if category(letter) in ("Mn", "Me")]
    letters = [letter for letter in text if letter not in marks]
    drawn = [it for it in glyphs if it.glyph < pango.PANGO_GLYPH_EMPTY]
    for wide, parts in ((True, letters), (False, marks)):
        among = [it.glyph for it in drawn if bool(it.geometry.width) is wide]
        for number, glyph in enumerate(among):
            end = None if number == len(among) - 1 else number + 1
            known.setdefault(glyph, "".join(parts[number:end]) or text[-1:])
