"""What a page states of itself: as JSON-LD, in ``meta`` and ``link``, by microdata and ``rel``.

All of it becomes fields as front matter has them, so that one set of rules reads both.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from lxml import etree

from convert.readers.assemble import Head
from convert.readers.front_matter import Field, FrontMatter, Tree
from convert.readers.front_matter.keys import meaning, simple
from convert.readers.front_matter.values import get, is_url, iso_date, texts
from convert.readers.html import json_ld
from convert.readers.html.furniture import is_of_others
from convert.readers.html.tree import said, words
from convert.readers.xhtml.marks import line

SINGLE = frozenset({"title", "subtitle", "description", "language", "cover", "site", "collection"})
"""Meanings of which a page has one; the first that is stated counts."""

_SAME = {"address": "source", "created": "published"}
"""Two meanings that are one here."""

_ITEMS = frozenset(
    {
        "author", "editor", "translator", "contributor", "copyrightholder", "publisher",
        "datepublished", "datemodified", "license",
    }
)  # fmt: skip
"""Properties of schema.org that stand in the text; front matter has them as keys, too."""

_BESIDE = frozenset({"person:aut", "published", "updated"})
"""Meanings that are looked for in the text when no data beside it has them."""

_WHEN = {
    "published": "datePublished",
    "dt-published": "datePublished",
    "updated": "dateModified",
    "dt-updated": "dateModified",
}
"""Class of a ``time`` in microformats -> property of schema.org."""

_NAMES = frozenset({"name", "fn", "p-name"})
"""How microdata and microformats mark a name."""

_PURPOSE = re.compile(r"\b(?:view|show|more|all|posts?|articles?|profile|website)\b")

PARAGRAPH = 20
"""Letters of a paragraph that is text, and no line above it."""

NAME = 40
"""Letters of a name that a link has as its text."""


def head(root: etree._Element, file: str, saved_from: str = "") -> Head:
    """Metadata, and a claim for every statement; see ``front_matter.head``. ``saved_from`` is an
    address that the one who saved the page wrote down."""
    saved = (Field("url", saved_from, 1),) if saved_from else ()
    return FrontMatter(tuple(_once((*_fields(root), *saved))), "", file).head()


def _fields(root: etree._Element) -> Iterator[Field]:
    """From the surest to the least sure; names in the text count when no data has any."""
    if language := root.get("lang") or root.get("xml:lang"):
        yield Field("lang", language, line(root))
    stated = [*_links(root), *json_ld.fields(root), *_metas(root)]
    yield from stated
    known = {_meaning(field.key) for field in stated}
    items = [field for field in _items(root) if _meaning(field.key) not in known & _BESIDE]
    yield from items
    known |= {_meaning(field.key) for field in items}
    yield from (field for field in _shown(root) if _meaning(field.key) not in known)


def _links(root: etree._Element) -> Iterator[Field]:
    """``canonical`` in the head; ``license`` anywhere."""
    for link in root.iter("link", "a", "area"):
        said_of, href = words(link, "rel"), (link.get("href") or "").strip()
        if link.tag == "link" and "canonical" in said_of:
            yield Field("canonical", href, line(link))
        if "license" in said_of and href:
            yield Field("license", href, line(link))


def _metas(root: etree._Element) -> Iterator[Field]:
    """Names from Dublin Core, Open Graph, Highwire and the rest; those that nobody knows state
    nothing, for a page has dozens of them for machines."""
    for meta in root.iter("meta"):
        key = meta.get("name") or meta.get("property") or ""
        key = key or next(iter(words(meta, "itemprop") & _ITEMS), "")
        content = " ".join((meta.get("content") or "").split())
        meant = _meaning(key)
        somebody = meant.startswith("person:") or meant == "publisher"
        if content and meant and not (somebody and is_url(content)):
            # the key of a site is shown beside its name
            yield Field("site" if meant == "site" else key, content, line(meta))


def _meaning(key: str) -> str:
    prefix = key.lower().partition(":")[0]
    if prefix in ("twitter", "fb", "al"):
        return ""
    meant = meaning(key)
    return "" if meant in ("ignored", "nested", "author-detail") else meant


def _items(root: etree._Element) -> Iterator[Field]:
    """Microdata and microformats in the text: who, when, on what terms."""
    for element in root.iter("*"):
        names = words(element, "itemprop") & _ITEMS if element.tag not in ("meta", "link") else ()
        for field in (*names, *_by_class(element)):
            if not is_of_others(element):
                yield Field(field, _value(element), line(element))


def _shown(root: etree._Element) -> Iterator[Field]:
    """A date and an author that no data has, where they are marked once, above the text."""
    above = [e for e in _above_text(root) if not is_of_others(e)]
    days = [e for e in above if e.tag == "time" and iso_date(e.get("datetime") or said(e))]
    if len(days) == 1:
        yield Field("datePublished", days[0].get("datetime") or said(days[0]), line(days[0]))
    cards = [e for e in above if "author" in words(e, "class") and _name(e) is not e]
    if len(cards) == 1 and len(said(_name(cards[0]))) <= NAME:
        yield Field("author", _value(cards[0]), line(cards[0]))


def _above_text(root: etree._Element) -> Iterator[etree._Element]:
    """The elements of the body in front of the first paragraph."""
    body = root.find("body")
    for element in () if body is None else body.iter("*"):
        if element.tag == "p" and len(said(element)) >= PARAGRAPH:
            return
        yield element


def _by_class(element: etree._Element) -> Iterator[str]:
    """The properties an element has by its classes, or as a link to the author."""
    classes = words(element, "class")
    named = classes >= {"author", "vcard"} and _name(element) is not element
    if named or "p-author" in classes or _names_author(element):
        yield "author"
    if element.tag == "time" and element.get("datetime"):
        yield from [prop for name, prop in _WHEN.items() if name in classes]


def _names_author(element: etree._Element) -> bool:
    """A link to an author whose text is a name, not what the link is for."""
    if element.tag != "a" or "author" not in words(element, "rel"):
        return False
    text = said(element)
    return len(text) <= NAME and not _PURPOSE.search(text.lower())


def _value(element: etree._Element) -> Tree:
    """A date as data, a person with an address, or the words of the element."""
    if when := element.get("datetime") or element.get("content"):
        return when
    inner = _name(element)
    links = [a.get("href", "") for e in (inner, element) for a in e.iter("a", "link")]
    link = next(filter(is_url, links), "")
    name = inner.get("content") or said(inner)
    return (Field("name", name), Field("url", link)) if link else name


def _name(element: etree._Element) -> etree._Element:
    """The part of a person's card that is the name, or the card."""
    marked = (e for e in element.iter("*") if _NAMES & words(e, "itemprop", "class"))
    return next(marked, element)


def _once(fields: Iterable[Field]) -> Iterator[Field]:
    """Without what was stated before in the same words, or, of a single thing, in others."""
    known: set[tuple[str, str]] = set()
    for field in fields:
        meant, value = _SAME.get(_meaning(field.key), _meaning(field.key)), _said(field)
        if not value or (meant, value) in known or (meant, "") in known:
            continue
        if meant == "site" and ("publisher", value) in known:
            continue
        known.add((meant, "" if meant in SINGLE else value))
        yield field


def _said(field: Field) -> str:
    """What a field says, in the form in which two of its kind are compared."""
    value = field.value
    words_ = get(value, "name") if isinstance(value, tuple) else " ".join(texts(value))
    if (day := iso_date(words_)[:10]) and "date" in simple(field.key) + _meaning(field.key):
        return day
    return re.sub(r"^https?://(?:www\.)?|[/#]+$", "", words_).casefold()
