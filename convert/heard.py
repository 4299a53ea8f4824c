"""What the documents of a publication lost, heard while they are written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from convert.comparison import Told, told_by
from convert.diagnostics import Diagnostic
from convert.model import Document, Publication

TOLD = ("x-001", "x-002")
"""Losses of exporters that a document may have named already."""


def unexplained(publication: Publication, losses: tuple[Diagnostic, ...]) -> tuple[Diagnostic, ...]:
    """Without the missing pictures and dead links that a document has named already."""
    told = getattr(publication.spine, "explained", ())
    return tuple(loss for loss in losses if loss.code not in TOLD or loss.detail not in told)


class Heard:
    """A spine that remembers what its documents lost, so that nobody reads them again for it.
    A lazy spine may know it without reading them (``told``)."""

    def __init__(self, spine: Iterable[Document]) -> None:
        self._spine = spine
        self._told: dict[int, tuple[Diagnostic, ...]] = {}

    def __iter__(self) -> Iterator[Document]:
        for number, document in enumerate(self._spine):
            if document.diagnostics:
                self._told[number] = document.diagnostics
            yield document

    def __getattr__(self, name: str) -> Any:
        return getattr(self._spine, name)

    def told(self) -> Iterator[Told]:
        """What the documents tell, in order."""
        for number, told in enumerate(told_by(self._spine)):
            if told.diagnostics:
                self._told[number] = told.diagnostics
            yield told

    def losses(self) -> Iterator[Diagnostic]:
        """In the order of the spine."""
        return (loss for number in sorted(self._told) for loss in self._told[number])
