"""The visible text of an XHTML file, and the records it carries unseen."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

_UNSEEN = "head script style template rt rp noscript"
_MARKS = frozenset({"noteref", "backlink", "doc-noteref", "doc-backlink", "landmarks", "page-list"})
_LINES = (
    "address article aside blockquote body br caption dd details div dl dt figcaption figure "
    "footer h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section summary table td th tr ul"
)
_LINE = re.compile(rf"</?(?:[\w.-]++:)?(?:{'|'.join(_LINES.split())})(?=[\s/>])[^>]*>\s*")
_TAG = re.compile(r"<[^>]*>")
_TYPE = "{http://www.idpf.org/2007/ops}type"
_KINDS = (_TYPE, "epub:type", "role")
_TELLING = frozenset(("hidden", *_KINDS))


def parse(data: bytes) -> etree._Element:
    """XML without DTD or network. What is no XML, or uses named entities, is read as HTML,
    which knows the usual ones. Raises ``ValueError`` when there is nothing in it."""
    xml = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True)
    try:
        root = etree.fromstring(data, xml)
        if next(root.iter(etree.Entity), None) is None:
            return root
    except etree.XMLSyntaxError:
        pass
    html = etree.HTMLParser(no_network=True, huge_tree=True, encoding="utf-8")
    found = etree.fromstring(data, html) if data.strip() else None
    if found is None:
        raise ValueError("there is no markup in it")
    return found


def visible_text(root: etree._Element) -> str:
    """What a reader reads, one line for each block. Changes the tree.

    Readings beside characters and the marks of footnotes are left out: they stand in the
    middle of sentences.
    """
    marked = [e for e in root.iter("*") if not _TELLING.isdisjoint(e.keys()) and _is_mark(e)]
    for element in [*root.iter(*_named(_UNSEEN)), *marked]:
        tail = element.tail
        element.clear()
        element.tail = tail
    etree.strip_tags(root, etree.Comment, etree.ProcessingInstruction)
    markup = etree.tostring(root, encoding="unicode", with_tail=False)
    lines = _plain(_TAG.sub("", _LINE.sub("\n", markup))).split("\n")
    return "\n".join([" ".join(words) for line in lines if (words := line.split())])


def _plain(text: str) -> str:
    """``text`` with its entities read, which few articles have."""
    if "&" not in text:
        return text
    from html import unescape

    return unescape(text)


def embedded(root: etree._Element) -> Iterator[str]:
    """The JSON-LD in the file's head or body."""
    for element in root.iter("{*}script"):
        if element.get("type") == "application/ld+json" and element.text:
            yield element.text


def local_name(element: etree._Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _named(names: str) -> Iterator[str]:
    """The elements of these names, in any namespace or in none."""
    return (f"{{*}}{name}" for name in names.split())


def _is_mark(element: etree._Element) -> bool:
    given = element.attrib
    if "hidden" in given:
        return True
    return any(not _MARKS.isdisjoint(given[kind].split()) for kind in _KINDS if kind in given)
