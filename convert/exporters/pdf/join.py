"""The pieces of a book as one file: pages, tags, fonts and links made one."""

from __future__ import annotations

import warnings
from collections.abc import Mapping
from typing import Any

from convert.exporters.pdf.engine import Laid
from convert.exporters.pdf.folio import NAME, folio
from convert.exporters.pdf.fontset import FontSet
from convert.exporters.pdf.paper import Paper
from convert.exporters.pdf.tree import ELSEWHERE


class Book:
    """A pikepdf document that grows piece by piece; ``pdf`` is whole after ``finish``.

    ``fonts`` are the cut fonts by their names, ``titles`` says what stands at an id.
    """

    def __init__(self, fonts: Mapping[str, bytes], titles: Mapping[str, str]) -> None:
        import pikepdf

        self.pdf, self.titles = pikepdf.new(), titles
        self.fonts = FontSet(self.pdf, fonts)
        self.places: dict[str, tuple[int, float, float]] = {}
        self._links: list[tuple[Any, str]] = []
        self._numbers: list[Any] = []
        self._identifiers: list[Any] = []
        self._next = 0
        self._document = self.pdf.make_indirect(
            pikepdf.Dictionary(
                Type=pikepdf.Name.StructElem, S=pikepdf.Name.Document, K=pikepdf.Array()
            )
        )

    def add(self, laid: Laid) -> None:
        """Add the pages of a piece at the end."""
        import io

        import pikepdf

        source, first = pikepdf.open(io.BytesIO(laid.pdf)), len(self.pdf.pages)
        with warnings.catch_warnings():  # of links by name: we keep the places ourselves
            warnings.simplefilter("ignore")
            self.pdf.pages.extend(source.pages)
        pages = [self.pdf.pages[number].obj for number in range(first, first + laid.pages)]
        for name, (number, x, y) in laid.places.items():
            self.places.setdefault(name, (first + number, x, y))
        for page in pages:
            self._page(page)
        self.fonts.take(pages[0].Resources.Font)
        self._tags(self.pdf.copy_foreign(source.Root.StructTreeRoot))

    def number(self, paper: Paper, first: int) -> None:
        """Number the pages from the one with index ``first`` on, which is page 1."""
        import pikepdf

        drawer = folio(self.fonts, paper)
        self._label(first)
        if drawer is None:
            return
        for shown, page in enumerate(list(self.pdf.pages)[first:], 1):
            drawn = self.pdf.make_stream(drawer.draw(shown))
            page.obj.Contents = pikepdf.Array([page.obj.Contents, drawn])
            page.obj.Resources.Font[NAME] = drawer.object

    def finish(self) -> None:
        """Let links lead to their places, and write the tree of tags and the fonts."""
        import pikepdf

        targets = set()
        for annotation, name in self._links:
            if name in self.places:
                targets.add(name)
                annotation.Dest = pikepdf.String(name)
                annotation.Contents = pikepdf.String(self.titles.get(name) or name)
        names = [part for name in sorted(targets, key=str.encode) for part in self._target(name)]
        if names:
            leaf = self.pdf.make_indirect(pikepdf.Dictionary(Names=pikepdf.Array(names)))
            self.pdf.Root.Names = pikepdf.Dictionary(Dests=leaf)
        self._root()
        self.fonts.finish()

    def destination(self, name: str) -> Any:
        """Where an id stands, as a PDF destination."""
        import pikepdf

        page, x, y = self.places[name]
        return pikepdf.Array([self.pdf.pages[page].obj, pikepdf.Name.XYZ, x, y, 0])

    def _page(self, page: Any) -> None:
        page.StructParents = int(page.StructParents) + self._next
        for annotation in page.get("/Annots", ()):
            annotation.StructParent = int(annotation.StructParent) + self._next
            if "/Dest" in annotation:
                self._links.append((annotation, str(annotation.Dest)))
            elif (address := str(annotation.A.URI)).startswith(ELSEWHERE):
                del annotation.A
                self._links.append((annotation, address.removeprefix(ELSEWHERE)))

    def _tags(self, root: Any) -> None:
        import pikepdf

        numbers, document = root.ParentTree.Nums, root.K[0]
        keys = [int(key) + self._next for key in list(numbers)[::2]]
        for index, key in enumerate(keys):
            numbers[2 * index] = key
        leaf = pikepdf.Dictionary(Nums=numbers, Limits=[keys[0], keys[-1]])
        self._numbers.append(self.pdf.make_indirect(leaf))
        if "/IDTree" in root:
            names = root.IDTree.Names
            limits = pikepdf.Array([names[0], names[len(names) - 2]])
            leaf = pikepdf.Dictionary(Names=names, Limits=limits)
            self._identifiers.append(self.pdf.make_indirect(leaf))
        for element in document.K:
            element.P = self._document
            self._document.K.append(element)
        self._next = keys[-1] + 1

    def _root(self) -> None:
        import pikepdf

        parents = pikepdf.Dictionary(Kids=pikepdf.Array(self._numbers))
        root = self.pdf.make_indirect(
            pikepdf.Dictionary(
                Type=pikepdf.Name.StructTreeRoot,
                K=[self._document],
                ParentTree=self.pdf.make_indirect(parents),
                ParentTreeNextKey=self._next,
            )
        )
        if self._identifiers:
            root.IDTree = pikepdf.Dictionary(Kids=pikepdf.Array(self._identifiers))
        self._document.P = root
        self.pdf.Root.StructTreeRoot = root
        self.pdf.Root.MarkInfo = pikepdf.Dictionary(Marked=True)

    def _target(self, name: str) -> tuple[Any, Any]:
        import pikepdf

        return pikepdf.String(name), self.destination(name)

    def _label(self, first: int) -> None:
        """The pages before page 1 count in Roman numbers."""
        import pikepdf

        front = [0, pikepdf.Dictionary(S=pikepdf.Name.r)] if first else []
        labels = pikepdf.Array([*front, first, pikepdf.Dictionary(S=pikepdf.Name.D)])
        self.pdf.Root.PageLabels = pikepdf.Dictionary(Nums=labels)
