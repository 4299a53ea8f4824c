"""Raw HTML in Markdown: which tags are real, and which are literal text.

A tag counts when HTML knows it, the model can hold it, and its partner stands in the same
block; ``LTV<CAC`` and ``<role>`` are what the author wrote.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from convert.readers import gitbook_blocks
from convert.readers.elements import HELD
from convert.readers.events import Event, Tag
from convert.readers.flow import entities
from convert.readers.vocabulary import FORBIDDEN, OPTIONAL_END, UNHELD, VOID

_TOKEN = re.compile(
    r"<!--(?:>|->|(?P<comment>.*?)(?:-->|\Z))"
    r"|<!(?P<declaration>[A-Za-z][^>]*)>"
    r"|<(?P<close>/)?(?P<name>[A-Za-z][A-Za-z0-9-]*+)"
    r"(?P<attrs>(?:\s++[A-Za-z_:][\w.:-]*+(?:\s*=\s*(?:[^\s\"'=<>`]++|'[^']*'|\"[^\"]*\"))?)*+)"
    r"\s*+(?P<empty>/)?>",
    re.S,
)
_ATTR = re.compile(r"([\w.:-]++)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'=<>`]++)))?")


def resolve(events: list[Event]) -> list[Event]:
    """The events with all raw HTML as tags whose kind is settled."""
    found = list(_with_tags(events))
    scopes = [_Scope()]
    for kind, value, _, _ in found:
        if kind == "start" and value[0] != "HtmlBlock":
            scopes.append(_Scope())
        elif kind == "end" and value[0] != "HtmlBlock":
            scopes.pop().finish()
        elif kind == "Tag":
            scopes[-1].take(value)
    scopes[0].finish()
    return found


def tokens(html: str) -> Iterator[Tag]:
    """The tags, and the text between them, each with the number of lines before it."""
    at = line = 0
    while at < len(html):
        found = _TOKEN.search(html, at)
        end = found.start() if found else len(html)
        if end > at:
            tag = Tag("text", entities(html[at:end]))
        elif found:
            tag = _tag(found)
            end = found.end()
            if tag.kind == "dropped" and tag.name:
                end = _end_of(html, tag.name, end)
        tag.line = line
        line += html.count("\n", at, end)
        at = end
        yield tag


class _Scope:
    """The tags of one block that still wait for their partner."""

    def __init__(self) -> None:
        self.open: list[Tag] = []
        self.count: dict[str, int] = {}

    def take(self, tag: Tag) -> None:
        if tag.kind == "open":
            self.open.append(tag)
            self.count[tag.key] = self.count.get(tag.key, 0) + 1
        elif tag.kind == "close" and not self.count.get(tag.key):
            _alone(tag)
        elif tag.kind == "close":
            while (last := self._pop()).key != tag.key:
                _alone(last)

    def finish(self) -> None:
        while self.open:
            _alone(self._pop())

    def _pop(self) -> Tag:
        last = self.open.pop()
        self.count[last.key] -= 1
        return last


def _alone(tag: Tag) -> None:
    """Settle a tag that has no partner."""
    if tag.key.startswith("{"):
        gitbook_blocks.settle_alone(tag)
    elif not (tag.kind == "open" and tag.lone):
        tag.kind = "text"


def _with_tags(events: list[Event]) -> Iterator[Event]:
    """The Html events of one block joined first: a comment may run over several lines."""
    block: list[Event] = []
    for event in events:
        if event[0] == "Html":
            block.append(event)
            continue
        if block:
            yield from _in_block(block)
            block = []
        if event[0] == "InlineHtml":
            yield from _in_line(event)
        else:
            yield event


def _in_block(events: list[Event]) -> Iterator[Event]:
    for tag in tokens("".join(event[1] for event in events)):
        tag.lone = tag.name in OPTIONAL_END
        yield "Tag", tag, events[0][2], events[-1][3]


def _in_line(event: Event) -> Iterator[Event]:
    for tag in tokens(event[1]):
        yield "Tag", tag, event[2], event[3]


def _tag(found: re.Match[str]) -> Tag:
    source, name = found[0], (found["name"] or "").lower()
    if gitbook_blocks.is_marked(source):
        return gitbook_blocks.tag(source)
    if not name:
        return _lost(Tag("dropped", source), source)
    if name in FORBIDDEN and not found["close"]:
        return _lost(Tag("dropped", source, name), f"<{name}>")
    if name in UNHELD or name in FORBIDDEN:
        tag = Tag("text", source, name)
        return tag if found["close"] else _lost(tag, source)
    if name not in HELD:
        return Tag("text", source, name)
    kind = "close" if found["close"] else "void" if name in VOID or found["empty"] else "open"
    tag = Tag(kind, source, name)
    tag.attrs = _attrs(found["attrs"])
    return tag


def _lost(tag: Tag, detail: str) -> Tag:
    tag.loss = ("r-002", " ".join(detail.split())[:80])
    return tag


def _attrs(text: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, *values in _ATTR.findall(text):
        found.setdefault(name.lower(), entities("".join(values)))
    return found


def _end_of(html: str, name: str, at: int) -> int:
    end = re.compile(rf"</{name}\s*>", re.I).search(html, at)
    return end.end() if end else len(html)
