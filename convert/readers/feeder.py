"""Events of the Markdown parser, one after the other, into a builder."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, Protocol

from convert import model as m
from convert.diagnostics import Origin
from convert.readers.builder import Builder
from convert.readers.events import Event, Tag
from convert.readers.gitbook_blocks import unmark
from convert.readers.vocabulary import VOID

PARAGRAPH = ("Paragraph", None)
PLAIN: Mapping[str, str] = {"Paragraph": "p", "Item": "li", "BlockQuote": "blockquote"}
INLINE: Mapping[str, str] = {"Strong": "strong", "Emphasis": "em", "Link": "a", "Image": "image"}
"""The parser's tags that are one HTML element and need no more thought."""

_NONE: Mapping[str, str] = {}
_TITLE = r"\btitle=\"((?:\\[\"\\]|[^\"])*)\""
_ESCAPE = r"\\([\"\\])"
_CLASS = r"\{[^{}]*?\.([^\s{}]+)[^{}]*\}"
_CITATION = rb"(?<!\\)\[\^[^\]\s\\]+\]"


class Context(Protocol):
    """What a feeder asks of the text it is part of."""

    source: bytes

    def origin(self, offset: int, more: int = 0) -> Origin: ...
    def lose(self, code: str, detail: str, origin: Origin) -> None: ...
    def note(self, label: str) -> m.Note | None: ...


class Feeder:
    """One pass over some events; only a table's columns need a little memory."""

    def __init__(self, build: Builder, context: Context) -> None:
        self.build, self.context = build, context
        self.align: tuple[str, ...] = ()
        self.column = 0
        self.cell = "td"

    def feed(self, events: list[Event]) -> None:
        """Take the events in order; most are paragraphs of nothing but text."""
        at = 0
        while at < len(events):
            kind, value, start, end = events[at]
            if value == PARAGRAPH and kind == "start" and self.plain(events, at):
                at += 3
                continue
            ON[kind](self, value, start, end)
            at += 1

    def plain(self, events: list[Event], at: int) -> bool:
        """Whether what follows the start of a paragraph is its only text and its end; the
        paragraph is then made in one step."""
        _, _, start, _ = events[at]
        kind, text, _, _ = events[at + 1]
        if kind != "Text" or events[at + 2][1] != PARAGRAPH or "[^" in text or "\x01" in text:
            return False
        return self.build.paragraph(text, self.context.origin(start))

    def start(self, tag: tuple[str, Any], at: int, _: int) -> None:
        name, data = tag
        if element := PLAIN.get(name):
            self.build.open(element, _NONE, self.context.origin(at))
        elif element := INLINE.get(name):
            self.build.open(element, _address(data) if data else _NONE)
        else:
            self.start_special(name, data, at)

    def start_special(self, name: str, data: Any, at: int) -> None:
        origin = self.context.origin(at)
        match name:
            case "Heading":
                self.build.open(data["level"].lower(), _NONE, origin)
            case "List" if data is None:
                self.build.open("ul", _NONE, origin)
            case "List":
                self.build.open("ol", {"start": str(data)}, origin)
            case "CodeBlock":
                self.build.open("pre", _language(data), origin)
            case "Table":
                self.align = data
                self.build.open("table", _NONE, origin)
            case "TableHead" | "TableRow":
                self.column, self.cell = 0, "th" if name == "TableHead" else "td"
                self.build.open("tr", _NONE, origin)
            case "TableCell":
                self.build.open(self.cell, self.next_align(), origin)
            case "Strikethrough":
                self.strike(at, self.build.open)
            case "HtmlBlock":
                self.build.add(origin)

    def end(self, tag: tuple[str, Any], at: int, _: int) -> None:
        name, data = tag
        if element := PLAIN.get(name) or INLINE.get(name):
            self.build.close(element)
            return
        match name:
            case "Heading":
                self.build.close(data.lower())
            case "List":
                self.build.close("ol" if data else "ul")
            case "CodeBlock":
                self.build.close("pre")
            case "Table":
                self.build.close("table")
            case "TableHead" | "TableRow":
                self.build.close("tr")
            case "TableCell":
                self.build.close(self.cell)
            case "Strikethrough":
                self.strike(at, self.build.close)

    def next_align(self) -> Mapping[str, str]:
        align = self.align[self.column] if self.column < len(self.align) else "None"
        self.column += 1
        return _NONE if align == "None" else {"align": align.lower()}

    def strike(self, at: int, turn: Callable[[str], None]) -> None:
        """Open or close; a single ``~`` is a dash in Chinese, as in 1~2, and strikes nothing."""
        if self.context.source[at : at + 2] == b"~~":
            turn("del")
        else:
            self.build.text("~")

    def text(self, text: str, start: int, end: int) -> None:
        self.build.text(unmark(text))
        if "[^" in text:
            for found in re.compile(_CITATION).finditer(self.context.source, start, end):
                self.context.lose("r-005", found[0].decode(), self.context.origin(start))

    def soft_break(self, _: Any, start: int, end: int) -> None:
        """A line end is a blank, but between two credits it is the author's."""
        from convert.notices.breaks import parted

        source = self.context.source
        before = source[source.rfind(b"\n", 0, start) + 1 : start].decode(errors="replace")
        behind = source[end : end + 800].partition(b"\n")[0].decode(errors="replace")
        if parted(before, behind):
            self.build.open("br")
        else:
            self.build.text("\n")

    def hard_break(self, _: Any, start: int, end: int) -> None:
        self.build.open("br")

    def rule(self, _: Any, start: int, end: int) -> None:
        self.build.open("hr", _NONE, self.context.origin(start))

    def code(self, text: str, start: int, end: int) -> None:
        self.build.add(m.Code(unmark(text)))

    def citation(self, label: str, start: int, end: int) -> None:
        note = self.context.note(label)
        self.build.add(note) if note else self.build.text(f"[^{label}]")

    def task(self, done: bool, start: int, end: int) -> None:
        self.build.open("input", {"type": "checkbox"} | ({"checked": ""} if done else {}))

    def tag(self, tag: Tag, start: int, end: int) -> None:
        """Raw HTML, or a tag of GitBook."""
        origin = self.context.origin(start, tag.line)
        if tag.loss:
            self.context.lose(*tag.loss, origin)
        match tag.kind:
            case "open" | "void":
                self.build.open(tag.name, tag.attrs, origin)
                if tag.kind == "void" and tag.name not in VOID:
                    self.build.close(tag.name)
            case "close":
                self.build.close(tag.name)
            case "text":
                self.build.text(tag.source)


ON: Mapping[str, Callable[[Feeder, Any, int, int], None]] = {
    "start": Feeder.start,
    "end": Feeder.end,
    "Text": Feeder.text,
    "Code": Feeder.code,
    "Tag": Feeder.tag,
    "SoftBreak": Feeder.soft_break,
    "HardBreak": Feeder.hard_break,
    "Rule": Feeder.rule,
    "FootnoteReference": Feeder.citation,
    "TaskListMarker": Feeder.task,
}
"""What takes each kind of event."""


def _address(link: Mapping[str, str]) -> dict[str, str]:
    """A destination and a title; blanks and line ends in an address are encoded."""
    url = link["dest_url"].strip().replace(" ", "%20")
    return {"href": url, "src": url, "title": link["title"]}


def _language(kind: Any) -> dict[str, str]:
    """What stands behind the fence: the language, or a class in braces, and a title."""
    if not isinstance(kind, dict) or not (info := kind["Fenced"].strip()):
        return {}
    found = re.search(_TITLE, info)
    title = re.sub(_ESCAPE, r"\1", found[1]) if found else ""
    word = "" if info.startswith("title=") else info.split()[0]
    if inside := re.match(_CLASS, info):
        word = inside[1]
    return {"class": f"language-{word}", "title": title}
