"""How many columns a text takes on a screen or a page of one-width letters.

Plain letters are one column, or two when East Asian width says so. Only text with
combining marks, joiners or emoji sequences needs wcwidth, which takes 45 ms to import.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate
from unicodedata import category, east_asian_width

_COMPOSING = frozenset(
    [
        *range(0x1160, 0x1200),  # Hangul vowels and finals
        *range(0x1F1E6, 0x1F200),  # regional indicators, in pairs a flag
        *range(0x1F3FB, 0x1F400),  # skin tones
    ]
)


class _Composed(Exception):
    """The letter may melt into its neighbours."""


def width(text: str) -> int:
    """Display columns of one line.

    >>> width("abc"), width("中文"), width("e\\u0301"), width("👩\\u200d🔬")
    (3, 4, 1, 2)
    """
    return len(text) if text.isascii() else measure(text)[0][-1]


def measure(text: str) -> tuple[Sequence[int], set[int]]:
    """Columns before each letter and, last, of all; the positions inside a grapheme."""
    if text.isascii():
        return range(len(text) + 1), set()
    try:
        return [0, *accumulate(map(_columns.__getitem__, text))], set()
    except _Composed:
        return _measure_graphemes(text)


class _Columns(dict[str, int]):
    """Letter -> its columns, worked out once."""

    def __missing__(self, letter: str) -> int:
        if category(letter)[0] in "MC" or ord(letter) in _COMPOSING:
            raise _Composed
        self[letter] = columns = 2 if east_asian_width(letter) in "WF" else 1
        return columns


_columns = _Columns()


def _measure_graphemes(text: str) -> tuple[list[int], set[int]]:
    from wcwidth import iter_graphemes, wcswidth

    ruler: list[int] = [0]
    inside: set[int] = set()
    for grapheme in iter_graphemes(text):
        inside.update(range(len(ruler), len(ruler) + len(grapheme) - 1))
        ruler += [ruler[-1] + max(wcswidth(grapheme), 0)] * len(grapheme)
    return ruler, inside
