"""Lines with letters from right to left, in the order in which they are read.

PDFium puts the words of such a line in an order of its own. The letters are taken from where
they stand on the page instead, and words put in order by the rules of Unicode (UAX #9) turned
round: it is enough to know on which side the paragraph begins. Where a number stands among
words of both directions the page alone does not tell.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import partial
from typing import Any

from convert.witnesses.pdf_signs import Placed, without_signs

_R = "\u0590-\u05ff\u0608\u060b\u060d-\u065f\u066a-\u06ef\u06fa-\u08ff\ufb1d-\ufdff\ufe70-\ufefc"
_R += "\U00010800-\U00010fff\U0001e800-\U0001efff"
_ARABIC_DIGIT = "\u0660-\u0669"
_L = f"[^\\W\\d_{_R}]"

APART = 7
"""Points between two lines at least; what stands higher or lower in one line is nearer."""

TURNED = re.compile(f"[{_R}{_ARABIC_DIGIT}]")


def _patterns(between: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Words from left to right, or anything else; words from right to left. ``between`` is
    what may not stand between words of one direction."""
    left = f"{_L}(?:[^{_R}{_ARABIC_DIGIT}{between}]*[^\\W_{_R}{_ARABIC_DIGIT}])?"
    right = f"[{_R}](?:(?:(?!{_L})[^{between}])*[{_R}{_ARABIC_DIGIT}])?"
    return re.compile(f"{left}|\\d+|.", re.S), re.compile(right, re.S)


_PATTERNS = _patterns("\\0"), _patterns("()\\[\\]{}")
_NUMBER = re.compile("\\d+|.", re.S)

READINGS = tuple((way, parted) for parted in (False, True) for way in ("ltr", "rtl"))
"""How lines may be read: the side on which their paragraph begins, and whether brackets part
the words inside from those outside."""


def read(drawn: str, way: str, parted: bool = False) -> str:
    """Lines as they are read; see ``READINGS``.

    >>> read("Jane תירבע 12\\nfog", "rtl"), read("Jane 21 תירבע\\nfog", "ltr")
    ('12 עברית Jane\\nfog', 'Jane 21 עברית\\nfog')
    """
    if not TURNED.search(drawn):
        return drawn
    left, right = _PATTERNS[parted]
    order = partial(_from_right, left) if way == "rtl" else partial(_from_left, right)
    return "\n".join(order(it) if TURNED.search(it) else it for it in drawn.split("\n"))


def _from_right(pieces: re.Pattern[str], line: str) -> str:
    return "".join(reversed(pieces.findall(line)))


def _from_left(turned: re.Pattern[str], line: str) -> str:
    return turned.sub(lambda run: "".join(reversed(_NUMBER.findall(run[0]))), line)


def drawn(textpage: Any) -> str:
    """The lines of a page, the letters of each from left to right."""
    lines: list[list[tuple[float, str]]] = [[]]
    x = y = 0.0
    for letter, place in without_signs(list(_whole(_letters(textpage)))):
        beside, x = y, place[0] if place else x
        y = place[1] if place and letter != " " else y
        if letter == "\n" or (lines[-1] and abs(beside - y) > APART):
            lines.append([])
        if letter not in "\r\n":
            lines[-1].append((x, letter))
    ordered = (sorted(line, key=lambda placed: placed[0]) for line in lines)
    return "\n".join("".join(letter for _, letter in line) for line in ordered)


def _whole(letters: Iterable[Placed]) -> Iterator[Placed]:
    """PDFium counts a letter beyond U+FFFF as two, the second first from right to left."""
    half = ""
    for letter, place in letters:
        if not "\ud800" <= letter <= "\udfff":
            yield letter, place
        elif half:
            both = "".join(sorted((half, letter))).encode("utf-16", "surrogatepass")
            yield both.decode("utf-16", "replace"), place
            half = ""
        else:
            half = letter


def _letters(textpage: Any) -> Iterator[Placed]:
    import ctypes

    from pypdfium2 import raw

    x, y, box = ctypes.c_double(), ctypes.c_double(), raw.FS_RECTF()
    for index in range(raw.FPDFText_CountChars(textpage.raw)):
        letter = chr(raw.FPDFText_GetUnicode(textpage.raw, index))
        added = raw.FPDFText_IsGenerated(textpage.raw, index)
        known = raw.FPDFText_GetCharOrigin(textpage.raw, index, x, y) and not added
        raw.FPDFText_GetLooseCharBox(textpage.raw, index, box)
        yield letter, (x.value, y.value, box.right - box.left) if known else None
