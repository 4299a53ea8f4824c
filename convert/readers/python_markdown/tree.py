"""The element tree of Python-Markdown as the events of our own dialect.

Every element becomes an open and a close tag, what was put aside as raw HTML is read by the
same rules as in CommonMark, footnotes and abbreviations move to where they are cited.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from itertools import chain
from typing import TYPE_CHECKING, Any

from convert import model as m
from convert.diagnostics import Diagnostic
from convert.readers import tags
from convert.readers.dialect import Reading
from convert.readers.events import Event, Tag
from convert.readers.python_markdown.lines import Lines
from convert.readers.vocabulary import VOID

if TYPE_CHECKING:
    from markdown import Markdown

CALLOUTS = {
    "note": "note", "seealso": "note", "example": "note", "quote": "note", "cite": "note",
    "info": "info", "abstract": "info", "summary": "info", "todo": "info", "question": "info",
    "tip": "tip", "hint": "tip", "important": "tip",
    "success": "success", "check": "success", "done": "success",
    "warning": "warning", "caution": "warning", "attention": "warning",
    "danger": "danger", "error": "danger", "failure": "danger", "bug": "danger",
    "tab": "tab", "details": "details",
}  # fmt: skip
"""The class of an admonition -> the kind of callout."""

_PLACED = """p h1 h2 h3 h4 h5 h6 li pre tr dt dd blockquote table ul ol dl callout"""
PLACED = frozenset(_PLACED.split())
"""Elements whose first letters are looked for in the source."""

_ASIDE = re.compile("\x02wzxhzdk:(\\d+)\x03")
_MARK = re.compile("\x02[^\x02\x03]*\x03|[\x02\x03]")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][\da-fA-F]{1,6}|[A-Za-z]\w{1,31});")
_TASK = re.compile(r"\[([ xX])\][ \t]+")


def blocks(
    root: Any, markdown: Markdown, text: str, file: str
) -> tuple[m.Blocks, tuple[Diagnostic, ...]]:
    """The blocks of a tree that ``markdown`` made from ``text``, and what was lost."""
    tree = Tree(markdown.htmlStash.rawHtmlBlocks, Lines(text))
    found = tags.resolve(list(tree.events(root)))
    reading = Reading(found, text.encode("utf-8", "replace"), file)
    return reading.result(), tuple(reading.losses)


class Tree:
    """One pass over the elements; ``aside`` is the raw HTML that place holders stand for."""

    def __init__(self, aside: list[Any], lines: Lines) -> None:
        self.aside, self.lines = aside, lines
        self.expansions: dict[str, str] = {}
        self.open: set[int] = set()

    def events(self, root: Any) -> Iterator[Event]:
        """The whole tree, then the definitions of the abbreviations found in it."""
        yield from self._inside(root)
        for label, text in self.expansions.items():
            yield self._event("start", ("FootnoteDefinition", label))
            yield self._event("Text", text)
            yield self._event("end", ("FootnoteDefinition", label))

    def _inside(self, element: Any) -> Iterator[Event]:
        yield from self._text(element.text or "")
        for child in element:
            yield from self._element(child)
            yield from self._text(child.tail or "")

    def _element(self, element: Any) -> Iterator[Event]:
        names = (element.get("class") or "").split()
        match element.tag:
            case "div" if "toc" in names:
                return
            case "div" if "footnote" in names:
                yield from self._footnotes(element)
            case "div" if "admonition" in names:
                yield from self._callout(element, names)
            case "a" if "footnote-ref" in names:
                yield self._event("FootnoteReference", element.get("href", "")[4:])
            case "sup" if len(element) == 1 and (element.get("id") or "").startswith("fnref"):
                yield from self._inside(element)
            case "a" if "footnote-backref" in names:
                return
            case "abbr":
                yield from self._abbreviation(element)
            case "li":
                yield from self._item(element)
            case "p" if self._is_aside(element):
                yield from self._inside(element)
            case "pre" if len(element) and element[0].tag == "code":
                element[0].text = (element[0].text or "").rstrip("\n")
                yield from self._wrapped("pre", _attrs(element), self._inside(element), element)
            case str() as tag:
                yield from self._wrapped(tag, _attrs(element), self._inside(element), element)

    def _wrapped(
        self, tag: str, attrs: dict[str, str], inside: Iterator[Event], element: Any
    ) -> Iterator[Event]:
        if tag in PLACED:
            self.lines.find(next(filter(str.strip, element.itertext()), ""))
        opened = Tag("void" if tag in VOID else "open", "", tag)
        opened.attrs = attrs
        yield self._event("Tag", opened)
        yield from inside
        if opened.kind == "open":
            yield self._event("Tag", Tag("close", "", tag))

    def _footnotes(self, element: Any) -> Iterator[Event]:
        place = self.lines.restart()
        for item in element.iter("li"):
            if (label := item.get("id") or "").startswith("fn:"):
                yield self._event("start", ("FootnoteDefinition", label[3:]))
                yield from self._inside(item)
                yield self._event("end", ("FootnoteDefinition", label[3:]))
        self.lines.restart(place)

    def _callout(self, element: Any, names: list[str]) -> Iterator[Event]:
        """A title that only repeats the kind was put there by Python-Markdown."""
        name = next((name for name in names if name != "admonition"), "note")
        kind = CALLOUTS.get(name, "note")
        for child in element:
            if child.get("class") == "admonition-title":
                child.tag = "summary"
                if kind == name and child.text == name.capitalize() and not len(child):
                    child.text = ""
        yield from self._wrapped("callout", {"kind": kind}, self._inside(element), element)

    def _item(self, element: Any) -> Iterator[Event]:
        """``[x]`` at the head of an item is the box of a task."""
        first = element
        if not (element.text or "").strip() and len(element) and element[0].tag == "p":
            first = element[0]
        inside = self._inside(element)
        if box := _TASK.match(first.text or ""):
            first.text = first.text[box.end() :]
            checked = {"checked": ""} if box[1] != " " else {}
            task = self._wrapped("input", {"type": "checkbox", **checked}, iter(()), first)
            inside = chain(task, inside)
        yield from self._wrapped("li", _attrs(element), inside, first)

    def _abbreviation(self, element: Any) -> Iterator[Event]:
        """What an abbreviation stands for is a note where it is first used."""
        yield from self._inside(element)
        title = element.get("title") or ""
        label = f"{element.text} {title}"
        if title and label not in self.expansions:
            self.expansions[label] = title
            yield self._event("FootnoteReference", label)

    def _is_aside(self, element: Any) -> bool:
        """A paragraph of nothing but a block that was put aside."""
        found = _ASIDE.fullmatch((element.text or "").strip())
        if not found or len(element):
            return False
        html = self.aside[int(found[1])]
        return not isinstance(html, str) or _is_block(html)

    def _text(self, text: str) -> Iterator[Event]:
        at = 0
        for found in _ASIDE.finditer(text):
            yield from self._letters(text[at : found.start()])
            yield from self._raw(int(found[1]))
            at = found.end()
        yield from self._letters(text[at:])

    def _letters(self, text: str) -> Iterator[Event]:
        text = _MARK.sub("", text.replace("\x02amp\x03", "&"))
        if text:
            yield self._event("Text", _ENTITY.sub(lambda found: unescape(found[0]), text))

    def _raw(self, number: int) -> Iterator[Event]:
        """What was put aside under ``number``; it may hold place holders of its own."""
        if number >= len(self.aside) or number in self.open:
            return
        self.open.add(number)
        html = self.aside[number]
        if not isinstance(html, str):
            yield from self._element(html)
        elif _ASIDE.search(html):
            yield from self._text(html)
        elif _is_block(html):
            self.lines.find(re.sub("<[^>]*>", "\n", html[:1000]))
            yield self._event("start", ("HtmlBlock", None))
            yield self._event("Html", html)
            yield self._event("end", ("HtmlBlock", None))
        else:
            yield self._event("InlineHtml", html)
        self.open.discard(number)

    def _event(self, kind: str, value: Any) -> Event:
        return kind, value, self.lines.offset, self.lines.offset


def _is_block(html: str) -> bool:
    found = re.match(r"\s*</?([A-Za-z][\w-]*|[!?])", html)
    return found is not None and (found[1] in "!?" or found[1].lower() in _blocks())


def _blocks() -> frozenset[str]:
    from markdown.util import BLOCK_LEVEL_ELEMENTS

    return frozenset(BLOCK_LEVEL_ELEMENTS)


def _attrs(element: Any) -> dict[str, str]:
    """Attributes with their entities read; one without a value is empty."""
    attrs = {name: _clean(value or "") for name, value in element.attrib.items()}
    for name in {"href", "src"} & set(attrs):
        attrs[name] = attrs[name].strip().replace(" ", "%20")
    return attrs


def _clean(value: str) -> str:
    plain = _MARK.sub("", value.replace("\x02amp\x03", "&"))
    return _ENTITY.sub(lambda found: unescape(found[0]), plain)
