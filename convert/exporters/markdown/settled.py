"""A line of the model as a reader would have given it, before it is written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeAlias

from convert import model as m
from convert.exporters.markdown.state import State, clean
from convert.exporters.markdown.text import address
from convert.value import replace
from convert.walk import plain_text, walk

Styled: TypeAlias = m.Strong | m.Emphasis | m.Strikethrough | m.Superscript | m.Subscript


def settled(nodes: m.Inlines, state: State) -> m.Inlines:
    """As a reader would have them: no emphasis of blanks or right inside its own kind, no link
    inside a link or without words, no blank or line break at either end."""
    found = list(_between_dollars(_joined(_plainer(nodes, frozenset(), state)), state))
    while found and _is_blank(found[0]):
        del found[0]
    while found and _is_blank(found[-1]):
        del found[-1]
    return tuple(found)


def _plainer(nodes: m.Inlines, inside: frozenset[type], state: State) -> Iterator[m.Inline]:
    for node in nodes:
        match node:
            case m.Text(letters) | m.Code(letters) | m.Math(letters) if not clean(letters)[0]:
                continue
            case m.Image(url=url) if not url.strip():
                yield from (m.Text(node.alt),) if clean(node.alt)[0] else ()
            case m.Link() | m.Strong() | m.Emphasis() | m.Strikethrough():
                yield from _plainer_inside(node, inside, state)
            case m.Superscript() | m.Subscript():
                yield from _plainer_inside(node, inside, state)
            case _:
                yield node


def _joined(nodes: Iterable[m.Inline]) -> list[m.Inline]:
    """Texts side by side as one."""
    found: list[m.Inline] = []
    for node in nodes:
        match found[-1:], node:
            case [m.Text(before)], m.Text(text):
                found[-1] = m.Text(before + text)
            case _:
                found.append(node)
    return found


def _between_dollars(nodes: list[m.Inline], state: State) -> list[m.Inline]:
    """Code between dollars gets another on both sides: with one it would be a formula. A
    formula beside a dollar is code."""
    for at, node in enumerate(nodes):
        before, after = _text(nodes[:at][-1:]), _text(nodes[at + 1 :][:1])
        if isinstance(node, m.Code) and before[-1:] == after[:1] == "$":
            nodes[at - 1], nodes[at + 1] = m.Text(f"{before}$"), m.Text(f"${after}")
        elif isinstance(node, m.Math) and "$" in before[-1:] + after[:1]:
            state.lose("x-002", f"formula beside a dollar sign: {node.tex}")
            nodes[at] = m.Code(node.tex)
    return nodes


def _text(nodes: list[m.Inline]) -> str:
    return nodes[0].text if nodes and isinstance(nodes[0], m.Text) else ""


def _plainer_inside(
    node: Styled | m.Link, inside: frozenset[type], state: State
) -> Iterator[m.Inline]:
    inner = _plainer(node.content, (inside & {m.Link}) | {type(node)}, state)
    content = tuple(_between_dollars(_joined(inner), state))
    if isinstance(node, m.Link) and node.url.strip() and m.Link not in inside:
        yield replace(node, content=content if _shows(content) else _address(node, content, state))
    elif isinstance(node, m.Link) or type(node) in inside or not _has_letters(content):
        yield from content
    else:
        yield replace(node, content=content)


def _shows(content: m.Inlines) -> bool:
    """Whether a link shows anything to follow it by."""
    nodes = walk([part for part in content if not isinstance(part, m.Note)])
    return _has_letters(content) or any(isinstance(node, m.Image) for node in nodes)


def _address(node: m.Link, content: m.Inlines, state: State) -> m.Inlines:
    """What a link without words shows: its address, and the footnotes that stand in it."""
    state.lose("x-002", f"link without words: {node.url}")
    return (m.Text(address(node.url)), *(part for part in content if isinstance(part, m.Note)))


def _has_letters(content: m.Inlines) -> bool:
    return bool(clean(plain_text(content))[0].strip())


def _is_blank(node: m.Inline) -> bool:
    return isinstance(node, m.LineBreak) or (
        isinstance(node, m.Text) and not node.text.strip(" \t\r\n")
    )
