"""Traversal: every one of them is built on ``children``."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from operator import attrgetter
from typing import Any

from convert import model as m

Tree = m.Node | tuple[m.Node, ...]

_INSIDE: Mapping[type[Any], Callable[[Any], tuple[m.Node, ...]]] = {
    **dict.fromkeys((m.Paragraph, m.Heading, m.Quote, m.Credits, m.Item), attrgetter("content")),
    **dict.fromkeys((m.Strong, m.Emphasis, m.Strikethrough, m.Link), attrgetter("content")),
    **dict.fromkeys((m.Superscript, m.Subscript, m.Note, m.Cell), attrgetter("content")),
    **dict.fromkeys((m.ListBlock, m.DefinitionList), attrgetter("items")),
    m.Callout: lambda node: (*node.title, *node.content),
    m.Figure: lambda node: (node.image, *node.caption, *node.credit),
    m.Definition: lambda node: (*node.term, *node.content),
    m.Table: lambda node: (*node.caption, *(cell for row in node.rows for cell in row)),
}
"""What stands directly inside a node, in reading order; other nodes hold none."""

_SHOWN: Mapping[type[Any], Callable[[Any], str]] = {
    **dict.fromkeys((m.Text, m.Code, m.CodeBlock), attrgetter("text")),
    **dict.fromkeys((m.Math, m.MathBlock), attrgetter("tex")),
    **dict.fromkeys((m.Note, m.Image), lambda node: ""),
    m.Ruby: attrgetter("base"),
    m.LineBreak: lambda node: " ",
}
"""What a reader reads of a node; of other nodes it is what stands inside them."""


def children(node: m.Node) -> tuple[m.Node, ...]:
    """The nodes directly inside ``node``, in reading order."""
    inside = _INSIDE.get(type(node))
    return inside(node) if inside else ()


def walk(nodes: Iterable[m.Node]) -> Iterator[m.Node]:
    """Every node, parents before children, in reading order."""
    stack = list(nodes)[::-1]
    while stack:
        node = stack.pop()
        yield node
        if inside := _INSIDE.get(type(node)):
            stack += inside(node)[::-1]


def only_text(node: m.Node) -> str | None:
    """The text of a paragraph that holds nothing else, as most do; None for any other node.

    >>> only_text(m.Paragraph((m.Text("a"),))), only_text(m.Paragraph((m.Code("a"),)))
    ('a', None)
    """
    if type(node) is m.Paragraph and len(node.content) == 1:
        inner = node.content[0]
        return inner.text if type(inner) is m.Text else None
    return None


def beyond_text(nodes: Iterable[m.Node]) -> Iterator[m.Node]:
    """``walk`` without the paragraphs that are only text: for links, pictures and the like."""
    return walk([node for node in nodes if only_text(node) is None])


def plain_text(nodes: Iterable[m.Node]) -> str:
    """What a reader reads: letters only, a line break as a blank, footnotes left out.

    >>> plain_text([m.Strong((m.Text("a"),)), m.LineBreak(), m.Code("b")])
    'a b'
    """
    return "".join([n.text if type(n) is m.Text else _letters(n) for n in nodes])


def _letters(node: m.Node) -> str:
    if shown := _SHOWN.get(type(node)):
        return shown(node)
    inside = _INSIDE.get(type(node))
    return plain_text(inside(node)) if inside else ""
