"""Pictures of a page that a script would load, and the best of several."""

from __future__ import annotations

import re

from lxml import etree

_LATE = ("data-src", "data-original", "data-lazy-src", "data-actualsrc", "data-echo")
_EMPTY = ("data:image/gif", "data:image/svg", "about:blank")
"""How the place of a picture looks before it is loaded."""

_SIZE = re.compile(r"\s(\d+(?:\.\d+)?)[wx]$")


def late(image: etree._Element) -> None:
    """Give an ``img`` the address of the picture it stands for."""
    now = image.get("src", "").strip()
    if found := next((v for name in _LATE if (v := image.get(name, "").strip())), ""):
        image.set("src", found)
    elif not now or now.startswith(_EMPTY):
        sets = image.get("data-srcset") or image.get("srcset") or _beside(image)
        if found := largest(sets):
            image.set("src", found)


def largest(sets: str) -> str:
    """The address of the greatest width or density in a ``srcset`` (HTML, 4.8.4.2.1).

    >>> largest("a.jpg 480w, b.jpg 1080w"), largest("a.jpg, b.jpg 2x"), largest("")
    ('b.jpg', 'b.jpg', '')
    """
    found: dict[str, float] = {}
    for candidate in filter(None, map(str.strip, re.split(r",\s+", sets))):
        size = _SIZE.search(candidate)
        found.setdefault(candidate.split()[0].rstrip(","), float(size[1]) if size else 1.0)
    return max(found, key=lambda address: found[address], default="")


def _beside(image: etree._Element) -> str:
    """The addresses in the ``source`` elements of the same ``picture``."""
    above = image.getparent()
    if above is None or above.tag != "picture":
        return ""
    return next((s.get("srcset", "") for s in above.iter("source") if s.get("srcset")), "")
