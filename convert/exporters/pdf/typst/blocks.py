"""Block nodes as data for the template."""

from __future__ import annotations

from typing import assert_never

from convert import model as m
from convert.exporters.pdf.typst.inlines import (
    alternative,
    beside,
    inlines,
    math,
    missing,
    speaks,
    unnoted,
)
from convert.exporters.pdf.typst.state import DEEPEST, Data, State
from convert.exporters.xhtml.headings import is_titled, label
from convert.exporters.xhtml.text import one_line


def blocks(nodes: m.Blocks, state: State) -> Data:
    """Blocks one after the other; those too deep inside others are set beside them."""
    state.depth += 1
    found: Data = []
    for node in nodes:
        state.origin = getattr(node, "origin", None)
        if state.depth > DEEPEST and (inner := _inner(node)):
            state.lose("r-013", f"more than {DEEPEST} levels on a page")
            found += _flat(inner, state)
        else:
            found += _block(node, state)
    state.depth -= 1
    return found


def _block(node: m.Block, state: State) -> Data:
    match node:
        case m.Paragraph():
            return _paragraph(node, state)
        case m.Heading():
            return _heading(node, state)
        case m.Figure():
            return _figure(node.image, (*node.caption, *_credit(node)), state)
        case m.ListBlock():
            return _list(node, state)
        case m.Quote():
            return [["quote", blocks(node.content, state)]]
        case m.CodeBlock():
            return [["code", state.code(node.text).replace("\r", ""), one_line(node.title)]]
        case m.MathBlock():
            return [["code", math(node.tex, state)[1], ""]]
        case m.Table():
            return _table(node, state)
        case m.Callout():
            return [["callout", node.kind, inlines(node.title, state), blocks(node.content, state)]]
        case m.Credits():
            return _credits(node, state)
        case m.DefinitionList():
            terms = [[inlines(d.term, state), beside(blocks(d.content, state))] for d in node.items]
            return [["terms", terms]] if terms else []
        case m.Rule():
            return [["rule"]]
        case _:
            assert_never(node)


def _paragraph(node: m.Paragraph, state: State) -> Data:
    if len(node.content) == 1 and isinstance(node.content[0], m.Image):
        return _figure(node.content[0], (), state)
    line = inlines(node.content, state)
    return [["p", line]] if line else []


def _heading(node: m.Heading, state: State) -> Data:
    text = unnoted(node.content, state)
    if state.in_note:
        return [["p", [["b", text]]]] if text else []
    spoken = speaks(text)
    level, key = state.headings.enter(label(node.content) if spoken else "")
    if spoken:
        return [["h", state.below(level), key, text]]
    return [["anchor", key], *([["p", text]] if text else [])]


def _credits(node: m.Credits, state: State) -> Data:
    noted, state.noted, state.in_credits = state.noted, False, True
    content = [*_title(node, state), *blocks(node.content, state)]
    state.noted, state.in_credits = noted, False
    return [["credits", node.role, content]]


def _title(node: m.Credits, state: State) -> Data:
    """A colophon has a heading that no contents name; an imprint has none."""
    title = state.text(one_line(node.title))
    if is_titled(node) and not state.in_note:
        level, key = state.headings.enter("")
        return [["h", state.below(level), key, [title]]]
    return [["p", [["b", [title]]]]] if title else []


def _credit(node: m.Figure) -> m.Inlines:
    return (m.LineBreak(), *node.credit) if node.caption and node.credit else node.credit


def _figure(image: m.Image, below: m.Inlines, state: State) -> Data:
    file = state.pictures.get(image.url)
    if file:
        return [["figure", file, alternative(image, state), unnoted(below, state)]]
    return [["missing", [missing(image, state)], unnoted(below, state)]]


def _list(node: m.ListBlock, state: State) -> Data:
    items = [beside(blocks(item.content, state)) for item in node.items]
    tight = all(len(item.content) < 2 for item in node.items)
    if not items:
        return []
    if any(item.done is not None for item in node.items):
        return [["tasks", tight, [item.done for item in node.items], items]]
    return [["list", tight, items] if node.start is None else ["enum", tight, node.start, items]]


def _table(node: m.Table, state: State) -> Data:
    rows = [row for row in node.rows if row]
    caption = unnoted(node.caption, state)
    if not rows:
        return [["p", caption]] if caption else []
    width = max(map(len, rows))
    head = next((at for at, row in enumerate(rows) if not _is_head(row)), len(rows))
    cells: list[Data] = [
        [[it.header, (unnoted if it.header else inlines)(it.content, state)] for it in row]
        + [[False, []]] * (width - len(row))
        for row in rows
    ]
    state.heads_rows |= any(header for row in cells[head:] for header, _ in row)
    repeats = not any(_leads(line) for row in cells[:head] for _, line in row)
    return [["table", width, list(node.align), repeats, cells[:head], cells[head:], caption]]


def _leads(line: Data) -> bool:
    """Whether there is a link or a note: a head that has one is not repeated on each page,
    because the copies are artifacts, which may hold none (PDF/UA-1, 7.1)."""
    parts = [part for part in line if isinstance(part, list)]
    return any(
        part[0] in ("a", "to", "note") or (isinstance(part[-1], list) and _leads(part[-1]))
        for part in parts
    )


def _is_head(row: tuple[m.Cell, ...]) -> bool:
    return all(cell.header for cell in row)


def _inner(node: m.Block) -> tuple[m.Blocks, ...]:
    """The blocks inside a block that other blocks may stand in, in order."""
    match node:
        case m.Quote():
            return (node.content,)
        case m.Callout():
            return ((m.Paragraph(node.title),), node.content) if node.title else (node.content,)
        case m.ListBlock():
            return tuple(item.content for item in node.items)
        case m.DefinitionList():
            return tuple((m.Paragraph(d.term), *d.content) for d in node.items)
        case _:
            return ()


def _flat(inner: tuple[m.Blocks, ...], state: State) -> Data:
    state.depth -= 1
    found = [block for content in inner for block in blocks(content, state)]
    state.depth += 1
    return found
