"""The headings of a document: their ids, their levels in the output, the table of contents."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice

from convert import model as m
from convert.exporters.xhtml.text import one_line
from convert.value import Value
from convert.walk import children, plain_text

_OURS = r"(h|fn|fnref)\d+|top|kobo\..*|book-(columns|inner)"
_PLAIN_ID = re.compile(r"[A-Za-z][A-Za-z0-9_.-]*")
_NOT_SLUG = re.compile(r"[^\w\s-]")
_CONTAINERS = frozenset(
    (m.Quote, m.Callout, m.Credits, m.ListBlock, m.Item, m.DefinitionList, m.Definition)
)


class Entry(Value):
    """A heading for the table of contents; the document's own title has level 1."""

    level: int
    id: str
    text: str


class Headings:
    """Ids are given before writing, so that a link may lead to a heading further down."""

    def __init__(self, blocks: m.Blocks, prefix: str) -> None:
        self.entries: list[Entry] = []
        self._nodes = list(_named(blocks))
        self._ids = [prefix + key for key in _ids(self._nodes)]
        self._levels = list(_levels(self._nodes))
        self._next = iter(zip(self._levels, self._ids, strict=True))
        self._anchors: dict[str, str] | None = None

    def enter(self, text: str) -> tuple[int, str]:
        """Take the next heading: the level to write it at, and its id."""
        level, key = next(self._next)
        if text:
            self.entries.append(Entry(level, key, text))
        return level, key

    def levels(self) -> dict[int, int]:
        """The level each heading is written at, by the identity of its node."""
        return {id(node): n for node, n in zip(self._nodes, self._levels, strict=True)}

    def parts(self, slices: Iterable[m.Blocks]) -> Iterator[list[str]]:
        """The ids inside each of the parts that the document is cut into."""
        ids = iter(self._ids)
        for blocks in slices:
            yield list(islice(ids, len(list(_named(blocks)))))

    def anchor(self, fragment: str) -> str | None:
        """The id of the heading that ``#fragment`` means: by its id, or by its words."""
        from urllib.parse import unquote

        if self._anchors is None:
            self._anchors = self.anchors()
        return self._anchors.get(unquote(fragment).lower())

    def anchors(self) -> dict[str, str]:
        """Every fragment that leads to a heading, with the heading's id."""
        return dict(self._all_anchors())

    def _all_anchors(self) -> Iterator[tuple[str, str]]:
        pairs = list(zip(self._nodes, self._ids, strict=True))[::-1]
        for node, key in pairs:
            yield _slug(_words(node)), key
        for node, key in pairs:
            if isinstance(node, m.Heading) and node.id:
                yield node.id.lower(), key


def label(content: m.Inlines) -> str:
    """A heading as one line of plain text: its letters, or those of its pictures."""
    pictures = (node.alt for node in content if isinstance(node, m.Image))
    return one_line(plain_text(content)) or one_line(" ".join(pictures))


def is_titled(node: m.Credits) -> bool:
    """A colophon has a heading; an imprint, right below the title, has none."""
    return node.role == "colophon" and bool(one_line(node.title))


def _named(blocks: m.Blocks) -> Iterator[m.Heading | m.Credits]:
    stack: list[m.Node] = list(blocks[::-1])
    while stack:
        node = stack.pop()
        if type(node) is m.Heading or (type(node) is m.Credits and is_titled(node)):
            yield node
        if type(node) in _CONTAINERS:
            stack.extend(children(node)[::-1])


def _levels(nodes: list[m.Heading | m.Credits]) -> Iterator[int]:
    """Levels below the document's title, none skipped: 1, 3, 2, 3 are written as 2, 3, 3, 4."""
    above: list[int] = []
    for node in nodes:
        level = node.level if isinstance(node, m.Heading) else 1
        while above and above[-1] >= level:
            above.pop()
        above.append(level)
        yield min(len(above) + 1, 6)


def _ids(nodes: list[m.Heading | m.Credits]) -> Iterator[str]:
    taken: set[str] = set()
    for number, node in enumerate(nodes, 1):
        key = node.id if isinstance(node, m.Heading) else ""
        if key in taken or not _PLAIN_ID.fullmatch(key) or re.fullmatch(_OURS, key):
            key = f"h{number}"
        taken.add(key)
        yield key


def _words(node: m.Heading | m.Credits) -> str:
    return label(node.content) if isinstance(node, m.Heading) else node.title


def _slug(text: str) -> str:
    return "-".join(_NOT_SLUG.sub("", text.lower()).split())
