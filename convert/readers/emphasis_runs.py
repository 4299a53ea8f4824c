"""Runs of stars and tildes in one line, and which of them are partners."""

from __future__ import annotations

import unicodedata

from convert.readers.events import Event
from convert.readers.flow import wide

MARKS = {"Strong": "**", "Emphasis": "*", "Strikethrough": "~~"}
ROW = 8
"""More marks than this are a row that the author drew."""


def pair_stars(runs: list[Run]) -> None:
    """Two stars open and close bold in turn; one star keeps to CommonMark's rule, in which
    Chinese counts as a blank."""
    line = Pairs()
    odd = sum(run.count // 2 for run in runs if not run.is_plain()) % 2 == 1
    left = sum(run.count // 2 for run in runs if not run.is_plain(odd))
    for run in runs:
        stars = run.count
        if run.is_plain(odd):
            line.keep(run, stars)
            continue
        while stars:
            if stars % 2 and line.innermost() == "Emphasis" and run.closes():
                stars -= line.close("Emphasis", run)
            elif stars > 1 and line.is_open("Strong", run) and not run.restarts(left):
                stars -= line.close("Strong", run)
            elif stars > 1 and run.may_open(left):
                stars -= line.open("Strong", run)
            elif stars % 2 and run.opens():
                stars -= line.open("Emphasis", run)
            else:
                stars -= stars if run.has_closed() else line.keep(run, stars)
        left -= run.count // 2


def pair_tildes(runs: list[Run]) -> None:
    line = Pairs()
    for run in runs:
        if run.count != 2:
            line.keep(run, run.count)
        elif line.is_open("Strikethrough", run) and run.closes():
            line.close("Strikethrough", run)
        elif run.opens():
            line.open("Strikethrough", run)
        else:
            line.keep(run, 2)


class Run:
    """A run of stars or tildes: how many, where, and what stands on either side."""

    __slots__ = ("after", "before", "count", "event", "literal", "mark", "pieces", "start")

    def __init__(self, mark: str, count: int, start: int, event: Event) -> None:
        self.mark, self.count, self.start, self.event = mark, count, start, event
        self.literal = event[0] == "Text"
        self.before = self.after = " "
        self.pieces: list[Event] = []

    def look_around(self, source: bytes) -> None:
        """Find the letter on either side; the ends of the text count as line ends."""
        end = self.start + self.count
        self.before = source[max(self.start - 4, 0) : self.start].decode("utf-8", "ignore")[-1:]
        self.after = source[end : end + 4].decode("utf-8", "ignore")[:1]
        self.before, self.after = self.before or "\n", self.after or "\n"

    def is_plain(self, odd: bool = False) -> bool:
        """Whether this is no mark at all: ``2**3``, ``2 ** 3``, or a row of stars. CommonMark
        may take ``2**3`` for one; in a line with an odd number of marks it is believed less.
        """
        sides = self.before + self.after
        if self.count > ROW:
            return True
        if sides.isascii() and sides.isalnum():
            return self.literal or odd
        return self.literal and sides.isspace() and "\n" not in sides

    def opens(self) -> bool:
        """CommonMark's left flank, with a wide letter as good as a blank."""
        return _flanks(self.after, self.before)

    def closes(self) -> bool:
        return _flanks(self.before, self.after)

    def has_closed(self) -> bool:
        """Whether the run began with an end of bold; what follows it is a bold of nothing."""
        return bool(self.pieces) and self.pieces[0][:2] == ("end", ("Strong", None))

    def may_open(self, left: int) -> bool:
        """Bold may open unless only a closing can be meant and no partner would be left."""
        return not self.after.isspace() or (left % 2 == 0 and not self.pieces)

    def restarts(self, left: int) -> bool:
        """Whether this run opens bold anew, because the one that is open was a stray one."""
        return self.before.isspace() and not self.after.isspace() and left % 2 == 0


class Pairs:
    """The open emphasis of a line. What is never closed stays the text it is."""

    def __init__(self) -> None:
        self._open: list[tuple[str, Run, int]] = []

    def innermost(self) -> str:
        return self._open[-1][0] if self._open else ""

    def is_open(self, name: str, run: Run) -> bool:
        """Whether such emphasis is open, and not by ``run`` itself."""
        return any(opened == name and by is not run for opened, by, _ in self._open)

    def open(self, name: str, run: Run) -> int:
        """Begin; if it is open already the first beginning was none."""
        self._open = [entry for entry in self._open if entry[0] != name or entry[1] is run]
        self._open.append((name, run, len(run.pieces)))
        return self.keep(run, len(MARKS[name]))

    def close(self, name: str, run: Run) -> int:
        """End the innermost such emphasis; what was opened inside of it was no emphasis."""
        while True:
            opened, by, at = self._open.pop()
            if opened == name:
                break
        by.pieces[at] = ("start", (name, None), by.start, run.start)
        run.pieces.append(("end", (name, None), by.start, run.start))
        return len(MARKS[name])

    def keep(self, run: Run, count: int) -> int:
        run.pieces.append(("Text", run.mark * count, run.start, run.start))
        return count


def _flanks(inner: str, outer: str) -> bool:
    if inner.isspace():
        return False
    return not _is_mark(inner) or outer.isspace() or _is_mark(outer) or wide(outer)


def _is_mark(letter: str) -> bool:
    return unicodedata.category(letter)[0] in "PS"
