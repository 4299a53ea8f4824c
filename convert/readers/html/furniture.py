"""What stands on a page beside its article: navigation, forms, shares, comments, other pages."""

from __future__ import annotations

import re
from functools import cache

from lxml import etree

from convert.readers.html.tree import is_own, said, words

LINKED = 0.8
"""The share of a block's letters that are links, when it is a list of other pages."""

LIST = 2000
"""Letters that such a list has at most."""

_TAGS = frozenset(
    {"nav", "form", "dialog", "menu", "search", "button", "select", "textarea", "datalist"}
)
_ROLES = frozenset(
    {"navigation", "banner", "complementary", "search", "dialog", "alertdialog", "menu", "toolbar"}
)
_UNSEEN = frozenset({"sr-only", "visually-hidden", "visuallyhidden", "screen-reader-text"})
_LISTS = frozenset({"ul", "ol", "div", "section", "aside", "p", "dl", "footer"})

_NAMES = """
    ad ads advert adverts advertisement adsbygoogle banner breadcrumb breadcrumbs catlinks comment
    comments commentlist commentform consent cookie cookies disqus editsection jump likes login
    loopnav modal navbar navbox navigation newsletter nextprev noprint pager pagination paywall
    pingback pingbacks popup postnav prevnext promo rating ratings recommendation recommendations
    recommended related relatedarticles relatedposts respond share shares sharedaddy shariff sharing
    sidebar skip skiplink social sponsored subscribe subscription taglist taglinks toolbar vote
"""
"""Words in class names and ids, on the pages of many sites."""

_STATES = re.compile(r"(?:has|is|no|not|with|js|tag|category|keyword|type|format|status)-.*")
"""Class names that tell of something else: WordPress gives an article those of its tags."""


def is_furniture(element: etree._Element, site: str) -> bool:
    """By its name, its role, its classes, or since it only lists other pages of the ``site``."""
    return (
        element.tag in _TAGS
        or element.get("hidden") is not None
        or bool(words(element, "role") & _ROLES)
        or any(map(_says_so, words(element, "class", "id")))
        or _lists_pages(element, site)
    )


def _lists_pages(element: etree._Element, site: str) -> bool:
    if element.tag not in _LISTS or (count := len(said(element))) > LIST:
        return False
    links = [a for a in element.iter("a") if is_own(a.get("href", ""), site)]
    return len(links) > 2 and sum(len(said(a)) for a in links) >= LINKED * count


@cache
def _names() -> frozenset[str]:
    return frozenset(_NAMES.split())


@cache
def _says_so(name: str) -> bool:
    """Whether a class or an id does: by one of its words, what follows ``--`` aside.

    >>> _says_so("post-comments"), _says_so("section--ads"), _says_so("tag-social")
    (True, False, False)
    """
    if name in _UNSEEN:
        return True
    if _STATES.fullmatch(name):
        return False
    parts = re.split(r"[-_]+", name.partition("--")[0])
    return any(part in _names() for part in (*parts, "".join(parts)))
