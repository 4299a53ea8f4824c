"""Pandoc's tree into the model: one small function for each kind of node."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from convert import model as m
from convert.diagnostics import Diagnostic, Origin
from convert.readers import flow

ALIGN = {"AlignLeft": "left", "AlignCenter": "center", "AlignRight": "right"}
QUOTES = {"SingleQuote": ("‘", "’"), "DoubleQuote": ("“", "”")}
STYLES: dict[str, type] = {
    "Emph": m.Emphasis,
    "Strong": m.Strong,
    "Strikeout": m.Strikethrough,
    "Superscript": m.Superscript,
    "Subscript": m.Subscript,
}
BOXES = {"☒": True, "☑": True, "☐": False}
KINDS = [
    "note",
    "tip",
    "warning",
    "info",
    "success",
    "danger",
    "tab",
    "details",
    "caution",
    "important",
]
KNOWN_AS = {"caution": "danger", "important": "info"}
"""GitHub's names for two of them."""


class Unknown(Exception):
    """A node or a version that is not pandoc's."""


class Tree:
    """One tree on its way into the model; ``losses`` grow while it is read."""

    def __init__(self, file: str, version: list[int]) -> None:
        if version[:1] != [1]:
            raise Unknown(f"its API version is {version}, not 1.x")
        self.origin = Origin(file)
        self.losses: list[Diagnostic] = []

    # ── inlines ─────────────────────────────────────────────────────────────────────────

    def inlines(self, nodes: Any) -> m.Inlines:
        """Words and blanks joined."""
        return flow.inlines([part for node in nodes for part in self._inline(node)])

    def _inline(self, node: Any) -> Iterable[flow.Child]:
        kind, content = node["t"], node.get("c")
        match kind:
            case "Str":
                return (content,)
            case "Space" | "SoftBreak":
                return (" " if kind == "Space" else "\n",)
            case "LineBreak":
                return (m.LineBreak(),)
            case "Emph" | "Strong" | "Strikeout" | "Superscript" | "Subscript":
                return (STYLES[kind](self.inlines(content)),)
            case "Underline" | "SmallCaps":
                return self.inlines(content)
            case "Quoted":
                left, right = QUOTES[content[0]["t"]]
                return (left, *self.inlines(content[1]), right)
            case "Code":
                return (m.Code(content[1]),)
            case "Math":
                return (m.Math(content[1]),)
            case "Link":
                return (m.Link(self.inlines(content[1]), *content[2]),)
            case "Image":
                return (m.Image(content[2][0], self._letters(content[1]), content[2][1]),)
            case "Note":
                return (m.Note(self.blocks(content)),)
            case "Cite":
                return self.inlines(content[1])
            case "Span":
                return self._span(content)
            case "RawInline":
                return self._raw(content)
            case _:
                raise Unknown(f"there is no inline {kind!r}")

    def _span(self, content: Any) -> Iterable[flow.Child]:
        (_, classes, pairs), inner = content
        reading = dict(pairs).get("reading")
        if "ruby" in classes and reading is not None:
            return (m.Ruby(self._letters(inner), reading),)
        return self.inlines(inner)

    def _letters(self, nodes: Any) -> str:
        return flow.letters(self.inlines(nodes))

    def _raw(self, content: Any) -> Iterable[str]:
        """Markup of one format is no text; that it was there is told."""
        self.losses.append(Diagnostic("r-002", f"{content[0]}: {content[1][:60]}", self.origin))
        return ()

    # ── blocks ──────────────────────────────────────────────────────────────────────────

    def blocks(self, nodes: Any) -> m.Blocks:
        """Blocks in their order."""
        return tuple(block for node in nodes for block in self._block(node))

    def _block(self, node: Any) -> Iterable[m.Block]:
        kind, content = node["t"], node.get("c")
        match kind:
            case "Para" | "Plain":
                return self._paragraph(content)
            case "LineBlock":
                lines = [part for line in content for part in (m.LineBreak(), *self.inlines(line))]
                return (m.Paragraph(flow.inlines(lines[1:]), self.origin),)
            case "CodeBlock":
                (_, classes, pairs), text = content
                title = dict(pairs).get("title", "")
                return (m.CodeBlock(text, classes[0] if classes else "", title, self.origin),)
            case "BlockQuote":
                return (m.Quote(self.blocks(content), self.origin),)
            case "BulletList":
                return (m.ListBlock(tuple(map(self._item, content)), None, self.origin),)
            case "OrderedList":
                items = tuple(map(self._item, content[1]))
                return (m.ListBlock(items, content[0][0], self.origin),)
            case "DefinitionList":
                return (m.DefinitionList(tuple(map(self._definition, content)), self.origin),)
            case "Header":
                level, (key, _, _), text = content
                return (m.Heading(min(level, 6), self.inlines(text), key, self.origin),)
            case "HorizontalRule":
                return (m.Rule(self.origin),)
            case "Table":
                return (self._table(content),)
            case "Figure":
                return self._figure(content)
            case "Div":
                return self._div(content)
            case "RawBlock":
                self._raw(content)
                return ()
            case "Null":
                return ()
            case _:
                raise Unknown(f"there is no block {kind!r}")

    def _paragraph(self, nodes: Any) -> m.Blocks:
        if [node["t"] for node in nodes] == ["Math"] and nodes[0]["c"][0]["t"] == "DisplayMath":
            return (m.MathBlock(nodes[0]["c"][1], self.origin),)
        content = self.inlines(nodes)
        return (m.Paragraph(content, self.origin),) if content else ()

    def _item(self, nodes: Any) -> m.Item:
        first: Any = nodes[0] if nodes else {"t": ""}
        words = first.get("c") if first["t"] in ("Plain", "Para") else None
        if not words or words[0]["t"] != "Str" or words[0]["c"] not in BOXES:
            return m.Item(self.blocks(nodes))
        rest = {"t": "Para", "c": words[2:]}
        return m.Item(self.blocks([rest, *nodes[1:]]), BOXES[words[0]["c"]])

    def _definition(self, item: Any) -> m.Definition:
        term, meanings = item
        return m.Definition(self.inlines(term), self.blocks([b for part in meanings for b in part]))

    def _figure(self, content: Any) -> Iterable[m.Block]:
        """A picture with its caption; whatever else stands in a figure comes before the caption."""
        captions: Any = content[1][1]
        credits = [b["c"][1] for b in captions if b["t"] == "Div" and "credit" in b["c"][0][1]]
        caption = flow.inlines(self.blocks([b for b in captions if b["t"] != "Div"]))
        credit = flow.inlines(self.blocks([b for part in credits for b in part]))
        match self.blocks(content[2]):
            case (m.Paragraph(content=(m.Image() as image,)),):
                return (m.Figure(image, caption, credit, self.origin),)
            case others:
                below = (
                    *flow.paragraph(caption, self.origin),
                    *flow.paragraph(credit, self.origin),
                )
                return (*others, *below)

    def _div(self, content: Any) -> Iterable[m.Block]:
        (_, classes, _), inside = content
        if "credits" in classes:
            role = "colophon" if "colophon" in classes else "imprint"
            return (m.Credits(role, self._letters(inside[0]["c"]), self.blocks(inside[1:])),)
        kind = _kind(classes)
        if not kind:
            return self.blocks(inside)
        titles = [b for b in inside[:1] if b["t"] == "Div" and "title" in b["c"][0][1]]
        title = flow.inlines(self.blocks([b for part in titles for b in part["c"][1]]))
        rest = self.blocks(inside[len(titles) :])
        return (m.Callout(kind, rest, title, self.origin),)

    # ── tables ──────────────────────────────────────────────────────────────────────────

    def _table(self, content: Any) -> m.Table:
        _, (_, caption), columns, (_, head), bodies, (_, foot) = content
        align = tuple(ALIGN.get(side["t"], "") for side, _ in columns)
        rows = [self._row(row, len(row[1])) for row in head]
        for _, headers, own_head, body in bodies:
            rows += [self._row(row, len(row[1])) for row in own_head]
            rows += [self._row(row, headers) for row in body]
        rows += [self._row(row, 0) for row in foot]
        text = flow.inlines(self.blocks(caption))
        return m.Table(tuple(rows), align if any(align) else (), text, self.origin)

    def _row(self, row: Any, headers: int) -> tuple[m.Cell, ...]:
        """The first ``headers`` cells are header cells; empty ones follow one that spans."""
        cells: list[m.Cell] = []
        for number, ((_, classes, _), _, down, across, content) in enumerate(row[1]):
            text = flow.inlines(self.blocks(content))
            cells.append(m.Cell(text, number < headers or "header" in classes))
            cells += [m.Cell(())] * (across - 1)
            if (down, across) != (1, 1):
                self.losses.append(Diagnostic("r-004", flow.letters(text)[:40], self.origin))
        return tuple(cells)


def _kind(classes: list[str]) -> str:
    """The kind of callout a ``Div`` is, '' for none; ours has the class 'callout' before it."""
    if classes[:1] == ["callout"]:
        return (*classes, "", "note")[1] or "note"
    names = (KNOWN_AS.get(name, name) for name in classes)
    return next((name for name in names if name in KINDS), "")
