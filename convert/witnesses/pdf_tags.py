"""Which marked content of a page hangs in the structure tree, and what of it stands apart.

Each page has a row of its elements in the parent tree (ISO 32000-1, 14.7.4.4), one for each
id of marked content; going from there to the root costs a tenth of building the tree of
every page.
"""

from __future__ import annotations

from collections.abc import Iterator
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
    tree, rows = _Tree(root), dict(_rows(root.get("/ParentTree")))
    return [tree.marks(rows.get(int(page.obj.get("/StructParents", -1)), ())) for page in pdf.pages]


class _Tree:
    """Remembers of each element whether it stands apart, None being outside of the tree."""

    def __init__(self, root: Any) -> None:
        self.roles = root.get("/RoleMap", {})
        self.known: dict[Key, bool | None] = {root.objgen: False}

    def marks(self, row: Any) -> Marks:
        found = {number: self._apart(element) for number, element in enumerate(row)}
        body = frozenset(number for number, apart in found.items() if apart is False)
        return body, frozenset(number for number, apart in found.items() if apart)

    def _apart(self, element: Any) -> bool | None:
        key = getattr(element, "objgen", None)
        return self.known[key] if key in self.known else self._climb(element)

    def _climb(self, element: Any) -> bool | None:
        """From an element to one that is known, the root at last."""
        from pikepdf import Dictionary

        way: list[tuple[Key, bool]] = []
        while len(way) < _DEEPEST and isinstance(element, Dictionary):
            if element.objgen in self.known:
                break
            way.append((element.objgen, self._role(element) in _APART))
            element = element.get("/P")
        found = self.known.get(element.objgen) if isinstance(element, Dictionary) else None
        for key, stands_apart in reversed(way):
            found = None if found is None else found or stands_apart
            if key[0]:
                self.known[key] = found
        return found

    def _role(self, element: Any) -> str:
        role = str(element.get("/S", ""))
        return str(self.roles.get(role, role)) if role else ""


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
