"""Tables: GitHub's where the flavour has them and the table fits, HTML elsewhere."""

from __future__ import annotations

from convert import model as m
from convert.exporters.markdown.inlines import framed, line
from convert.exporters.markdown.state import State

RULES = {"left": ":---", "center": ":---:", "right": "---:"}


def table(node: m.Table, state: State) -> str:
    """A table without cells is its caption."""
    rows = tuple(row for row in node.rows if row)
    if state.flavour != "commonmark" and rows and _fits(rows, node):
        return _pipes(rows, node.align, state)
    return _html(rows, node, state) if rows else line(node.caption, state)


def _fits(rows: tuple[tuple[m.Cell, ...], ...], node: m.Table) -> bool:
    """One row of header cells above rows as wide, no caption, and something to read in it."""
    head, *body = rows
    return (
        not node.caption
        and all(cell.header and cell.content for cell in head)
        and all(len(row) == len(head) and not any(c.header for c in row) for row in body)
    )


def _pipes(rows: tuple[tuple[m.Cell, ...], ...], align: tuple[str, ...], state: State) -> str:
    written = [[line(cell.content, state).replace("|", "\\|") for cell in row] for row in rows]
    sides = [align[at] if at < len(align) else "" for at in range(len(rows[0]))]
    written.insert(1, [RULES.get(side, "---") for side in sides])
    return "\n".join(f"| {' | '.join(cells)} |" for cells in written)


def _html(rows: tuple[tuple[m.Cell, ...], ...], node: m.Table, state: State) -> str:
    parts = ["<table>"]
    if node.caption:
        parts.append(framed("caption", node.caption, state).strip())
    for row in rows:
        parts.append("<tr>" + "".join(_cells(row, node.align, state)).rstrip() + "</tr>")
    return "\n".join([*parts, "</table>"])


def _cells(row: tuple[m.Cell, ...], align: tuple[str, ...], state: State) -> list[str]:
    found = []
    for column, cell in enumerate(row):
        side = align[column] if column < len(align) else ""
        attrs = f' align="{side}"' if side in RULES else ""
        found.append(framed("th" if cell.header else "td", cell.content, state, attrs))
    return found
