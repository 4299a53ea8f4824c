"""Traversal: every one of them is built on ``children``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import assert_never

from convert import model as m

Tree = m.Node | tuple[m.Node, ...]

_HOLDERS = frozenset((m.Paragraph, m.Strong, m.Link, m.Heading, m.Item, m.Emphasis, m.Cell))
"""Most of the nodes whose children are their content: ``walk`` need not ask."""


def children(node: m.Node) -> tuple[m.Node, ...]:
    """The nodes directly inside ``node``, in reading order."""
    match node:  # the frequent ones first
        case m.Text():
            return ()
        case m.Paragraph() | m.Strong() | m.Item() | m.Link() | m.Heading() | m.Cell():
            return node.content
        case m.LineBreak() | m.Image() | m.Code() | m.Math() | m.Ruby():
            return ()
        case m.CodeBlock() | m.MathBlock() | m.Rule():
            return ()
        case m.Emphasis() | m.Strikethrough() | m.Superscript() | m.Subscript():
            return node.content
        case m.Note() | m.Quote() | m.Credits():
            return node.content
        case m.Callout():
            return (*node.title, *node.content)
        case m.Figure():
            return (node.image, *node.caption, *node.credit)
        case m.ListBlock() | m.DefinitionList():
            return node.items
        case m.Definition():
            return (*node.term, *node.content)
        case m.Table():
            return (*node.caption, *(cell for row in node.rows for cell in row))
        case _:
            assert_never(node)


def walk(nodes: Iterable[m.Node]) -> Iterator[m.Node]:
    """Every node, parents before children, in reading order."""
    stack = list(nodes)[::-1]
    while stack:
        node = stack.pop()
        yield node
        kind = type(node)
        if kind is m.Text:
            continue
        if inner := node.content if kind in _HOLDERS else children(node):  # type: ignore[union-attr]
            stack.extend(inner[::-1])


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
    match node:
        case m.Text() | m.Code() | m.CodeBlock():
            return node.text
        case m.Paragraph() | m.Strong() | m.Link() | m.Heading():
            return plain_text(node.content)
        case m.Math() | m.MathBlock():
            return node.tex
        case m.Ruby():
            return node.base
        case m.LineBreak():
            return " "
        case m.Note() | m.Image():
            return ""
        case _:
            return plain_text(children(node))
