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

Place = tuple[Any, float, float]
"""A page, and a point on it in PDF units from below left."""


class Book:
    """A pikepdf document that grows piece by piece; ``pdf`` is whole after ``finish``.

    ``fonts`` are the cut fonts by their names, ``titles`` says what stands at an id, ``pages``
    is id -> the number on its page.
    """

    def __init__(self, fonts: Mapping[str, bytes], titles: Mapping[str, str]) -> None:
        import pikepdf

        self.pdf, self.titles = pikepdf.new(), titles
        self.fonts = FontSet(self.pdf, fonts)
        self.places: dict[str, Place] = {}
        self.pages: dict[str, int] = {}
        self.front = 0
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
        before = len(self.pdf.pages)
        for name, (number, _, _) in laid.places.items():
            self.pages.setdefault(name, before + number + 1)
        self._document.K.append(self._take(laid, before))

    def add_front(self, laid: Laid) -> None:
        """Add pages before page 1."""
        self.front = laid.pages
        self._document.K.insert(0, self._take(laid, 0))

    def finish(self, paper: Paper) -> None:
        """Number the pages, let links lead to their places, and write tags and fonts."""
        self._number(paper)
        self._lead()
        self._root()
        self.fonts.finish()

    def destination(self, name: str) -> Any:
        """Where an id stands, as a PDF destination."""
        import pikepdf

        page, x, y = self.places[name]
        return pikepdf.Array([page, pikepdf.Name.XYZ, x, y, 0])

    def _take(self, laid: Laid, at: int) -> Any:
        """Put the pages of a piece in at index ``at``; gives back the element of its text."""
        import io

        import pikepdf

        source = pikepdf.open(io.BytesIO(laid.pdf))
        with warnings.catch_warnings():  # of links by name: we keep the places ourselves
            warnings.simplefilter("ignore")
            self.pdf.pages[at:at] = source.pages
        pages = [self.pdf.pages[number].obj for number in range(at, at + laid.pages)]
        for name, (number, x, y) in laid.places.items():
            self.places.setdefault(name, (pages[number], x, y))
        for page in pages:
            self._page(page)
        self.fonts.take(pages[0].Resources.Font)
        return self._tags(self.pdf.copy_foreign(source.Root.StructTreeRoot))

    def _number(self, paper: Paper) -> None:
        """Number the pages behind the front matter from 1 on."""
        import pikepdf

        drawer = folio(self.fonts, paper)
        self._label(self.front)
        if drawer is None:
            return
        for shown, page in enumerate(list(self.pdf.pages)[self.front :], 1):
            drawn = self.pdf.make_stream(drawer.draw(shown))
            page.obj.Contents = pikepdf.Array([page.obj.Contents, drawn])
            page.obj.Resources.Font[NAME] = drawer.object

    def _lead(self) -> None:
        """Let links lead to their places."""
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

    def _page(self, page: Any) -> None:
        page.StructParents = int(page.StructParents) + self._next
        for annotation in page.get("/Annots", ()):
            annotation.StructParent = int(annotation.StructParent) + self._next
            if "/Dest" in annotation:
                self._links.append((annotation, str(annotation.Dest)))
            elif (address := str(annotation.A.URI)).startswith(ELSEWHERE):
                del annotation.A
                self._links.append((annotation, address.removeprefix(ELSEWHERE)))

    def _tags(self, root: Any) -> Any:
        """Take over a tree of tags; gives back what was its document. It groups some articles:
        readers look through all that hangs on one element, for each page."""
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
        document.S, document.P = pikepdf.Name.Div, self._document
        self._next = keys[-1] + 1
        return document

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
            found = sorted(self._identifiers, key=lambda leaf: str(leaf.Limits[0]))
            root.IDTree = pikepdf.Dictionary(Kids=pikepdf.Array(found))
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
