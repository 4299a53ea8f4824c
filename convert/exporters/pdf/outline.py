"""The outline: articles, and the sections in them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Protocol

from convert.exporters.xhtml import Entry

OPEN = 40
"""Up to this number of entries on top, those below them are shown, too."""


class Placed(Protocol):
    """A pikepdf document of which it is known where its ids stand."""

    pdf: Any
    places: dict[str, tuple[int, float, float]]

    def destination(self, name: str) -> Any: ...


def outline(book: Placed, entries: Iterable[Entry]) -> None:
    """Write the outline of ``book``; entries that stand nowhere in it are left out."""
    from pikepdf import OutlineItem

    with book.pdf.open_outline() as opened:
        above: list[tuple[int, Any]] = []
        for entry in entries:
            if entry.id not in book.places:
                continue
            item = OutlineItem(entry.text, destination=book.destination(entry.id))
            while above and above[-1][0] >= entry.level:
                above.pop()
            (above[-1][1].children if above else opened.root).append(item)
            above.append((entry.level, item))
        for item in opened.root if len(opened.root) > OPEN else ():
            item.is_closed = True
