"""The schema.org record of a page (JSON-LD) as fields: of its article, not of its site."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from html import unescape
from typing import Any, TypeAlias

from lxml import etree

from convert.readers.front_matter import Field, Tree
from convert.readers.xhtml.marks import line

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
    "dateModified": "dateModified",
    "abstract": "description",
    "description": "description",
    "keywords": "keywords",
    "isBasedOn": "isBasedOn",
    "url": "url",
    "mainEntityOfPage": "url",
    "image": "image",
}
"""Property of schema.org -> key of front matter."""

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
            if any(kind.endswith(kinds) for kind in _texts(node.get("@type"))):
                yield from _stated(node, known, at)
                return


def _load(text: str) -> Any:
    try:
        return json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return None


def _nodes(value: Any, depth: int = 0) -> Iterator[dict[str, Any]]:
    """All objects at the top: in a list, in a graph."""
    if depth > _DEEP:
        return
    if isinstance(value, list):
        for item in value:
            yield from _nodes(item, depth + 1)
    elif isinstance(value, dict):
        yield value
        yield from _nodes(value.get("@graph"), depth + 1)


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
        return _named(value, known, key)
    return unescape(str(value)) if isinstance(value, (str, int, float)) else ""


def _named(node: dict[str, Any], known: Known, key: str) -> Tree:
    """A person or a thing: its name with its address, or the address where that is meant."""
    key_ = node.get("@id")
    node = {**known.get(key_, {}), **node} if isinstance(key_, str) else node
    name = next(_texts(node.get("name")), "")
    url = next(_texts(node.get("url") or key_), "")
    far = url if "://" in url else ""
    if key in ("url", "license", "image", "isBasedOn") or not name:
        return far or name
    return (Field("name", unescape(name)), Field("url", far)) if far else unescape(name)


def _texts(value: Any) -> Iterator[str]:
    several = value if isinstance(value, list) else [value]
    return (item for item in several if isinstance(item, str))
