"""What single elements of a page say: their kind, their letters, their formulas."""

from __future__ import annotations

from typing import Any

from lxml import etree

from convert import model as m
from convert.readers.flow import entities

NOTES = frozenset({"footnote", "endnote", "rearnote", "doc-footnote", "doc-endnote"})
MARKS = frozenset({"backlink", "doc-backlink"})
CITES = frozenset({"noteref", "doc-noteref"})

_TYPE = "{http://www.idpf.org/2007/ops}type"
_CLASSES = {
    "footnote-ref": "doc-noteref",
    "footnote-back": "doc-backlink",
    "footnote-backref": "doc-backlink",
}
"""Of pandoc and Python-Markdown in EPUB 2, which knows neither ``epub:type`` nor roles."""


def kinds(element: etree._Element) -> set[str]:
    """Its ``epub:type``, its roles, and the classes that stand for one."""
    if not isinstance(element.tag, str):
        return set()
    said = (element.get(_TYPE, ""), element.get("epub:type", ""), element.get("role", ""))
    found = set(" ".join(said).split())
    for name in element.get("class", "").split():
        if name in _CLASSES:
            found.add(_CLASSES[name])
    if not found and element.get("id") and _is_among_notes(element):
        found.add("doc-footnote")
    return found


def _is_among_notes(element: etree._Element) -> bool:
    above = element.getparent()
    if above is not None and local_name(element) == "li":
        above = above.getparent()
    return above is not None and is_notes(above)


def is_notes(element: etree._Element) -> bool:
    """Whether an element holds the notes of a page."""
    said = {element.get(_TYPE, ""), element.get("role", ""), *element.get("class", "").split()}
    return bool(said & {"footnotes", "endnotes", "rearnotes", "doc-endnotes"})


def local_name(element: etree._Element) -> str:
    return str(element.tag).rpartition("}")[2].lower()


def line(element: etree._Element) -> int:
    """The line of the source where an element begins."""
    number: Any = element.sourceline
    return number or 0


def letters(element: etree._Element) -> str:
    return "".join(map(str, element.itertext()))


def is_empty(element: etree._Element) -> bool:
    """An anchor that only marks a place."""
    return not len(element) and not (element.text or "").strip()


def address(element: etree._Element) -> str:
    """What a picture inside a drawing shows: a cover is often wrapped in one."""
    link = next((v for k, v in element.attrib.items() if str(k).endswith("href")), "")
    return str(link)


def section(heading: etree._Element) -> str:
    """The id of the section that a heading opens, '' when there is none."""
    above = heading.getparent()
    opens = above is not None and local_name(above) in ("section", "div") and above[0] is heading
    return str(above.get("id", "")) if opens and above is not None else ""


def formula(element: etree._Element) -> m.Math | m.MathBlock | None:
    """MathML whose TeX is with it: in an annotation, or as its alternative text."""
    tex = element.get("alttext", "")
    for note in element.iter("{*}annotation"):
        if "tex" in note.get("encoding", "").lower():
            tex = letters(note)
    if not tex.strip():
        return None
    return m.MathBlock(tex) if element.get("display") == "block" else m.Math(tex)


def attributes(element: etree._Element, classes: set[str]) -> dict[str, str]:
    """The attributes as the builder has them: alignment by class is one too."""
    attrs = {str(key): str(value) for key, value in element.attrib.items()}
    side = next((c[6:] for c in classes if c.startswith("align-")), "")
    return {**attrs, "align": side} if side else attrs


def missing(element: etree._Element) -> m.Image:
    """A picture that is a link in the book: its address, and its name as its description."""
    link = next(element.iter("{*}a"), None)
    name = letters(element).strip()
    for colon in ("：", ": "):
        name = name.partition(colon)[2] or name
    url = link.get("href", "") if link is not None else name
    return m.Image(entities(url), "" if name == url else name)
