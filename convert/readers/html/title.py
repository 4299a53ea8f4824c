"""The title of a page: many state one for machines, one for the window, and one to be read."""

from __future__ import annotations

import re

from convert import model as m
from convert.walk import plain_text

_PARTS = re.compile(r"\s+[|｜·•«»–—:-]{1,2}\s+|\s*[|｜_]\s*")
"""What stands between a title and the name of the site."""


def choose(stated: str, window: str, site: str, blocks: m.Blocks) -> str:
    """The heading that agrees with what is stated as data or for the window; without one the
    stated title. '' leaves the choice to the headings alone."""
    headings = [plain_text(b.content).strip() for b in blocks if isinstance(b, m.Heading)]
    known = {_plain(part) for name in (stated, window) for part in _names(name)}
    known -= {"", _plain(site)}
    if found := next((h for h in headings if _plain(h) in known), ""):
        return found
    if stated:
        return _without(stated, site)
    chapters = [b for b in blocks if isinstance(b, m.Heading) and b.level == 1]
    return "" if len(chapters) == 1 else _without(window, site)


def _names(name: str) -> tuple[str, ...]:
    """The whole, and the parts that are rather a title than the name of a site or a section."""
    parts = _PARTS.split(name)
    return name, parts[0], max(parts, key=len)


def _without(name: str, site: str) -> str:
    """A name without that of its site behind it."""
    parts = _PARTS.split(name)
    return (
        name[: name.rindex(parts[-1])].rstrip(" |｜·•«»–—:-_")
        if (len(parts) > 1 and _plain(parts[-1]) == _plain(site))
        else name
    )


def _plain(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))
