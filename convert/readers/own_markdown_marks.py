"""Marks in our own Markdown that CommonMark does not know: alerts, formulas, ids of headings."""

from __future__ import annotations

import re
from typing import Any

from convert import model as m
from convert.value import Value, fields, replace
from convert.walk import plain_text

ALERTS = {"IMPORTANT": "info", "CAUTION": "danger"}
_ALERT = re.compile(r"\[!([A-Z0-9][A-Z0-9 -]*|>)\] ?")
_ID = re.compile(r" ?\{#([^\s{}]*)\}$")


def restore(blocks: m.Blocks) -> m.Blocks:
    """The blocks with those marks as what they stand for."""
    return tuple(map(_restored, blocks))


def _restored(value: Any) -> Any:
    """Any value of the model, its parts first."""
    if isinstance(value, tuple):
        return _formulas(tuple(map(_restored, value)))
    if not isinstance(value, Value) or not _inside(value):
        return value
    value = replace(value, **{name: _restored(getattr(value, name)) for name in _inside(value)})
    match value:
        case m.Heading():
            return _heading(value)
        case m.Quote():
            return _alert(value)
        case m.Callout():
            return _hint(value)
        case _:
            return value


def _inside(value: Value) -> list[str]:
    return [name for name in fields(value) if isinstance(getattr(value, name), tuple)]


def _formulas(nodes: tuple[Any, ...]) -> tuple[Any, ...]:
    """``$`x`$`` is a formula (GitHub's way to write one), ``$$`x`$$`` code between dollars."""
    found: list[Any] = []
    for node in nodes:
        match [*found[-2:], node]:
            case [m.Text(before), m.Code(tex), m.Text(after)] if before[-1:] == after[:1] == "$":
                is_code = before[-2:] == after[:2] == "$$"
                middle = m.Code(tex) if is_code else m.Math(tex)
                ends = (m.Text(before[:-1]), middle, m.Text(after[1:]))
                found[-2:] = [part for part in ends if part != m.Text("")]
            case _:
                found.append(node)
    return tuple(found)


def _heading(node: m.Heading) -> m.Heading:
    last = node.content[-1] if node.content else None
    if not isinstance(last, m.Text) or not (found := _ID.search(last.text)):
        return node
    text = m.Text(last.text[: found.start()])
    content = (*node.content[:-1], *([text] if text.text else []))
    return replace(node, content=content, id=found[1])


def _alert(node: m.Quote) -> m.Block:
    """``> [!NOTE]``, its title a bold line right below."""
    first = node.content[0] if node.content else None
    head = first.content[0] if isinstance(first, m.Paragraph) and first.content else None
    if not isinstance(first, m.Paragraph) or not isinstance(head, m.Text):
        return node
    if not (found := _ALERT.match(head.text)):
        return node
    text = m.Text(head.text[found.end() :])
    line = (*([text] if text.text else []), *first.content[1:])
    if found[1] == ">":
        return replace(node, content=(replace(first, content=line), *node.content[1:]))
    kind = ALERTS.get(found[1], found[1].lower())
    if len(line) == 1 and isinstance(line[0], m.Strong):
        return m.Callout(kind, node.content[1:], line[0].content, node.origin)
    rest = (m.Paragraph(line, first.origin), *node.content[1:]) if line else node.content[1:]
    return m.Callout(kind, rest, (), node.origin)


def _hint(node: m.Callout) -> m.Callout:
    """GitBook has no title for a hint: ours is an attribute, and with its marks a bold line."""
    if not node.title:
        return node
    match node.content[:1]:
        case (m.Paragraph(content=(m.Strong(content=title),)),) if _same(title, node.title):
            return replace(node, title=title, content=node.content[1:])
        case _:
            return node


def _same(one: m.Inlines, other: m.Inlines) -> bool:
    """Blanks do not count: an attribute has fewer of them."""
    return "".join(plain_text(one).split()) == "".join(plain_text(other).split())
