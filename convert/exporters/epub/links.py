"""Links from one document of a book to another one."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator
from urllib.parse import unquote

from convert import model as m
from convert.exporters.xhtml import Style
from convert.exporters.xhtml.headings import Headings
from convert.exporters.xhtml.parts import parts

INDEXES = ("README.md", "index.md")
"""What a link to a folder means."""


def chapter_name(number: int, part: int = 0) -> str:
    """The file of a document, and those of its further parts.

    >>> chapter_name(7), chapter_name(7, 1)
    ('c0007.xhtml', 'c0007-2.xhtml')
    """
    return f"c{number:04}-{part + 1}.xhtml" if part else f"c{number:04}.xhtml"


class Links:
    """Finds where a relative link leads inside the book.

    The spine is read once more, and only when some document has such a link.
    """

    def __init__(self, spine: Iterable[m.Document], style: Style) -> None:
        self._spine, self._style = spine, style
        self._targets: dict[str, dict[str, str]] | None = None
        self._alone: dict[str, str | None] = {}

    def find(self, url: str, document: m.Document) -> str | None:
        """The file and id that ``url`` means in ``document``; ``None`` when it is not here."""
        if self._targets is None:
            self._read()
        path, _, fragment = url.partition("#")
        file = self._file(unquote(path.partition("?")[0]), _source(document))
        anchors = (self._targets or {}).get(file or "", {})
        return anchors.get(unquote(fragment).lower()) or anchors.get("")

    def _file(self, path: str, here: str) -> str | None:
        """The source a path means, by its place beside ``here``, or else by its name alone."""
        full = posixpath.normpath(posixpath.join(posixpath.dirname(here), path)) if path else here
        names = (full, f"{full}.md", *(posixpath.join(full, name) for name in INDEXES))
        known = self._targets or {}
        found = next((name for name in names if name in known), None)
        return found or self._alone.get(posixpath.basename(full))

    def _read(self) -> None:
        self._targets = {}
        for number, document in enumerate(self._spine, 1):
            if source := _source(document):
                self._targets.setdefault(source, dict(_anchors(document, number, self._style)))
                name = posixpath.basename(source)
                self._alone[name] = None if name in self._alone else source


def _source(document: m.Document) -> str:
    """The file a document was read from, as it says itself or its blocks tell."""
    return document.path or next(
        (block.origin.file for block in document.blocks if block.origin), ""
    )


def _anchors(document: m.Document, number: int, style: Style) -> Iterator[tuple[str, str]]:
    """Every fragment with the file and id it leads to; '' is the document itself."""
    headings = Headings(document.blocks, style.prefix)
    ids = headings.parts(parts(document.blocks, headings, style))
    files = {key: chapter_name(number, part) for part, keys in enumerate(ids) for key in keys}
    yield "", chapter_name(number)
    for fragment, key in headings.anchors().items():
        yield fragment, f"{files[key]}#{key}"
