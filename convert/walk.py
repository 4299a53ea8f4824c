"""Traversal: every one of them is built on ``children``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import assert_never

from convert import model as m

Tree = m.Node | tuple[m.Node, ...]


def children(node: m.Node) -> tuple[m.Node, ...]:
    """The nodes directly inside ``node``, in reading order."""
    match node:
        case m.Text() | m.Code() | m.Math() | m.LineBreak() | m.Ruby() | m.Image():
            return ()
        case m.CodeBlock() | m.MathBlock() | m.Rule():
            return ()
        case m.Emphasis() | m.Strong() | m.Strikethrough() | m.Superscript() | m.Subscript():
            return node.content
        case m.Link() | m.Note() | m.Paragraph() | m.Heading() | m.Quote() | m.Item() | m.Cell():
            return node.content
        case m.Credits():
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
        stack.extend(children(node)[::-1])


def plain_text(nodes: Iterable[m.Node]) -> str:
    """What a reader reads: letters only, a line break as a blank, footnotes left out.

    >>> plain_text([m.Strong((m.Text("a"),)), m.LineBreak(), m.Code("b")])
    'a b'
    """
    return "".join(_letters(node) for node in nodes)


def _letters(node: m.Node) -> str:
    match node:
        case m.Text() | m.Code() | m.CodeBlock():
            return node.text
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
