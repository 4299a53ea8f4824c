"""The files of a book, and what leads to each place in them."""

from __future__ import annotations

from convert import model as m
from convert.exporters.xhtml import Style
from convert.exporters.xhtml.headings import Headings
from convert.exporters.xhtml.links import Anchors
from convert.exporters.xhtml.parts import parts

PART_SIZE = 250_000
"""Bytes; e-readers turn the pages of larger files slowly."""


def chapter_name(number: int, part: int = 0) -> str:
    """The file of a document, and those of its further parts.

    >>> chapter_name(7), chapter_name(7, 1)
    ('c0007.xhtml', 'c0007-2.xhtml')
    """
    return f"c{number:04}-{part + 1}.xhtml" if part else f"c{number:04}.xhtml"


def anchors_of(split_level: int) -> Anchors:
    """Finds the anchors of documents in a book that is cut at headings of this level."""
    style = Style(split_level=split_level, part_size=PART_SIZE)
    return lambda document, number: anchors(document, number, style)


def anchors(document: m.Document, number: int, style: Style) -> dict[str, str]:
    """Every fragment with the file and id it leads to; '' is the document itself."""
    headings = Headings(document.blocks, style.prefix)
    ids = headings.parts(parts(document.blocks, headings, style))
    files = {key: chapter_name(number, part) for part, keys in enumerate(ids) for key in keys}
    found = {fragment: f"{files[key]}#{key}" for fragment, key in headings.anchors().items()}
    return {**found, "": chapter_name(number)}
