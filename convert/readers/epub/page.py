"""One XHTML file as blocks, through the builder that all HTML goes through.

Markup that stands for something of the model is turned back into it: callouts, footnotes,
formulas, task boxes, pictures that are not in the book, credits.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from lxml import etree

from convert import model as m
from convert.diagnostics import Diagnostic, Origin
from convert.readers.builder import Builder
from convert.readers.flow import entities
from convert.readers.vocabulary import FORBIDDEN, UNHELD

_TYPE = "{http://www.idpf.org/2007/ops}type"
_SKIPPED = (FORBIDDEN | UNHELD | {"head"}) - {"svg", "math", "object", "iframe"}
_NOTES = frozenset({"footnote", "endnote", "rearnote", "doc-footnote", "doc-endnote"})
_MARKS = frozenset({"backlink", "doc-backlink"})

NESTED = 8
"""Notes inside notes that are followed."""

Embed: TypeAlias = Callable[[str], str]
"""The URL of a picture for the ``src`` it has in the file."""


class Page:
    """One file while it is read. In one of ``ours`` what pubconvert adds to a document is
    left out again; with ``titled`` its title and credits stay, as those of a chapter."""

    def __init__(
        self, root: etree._Element, file: str, embed: Embed, *, ours: bool, titled: bool
    ) -> None:
        self.file, self.embed, self.ours, self.titled = file, embed, ours, titled
        self.root = root
        self.notes = {
            key: element for element in root.iter("*")
            if _kinds(element) & _NOTES and (key := element.get("id"))
        }  # fmt: skip
        self.cited: set[str] = set()
        self.placed: set[str] = set()
        self.depth = 0
        self.diagnostics: list[Diagnostic] = []

    def blocks(self) -> m.Blocks:
        """What stands in the body; notes stand where they are cited."""
        body = next(self.root.iter("{*}body"), self.root)
        self._find_cited(body)
        found = self._build(body)
        for key in self.notes:
            if key in self.cited - self.placed:
                found += self._build(self.notes[key])
        return found

    def _find_cited(self, body: etree._Element) -> None:
        for link in body.iter("{*}a"):
            key = link.get("href", "").partition("#")[2]
            if key in self.notes and _cites(link):
                self.cited.add(key)

    def _build(self, top: etree._Element) -> m.Blocks:
        builder = Builder(Origin(self.file))
        walk = etree.iterwalk(top, events=("start", "end", "comment", "pi"))
        opened: list[list[str]] = []
        for event, element in walk:
            if event == "start":
                tags = self._start(element, builder, top)
                if tags is None:
                    walk.skip_subtree()
                opened.append(tags or [])
                if tags is not None and element.text:
                    builder.text(element.text)
            elif event == "end":
                for tag in reversed(opened.pop()):
                    builder.close(tag)
            if event != "start" and element is not top and element.tail:
                builder.text(element.tail)
        blocks = builder.finish()
        self.diagnostics += builder.diagnostics
        return blocks

    def _start(
        self, element: etree._Element, builder: Builder, top: etree._Element
    ) -> list[str] | None:
        """Open an element: the names to close later, ``None`` when it is done or left out."""
        name, classes = local_name(element), set(element.get("class", "").split())
        if element is not top and self._is_left_out(element, name, classes):
            return None
        if self._is_whole(element, builder, name, classes):
            return None
        attrs = _attributes(element, classes)
        if name == "img":
            attrs["src"] = self.embed(attrs.get("src", ""))
        tags = _tags(name, classes, attrs, element)
        for tag in tags:
            builder.open(tag, attrs)
        return tags

    def _is_left_out(self, element: etree._Element, name: str, classes: set[str]) -> bool:
        kinds = _kinds(element)
        if name in _SKIPPED or element.get("hidden") is not None or kinds & _MARKS:
            return True
        if kinds & _NOTES and element.get("id") in self.cited:
            return True
        if not self.ours:
            return False
        if kinds & {"cover", "titlepage", "copyright-page"} and name == "section":
            return True
        repeated = element.get("id") == "top" or classes & {"subtitle", "summary", "credits"}
        return bool(repeated) and not self.titled

    def _is_whole(
        self, element: etree._Element, builder: Builder, name: str, classes: set[str]
    ) -> bool:
        """An element that becomes one node, whatever stands in it."""
        node = self._note(element) if name == "a" else self._node(element, name, classes)
        if node is not None:
            builder.add(node)
        return node is not None

    def _note(self, link: etree._Element) -> m.Note | None:
        """The note a link cites, at its first citation; later ones stay links."""
        key = link.get("href", "").partition("#")[2]
        if key not in self.cited - self.placed or not _cites(link) or self.depth > NESTED:
            return None
        self.placed.add(key)
        self.depth += 1
        content = self._build(self.notes[key])
        self.depth -= 1
        return m.Note(content)

    def _node(
        self, element: etree._Element, name: str, classes: set[str]
    ) -> m.Inline | m.Block | None:
        if "math" in classes and name == "code":
            return m.Math(_text(element))
        if "math" in classes and name == "pre":
            return m.MathBlock(_text(element))
        if "image" in classes and self.ours:
            return _missing(element)
        if "credits" in classes and self.ours:
            return self._credits(element)
        return None

    def _credits(self, element: etree._Element) -> m.Callout:
        """The credits of one article of several; those of the whole are made anew."""
        title = ""
        if len(element) and "credits-title" in element[0].get("class", ""):
            title = _text(element[0]).strip()
            element.remove(element[0])
        element.attrib.pop("class")
        return m.Callout("info", self._build(element), (m.Text(title),) if title else ())


def local_name(element: etree._Element) -> str:
    return str(element.tag).rpartition("}")[2].lower()


def _kinds(element: etree._Element) -> set[str]:
    """Its ``epub:type`` and its roles."""
    if not isinstance(element.tag, str):
        return set()
    said = (element.get(_TYPE, ""), element.get("epub:type", ""), element.get("role", ""))
    return set(" ".join(said).split())


def _cites(link: etree._Element) -> bool:
    return bool(_kinds(link) & {"noteref", "doc-noteref"})


def _text(element: etree._Element) -> str:
    return "".join(map(str, element.itertext()))


def _attributes(element: etree._Element, classes: set[str]) -> dict[str, str]:
    attrs = {str(key): str(value) for key, value in element.attrib.items()}
    side = next((c[6:] for c in classes if c.startswith("align-")), "")
    return {**attrs, "align": side} if side else attrs


def _tags(
    name: str, classes: set[str], attrs: dict[str, str], element: etree._Element
) -> list[str]:
    """The builder's names for an element."""
    if "callout" in classes:
        attrs["kind"] = next(iter(sorted(classes - {"callout"})), "note")
        return ["callout"]
    if "callout-title" in classes:
        return ["summary"]
    if "task-box" in classes:
        done = {"checked": ""} if "☑" in (element.text or "") else {}
        attrs.update({"type": "checkbox", **done})
        element.text = ""
        return ["input"]
    if "listing" in classes and len(element) and local_name(element[0]) == "figcaption":
        attrs["title"] = _text(element[0])
        element.remove(element[0])
        return ["titled-code"]
    return [name]


def _missing(element: etree._Element) -> m.Image:
    """A picture that is a link in the book: its address, and its name as its description."""
    link = next(element.iter("{*}a"), None)
    name = _text(element).strip()
    for colon in ("：", ": "):
        name = name.partition(colon)[2] or name
    url = link.get("href", "") if link is not None else name
    return m.Image(entities(url), "" if name == url else name)
