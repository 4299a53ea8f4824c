"""The publication's markup as a tree, made fit for pages before it is laid out."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

TITLES = {"h1": 1.7, "book-title": 2.1}
"""Element or class of a title -> its type size in rem, as in print.css."""

ELSEWHERE = "place:#"
"""Before the id in a link that leads to another piece of the book."""

MANY_COLUMNS = 6
_LONG_WORD = re.compile("[!-~]{17}")


def parse(markup: str, picture: str, measure: float) -> Element:
    """The tree of well-formed ``markup``.

    For PDF/UA-1 the rows of a table are of one length and no list item is empty (7.2), and
    an image without alternate text is called ``picture`` (7.3). A link to an id that is not
    here is marked as one to another piece of the book. For the eye, titles are
    broken into lines of equal length, ``measure`` being the width of a line in rem, and
    tables are told apart that need smaller type or words cut anywhere.
    """
    from xml.etree.ElementTree import fromstring

    root = fromstring(markup)
    ids = {element.get("id") for element in root.iter()}
    for element in root.iter():
        match element.tag:
            case "img":
                element.set("alt", element.get("alt") or picture)
            case "li" if not len(element) and not (element.text or "").strip():
                element.text = "\u00a0"
            case "a" if element.get("href", "").startswith("#"):
                if element.get("href", "")[1:] not in ids:
                    element.set("href", ELSEWHERE + element.get("href", "")[1:])
            case "table":
                _fit_table(element)
        if size := TITLES.get(element.tag) or TITLES.get(element.get("class", "")):
            _balance(element, measure / size)
    return root


def _fit_table(table: Element) -> None:
    from xml.etree.ElementTree import SubElement

    rows = list(table.iter("tr"))
    width = max(map(len, rows), default=0)
    if width >= MANY_COLUMNS:
        table.set("class", "many-columns")
    for row in rows:
        for _ in range(width - len(row)):
            SubElement(row, "td")
        for cell in row:
            if _LONG_WORD.search("".join(cell.itertext())):
                cell.set("class", f"{cell.get('class', '')} long-words".strip())


def _balance(title: Element, measure: float) -> None:
    """Narrow a title of several lines until they are about as long as each other."""
    width = sum(
        1.0 if unicodedata.east_asian_width(letter) in "WF" else 0.47
        for letter in "".join(title.itertext())
    )
    if width > measure:
        lines = int(width / measure) + 1
        title.set("style", f"max-width: {min(width / lines * 1.08 + 1, measure):.1f}em")
