"""Block nodes as lines of text."""

from __future__ import annotations

from typing import TypeAlias, assert_never

from convert import model as m
from convert.exporters.text.inlines import clean, image, prose
from convert.exporters.text.state import State
from convert.exporters.text.tables import pad, table
from convert.exporters.text.width import width as columns
from convert.labels import word

Lines: TypeAlias = list[str]
UNDERLINES = {1: "=", 2: "-", 3: "~"}
QUOTE_BAR, CALLOUT_BAR = "│ ", "┃ "
NARROWEST = 16
"""Columns that are left for text however deeply blocks lie inside each other."""


def blocks(nodes: m.Blocks, state: State, width: int) -> Lines:
    """The blocks with a blank line between them."""
    lines: Lines = []
    for node in nodes:
        part = block(node, state, width)
        if part:
            lines += ["", *part] if lines else part
    return lines


def block(node: m.Block, state: State, width: int) -> Lines:
    """The lines of one block, none wider than ``width`` columns if that can be (0: any)."""
    match node:
        case m.Paragraph():
            return _filled(prose(node.content, state), state, width)
        case m.Heading():
            return heading(prose(node.content, state), node.level, state, width)
        case m.Quote():
            return _prefixed(blocks(node.content, state, narrow(width, 2)), QUOTE_BAR)
        case m.CodeBlock():
            return [*_filled(clean(node.title), state, width), *_code(node.text)]
        case m.MathBlock():
            return _code(node.tex)
        case m.Rule():
            return [pad("* * *", width, "center").rstrip()]
        case m.Figure():
            return _figure(node, state, width)
        case m.Callout():
            return _callout(node, state, width)
        case m.Credits():
            return _credits(node, state, width)
        case m.ListBlock():
            return _listing(node, state, width)
        case m.Table():
            return table(node, state, width)
        case m.DefinitionList():
            return _definitions(node, state, width)
        case _:
            assert_never(node)


def heading(text: str, level: int, state: State, width: int) -> Lines:
    """The heading, underlined to its display width; the mark tells the level."""
    lines = _filled(text, state, width)
    return [*lines, UNDERLINES.get(level, ".") * max(map(columns, lines))] if lines else []


def narrow(width: int, taken: int) -> int:
    """What is left of ``width`` beside ``taken`` columns."""
    return width and max(width - taken, NARROWEST)


def hang(lines: Lines, marker: str) -> Lines:
    """The marker before the first line, as many blanks before the others."""
    first, *rest = lines or [""]
    blanks = " " * columns(marker)
    return [(marker + first).rstrip(), *(blanks + line if line else "" for line in rest)]


def _filled(text: str, state: State, width: int) -> Lines:
    lines = state.wrap(text, width)
    return lines if any(lines) else []


def _prefixed(lines: Lines, bar: str) -> Lines:
    return [(bar + line).rstrip() for line in lines]


def _code(text: str) -> Lines:
    """Untouched, but for control characters and the indent."""
    lines = text.rstrip("\n").split("\n")
    return [f"    {kept}" if (kept := clean(line)).strip() else "" for line in lines]


def _figure(node: m.Figure, state: State, width: int) -> Lines:
    caption = prose(node.caption, state)
    lines = _filled(image(node.image, state, caption), state, width)
    return [*lines, *_filled(prose(node.credit, state), state, width)]


def _callout(node: m.Callout, state: State, width: int) -> Lines:
    title, kind = prose(node.title, state), word(node.kind, state.language)
    if not title.strip():
        label = kind
    elif node.kind in ("tab", "details"):
        label = title
    else:
        label = kind + word("colon", state.language) + title
    inner = narrow(width, 2)
    body = blocks(node.content, state, inner)
    lines = [*_filled(label, state, inner), *(["", *body] if body else [])]
    return _prefixed(lines, CALLOUT_BAR)


def _credits(node: m.Credits, state: State, width: int) -> Lines:
    outside, state.in_credits = state.in_credits, True
    title = heading(clean(node.title), 2, state, width)
    body = blocks(node.content, state, width)
    state.in_credits = outside
    return [*title, *([""] if title and body else []), *body]


def _listing(node: m.ListBlock, state: State, width: int) -> Lines:
    gap = [] if all(map(_is_tight, node.items)) else [""]
    last = (node.start or 0) + len(node.items) - 1
    lines: Lines = []
    for number, item in enumerate(node.items, node.start or 0):
        marker = "- " if node.start is None else f"{number}. ".rjust(len(f"{last}. "))
        if item.done is not None:
            marker += "[x] " if item.done else "[ ] "
        body = blocks(item.content, state, narrow(width, len(marker)))
        lines += [*(gap if lines else []), *hang(_tightened(body, item), marker)]
    return lines


def _is_tight(item: m.Item) -> bool:
    """One paragraph, and lists under it."""
    first, *rest = item.content or (None,)
    lists = all(isinstance(node, m.ListBlock) for node in rest)
    return lists and (first is None or isinstance(first, (m.Paragraph, m.ListBlock)))


def _tightened(lines: Lines, item: m.Item) -> Lines:
    """A tight item has no blank line before the list under its paragraph."""
    return [line for line in lines if line] if _is_tight(item) else lines


def _definitions(node: m.DefinitionList, state: State, width: int) -> Lines:
    lines: Lines = []
    for item in node.items:
        term = _filled(prose(item.term, state), state, width)
        body = blocks(item.content, state, narrow(width, 4))
        lines += [*([""] if lines else []), *term, *hang(body, "    ")]
    return lines
