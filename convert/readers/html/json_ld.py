"""The schema.org record of a page (JSON-LD) as fields: of its article, not of its site."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from html import unescape
from typing import Any, TypeAlias

from lxml import etree

from convert.readers.front_matter import Field, Tree
from convert.readers.front_matter.values import is_url
from convert.readers.xhtml.marks import line
from convert.readers.xhtml.records import texts

KEYS = {
    "headline": "title",
    "alternativeHeadline": "subtitle",
    "inLanguage": "lang",
    "author": "author",
    "creator": "author",
    "editor": "editor",
    "translator": "translator",
    "illustrator": "illustrator",
    "contributor": "contributor",
    "copyrightHolder": "copyrightHolder",
    "copyrightYear": "copyrightYear",
    "copyrightNotice": "copyright",
    "license": "license",
    "creditText": "credit",
    "conditionsOfAccess": "terms",
    "publisher": "publisher",
    "datePublished": "datePublished",
    "pubDate": "datePublished",
    "dateModified": "dateModified",
    "upDate": "dateModified",
    "abstract": "description",
    "description": "description",
    "keywords": "keywords",
    "isBasedOn": "isBasedOn",
    "url": "url",
    "mainEntityOfPage": "url",
    "image": "image",
}
"""Property of schema.org, or of Baidu's record for its search -> key of front matter."""

_ADDRESSES = frozenset({"url", "license", "image", "isBasedOn"})
"""Keys that mean an address rather than a name."""

_SOMEBODY = frozenset(
    {"author", "editor", "translator", "illustrator", "contributor", "copyrightHolder", "publisher"}
)
"""Keys that mean a name: an address alone names nobody."""

_UNWRITABLE = "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]"
"""What JSON may escape and no format can hold."""

_WORKS = ("Article", "Posting", "Report", "Chapter", "Book", "Essay", "Recipe", "HowTo", "Review")
_PAGES = ("CreativeWork", "WebPage", "Webpage")
_DEEP = 20

Known: TypeAlias = Mapping[str, dict[str, Any]]
"""What a record calls by ``@id`` alone."""


def fields(root: etree._Element) -> Iterator[Field]:
    """The fields of the first article that is described, or else of the page; () of none."""
    found: list[tuple[dict[str, Any], int]] = []
    for script in root.iter("script"):
        if "ld+json" in (script.get("type") or ""):
            found += [(node, line(script)) for node in _nodes(_load(script.text or ""))]
    known = {node["@id"]: node for node, _ in found if isinstance(node.get("@id"), str)}
    for kinds in (_WORKS, _PAGES):
        for node, at in found:
            said = texts(node.get("@type", "WebPage" if "pubDate" in node else ""))
            if any(kind.endswith(kinds) for kind in said):
                yield from _stated(node, known, at)
                return


def _load(text: str) -> Any:
    """The record, without what pages put around it for old browsers."""
    text = text.replace("<![CDATA[", "").replace("]]>", "")
    start = min((at for at in map(text.find, "[{") if at >= 0), default=0)
    try:
        return json.loads(text[start : max(map(text.rfind, "]}")) + 1], strict=False)
    except (ValueError, RecursionError):
        return None


def _nodes(value: Any, depth: int = 0) -> Iterator[dict[str, Any]]:
    """All objects at the top: in a list, in a graph, and what a page is about."""
    if depth > _DEEP:
        return
    if isinstance(value, list):
        for item in value:
            yield from _nodes(item, depth + 1)
    elif isinstance(value, dict):
        yield value
        for inside in ("@graph", "mainEntity"):
            yield from _nodes(value.get(inside), depth + 1)


def _stated(node: dict[str, Any], known: Known, at: int) -> Iterator[Field]:
    for name, key in KEYS.items():
        if name in node and (value := _tree(node[name], known, key)):
            yield Field(key, value, at)


def _tree(value: Any, known: Known, key: str, depth: int = 0) -> Tree:
    """A value as front matter has it; who or what an object names, with its address."""
    if depth > _DEEP:
        return ""
    if isinstance(value, list):
        return [tree for item in value if (tree := _tree(item, known, key, depth + 1))]
    if isinstance(value, dict):
        inside = value.get("@list", value.get("@value"))
        return _tree(inside, known, key, depth + 1) if inside else _named(value, known, key)
    if key == "copyrightYear" and type(value) is int:
        return str(value)
    if not isinstance(value, str) or (key in _SOMEBODY and is_url(value)):
        return ""
    return _clean(value)


def _named(node: dict[str, Any], known: Known, key: str) -> Tree:
    """A person or a thing: its name with its address, or the address where that is meant; of one
    without a name, nothing."""
    key_ = node.get("@id")
    node = {**known.get(key_, {}), **node} if isinstance(key_, str) else node
    parts = (next(texts(node.get(part)), "") for part in ("givenName", "familyName"))
    name = _clean(next(texts(node.get("name")), "") or " ".join(filter(None, parts)))
    page = "" if "#" in str(key_) else key_  # what a fragment names is no page of its own
    url = next(texts(node.get("url") or page), "")
    far = _clean(url) if "://" in url else ""
    if key in _ADDRESSES or not name:
        return (far or name) if key in _ADDRESSES else ""
    return (Field("name", name), Field("url", far)) if far else name


def _clean(text: str) -> str:
    return re.sub(_UNWRITABLE, "", unescape(text))
