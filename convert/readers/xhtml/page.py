"""One page as blocks, through the builder that all HTML goes through.

Markup that stands for something of the model is turned back into it: callouts, footnotes,
formulas, task boxes, pictures that are not in the book, credits.
"""

from __future__ import annotations

from typing import Protocol

from lxml import etree

from convert import model as m
from convert.diagnostics import Diagnostic, Origin
from convert.readers.builder import Builder
from convert.readers.vocabulary import FORBIDDEN, HEADINGS, UNSEEN
from convert.readers.xhtml import marks
from convert.readers.xhtml.marks import kinds, letters, local_name

_SKIPPED = FORBIDDEN | UNSEEN | {"col", "colgroup", "head", "source"}

NESTED = 8
"""Notes inside notes, and credits inside credits, that are followed."""


class Place(Protocol):
    """What the addresses and ids of a page mean in its document."""

    def picture(self, src: str) -> str: ...
    def link(self, href: str) -> str: ...
    def heading(self, key: str) -> str: ...


class Page:
    """One file while it is read. In one of ``ours`` what pubconvert adds to a document is
    left out again; with ``titled`` its title and credits stay, as those of a chapter.

    ``told`` are the texts that went into the blocks; with ``lines`` a block knows its line."""

    def __init__(
        self,
        root: etree._Element,
        file: str,
        place: Place,
        *,
        ours: bool = False,
        titled: bool = True,
        lines: bool = False,
    ) -> None:
        self.file, self.place, self.ours, self.titled = file, place, ours, titled
        self.root, self.lines = root, lines
        self.told: list[str] = []
        self.notes = {
            key: element for element in root.iter("*")
            if kinds(element) & marks.NOTES and (key := element.get("id"))
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
            if key in self.cited and key not in self.placed:
                found += self._build(self.notes[key])
        return found

    def pictures(self) -> set[str]:
        """The pictures it shows."""
        shown = [image.get("src", "") for image in self.root.iter("{*}img")]
        shown += map(marks.address, self.root.iter("{*}image"))
        return set(map(self.place.picture, shown))

    def says_anything(self) -> bool:
        """Whether there are letters in its body."""
        body = next(self.root.iter("{*}body"), self.root)
        return bool(letters(body).strip())

    def _find_cited(self, body: etree._Element) -> None:
        for link in body.iter("{*}a"):
            key = link.get("href", "").partition("#")[2]
            if key in self.notes and kinds(link) & marks.CITES:
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
                    self._tell(builder, element.text)
            elif event == "end":
                for tag in reversed(opened.pop()):
                    builder.close(tag)
            if event != "start" and element is not top and element.tail:
                self._tell(builder, element.tail)
        blocks = builder.finish()
        self.diagnostics += builder.diagnostics
        return blocks

    def _tell(self, builder: Builder, text: str) -> None:
        self.told.append(text)
        builder.text(text)

    def _start(
        self, element: etree._Element, builder: Builder, top: etree._Element
    ) -> list[str] | None:
        """Open an element: the names to close later, ``None`` when it is done or left out."""
        name, classes = local_name(element), set(element.get("class", "").split())
        if element is not top and self._is_left_out(element, name, classes):
            return None
        if self._is_whole(element, builder, name, classes):
            return None
        attrs = marks.attributes(element, classes)
        self._place(element, name, attrs)
        tags = _tags(name, classes, attrs, element)
        origin = Origin(self.file, marks.line(element)) if self.lines else None
        for tag in tags:
            builder.open(tag, attrs, origin)
        return tags

    def _place(self, element: etree._Element, name: str, attrs: dict[str, str]) -> None:
        """Addresses and ids as they are in the whole book."""
        if name == "img":
            attrs["src"] = self.place.picture(attrs.get("src", ""))
        elif name == "image":
            attrs["src"] = self.place.picture(marks.address(element))
        elif name == "a" and "href" in attrs:
            attrs["href"] = self.place.link(attrs["href"])
        elif name in HEADINGS:
            attrs["id"] = self.place.heading(attrs.get("id", "") or marks.section(element))

    def _is_left_out(self, element: etree._Element, name: str, classes: set[str]) -> bool:
        said = kinds(element)
        if name in _SKIPPED or element.get("hidden") is not None or said & marks.MARKS:
            return True
        above = element.getparent()
        if name == "hr" and above is not None and marks.is_notes(above):
            return True
        if name == "a" and marks.is_empty(element):
            return True
        if said & marks.NOTES and element.get("id") in self.cited:
            return True
        if not self.ours:
            return False
        if said & {"cover", "titlepage", "copyright-page"} and name == "section":
            return True
        if classes & {"contents", "title-page"}:
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
        if key not in self.cited or key in self.placed or self.depth > NESTED:
            return None
        if not kinds(link) & marks.CITES:
            return None
        self.placed.add(key)
        self.depth += 1
        content = self._build(self.notes[key])
        self.depth -= 1
        return m.Note(content)

    def _node(
        self, element: etree._Element, name: str, classes: set[str]
    ) -> m.Inline | m.Block | None:
        if name == "math":
            return marks.formula(element)
        if "math" in classes and name == "code":
            return m.Math(letters(element))
        if "math" in classes and name == "pre":
            return m.MathBlock(letters(element))
        if "image" in classes and self.ours:
            return marks.missing(element)
        if "credits" in classes and self.ours and self.depth <= NESTED:
            return self._credits(element)
        return None

    def _credits(self, element: etree._Element) -> m.Callout:
        """The credits of one article of several; those of the whole are made anew."""
        title = ""
        if len(element) and "credits-title" in element[0].get("class", ""):
            title = letters(element[0]).strip()
            element.remove(element[0])
        element.attrib.pop("class")
        self.depth += 1
        content = self._build(element)
        self.depth -= 1
        return m.Callout("info", content, (m.Text(title),) if title else ())


def _tags(
    name: str, classes: set[str], attrs: dict[str, str], element: etree._Element
) -> list[str]:
    """The builder's names for an element."""
    if name == "image":
        return ["img"]
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
        attrs["title"] = letters(element[0])
        element.remove(element[0])
        return ["titled-code"]
    return [name]
