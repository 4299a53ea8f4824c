"""The tags of one piece of a book, put right after layout.

``pdf`` is the pydyf document that WeasyPrint hands to a ``finisher``; its objects are
dictionaries that refer to each other by bytes such as ``b'12 0 R'``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

_TOP = re.compile(r"d\d+-top")
_HOLD_TEXT = frozenset(
    ("/P", "/H1", "/H2", "/H3", "/H4", "/H5", "/H6", "/Span", "/TD", "/TH", "/LBody", "/Lbl")
) | frozenset(("/Caption", "/Link", "/NonStruct"))
"""Elements that may hold text themselves."""


def mend(document: Any, pdf: Any, languages: Mapping[str, str], prefix: str) -> None:
    """What WeasyPrint's tags lack for PDF/UA-1, and for a book made of several pieces.

    ``languages`` is the id of each article's title -> its language; ``prefix`` makes the
    identifiers of this piece differ from those of others.
    """
    tags = Tags(pdf)
    tags.flatten()
    tags.mend_links()
    tags.mend_lists()
    tags.join_articles([_title(page) for page in document.pages], languages)
    tags.identify(prefix)
    pdf.catalog.pop("Names", None)


def _title(page: Any) -> str:
    """The id of the title on a page that opens an article, '' for any other page."""
    return next((name for name in page.anchors if _TOP.fullmatch(name)), "")


class Tags:
    """The structure tree of one pydyf document."""

    def __init__(self, pdf: Any) -> None:
        self.pdf = pdf
        self.objects = {found.reference: found for found in pdf.objects if found.number}
        self.elements = [it for it in self.objects.values() if _type(it) == "/StructElem"]
        self.root = self.objects[pdf.catalog["StructTreeRoot"]]
        self.document = self.objects[self.root["K"][0]]

    def flatten(self) -> None:
        """Lines of text hang in their paragraph itself, not each in an element Span of its
        own: a third of the objects for the same meaning."""
        parents: dict[bytes, bytes] = {}
        for element in self.elements:
            if element["S"] == "/Span" and _is_line(element["K"]):
                parent = self.objects[element["P"]]
                if parent["S"] in _HOLD_TEXT:
                    parents[element.reference] = parent.reference
        for element in self.elements:
            if not parents.keys().isdisjoint(element["K"]):
                element["K"][:] = [self._line(kid, parents) for kid in element["K"]]
        pages = self.objects[self.root["ParentTree"]]["Nums"][1::2]
        for owners in pages:
            if isinstance(owners, list):
                owners[:] = [parents.get(owner, owner) for owner in owners]
        self._forget(parents)

    def _line(self, kid: Any, parents: Mapping[bytes, bytes]) -> Any:
        return self.objects[kid]["K"][0] if kid in parents else kid

    def _forget(self, references: Iterable[bytes]) -> None:
        for reference in references:
            self.objects[reference].clear()
        self.elements = [element for element in self.elements if element]

    def mend_links(self) -> None:
        """The annotation of a link belongs to an element Link (7.18.5), also where the link
        holds other elements: WeasyPrint 70 gives it to those."""
        annotations = {it.reference for it in self.objects.values() if _type(it) == "/OBJR"}
        for element in self.elements:
            if not annotations.isdisjoint(element["K"]):
                element["S"] = "/Link"
        for found in self.objects.values():
            if _type(found) == "/Annot":
                found["F"] = 4

    def mend_lists(self) -> None:
        """The paragraphs of a list item hang in an element LBody (7.2)."""
        from pydyf import Array, Dictionary

        for item in [element for element in self.elements if element["S"] == "/LI"]:
            loose = [kid for kid in item["K"] if self._tag(kid) not in ("/Lbl", "/LBody")]
            if not loose:
                continue
            body = Dictionary({"Type": "/StructElem", "S": "/LBody", "P": item.reference})
            body["K"], body["Pg"] = Array(), item["Pg"]
            self.pdf.add_object(body)
            self._move(loose, body)
            item["K"] = Array([*(kid for kid in item["K"] if kid not in loose), body.reference])
            self.objects[body.reference] = body
            self.elements.append(body)

    def join_articles(self, titles: list[str], languages: Mapping[str, str]) -> None:
        """One element Art for each article, which WeasyPrint cuts at the pages' ends, with
        its language. The foot of a page, tagged as nothing, holds elements Note of it."""
        from pydyf import String

        pages = dict(zip(self.pdf.page_references, titles, strict=True))
        article, joined, kept = None, [], []
        for reference in self.document["K"]:
            element, title = self.objects[reference], ""
            if element["S"] == "/NonStruct":
                self._notes(element)
            elif element["S"] == "/Art":
                title = pages[element["Pg"]]
            if article and not title and element["S"] != "/Sect":
                self._move(element["K"], article)
                joined.append(reference)
                continue
            kept.append(reference)
            article = element
            if languages.get(title):
                element["Lang"] = String(languages[title])
        self.document["K"][:] = kept
        self._forget(joined)

    def _notes(self, area: Any) -> None:
        for kid in area["K"]:
            if kid in self.objects:
                self.objects[kid]["S"] = "/Note"

    def identify(self, prefix: str) -> None:
        """Notes (7.9) and header cells are known by an identifier; the root lists them."""
        from pydyf import Array, Dictionary, String

        found = {}
        for count, element in enumerate(self.elements):
            if element["S"] == "/Note":
                element["ID"] = String()
            if "ID" in element:
                element["ID"].string = f"{prefix}-{count:07}"
                found[element["ID"].string] = element
        if found:
            pairs = [part for key, it in found.items() for part in (it["ID"], it.reference)]
            self.root["IDTree"] = Dictionary({"Names": Array(pairs)})

    def _move(self, kids: Iterable[Any], parent: Any) -> None:
        for kid in kids:
            parent["K"].append(kid)
            if kid in self.objects:
                self.objects[kid]["P"] = parent.reference

    def _tag(self, kid: Any) -> str:
        element = self.objects.get(kid)
        return str(element.get("S", "")) if isinstance(element, dict) else ""


def _type(found: Any) -> str:
    return str(found.get("Type", "")) if isinstance(found, dict) else ""


def _is_line(kids: Any) -> bool:
    return len(kids) == 1 and isinstance(kids[0], int)
