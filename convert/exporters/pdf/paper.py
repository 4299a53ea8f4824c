"""The sheet that depends on options: paper, margins, sizes and fonts."""

from __future__ import annotations

import re
from collections.abc import Mapping

from convert.errors import UsageError
from convert.value import Value

POINTS = {"mm": 72 / 25.4, "cm": 72 / 2.54, "in": 72.0, "pt": 1.0}
NAMED = {
    "a4": (595.28, 841.89),
    "a5": (419.53, 595.28),
    "letter": (612.0, 792.0),
    "6in": (255.12, 340.16),  # the 90 by 120 mm screen of a six-inch reader
}
LONGEST = 38
"""The longest line in ems; wider paper gets wider margins."""

SMALL = 400
"""Up to this height in points a note may go to the next page: WeasyPrint leaves a small page
nearly empty rather than part a note from its line."""

_SELECTORS = {"code": "code, pre", "marks": "ul > li::marker"}
_SIZE = re.compile(r"(\d+(?:\.\d+)?)(mm|cm|in|pt)x(\d+(?:\.\d+)?)(mm|cm|in|pt)")


class Paper(Value):
    """Width, height and type size, in points."""

    width: float
    height: float
    size: float

    @property
    def measure(self) -> int:
        """The length of a line in ems. It is a whole number, so that lines of Chinese end
        flush without any stretching."""
        return min(LONGEST, int(self.width * 0.81 / self.size))

    @property
    def bottom(self) -> float:
        """The margin below, in points."""
        return self.height * 0.115

    @property
    def side(self) -> float:
        """The margin left and right, in points."""
        return (self.width - self.measure * self.size) / 2


def paper(name: str) -> Paper:
    """The paper called ``name``: A4, A5, Letter, 6in or a size such as 120mmx180mm.

    >>> paper("A5").size, round(paper("6inx9in").width)
    (10.5, 432)
    """
    named = NAMED.get(name.lower())
    width, height = named or _measured(name)
    if not (180 <= width <= 1500 and 180 <= height <= 2200):
        raise UsageError(f"page {name!r} is not between 65 mm and 520 mm wide")
    return Paper(width, height, 9.5 if width < 300 else 10.5 if width < 480 else 11.5)


def _measured(name: str) -> tuple[float, float]:
    found = _SIZE.fullmatch(name.lower().replace(" ", ""))
    if not found:
        raise UsageError(f"page {name!r} is none of A4, A5, Letter, 6in, or a size: 120mmx180mm")
    width, unit, height, other = found.groups()
    return float(width) * POINTS[unit], float(height) * POINTS[other]


def page_rules(paper: Paper, stacks: Mapping[str, str], book: str = "") -> str:
    """The CSS of one publication.

    ``stacks`` are the font families of each language, of code and of marks; ``book`` is the title
    that stands in the head of each page, '' for a single article.
    """
    fonts = "\n".join(
        f"{_SELECTORS.get(key) or f'[lang={quoted(key)}]'} {{ font-family: {stack} }}"
        for key, stack in stacks.items()
    )
    title = f", book {quoted(book)}" if book else ""
    notes = "" if paper.height > SMALL else "body .footnote { footnote-policy: auto }\n"
    return (
        f"@page {{ size: {paper.width:.2f}pt {paper.height:.2f}pt; "
        f"margin: {paper.height * 0.1:.2f}pt {paper.side:.2f}pt {paper.bottom:.2f}pt }}\n"
        f"html {{ font-size: {paper.size}pt }}\n"
        f"h1 {{ string-set: article content(text){title} }}\n{fonts}\n{notes}"
    )


def quoted(text: str) -> str:
    """A CSS string.

    >>> print(quoted('the "lamp"'))
    "the \\22 lamp\\22 "
    """
    return '"' + re.sub(r'[\x00-\x1f"\\<>&]', lambda it: f"\\{ord(it[0]):x} ", text) + '"'
