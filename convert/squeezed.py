"""Text by its letters alone, in which sentences are looked for."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator

PIECE = 1 << 16
"""Letters of a piece; the text of a library in one string would be in memory several times."""

LINE = 100
"""Letters of a line, or a few more."""

_ALPHABETIC = r"[^\W\d_]"
_NUMBERS = r"\d+"
_WORDS = re.compile(r"\w+")
_SELECTORS = "\ufe00-\ufe0f\U000e0100-\U000e01ef"
_SELECTOR = re.compile(f"[{_SELECTORS}]")
_UNSEEN = f"[\u00ad\u200b-\u200f\u2028-\u202e\u2060\u2066-\u2069\ufeff\x00-\x1f\x7f{_SELECTORS}]+"


class Letters(str):
    """Text that is squeezed already."""

    __slots__ = ()


def squeeze(text: str) -> str:
    """Letters only: blanks, zero-width and control characters do not count, nor do variation
    selectors, which tell how the letter before them is drawn.

    >>> squeeze("未经许可，\\n 禁止 转载")
    '未经许可，禁止转载'
    >>> squeeze("❤\ufe0f")
    '❤'
    """
    if type(text) is Letters:
        return text
    joined = "".join(text.split())
    plain = joined.isprintable() and not _SELECTOR.search(joined)
    return joined if plain else re.sub(_UNSEEN, "", joined)


def letters(text: str) -> int:
    """How many letters and digits there are.

    >>> letters("未经许可， a_1")
    6
    """
    return len("".join(_WORDS.findall(text))) - text.count("_")


def find_letters(squeezed: str, text: str, start: int) -> int:
    """Where the letters of ``text`` stand in this order, with its numbers among them or near,
    whatever signs there are; -1 for nowhere. On lines from right to left signs and numbers
    may stand on either side of a word.

    >>> find_letters("(12)abc30", "ab c, 30: 12", 0), find_letters("(12)abc", "abc 30", 0)
    (4, -1)
    >>> find_letters("2023-05-06", "2024-05-06", 0)
    -1
    """
    numbers, wanted = re.findall(_NUMBERS, text), re.findall(_ALPHABETIC, text)
    if not (wanted or numbers):
        return -1
    for found in re.compile(r"[\W\d_]*".join(wanted or numbers[:1])).finditer(squeezed, start):
        near = squeezed[max(found.start() - LINE, 0) : found.end() + LINE]
        if all(number in near for number in numbers):
            return found.start()
    return -1


class Squeezed:
    """The letters of some pages, one after the other.

    >>> Squeezed(["a b", "c d"]).find("bc", 0), Squeezed(["a b"]).find("c", 0)
    (1, -1)
    """

    def __init__(self, pages: Iterable[str], piece: int = PIECE) -> None:
        self._pieces = list(_pieces(pages, piece))
        self._starts = [0]
        for known in self._pieces[:-1]:
            self._starts.append(self._starts[-1] + len(known))

    def find(self, text: str, start: int) -> int:
        """Where ``text`` stands at ``start`` or after it, counted in letters; -1 for nowhere."""
        if not text:
            return start
        first = max(bisect_right(self._starts, start) - 1, 0)
        skipped = start - self._starts[first] if self._pieces else 0
        for number in range(first, len(self._pieces)):
            at = self._pieces[number].find(text, skipped)
            if at < 0:
                at = self._over_the_end(number, text, skipped)
            if at >= 0:
                return self._starts[number] + at
            skipped = 0
        return -1

    def letters(self) -> int:
        return sum(map(letters, self._pieces))

    def _over_the_end(self, number: int, text: str, start: int) -> int:
        """Where ``text`` begins in a piece at ``start`` or after it and ends in a later one."""
        known, more = self._pieces[number], len(text) - 1
        start = max(start, len(known) - more)
        found = known[start:]
        while more > 0 and number + 1 < len(self._pieces):
            number += 1
            found += self._pieces[number][:more]
            more -= len(self._pieces[number])
        at = found.find(text)
        return start + at if at >= 0 else -1


def _pieces(pages: Iterable[str], piece: int) -> Iterator[str]:
    """Pages squeezed, short ones together, long ones apart."""
    waiting: list[str] = []
    count = 0
    for page in pages:
        for part in _parts(page, piece):
            waiting.append(squeeze(part))
            count += len(waiting[-1])
            if count >= piece:
                yield "".join(waiting)
                waiting, count = [], 0
    if waiting:
        yield "".join(waiting)


def _parts(page: str, piece: int) -> list[str]:
    """A long page in parts; a short one stays what it is."""
    if len(page) <= piece:
        return [page]
    return [page[at : at + piece] for at in range(0, len(page), piece)]
