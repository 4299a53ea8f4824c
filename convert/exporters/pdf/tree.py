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
SMALL, SMALLER = 0.84, 0.7
"""The type size of tables in rem, and of those of many columns, as in print.css."""

_LETTER, _GAP = 0.55, 2
"""The width of a letter in ems, and the room between two columns in letters."""

BREAK = "\u200b"
"""A place without width at which a line may end."""

_POINT = re.compile("[.,:;!?/)\\]}]")

_WORD = re.compile("[^\\s/\u2e80-\uffff-]+")
"""What no line ends in, as a rule."""


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
                _fit_table(element, measure)
        _open_before_points(element)
        if size := TITLES.get(element.tag) or TITLES.get(element.get("class", "")):
            _balance(element, measure / size)
    return root


def _open_before_points(parent: Element) -> None:
    """Let a line end at the blank before code that begins with a point, as in ``.env``: UAX #14
    keeps it with the word before, and WeasyPrint then breaks the line anywhere."""
    before, place = parent, "text"
    for child in parent:
        text = getattr(before, place) or ""
        if child.tag == "code" and text.endswith(" ") and _POINT.match(child.text or ""):
            setattr(before, place, f"{text}{BREAK}")
        before, place = child, "tail"


def _fit_table(table: Element, measure: float) -> None:
    from xml.etree.ElementTree import SubElement

    rows = list(table.iter("tr"))
    width = max(map(len, rows), default=0)
    if width >= MANY_COLUMNS:
        table.set("class", "many-columns")
    for row in rows:
        for _ in range(width - len(row)):
            SubElement(row, "td")
    size = SMALLER if width >= MANY_COLUMNS else SMALL
    _share(rows, measure / size / _LETTER - width * _GAP)


def _share(rows: list[Element], room: float) -> None:
    """Let each column be as wide as its longest word. Where there is no ``room``, in letters,
    for all of them, words are cut anywhere that are longer than their share."""
    longest = [[_longest(cell) for cell in row] for row in rows]
    columns = [max(column) for column in zip(*longest, strict=True)]
    share = room if sum(columns) <= room else room / len(columns)
    for cell, length in zip(rows[0] if rows else (), columns, strict=True):
        cell.set("style", f"min-width: {min(length, share) * _LETTER:.1f}em")
    for row, lengths in zip(rows, longest, strict=True):
        for cell, length in zip(row, lengths, strict=True):
            if length > share:
                cell.set("class", f"{cell.get('class', '')} long-words".strip())


def _longest(cell: Element) -> int:
    return max(map(len, _WORD.findall("".join(cell.itertext()))), default=0)


def _balance(title: Element, measure: float) -> None:
    """Narrow a title of several lines until they are about as long as each other."""
    width = sum(
        1.0 if unicodedata.east_asian_width(letter) in "WF" else 0.47
        for letter in "".join(title.itertext())
    )
    if width > measure:
        lines = int(width / measure) + 1
        title.set("style", f"max-width: {min(width / lines * 1.08 + 1, measure):.1f}em")
