"""The pieces of a book as one file: pages, tags, links, places."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from convert.exporters.pdf.typst.inlines import ELSEWHERE


class Bound:
    """A pikepdf document that grows from its first piece; ``pdf`` is whole after ``finish``.

    ``places`` is id -> index of the page and the point in PDF units from below left.
    """

    def __init__(self, first: Any) -> None:
        self.pdf = first
        self.places = dict(_places(first))
        self._root = first.Root.StructTreeRoot
        self._document = self._root.K[0]
        self._numbers = [self._root.ParentTree.Nums]
        self._names = list(_pairs(self._root))
        self._next = int(self._root.ParentTreeNextKey)
        self._sheets: list[Any] = []

    def add(self, piece: Any) -> None:
        """Add the pages of another piece at the end."""
        before = len(self.pdf.pages)
        self.places |= _places(piece, before)
        self._document.K.extend(self._adopted(piece, self.pdf.pages.extend))

    def begin_with(self, piece: Any) -> None:
        """Put the pages of another piece before all others."""
        count = len(piece.pages)
        self.places = {name: (page + count, x, y) for name, (page, x, y) in self.places.items()}
        front = self._adopted(piece, self._insert)
        self._document.K = [*front, *self._document.K]

    def finish(self, titles: Mapping[str, str]) -> None:
        """Let links lead to their places, ``titles`` saying what stands there, and write what
        is known of all pieces."""
        import pikepdf

        self._sheets = [page.obj for page in self.pdf.pages]
        targets = sorted(set(self._linked(titles)), key=str.encode)
        names = [part for it in targets for part in (pikepdf.String(it), self.destination(it))]
        self.pdf.Root.Names = pikepdf.Dictionary(Dests=pikepdf.Dictionary(Names=names))
        if len(self._numbers) > 1:
            kids = [self.pdf.make_indirect(_leaf(numbers)) for numbers in self._numbers]
            self._root.ParentTree = self.pdf.make_indirect(pikepdf.Dictionary(Kids=kids))
        self._root.ParentTreeNextKey = self._next
        if self._names:
            named = sorted(self._names, key=lambda pair: bytes(pair[0]))
            flat = [part for pair in named for part in pair]
            self._root.IDTree = pikepdf.Dictionary(Names=flat)

    def destination(self, name: str) -> Any:
        """Where an id stands, as a PDF destination, once all pieces are there."""
        import pikepdf

        page, x, y = self.places[name]
        return pikepdf.Array([self._sheets[page], pikepdf.Name.XYZ, x, y, 0])

    def _insert(self, pages: Any) -> None:
        self.pdf.pages[0:0] = pages

    def _adopted(self, piece: Any, put: Callable[[Any], None]) -> Iterator[Any]:
        """The elements of a piece whose pages are ``put`` into the file."""
        root = piece.Root.StructTreeRoot
        for page in piece.pages:
            _shift(page.obj, "StructParents", self._next)
            for annotation in page.obj.get("/Annots", ()):
                _shift(annotation, "StructParent", self._next)
        numbers = root.ParentTree.Nums
        for at in range(0, len(numbers), 2):
            numbers[at] = int(numbers[at]) + self._next
        self._next += int(root.ParentTreeNextKey)
        with warnings.catch_warnings():  # of links by name: we keep the places ourselves
            warnings.simplefilter("ignore")
            put(piece.pages)
        copied = self.pdf.copy_foreign(root)
        self._numbers.append(copied.ParentTree.Nums)
        self._names += _pairs(copied)
        for element in copied.K[0].K:
            element.P = self._document
            yield element

    def _linked(self, titles: Mapping[str, str]) -> Iterator[str]:
        """The ids that links lead to; a place without letters is that of its document."""
        import pikepdf

        for page in self.pdf.pages:
            for annotation in page.obj.get("/Annots", ()):
                if isinstance(target := annotation.get("/Dest"), pikepdf.String):
                    yield str(target)
                elif (address := _address(annotation)).startswith(ELSEWHERE):
                    name = address.removeprefix(ELSEWHERE)
                    name = name if name in self.places else f"{name.partition('-')[0]}-top"
                    del annotation.A
                    annotation.Dest = pikepdf.String(name)
                    annotation.Contents = pikepdf.String(titles.get(name) or name)
                    yield name


def _places(piece: Any, before: int = 0) -> Iterator[tuple[str, tuple[int, float, float]]]:
    """Where the headings of a piece stand, with ``before`` pages before it."""
    dests = piece.Root.get("/Names", {}).get("/Dests")
    if dests is None:
        return
    numbers = {page.obj.objgen: number for number, page in enumerate(piece.pages, before)}
    names = dests.Names
    for at in range(0, len(names), 2):
        page, _, x, y, _ = names[at + 1]
        yield str(names[at]), (numbers[page.objgen], float(x), float(y))


def _pairs(root: Any) -> Iterator[tuple[Any, Any]]:
    """The named elements of a structure tree."""
    names = root.IDTree.Names if "/IDTree" in root else ()
    return zip(names[::2], names[1::2], strict=True) if names else iter(())


def _leaf(numbers: Any) -> Any:
    import pikepdf

    limits = pikepdf.Array([numbers[0], numbers[len(numbers) - 2]])
    return pikepdf.Dictionary(Nums=numbers, Limits=limits)


def _address(annotation: Any) -> str:
    return str(annotation.get("/A", {}).get("/URI", ""))


def _shift(found: Any, key: str, by: int) -> None:
    if f"/{key}" in found:
        setattr(found, key, int(found[f"/{key}"]) + by)
