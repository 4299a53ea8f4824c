"""Tables as XHTML."""

from __future__ import annotations

from convert import model as m
from convert.exporters.xhtml.inlines import inlines
from convert.exporters.xhtml.state import State

_ALIGN = {"left", "center", "right"}


def table(node: m.Table, state: State) -> str:
    """A table in a ``div`` that scrolls; leading rows of header cells are its head."""
    rows = tuple(row for row in node.rows if row)
    caption = inlines(node.caption, state)
    if not rows:
        return f"<p>{caption}</p>\n" if caption else ""
    state.features.add("table")
    head = next((at for at, row in enumerate(rows) if not _is_head(row)), len(rows))
    parts = ['<div class="table"><table>\n', f"<caption>{caption}</caption>\n" if caption else ""]
    parts.append(_part("thead", "col", rows[:head], node.align, state))
    parts.append(_part("tbody", "row", rows[head:], node.align, state))
    parts.append("</table></div>\n")
    return "".join(parts)


def _is_head(row: tuple[m.Cell, ...]) -> bool:
    return all(cell.header for cell in row)


def _part(
    tag: str, scope: str, rows: tuple[tuple[m.Cell, ...], ...], align: tuple[str, ...], state: State
) -> str:
    if not rows:
        return ""
    lines = [f"<tr>{_row(row, scope, align, state)}</tr>\n" for row in rows]
    return f"<{tag}>\n{''.join(lines)}</{tag}>\n"


def _row(row: tuple[m.Cell, ...], scope: str, align: tuple[str, ...], state: State) -> str:
    parts = []
    for column, cell in enumerate(row):
        side = align[column] if column < len(align) else ""
        kind = f' class="align-{side}"' if side in _ALIGN else ""
        text = inlines(cell.content, state)
        if cell.header:
            parts.append(f'<th scope="{scope}"{kind}>{text}</th>')
        else:
            parts.append(f"<td{kind}>{text}</td>")
    return "".join(parts)
