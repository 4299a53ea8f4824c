"""Which marked content of a page hangs in the structure tree, and what of it stands apart.

The tree is walked once; each page has a row of its elements in the parent tree (ISO 32000-1,
14.7.4.4), one for each id of marked content. That is a fraction of building the tree of every
page.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

Key = tuple[int, int]
"""Number and generation of an object, both 0 where it has none."""

Ids = frozenset[int]
"""Ids of marked content on one page."""

Marks = tuple[Ids, Ids]
"""Those of the running text, and those that stand apart: notes and the marks of lists."""

UNTAGGED: Marks = (frozenset(), frozenset())

_APART = ("/Note", "/FENote", "/Lbl")
_DEEPEST = 500
"""Elements inside each other; more are a circle."""


def tagged(pdf: Any) -> list[Marks]:
    """The marks of each page of a pikepdf document."""
    root = pdf.Root.get("/StructTreeRoot")
    if root is None:
        return [UNTAGGED] * len(pdf.pages)
    elements, rows = _elements(root), dict(_rows(root.get("/ParentTree")))
    pages = (rows.get(int(page.obj.get("/StructParents", -1)), ()) for page in pdf.pages)
    return [_marks(row, elements) for row in pages]


def _elements(root: Any) -> dict[Key, bool]:
    """Every element that hangs in the tree, and whether it stands apart."""
    found: dict[Key, bool] = {root.objgen: False}
    roles, waiting = root.get("/RoleMap", {}), [(kid, False) for kid in _kids(root)]
    while waiting:
        element, apart = waiting.pop()
        if element.objgen in found:
            continue
        role = str(element.get("/S"))
        apart = apart or str(roles.get(role, role)) in _APART
        found[element.objgen] = apart
        waiting += [(kid, apart) for kid in _kids(element)]
    return found


def _kids(element: Any) -> list[Any]:
    from pikepdf import Array, Dictionary

    kids = element.get("/K", ())
    kids = kids if isinstance(kids, Array) else (kids,)
    return [it for it in kids if isinstance(it, Dictionary) and "/S" in it]


def _marks(row: Any, elements: Mapping[Key, bool]) -> Marks:
    found = {number: elements.get(_key(element)) for number, element in enumerate(row)}
    body = frozenset(number for number, apart in found.items() if apart is False)
    return body, frozenset(number for number, apart in found.items() if apart)


def _key(element: Any) -> Key:
    key: Key = getattr(element, "objgen", (-1, 0))
    return key


def _rows(node: Any, depth: int = 0) -> Iterator[tuple[int, Any]]:
    """The numbers of a tree of numbers, and the arrays they stand for."""
    from pikepdf import Array, Dictionary

    if not isinstance(node, Dictionary) or depth > _DEEPEST:
        return
    for kid in node.get("/Kids", ()):
        yield from _rows(kid, depth + 1)
    numbers = node.get("/Nums", ())
    for at in range(0, len(numbers) - 1, 2):
        if isinstance(row := numbers[at + 1], Array):
            yield int(numbers[at]), row
