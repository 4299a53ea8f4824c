"""Lists: bullets, numbers, tasks, definitions."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TypeAlias

from convert import model as m
from convert.exporters.markdown.inlines import framed
from convert.exporters.markdown.settled import settled
from convert.exporters.markdown.state import State

_BULLETS = re.compile(r"[-+ ]+$", re.M)
Writer: TypeAlias = Callable[[m.Blocks, State], str]


def listing(node: m.ListBlock, state: State, write: Writer, other: bool) -> str:
    """``other`` marks keep two lists apart that follow each other."""
    contents = [write(item.content, state) for item in node.items]
    if not _is_markdown(node, contents, state):
        return _html(node, contents)
    tight = all(map(_is_tight, node.items))
    parts = []
    for number, (item, content) in enumerate(zip(node.items, contents, strict=True)):
        marker = _marker(node, number, other)
        task = "" if item.done is None else f"[{'x' if item.done else ' '}] "
        content = content.replace("\n\n", "\n") if tight else content
        parts.append(indent(task + content, marker, " " * len(marker)))
    return ("\n" if tight else "\n\n").join(parts)


def definitions(node: m.DefinitionList, state: State, write: Writer) -> str:
    """``<dl>`` with Markdown inside."""
    parts = []
    for item in node.items:
        content = write(item.content, state)
        inside = f"<dd>\n\n{content}\n\n</dd>" if content else "<dd></dd>"
        parts.append(f"{framed('dt', item.term, state).strip()}\n{inside}")
    return "<dl>\n" + "\n".join(parts) + "\n</dl>" if parts else ""


def indent(text: str, first: str, rest: str) -> str:
    """``text`` behind a mark; empty lines get no blanks at their end."""
    lines = text.split("\n")
    head = (first + lines[0]).rstrip(" ") if not lines[0] else first + lines[0]
    return "\n".join([head, *((rest + line) if line else rest.rstrip(" ") for line in lines[1:])])


def _is_markdown(node: m.ListBlock, contents: list[str], state: State) -> bool:
    """Markdown counts from 0 to 999,999,999, its tasks begin with text, and three bullets in a
    line are a rule."""
    if any(_BULLETS.match(content) for content in contents):
        return False
    counts = node.start is None or 0 <= node.start <= 999_999_999 - len(node.items)
    return counts and all(
        item.done is None or bool(content and _begins_with_text(item, state))
        for item, content in zip(node.items, contents, strict=True)
    )


def _html(node: m.ListBlock, contents: list[str]) -> str:
    """A list that Markdown has no marks for, with Markdown inside."""
    parts = [f'<ol start="{node.start}">' if node.start is not None else "<ul>"]
    for item, content in zip(node.items, contents, strict=True):
        box = f'<input type="checkbox" disabled{" checked" if item.done else ""}>'
        inside = f"\n\n{content}\n\n" if content else ""
        parts.append(f"<li>{box if item.done is not None else ''}{inside}</li>")
    return "\n".join([*parts, "</ol>" if node.start is not None else "</ul>"])


def _marker(node: m.ListBlock, number: int, other: bool) -> str:
    if node.start is None:
        return "+ " if other else "- "
    return f"{node.start + number}{')' if other else '.'} "


def _begins_with_text(item: m.Item, state: State) -> bool:
    """A picture in a line of its own counts."""
    match item.content:
        case (m.Paragraph(content=line), *_):
            return bool(settled(line, state))
        case (m.Figure(image=image, caption=(), credit=()), *_):
            return bool(settled((image,), state))
        case _:
            return False


def _is_tight(item: m.Item) -> bool:
    """One paragraph, and perhaps a list that may follow a line of text at once."""
    match item.content:
        case (m.Paragraph(),):
            return True
        case (m.Paragraph() as line, m.ListBlock(items=items, start=None | 1)):
            texts = (line, *(part for inner in items for part in inner.content[:1]))
            return all(map(_has_letters, texts)) and all(map(_is_tight, items))
        case _:
            return False


def _has_letters(node: m.Block) -> bool:
    return isinstance(node, m.Paragraph) and any(
        isinstance(part, m.Text) and part.text.strip() for part in node.content
    )
