"""The table of contents, twice: the EPUB 3 navigation document and the NCX of older readers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeAlias

from ebooklib import epub

from convert.exporters.epub.pages import frame
from convert.exporters.xhtml import Entry, escape, quote
from convert.labels import word

NCX_DEPTH = 2
"""Kindle shows two levels: files that are deeper stand on the second, headings are left out."""

Toc: TypeAlias = list[tuple[epub.Link, "Toc"]]
"""EbookLib's table of contents: every link with the links below it."""


def branch(entries: Sequence[tuple[Entry, str]], files: Sequence[str]) -> Toc:
    """The entries of one document as a tree, each with its target; an entry that opens a
    file leads to the file itself."""
    roots: Toc = []
    path: list[tuple[int, Toc]] = [(0, roots)]
    unopened = list(files)
    for entry, target in entries:
        while path[-1][0] >= entry.level:
            path.pop()
        below: Toc = []
        file = target.partition("#")[0]
        if file in unopened:
            unopened.remove(file)
            target = file
        path[-1][1].append((epub.Link(target, entry.text), below))
        path.append((entry.level, below))
    return roots


class Tree:
    """The contents of a book while its documents come, each at its level or as near below
    the one before it as can be."""

    def __init__(self, roots: Toc) -> None:
        self._path: list[tuple[int, Toc]] = [(0, roots)]

    def add(self, level: int, found: Toc) -> None:
        """What ``branch`` made of a document; the next deeper one hangs below its title."""
        level = max(level, 1)
        while self._path[-1][0] >= level:
            self._path.pop()
        self._path[-1][1].extend(found)
        if found:
            self._path.append((level, found[0][1]))


def nav(book: epub.EpubBook, landmarks: Sequence[tuple[str, str, str]]) -> str:
    """The navigation document; a landmark is (epub:type, file, name) and stays hidden."""
    title = escape(word("contents", book.language))
    marks = "".join(
        f'<li><a epub:type="{kind}" href="{quote(file)}">{escape(name)}</a></li>\n'
        for kind, file, name in landmarks
    )
    body = (
        f'<nav epub:type="toc" role="doc-toc" id="toc">\n<h1>{title}</h1>\n'
        f"{_list(book.toc)}</nav>\n"
        f'<nav epub:type="landmarks" hidden="hidden">\n<ol>\n{marks}</ol>\n</nav>\n'
    )
    return frame(word("contents", book.language), book.language, body)


def ncx(book: epub.EpubBook, *, headings: bool = True) -> str:
    """The same contents in the EPUB 2 format: every file, and the ``headings`` of the first
    two levels."""
    found = [_two_levels(entry, headings) for entry in book.toc]
    points = "".join(_points(found, iter(range(1, 1 << 62))))
    depth = NCX_DEPTH if any(below for _, below in found) else 1
    return f"""<?xml version="1.0" encoding="utf-8"?>
<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/" version="2005-1" xml:lang="{book.language}">
<head>
<meta name="dtb:uid" content="{quote(book.uid)}"/>
<meta name="dtb:depth" content="{depth}"/>
<meta name="dtb:totalPageCount" content="0"/>
<meta name="dtb:maxPageNumber" content="0"/>
</head>
<docTitle><text>{escape(book.title)}</text></docTitle>
<navMap>
{points}</navMap>
</ncx>
"""


def _list(toc: Toc) -> str:
    if not toc:
        return ""
    items = "".join(
        f'<li><a href="{quote(link.href)}">{escape(link.title)}</a>{_list(below)}</li>\n'
        for link, below in toc
    )
    return f"\n<ol>\n{items}</ol>\n"


def _two_levels(entry: tuple[epub.Link, Toc], headings: bool) -> tuple[epub.Link, Toc]:
    link, below = entry
    return link, [(inner, []) for inner in _second_level(below, headings)]


def _second_level(toc: Toc, headings: bool) -> Iterator[epub.Link]:
    for link, below in toc:
        if headings or "#" not in link.href:
            yield link
        yield from _second_level(below, headings=False)


def _points(toc: Toc, numbers: Iterator[int]) -> Iterator[str]:
    for link, below in toc:
        number = next(numbers)
        yield (
            f'<navPoint id="n{number}" playOrder="{number}"><navLabel><text>{escape(link.title)}'
            f'</text></navLabel><content src="{quote(link.href)}"/>'
        )
        yield from _points(below, numbers)
        yield "</navPoint>\n"
