"""Drawings without scripts, without movement, without a glance at the world outside."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from convert.images.broken import BrokenImage
from convert.images.credit import Credit
from convert.images.credits import first
from convert.images.profiles import LIMITS, Limits

if TYPE_CHECKING:
    from lxml.etree import _Element

SVG = "http://www.w3.org/2000/svg"
XLINK = "http://www.w3.org/1999/xlink"
_ACTIVE = frozenset({
    "script", "foreignObject", "style", "image", "feImage", "set", "animate", "animateMotion",
    "animateTransform", "animateColor", "discard", "handler", "listener", "audio", "video",
    "iframe", "embed", "object", "canvas", "metadata", "cursor", "color-profile", "font-face-uri",
})  # fmt: skip
_INNER = re.compile(r"url\(\s*['\"]?#[\w.:-]+['\"]?\s*\)", re.I)
_RULE = re.compile(r"\s*([^{}]+?)\s*\{([^{}]*)\}")
_NAME = re.compile(r"[.#]?[A-Za-z_][\w-]*")


class Drawing(NamedTuple):
    """``lost`` names the kinds of elements that were taken out."""

    data: bytes
    credit: Credit
    lost: tuple[str, ...]


def clean(data: bytes, limits: Limits = LIMITS) -> Drawing:
    """The drawing without what runs, moves or reaches out. Raises ``BrokenImage``.

    Simple style rules become attributes of the elements they speak of.
    """
    from lxml import etree

    root = _parse(data, limits)
    found = first([_credit(root)])
    lost: dict[str, None] = {}
    rules = [rule for style in root.iter(f"{{{SVG}}}style") for rule in _rules(style)]
    for element in list(root.iter()):
        _apply(rules, element)
    for element in list(root.iter()):
        if element is not root and (reason := _unwanted(element)):
            lost.update(dict.fromkeys([reason] if reason in _ACTIVE else []))
            _remove(element)
    for element in root.iter("*"):
        _tidy(element)
    etree.cleanup_namespaces(root)
    silent = {"metadata", "style"} if rules else {"metadata"}
    return Drawing(etree.tostring(root), found, tuple(k for k in lost if k not in silent))


def _parse(data: bytes, limits: Limits) -> _Element:
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True,
        remove_pis=True,
    )  # fmt: skip
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise BrokenImage(f"the drawing is no XML: {error.msg}") from None
    if root.tag == "svg":
        raise BrokenImage("the drawing does not say that it is SVG")
    if root.tag != f"{{{SVG}}}svg":
        raise BrokenImage("not a drawing")
    if sum(1 for _ in root.iter()) > limits.elements:
        raise BrokenImage(f"the drawing has more than {limits.elements} elements")
    return root


def _credit(root: _Element) -> dict[str, str]:
    from convert.images import xmp

    return xmp.read_tree(root)


def _unwanted(element: _Element) -> str:
    """Why an element may not stay: its own name; '' when it may."""
    if not isinstance(element.tag, str):
        return "entity"
    space, _, name = element.tag.rpartition("}")
    if space != f"{{{SVG}":
        return "foreign"
    return name if name in _ACTIVE or (name == "a") else ""


def _remove(element: _Element) -> None:
    """Take it out; the drawing inside a link stays, and so does text behind anything."""
    parent = element.getparent()
    if parent is None:
        return
    at = parent.index(element)
    kept = list(element) if element.tag == f"{{{SVG}}}a" else []
    behind = element.tail or ""
    if at:
        parent[at - 1].tail = (parent[at - 1].tail or "") + behind
    else:
        parent.text = (parent.text or "") + behind
    parent.remove(element)
    for offset, child in enumerate(kept):
        parent.insert(at + offset, child)


def _tidy(element: _Element) -> None:
    """Only attributes of SVG that neither run nor reach out."""
    for name, value in list(element.attrib.items()):
        space, _, local = str(name).rpartition("}")
        foreign = space not in ("", f"{{{XLINK}", "{http://www.w3.org/XML/1998/namespace")
        if foreign or _reaches_out(local, str(value)) or local in ("class", "base"):
            del element.attrib[name]


def _reaches_out(name: str, value: str) -> bool:
    told = _INNER.sub("", value).lower()
    if name.lower().startswith("on") or "\\" in told or "url(" in told or "@import" in told:
        return True
    if "javascript:" in "".join(told.split()):
        return True
    return name in ("href", "src") and not value.strip().startswith("#")


def _rules(style: _Element) -> list[tuple[list[str], str]]:
    """Selectors of one name each, and their declarations; any other rule is left out."""
    text = re.sub(r"/\*.*?\*/", "", style.text or "", flags=re.S)[:100_000]
    if "@" in text or "\\" in text:
        return []
    found = []
    for selectors, declarations in _RULE.findall(text):
        names = [name for part in selectors.split(",") if _NAME.fullmatch(name := part.strip())]
        if names:
            found.append((names, declarations.strip().rstrip(";")))
    return found


def _apply(rules: list[tuple[list[str], str]], element: _Element) -> None:
    """The rules that speak of ``element`` go before its own style, which stays the stronger."""
    if not rules or not isinstance(element.tag, str):
        return
    known = {element.tag.rpartition("}")[2], f"#{element.get('id')}"}
    known |= {f".{name}" for name in element.get("class", "").split()}
    told = [declarations for names, declarations in rules if known.intersection(names)]
    if told:
        own = [element.get("style", "")] if element.get("style") else []
        element.set("style", ";".join([*told, *own]))
