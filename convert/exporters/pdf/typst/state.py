"""What is known while one document becomes data: headings, pictures, losses."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from convert import model as m
from convert.diagnostics import Diagnostic, Origin
from convert.exporters.pdf.text import normalise
from convert.exporters.xhtml.headings import Headings

Data = list[Any]
"""Text and numbers in lists: an inline is a string or a list whose first item is its kind."""

DEEPEST = 12
"""Blocks inside blocks that are set inside each other; Typst stops at about 25."""

_ODD = re.compile(
    "[\x00-\x1f\x7f-\x9f\u200b-\u200d\u2028\u2029\u2060\ufeff\ufffe\uffff"
    "\ud800-\udfff\ue000-\uf8ff\U000f0000-\U0010ffff]|  "
)
_BLANKS = re.compile("[ \t\r\n]+")


class State:
    """Grows while one document is written, and is thrown away afterwards.

    The ids of the document begin with ``prefix``; ``noted`` says that links show their
    addresses as notes.
    """

    def __init__(
        self,
        language: str,
        prefix: str,
        headings: Headings,
        pictures: Mapping[str, str],
        link: Callable[[str], str | None],
        blocks: Callable[[m.Blocks, State], Data],
        noted: bool = False,
    ) -> None:
        self.language, self.prefix, self.headings = language, prefix, headings
        self.pictures, self.link, self.blocks = pictures, link, blocks
        self.noted = noted
        self.origin: Origin | None = None
        self.depth = 0
        self.level = 1
        self.in_credits = False
        self.heads_rows = False
        self.in_note = self.in_link = self.lined = False
        self.after_link: Data = []
        self._losses: dict[tuple[str, str], Diagnostic] = {}

    def text(self, text: str) -> str:
        """``text`` in running text: every run of blanks is one, odd characters are gone."""
        text = _BLANKS.sub(" ", self.code(text)) if _ODD.search(text) else text
        return bound(text) if self.in_credits else text

    def code(self, text: str) -> str:
        """``text`` with all its blanks and lines."""
        cleaned, losses = normalise(text)
        for loss in losses:
            self.lose(loss.code, loss.detail)
        return cleaned

    def below(self, level: int) -> int:
        """The level of the next heading: PDF/UA skips none, and a heading without letters of
        its own, which is written as an anchor, does not count."""
        self.level = min(level, self.level + 1)
        return self.level

    def lose(self, code: str, detail: str) -> None:
        """Note a loss, the same one once, with the place of the block being written."""
        self._losses.setdefault((code, detail), Diagnostic(code, detail, self.origin))

    @property
    def losses(self) -> tuple[Diagnostic, ...]:
        return tuple(self._losses.values())


def bound(text: str) -> str:
    """``text`` that no line ends at a hyphen of: who reads the page back could not tell it
    from one that only parts a word.

    >>> bound("CC-BY")
    'CC-\\u2060BY'
    """
    return text.replace("-", "-\u2060")
