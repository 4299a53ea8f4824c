"""One document as lines: title, summary, blocks, and at each section's end what it cites."""

from __future__ import annotations

from typing import TypeAlias

from convert import model as m
from convert.exporters.text.blocks import block, blocks, hang, heading, narrow
from convert.exporters.text.inlines import clean, prose
from convert.exporters.text.state import Reference, State, letters
from convert.exporters.text.width import width as columns
from convert.walk import plain_text

Lines: TypeAlias = list[str]
RULE_WIDTH = 40
"""Of a rule where lines have no width."""
SHORT = 60
"""Columns of a bold line that may be a heading."""
HEAD_BLOCKS = 8
"""Where a summary may stand in the text itself, so that it is not to be written twice."""


def document(node: m.Document, state: State) -> Lines:
    """Everything below the title."""
    lines: Lines = []
    for text in (node.metadata.subtitle, _summary(node)):
        _add(lines, [line for line in state.wrap(clean(text), state.style.width) if line])
    for child in node.blocks:
        if _opens_section(child):
            _add(lines, _references(state))
        _add(lines, _above(child, lines, state) + _top_block(child, state))
        if isinstance(child, m.Credits):
            _add(lines, _references(state))
    _add(lines, _references(state))
    return lines


def title(text: str, state: State) -> Lines:
    """The title between two rules as wide as it is."""
    lines = state.wrap(clean(text), state.style.width)
    line = "=" * max(map(columns, lines))
    return [line, *lines, line] if line else []


def rule(state: State, mark: str = "-") -> str:
    return mark * (state.style.width or RULE_WIDTH)


def _add(lines: Lines, part: Lines) -> None:
    if part:
        lines += ["", *part] if lines else part


def _summary(node: m.Document) -> str:
    """The description, unless the first blocks say it anyway."""
    said = letters(plain_text(node.blocks[:HEAD_BLOCKS]))
    text = node.metadata.description
    return "" if letters(text) in said else text


def _opens_section(node: m.Block) -> bool:
    return isinstance(node, m.Credits) or (isinstance(node, m.Heading) and node.level <= 2)


def _above(node: m.Block, lines: Lines, state: State) -> Lines:
    """A rule above the colophon, more air above a section."""
    if isinstance(node, m.Credits):
        return [rule(state), ""] if lines and node.role == "colophon" else []
    return [""] if lines and _opens_section(node) else []


def _top_block(node: m.Block, state: State) -> Lines:
    width = state.style.width
    match node:
        case m.Paragraph():
            return _paragraph(node, state)
        case m.Credits(role="imprint"):
            return [*block(node, state, width), "", rule(state)]
        case _:
            return block(node, state, width)


def _paragraph(node: m.Paragraph, state: State) -> Lines:
    text, indent = prose(node.content, state), state.style.indent
    if _is_heading(node.content, text):
        return heading(text, 6, state, state.style.width)
    first, *rest = state.wrap(text, state.style.width, indent)
    return [" " * indent + first, *rest] if first or rest else []


def _is_heading(content: m.Inlines, text: str) -> bool:
    """A short bold line that ends no sentence is a heading by another name."""
    if len(content) != 1 or not isinstance(content[0], m.Strong):
        return False
    return columns(text) <= SHORT and not text.rstrip().endswith(tuple("。；，.;,"))


def _references(state: State) -> Lines:
    """What was cited since the last call; notes may cite more while they are written."""
    lines: Lines = []
    last: Lines = []
    for reference in state.references:
        entry = _reference(reference, state)
        apart = lines and ("" in entry or "" in last)
        lines += ["", *entry] if apart else entry
        last = entry
    state.forget_references()
    return lines


def _reference(reference: Reference, state: State) -> Lines:
    marker = f"[{reference.number}] "
    if isinstance(reference.entry, str):
        return hang([reference.entry], marker)
    inner = narrow(state.style.width, len(marker))
    return hang(blocks(reference.entry.content, state, inner), marker)
