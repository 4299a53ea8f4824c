"""Room between Chinese or Japanese signs and the letters and digits beside them.

CSS calls it ``text-autospace`` (CSS Text 4), JIS X 4051 and clreq ask for it. The room is made
by a blank of a sixth of an em that is laid out and never drawn: the text stays as it is.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

GAP, WIDTH = "\u2006", 1 / 6
"""The blank, and its width in ems."""

_THIN = "\u2009"
"""A blank that is drawn, a little wider."""

_SIGN = "\u3005-\u3007\u3041-\u3096\u30a1-\u30fa\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_LETTER = "0-9A-Za-z\u00c0-\u024f\u0370-\u052f\u1e00-\u1eff"
_BETWEEN = re.compile(f"(?<=[{_SIGN}])(?=[{_LETTER}])|(?<=[{_LETTER}])(?=[{_SIGN}])")

_THROUGH = frozenset({"a", "b", "cite", "del", "em", "i", "ins", "s", "strong", "u"})
"""Elements that a sentence runs through; a span holds a note or what stands for a picture."""

_CODE = frozenset({"code", "kbd", "samp"})
"""Elements that stay as they are, in a sentence or in a block."""


def keep_blanks(markup: str) -> str:
    """``markup`` in which no blank of the author's own is taken for a gap."""
    return markup.replace(GAP, _THIN)


def add_gaps(root: Element) -> None:
    """Put gaps into the texts of ``root`` that are Chinese or Japanese."""
    _Line().walk(root, False)


class _Line:
    """What was read last of a line: who holds it and as what, so that a gap can follow it."""

    def __init__(self) -> None:
        self.last: tuple[Element, str] | None = None
        self.letter = ""

    def walk(self, element: Element, wide: bool) -> None:
        wide = element.get("lang", "zh" if wide else "").startswith(("zh", "ja"))
        if element.tag in _CODE:
            self._pass("".join(element.itertext()), wide)
            return
        through = element.tag in _THROUGH
        self._end(through)
        if element.tag != "pre":
            self._take(element, "text", wide)
            for child in element:
                self.walk(child, wide)
                self._take(child, "tail", wide)
        self._end(through)

    def _end(self, through: bool) -> None:
        """A sentence ends at the borders of an element that it does not run through."""
        if not through:
            self.last, self.letter = None, ""

    def _take(self, holder: Element, place: str, wide: bool) -> None:
        text = getattr(holder, place)
        if not text:
            return
        if wide:
            gap = GAP if self._parts(text) else ""
            setattr(holder, place, gap + _BETWEEN.sub(GAP, text))
        self.last, self.letter = (holder, place), text[-1]

    def _pass(self, code: str, wide: bool) -> None:
        """Code has no gap inside."""
        if code:
            self._parts(code if wide else "")
            self.last, self.letter = None, code[-1]

    def _parts(self, text: str) -> bool:
        """Whether ``text`` must begin with a gap. What was read last gets it, unless it is code."""
        if not _BETWEEN.search(self.letter + text[:1]):
            return False
        if self.last:
            setattr(*self.last, getattr(*self.last) + GAP)
        return not self.last
