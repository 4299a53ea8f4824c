"""Paragraphs as lines no wider than a page. Joining the lines again gives the paragraph."""

from __future__ import annotations

import re
from bisect import bisect_right

from convert.exporters.text.breaks import (
    BLANKS,
    FIXED_BLANKS,
    blank_run,
    is_wide,
    may_break,
    may_break_at_need,
    seamless,
    unbroken,
)
from convert.exporters.text.width import measure

_GAP = f"[ \t\n\r\f\v{BLANKS}{FIXED_BLANKS}]{{2,}}|[\t\n\r\f\v]"


def wrap(text: str, width: int, first: int = 0, names: tuple[str, ...] = ()) -> list[str]:
    """The lines of one paragraph, each at most ``width`` display columns (0: a single line).

    ``first`` columns of the first line are taken already; ``names`` are kept in one piece.
    Only what may not be broken, such as a URL, is wider than a line.

    >>> wrap("他说：「可以。」真的吗？Yes, really.", 10)
    ['他说：「可', '以。」真的', '吗？Yes,', 'really.']
    """
    text = join(text)
    if not width or len(text) * 2 <= width - first:
        return [text]
    return _Filler(text, names).lines(width, width - first)


def join(text: str) -> str:
    """One line of it: a line end is nothing between two wide letters, else a blank."""
    text = text.strip()
    plain = text.isprintable() and "  " not in text  # no other blank is printable
    return text if plain else re.sub(_GAP, _gap, text)


def _gap(found: re.Match[str]) -> str:
    blanks, text = found[0], found.string
    if blanks[0] in "\n\r":
        return "" if seamless(text[found.start() - 1], text[found.end()]) else " "
    if "\u3000" in blanks:
        return "\u3000"
    only = blanks.rstrip("\n")
    return only if len(only) == 1 and only in FIXED_BLANKS else " "


class _Filler:
    """Fills lines greedily; it only looks at the letters around the right edge."""

    def __init__(self, text: str, names: tuple[str, ...]) -> None:
        self.text = text
        self.ruler, inside = measure(text)
        self.inside = inside | unbroken(text, names)

    def lines(self, width: int, room: int) -> list[str]:
        lines, start, ruler = [], 0, self.ruler
        while ruler[-1] - ruler[start] > room:
            end, keep = self._end(start, ruler[start] + room)
            if end == len(self.text):
                break
            line = self.text[start:end]
            lines.append(line if keep else line.rstrip())
            start, room = end, width
        return [*lines, self.text[start:]]

    def _end(self, start: int, limit: int) -> tuple[int, bool]:
        """Where the next line starts, and whether the blank before it must stay on this one:
        where nothing else tells that there was one."""
        fit = bisect_right(self.ruler, limit, start) - 1
        unstable = 0
        for at in range(self._skip_blanks(fit), start, -1):
            if self._may_break(at):
                lost = self._lost(at)
                if not lost or (not unstable and self._is_stable(at, fit, limit + lost)):
                    return at, False
                unstable = unstable or at
        end = unstable or self._end_at_need(start, fit)
        return end, end == len(self.text) or not self._may_break(end) or self._lost(end) > 0

    def _end_at_need(self, start: int, fit: int) -> int:
        for at in range(min(fit, len(self.text) - 1), start, -1):
            if self._may_break_at_need(at):
                return at
        for at in range(fit + 1, len(self.text)):
            if self._may_break(at) or self._may_break_at_need(at):
                return at
        return len(self.text)

    def _may_break(self, at: int) -> bool:
        return at not in self.inside and may_break(self.text, at)

    def _may_break_at_need(self, at: int) -> bool:
        return at not in self.inside and may_break_at_need(self.text, at)

    def _skip_blanks(self, at: int) -> int:
        while at < len(self.text) and self.text[at] in BLANKS:
            at += 1
        return at

    def _lost(self, at: int) -> int:
        """Columns that vanish when the lines are joined: a blank between wide letters.
        Below nought, joining adds a blank: between a wide letter and another."""
        end = blank_run(self.text, at)
        kept = 0 if seamless(self.text[end - 1], self.text[at]) else 1
        return self.ruler[at] - self.ruler[end] - kept

    def _is_stable(self, at: int, fit: int, limit: int) -> bool:
        """Whether the same break is found again when what is lost has made room for more."""
        if not is_wide(self.text[at]) and not is_wide(self.text[blank_run(self.text, at) - 1]):
            return False
        for end in range(max(at, fit) + 1, len(self.text) + 1):
            if self.ruler[end] > limit:
                return True
            after = self._skip_blanks(end)
            if after == len(self.text) or self._may_break(after):
                return False
        return True
