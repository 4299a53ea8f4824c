"""The title of a page: many state one for machines, one for the window, and one to be read.

So it is with the description, which often is the beginning of the text once more.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from convert import model as m
from convert.walk import plain_text

OPENING = 6
"""Blocks at the head of a text in which its description is looked for."""

_PARTS = re.compile(r"\s+[|｜·•«»–—:-]{1,2}\s+|\s*[|｜_]\s*")
"""What stands between a title and the name of the site."""


def choose(stated: str, window: str, site: str, blocks: m.Blocks, cut: Iterable[str] = ()) -> str:
    """The heading that agrees with what is stated as data or for the window, be it outside the
    article; without one the stated title. '' leaves the choice to the headings alone."""
    shown = [plain_text(b.content).strip() for b in blocks if isinstance(b, m.Heading)]
    headings = {_plain(text): text for text in reversed([*shown, *cut]) if text}
    for name in (*_names(stated), *_names(window)):
        if name and name != site and _plain(name) in headings:
            return headings[_plain(name)]
    if stated:
        return _without(stated, site)
    chapters = [b for b in blocks if isinstance(b, m.Heading) and b.level == 1]
    return "" if len(chapters) == 1 else _without(window, site)


def without_repeated(description: str, blocks: m.Blocks) -> str:
    """A description, '' when the text begins with it; a machine may have cut it short."""
    opening = _plain(plain_text(blocks[:OPENING]))
    return "" if _plain(description) in opening else description


def _names(name: str) -> tuple[str, ...]:
    """The whole, and the parts that are rather a title than the name of a site or a section."""
    parts = _PARTS.split(name)
    return name, parts[0], max(parts, key=len)


def _without(name: str, site: str) -> str:
    """A name without that of its site behind it."""
    parts = _PARTS.split(name)
    if len(parts) == 1 or _plain(parts[-1]) != _plain(site):
        return name
    return name[: name.rindex(parts[-1])].rstrip(" |｜·•«»–—:-_")


def _plain(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))
