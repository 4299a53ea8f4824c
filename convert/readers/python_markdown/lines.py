"""Where a piece of a tree stood in its source: Python-Markdown does not say, so the letters
are looked for, always forward."""

from __future__ import annotations

import re

AHEAD = 100
"""Lines that are searched for one piece of text."""

_NUMBER = re.compile(r"\s*\d{1,9}[.)]\s")
_NO_LETTERS = re.compile(r"[\W_]+")


class Lines:
    """A cursor over the lines of ``text``; ``offset`` is where the present one begins, in bytes."""

    def __init__(self, text: str) -> None:
        self._letters: list[str] = []
        self._offsets: list[int] = []
        self._at = offset = 0
        for line in text.split("\n"):
            self._letters.append(_letters(line))
            self._offsets.append(offset)
            offset += len(line.encode("utf-8", "replace")) + 1

    @property
    def offset(self) -> int:
        return self._offsets[self._at]

    def find(self, text: str) -> None:
        """Move to the next line that holds the first letters of ``text``, if there is one."""
        key = next(filter(None, map(_letters, text[:200].split("\n"))), "")[:24]
        if key:
            for at in range(self._at, min(self._at + AHEAD, len(self._letters))):
                letters = self._letters[at]
                if letters.startswith(key) or (len(key) > 3 and key in letters):
                    self._at = at
                    return

    def restart(self, at: int = 0) -> int:
        """Go to another line, the first one unless ``at`` is given; the present one is returned."""
        before, self._at = self._at, at
        return before


def _letters(line: str) -> str:
    """A line in lower case without blanks, marks and the number of an item."""
    number = _NUMBER.match(line)
    return _NO_LETTERS.sub("", line[number.end() :] if number else line).lower()
