"""Links from one document of a book to another one."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterable, Iterator, Mapping
from urllib.parse import unquote

from convert import model as m
from convert.exporters.xhtml.headings import Headings
from convert.sources import composed

INDEXES = ("README.md", "readme.md", "index.md", "index.html")
"""What a link to a folder means."""

Anchors = Callable[[m.Document, int], Mapping[str, str]]
"""A document and its number, from 1 -> each of its fragments, '' for the document itself,
with what leads there in the finished book."""


def places(path: str, here: str) -> Iterator[str]:
    """The files that a path may mean in the file ``here``, the likeliest first: itself, a page
    without its suffix or with that of the web, the introduction of a folder. A slash at its
    start is the root.

    >>> list(places("b.html", "a/c.md"))[3], list(places("/b/", "a/c.md"))[:4]
    ('a/b.md', ['b', 'b.md', 'b.html', 'b/README.md'])
    """
    folder = "" if path.startswith("/") else posixpath.dirname(here)
    full = posixpath.normpath(posixpath.join(folder, path.lstrip("/"))) if path else here
    full = "" if full == "." else composed(full)
    yield from (full, f"{full}.md", f"{full}.html")
    if full.endswith(".html"):
        yield f"{full.removesuffix('.html')}.md"
    folder = posixpath.dirname(full) if posixpath.basename(full) == "index.html" else full
    yield from (posixpath.join(folder, name) for name in INDEXES)


class Links:
    """Finds where a relative link leads inside the book.

    The spine is read once more, and only when some document has such a link.
    """

    def __init__(self, spine: Iterable[m.Document], anchors: Anchors) -> None:
        self._spine, self._anchors = spine, anchors
        self._targets: dict[str, Mapping[str, str]] | None = None
        self._alone: dict[str, str | None] = {}

    def find(self, url: str, document: m.Document) -> str | None:
        """What ``url`` means in ``document``; ``None`` when it is not in the book."""
        if self._targets is None:
            self._read()
        path, _, fragment = url.partition("#")
        file = self._file(unquote(path.partition("?")[0]), _source(document))
        anchors = (self._targets or {}).get(file or "", {})
        return anchors.get(unquote(fragment).lower()) or anchors.get("")

    def _file(self, path: str, here: str) -> str | None:
        """The source a path means, by its place beside ``here``, or else by its name alone."""
        names, known = list(places(path, here)), self._targets or {}
        found = next((name for name in names if name in known), None)
        return found or self._alone.get(posixpath.basename(names[0]))

    def _read(self) -> None:
        self._targets = {}
        for number, document in enumerate(self._spine, 1):
            if source := composed(_source(document)):
                self._targets.setdefault(source, self._anchors(document, number))
                name = posixpath.basename(source)
                self._alone[name] = None if name in self._alone else source


def within(document: m.Document, number: int) -> dict[str, str]:
    """The anchors of a book that is one file, the ids of its documents beginning with d1-, d2- …"""
    prefix = f"d{number}-"
    found = Headings(document.blocks, prefix).anchors()
    return {**{fragment: f"#{key}" for fragment, key in found.items()}, "": f"#{prefix}top"}


def _source(document: m.Document) -> str:
    """The file a document was read from, as it says itself or its blocks tell."""
    return document.path or next(
        (block.origin.file for block in document.blocks if block.origin), ""
    )
