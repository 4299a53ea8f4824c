"""Rows and cells into a table; a cell that spans is followed by empty ones."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import TypeGuard

from convert import model as m
from convert.diagnostics import Origin
from convert.readers.flow import Child, Children, Part, blocks, line, paragraph

MAX_COLUMNS = 64
"""As far as spanning cells are followed."""

_ALIGN = r"text-align:\s*(left|center|right)"


def table(children: Children, origin: Origin | None) -> Iterable[Child]:
    """The table; what stands in it outside of cells comes before it, as HTML has it."""
    rows: list[list[Part]] = []
    captions: list[Part] = []
    for child in children:
        if isinstance(child, Part) and child.tag == "tr":
            rows.append([cell for cell in child.content if _is_cell(cell)])
            yield from blocks([other for other in child.content if not _is_cell(other)], origin)
        elif isinstance(child, Part) and child.tag == "caption":
            captions.append(child)
        elif _is_cell(child):
            rows.append([child])
        else:
            yield from blocks((child,), origin)
    rows = [row for row in rows if row]
    if not rows:
        yield from paragraph(captions, origin)
    else:
        align = tuple(map(_align, rows[0]))
        yield m.Table(_grid(rows), align if any(align) else (), line(captions), origin)


def _is_cell(child: Child) -> TypeGuard[Part]:
    return isinstance(child, Part) and child.tag in ("td", "th")


def spans(attrs: Mapping[str, str]) -> bool:
    """Whether a cell covers more than its own place."""
    return (_span(attrs, "colspan"), _span(attrs, "rowspan")) != (1, 1)


def _grid(rows: Iterable[list[Part]]) -> tuple[tuple[m.Cell, ...], ...]:
    """Every cell in its column: places that a spanning cell covers hold an empty cell."""
    grid: list[tuple[m.Cell, ...]] = []
    covered: dict[int, int] = {}
    for row in rows:
        cells: list[m.Cell] = []
        for part in row:
            _skip(cells, covered)
            first = len(cells)
            cells.append(m.Cell(line(part.content), part.tag == "th"))
            wide = min(_span(part.attrs, "colspan"), MAX_COLUMNS - first)
            cells += [m.Cell(())] * (wide - 1)
            if (down := _span(part.attrs, "rowspan") - 1) > 0:
                covered.update(dict.fromkeys(range(first, len(cells)), down))
        _skip(cells, covered)
        grid.append(tuple(cells))
    return tuple(grid)


def _skip(cells: list[m.Cell], covered: dict[int, int]) -> None:
    """Fill the columns that a cell of a row above still covers."""
    while len(cells) < MAX_COLUMNS and covered.get(len(cells), 0) > 0:
        covered[len(cells)] -= 1
        cells.append(m.Cell(()))


def _span(attrs: Mapping[str, str], name: str) -> int:
    value = attrs.get(name, "1").strip()
    return max(1, int(value)) if value.isdecimal() and len(value) < 6 else 1


def _align(cell: Part) -> str:
    style = cell.attrs.get("style")
    if style and (found := re.search(_ALIGN, style)):
        return found[1]
    align = cell.attrs.get("align", "").lower()
    return align if align in ("left", "center", "right") else ""
