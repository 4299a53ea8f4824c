"""What the links and pictures of a file mean, seen from the whole book."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import quote

from convert.readers.epub.archive import inside


class Place:
    """One file among the ``pages`` of a book that becomes one document.

    The ids of a book of several files get the number of their file, ``p2-notes``, so that
    the same id in another file is not meant.
    """

    def __init__(self, pages: Sequence[str], path: str) -> None:
        self.path = path
        self._numbers = {page: number for number, page in enumerate(pages, 1)}
        self._opened = False

    def picture(self, src: str) -> str:
        """A picture of the book by its path in the zip, any other one by its address."""
        return src if _is_remote(src) else quote(inside(self.path, src))

    def link(self, href: str) -> str:
        """A link to a file of the book as one inside the document."""
        if _is_remote(href):
            return href
        path, _, fragment = href.partition("#")
        target = inside(self.path, path) if path else self.path
        number = self._numbers.get(target)
        return href if number is None else f"#{self._id(number, fragment)}"

    def heading(self, key: str) -> str:
        """The id of a heading whose own is ``key``; the first one stands for its file."""
        first, self._opened = not self._opened, True
        return self._id(self._numbers[self.path], key) if key or first else ""

    def _id(self, number: int, key: str) -> str:
        if len(self._numbers) == 1:
            return key
        return f"p{number}-{key}" if key else f"p{number}"


def _is_remote(url: str) -> bool:
    before = url.partition("#")[0].partition("/")[0]
    return ":" in before or url.startswith("//")
