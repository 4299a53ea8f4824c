"""Tables in columns, aligned by what a screen shows; a record per row where too wide."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

from convert import model as m
from convert.exporters.text.inlines import prose
from convert.exporters.text.state import HARD_BREAK, State
from convert.exporters.text.width import width as columns
from convert.exporters.text.wrap import join
from convert.labels import word

GAP = "  "
Lines: TypeAlias = list[str]
Grid: TypeAlias = list[list[Lines]]
"""Rows of cells of lines."""


def table(node: m.Table, state: State, width: int) -> Lines:
    """The caption, then columns; records when the columns are wider than ``width``."""
    caption = state.wrap(prose(node.caption, state), width) if node.caption else []
    grid = _grid(node, state)
    widths = [max(map(_cell_width, column)) for column in zip(*grid, strict=True)]
    heads = _count_headers(node)
    if width and sum(widths) + len(GAP) * (len(widths) - 1) > width:
        state.lose("x-003", f"{len(widths)} columns", node.origin)
        body = _records(grid, heads, state, width)
    else:
        body = _columns(grid, heads, widths, node.align)
    return [*caption, *([""] if caption and body else []), *body]


def pad(text: str, width: int, align: str = "left") -> str:
    """``text`` with blanks up to ``width`` columns.

    >>> pad("中", 4, "right"), pad("中", 5, "center")
    ('  中', ' 中  ')
    """
    free = max(width - columns(text), 0)
    left = {"right": free, "center": free // 2}.get(align, 0)
    return " " * left + text + " " * (free - left)


def _grid(node: m.Table, state: State) -> Grid:
    grid = [[_cell(cell, state) for cell in row] for row in node.rows]
    most = max(map(len, grid), default=0)
    return [row + [[""]] * (most - len(row)) for row in grid] if most else []


def _cell(cell: m.Cell, state: State) -> Lines:
    return [join(line) for line in prose(cell.content, state).split(HARD_BREAK)]


def _cell_width(cell: Lines) -> int:
    return max(map(columns, cell))


def _count_headers(node: m.Table) -> int:
    """How many rows at the top hold headers only."""
    count = 0
    for row in node.rows:
        if not row or not all(cell.header for cell in row):
            break
        count += 1
    return count


def _columns(grid: Grid, heads: int, widths: list[int], align: Sequence[str]) -> Lines:
    aligned = [*align, *[""] * len(widths)]
    lines: Lines = []
    for number, row in enumerate(grid):
        if number == heads and heads:
            lines.append(GAP.join("-" * max(width, 1) for width in widths))
        lines += _row(row, widths, aligned)
    if heads == len(grid) and heads:
        lines.append(GAP.join("-" * max(width, 1) for width in widths))
    return lines


def _row(row: list[Lines], widths: list[int], align: Sequence[str]) -> Lines:
    lines = []
    for number in range(max(map(len, row))):
        cells = [cell[number] if number < len(cell) else "" for cell in row]
        padded = (pad(*parts) for parts in zip(cells, widths, align, strict=False))
        lines.append(GAP.join(padded).rstrip())
    return lines


def _records(grid: Grid, heads: int, state: State, width: int) -> Lines:
    """``header: value`` lines for each row, a blank line between the rows."""
    names = [
        " ".join(" ".join(cell) for cell in column) for column in zip(*grid[:heads], strict=True)
    ]
    names = names or [""] * len(grid[0])
    body = grid[heads:]
    if not body:
        return [line for name in names for line in _hanging(name, state, width)]
    lines: Lines = []
    for row in body:
        lines += [""] if lines else []
        for name, cell in zip(names, row, strict=True):
            label = name + word("colon", state.language) if name else ""
            value = HARD_BREAK.join(cell)
            lines += _hanging(label + value, state, width) if value else []
    return lines


def _hanging(text: str, state: State, width: int) -> Lines:
    first, *rest = state.wrap(text, width and max(width - 2, 16))
    return [first, *(f"  {line}" for line in rest)]
