"""The tags that Typst writes, made those of a book: pikepdf objects of one piece of it.

An inline quotation stands for nothing but our own marks: a whole article, or what a cell
holds that heads a row.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

MARK = "/Quote"


def mark_articles(pdf: Any) -> None:
    """Each article is an element Art of its own."""
    from pikepdf import Name

    for element in _document(pdf).K:
        if element.S == MARK:
            element.S = Name.Art


def mark_contents(pdf: Any) -> None:
    """The list of the contents is a TOC, without what stands in for the bullets of a list."""
    from pikepdf import Array, Name

    for contents in (it for it in _document(pdf).K if it.S == "/L"):
        contents.S = Name.TOC
        if "/A" in contents:
            del contents.A
        for line in contents.K:
            line.S = Name.TOCI
            line.K = Array([it for it in line.K if it.S != "/Lbl"])
            for body in line.K:
                body.S = Name.Reference


def mark_rows(pdf: Any) -> None:
    """Cells that head a row are TH, and the other cells of the row name them."""
    from pikepdf import Name, String

    count = 0
    for row in list(_elements(pdf, "/TR")):
        heads = [cell for cell in row.K if cell.S == "/TD" and _is_marked(cell)]
        for head in heads:
            count += 1
            head.S, head.ID = Name.TH, String(f"row {count:05}")
            head.K[0].S = Name.Span
            _table(head).Scope = Name.Row
            _names(pdf).extend([head.ID, head])
        for cell in row.K if heads else ():
            if cell.S == "/TD":
                table = _table(cell)
                table.Headers = [*table.get("/Headers", ()), *(head.ID for head in heads)]


def identify(pdf: Any, prefix: str) -> None:
    """Let all names of elements begin with ``prefix``: those of another piece are alike."""
    from pikepdf import String

    if "/IDTree" not in pdf.Root.StructTreeRoot:
        return
    names = _names(pdf)
    for at in range(0, len(names), 2):
        names[at] = names[at + 1].ID = String(f"{prefix}{names[at]}")
    for cell in _elements(pdf, "/TH", "/TD"):
        table = _table(cell)
        if "/Headers" in table:
            table.Headers = [String(f"{prefix}{name}") for name in table.Headers]


def _document(pdf: Any) -> Any:
    return pdf.Root.StructTreeRoot.K[0]


def _elements(pdf: Any, *kinds: str) -> Iterator[Any]:
    from pikepdf import Dictionary

    for found in pdf.objects:
        if isinstance(found, Dictionary) and found.get("/S") in kinds and "/P" in found:
            yield found


def _is_marked(cell: Any) -> bool:
    kids = cell.get("/K", ())
    return len(kids) == 1 and hasattr(kids[0], "S") and kids[0].S == MARK


def _table(cell: Any) -> Any:
    """What a cell says as a part of a table."""
    from pikepdf import Array, Dictionary, Name

    attributes = cell.get("/A", Array())
    if not isinstance(attributes, Array):
        attributes = Array([attributes])
    cell.A = attributes
    for found in cell.A:
        if found.get("/O") == "/Table":
            return found
    cell.A.append(Dictionary(O=Name.Table))
    return cell.A[-1]


def _names(pdf: Any) -> Any:
    """Name and element by turns, not yet in order."""
    from pikepdf import Array, Dictionary

    root = pdf.Root.StructTreeRoot
    if "/IDTree" not in root:
        root.IDTree = Dictionary(Names=Array())
    return root.IDTree.Names
