"""Which marked content of a page hangs in the structure tree, and what of it stands apart.

Each page has a row of its elements in the parent tree (ISO 32000-1, 14.7.4.4), one for each
id of marked content; going from there to the root costs a tenth of building the tree of
every page.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

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
    return [_marks(tree, rows.get(_key(page.obj))) for page in pdf.pages]


class _Tree:
    """Remembers of each element whether it stands apart, None being outside of the tree."""

    def __init__(self, root: Any) -> None:
        self.root, self.roles = root.objgen, root.get("/RoleMap", {})
        self.known: dict[tuple[int, int], bool | None] = {}

    def apart(self, element: Any) -> bool | None:
        way: list[tuple[tuple[int, int], bool]] = []
        found: bool | None = None
        while _is_dictionary(element) and len(way) < _DEEPEST:
            key = element.objgen
            if key == self.root or key in self.known:
                found = self.known.get(key, False)
                break
            way.append((key, self._role(element) in _APART))
            element = element.get("/P")
        for key, stands_apart in reversed(way):
            found = None if found is None else found or stands_apart
            if key[0]:
                self.known[key] = found
        return found

    def _role(self, element: Any) -> str:
        role = str(element.get("/S", ""))
        return str(self.roles.get(role, role)) if role else ""


def _marks(tree: _Tree, row: Any) -> Marks:
    places = {number: tree.apart(element) for number, element in enumerate(row or ())}
    body = frozenset(number for number, apart in places.items() if apart is False)
    return body, frozenset(number for number, apart in places.items() if apart)


def _rows(node: Any, depth: int = 0) -> Iterator[tuple[int, Any]]:
    """The numbers of a tree of numbers, and the arrays they stand for."""
    from pikepdf import Array

    if not _is_dictionary(node) or depth > _DEEPEST:
        return
    for kid in node.get("/Kids", ()):
        yield from _rows(kid, depth + 1)
    numbers = node.get("/Nums", ())
    for at in range(0, len(numbers) - 1, 2):
        if isinstance(row := numbers[at + 1], Array):
            yield int(numbers[at]), row


def _key(page: Any) -> int:
    return int(page.get("/StructParents", -1))


def _is_dictionary(found: Any) -> bool:
    from pikepdf import Dictionary

    return isinstance(found, Dictionary)
