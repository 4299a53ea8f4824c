"""The model as pandoc's tree: one small function for each node."""

from __future__ import annotations

import re
from typing import Any, assert_never

from convert import model as m

ALIGN = {"left": "AlignLeft", "center": "AlignCenter", "right": "AlignRight"}
_WORDS = re.compile(r"[ \t\n]+|[^ \t\n]+")


def blocks(nodes: m.Blocks) -> list[Any]:
    """Blocks in their order."""
    return [_block(node) for node in nodes]


def inlines(nodes: m.Inlines) -> list[Any]:
    """Inlines; a text becomes words and blanks."""
    found: list[Any] = []
    for node in nodes:
        found += _words(node.text) if isinstance(node, m.Text) else [_inline(node)]
    return found


def text(value: str) -> dict[str, Any]:
    """A text as metadata."""
    lines = [_words(line) for line in value.split("\n")]
    content = [part for line in lines for part in ({"t": "LineBreak"}, *line)][1:]
    return {"t": "MetaInlines", "c": content}


def attr(key: str = "", classes: list[str] | None = None, **pairs: str) -> list[Any]:
    """An identifier, classes, and pairs of keys and values."""
    return [key, classes or [], [[name, value] for name, value in pairs.items() if value]]


def _words(value: str) -> list[Any]:
    blank = {"t": "Space"}
    words = _WORDS.findall(value)
    return [
        blank if word.isspace() and word[0] in " \t\n" else _node("Str", word) for word in words
    ]


def _node(kind: str, content: Any) -> dict[str, Any]:
    return {"t": kind, "c": content}


def _inline(node: m.Inline) -> dict[str, Any]:
    match node:
        case m.Text():
            return _node("Str", node.text)
        case m.Emphasis():
            return _node("Emph", inlines(node.content))
        case m.Strong():
            return _node("Strong", inlines(node.content))
        case m.Strikethrough():
            return _node("Strikeout", inlines(node.content))
        case m.Superscript():
            return _node("Superscript", inlines(node.content))
        case m.Subscript():
            return _node("Subscript", inlines(node.content))
        case m.Code():
            return _node("Code", [attr(), node.text])
        case m.Math():
            return _node("Math", [{"t": "InlineMath"}, node.tex])
        case m.Link():
            return _node("Link", [attr(), inlines(node.content), [node.url, node.title]])
        case m.Image():
            return _node("Image", [attr(), _words(node.alt), [node.url, node.title]])
        case m.Note():
            return _node("Note", blocks(node.content))
        case m.LineBreak():
            return {"t": "LineBreak"}
        case m.Ruby():
            ruby = attr(classes=["ruby"], reading=node.reading)
            return _node("Span", [ruby, _words(node.base)])
        case _:
            assert_never(node)


def _block(node: m.Block) -> dict[str, Any]:
    match node:
        case m.Paragraph():
            return _node("Para", inlines(node.content))
        case m.Heading():
            return _node("Header", [node.level, attr(node.id), inlines(node.content)])
        case m.Quote():
            return _node("BlockQuote", blocks(node.content))
        case m.CodeBlock():
            languages = [node.language] if node.language else []
            return _node("CodeBlock", [attr(classes=languages, title=node.title), node.text])
        case m.MathBlock():
            return _node("Para", [_node("Math", [{"t": "DisplayMath"}, node.tex])])
        case m.Rule():
            return {"t": "HorizontalRule"}
        case m.Figure():
            return _figure(node)
        case m.Callout():
            return _callout(node)
        case m.Credits():
            return _credits(node)
        case m.ListBlock():
            return _list(node)
        case m.Table():
            return _table(node)
        case m.DefinitionList():
            items = [[inlines(item.term), [blocks(item.content)]] for item in node.items]
            return _node("DefinitionList", items)
        case _:
            assert_never(node)


def _figure(node: m.Figure) -> dict[str, Any]:
    caption = [_node("Plain", inlines(node.caption))] if node.caption else []
    if node.credit:
        credit = [_node("Plain", inlines(node.credit))]
        caption.append(_node("Div", [attr(classes=["credit"]), credit]))
    image = _node("Plain", [_inline(node.image)])
    return _node("Figure", [attr(), [None, caption], [image]])


def _callout(node: m.Callout) -> dict[str, Any]:
    """A ``Div`` with the classes GitHub's alerts have in pandoc: the kind, and a title inside."""
    title = _node("Div", [attr(classes=["title"]), [_node("Para", inlines(node.title))]])
    content = [*([title] if node.title else []), *blocks(node.content)]
    return _node("Div", [attr(classes=["callout", node.kind]), content])


def _credits(node: m.Credits) -> dict[str, Any]:
    title = [_node("Strong", _words(node.title))]
    content = [_node("Para", title), *blocks(node.content)]
    return _node("Div", [attr(classes=["credits", node.role]), content])


def _list(node: m.ListBlock) -> dict[str, Any]:
    items = [_item(item) for item in node.items]
    if node.start is None:
        return _node("BulletList", items)
    return _node("OrderedList", [[node.start, {"t": "Decimal"}, {"t": "Period"}], items])


def _item(item: m.Item) -> list[Any]:
    """A task is a box before its text, as pandoc has it; a lone paragraph is tight."""
    found = blocks(item.content)
    if item.done is not None:
        box = [_node("Str", "☒" if item.done else "☐"), {"t": "Space"}]
        if found and found[0]["t"] == "Para":
            found[0] = _node("Para", box + found[0]["c"])
        else:
            found.insert(0, _node("Plain", box[:1]))
    if [block["t"] for block in found] == ["Para"]:
        found[0] = _node("Plain", found[0]["c"])
    return found


def _table(node: m.Table) -> dict[str, Any]:
    """Leading rows of header cells are the head; short rows are filled up."""
    rows = [row for row in node.rows if row]
    width = max(map(len, rows), default=0)
    head = next((at for at, row in enumerate(rows) if not all(c.header for c in row)), len(rows))
    sides = [ALIGN.get(side, "AlignDefault") for side in (*node.align, *[""] * width)[:width]]
    columns = [[{"t": side}, {"t": "ColWidthDefault"}] for side in sides]
    caption = [_node("Plain", inlines(node.caption))] if node.caption else []
    body = [attr(), 0, [], [_row(row, width) for row in rows[head:]]]
    header = [attr(), [_row(row, width) for row in rows[:head]]]
    return _node("Table", [attr(), [None, caption], columns, header, [body], [attr(), []]])


def _row(row: tuple[m.Cell, ...], width: int) -> list[Any]:
    cells = [*row, *[m.Cell(())] * (width - len(row))]
    return [attr(), [_cell(cell) for cell in cells]]


def _cell(cell: m.Cell) -> list[Any]:
    """A header cell in the body keeps that in a class."""
    content = [_node("Plain", inlines(cell.content))] if cell.content else []
    kind = attr(classes=["header"]) if cell.header else attr()
    return [kind, {"t": "AlignDefault"}, 1, 1, content]
