"""Which text of a page hangs in its structure tree, and what of it stands apart."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from typing import Any

from pypdfium2 import raw

Ids = set[int]
"""Marked-content ids of one page."""

_APART = tuple(f"{name}\0".encode("utf-16-le") for name in ("Note", "FENote", "Lbl"))
_name = ctypes.create_string_buffer(64)


def tagged(page: Any) -> tuple[Ids, Ids]:
    """The running text, and what stands apart from it: notes and the marks of lists."""
    body, apart = Ids(), Ids()
    tree = raw.FPDF_StructTree_GetForPage(page.raw)
    if not tree:
        return body, apart
    count = raw.FPDF_StructTree_CountChildren(tree)
    stack = [(raw.FPDF_StructTree_GetChildAtIndex(tree, index), body) for index in range(count)]
    while stack:
        element, found = stack.pop()
        if _stands_apart(element):
            found = apart
        found.update(_ids(element))
        stack += [(child, found) for child in _children(element)]
    raw.FPDF_StructTree_Close(tree)
    return body - apart, apart


def keep(page: Any, wanted: Ids, *, unmarked: bool) -> None:
    """Take out of ``page`` (in memory) the text whose marked-content id is not ``wanted``;
    text without any mark stays if ``unmarked``."""
    count = raw.FPDFPage_CountObjects(page.raw)
    objects = [raw.FPDFPage_GetObject(page.raw, index) for index in range(count)]
    for item in objects:
        if raw.FPDFPageObj_GetType(item) != raw.FPDF_PAGEOBJ_TEXT:
            continue
        if raw.FPDFPageObj_GetMarkedContentID(item) in wanted:
            continue
        if not unmarked or raw.FPDFPageObj_CountMarks(item) > 0:
            raw.FPDFPage_RemoveObject(page.raw, item)
            raw.FPDFPageObj_Destroy(item)


def _ids(element: Any) -> Iterator[int]:
    for index in range(raw.FPDF_StructElement_GetMarkedContentIdCount(element)):
        key = raw.FPDF_StructElement_GetMarkedContentIdAtIndex(element, index)
        if key >= 0:
            yield key


def _children(element: Any) -> Iterator[Any]:
    for index in range(raw.FPDF_StructElement_CountChildren(element)):
        if child := raw.FPDF_StructElement_GetChildAtIndex(element, index):
            yield child


def _stands_apart(element: Any) -> bool:
    raw.FPDF_StructElement_GetType(element, _name, len(_name))
    return _name.raw.startswith(_APART)
