"""A folder by itself: its files in the order a person would put them, folders as parts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TypeAlias

from convert.library.plan import Entry, is_index

_NUMBER = re.compile(r"(\d{1,18})")
_PREFIX = re.compile(r"\d{1,4}[ ._-]+(?=\D)")

Key: TypeAlias = tuple[tuple[int, int, str], ...]


def entries(pages: Iterable[str]) -> tuple[Entry, ...]:
    """Pages by name; a folder is a part, its README the part's introduction.

    >>> [(e.level, e.title, e.path) for e in entries(["a10.md", "b/README.md", "a9.md"])]
    [(1, '', 'a9.md'), (1, '', 'a10.md'), (1, '', 'b/README.md')]
    """
    found = sorted(pages, key=_place)
    return tuple(_entries(found, {p.rpartition("/")[0] for p in found if is_index(p)}))


def by_date(pages: Iterable[str], dates: dict[str, str]) -> tuple[Entry, ...]:
    """Pages by date, the oldest first; those without one come last, by name."""
    found = sorted(pages, key=lambda path: (not dates.get(path), dates.get(path, ""), _place(path)))
    return tuple(Entry(path=path) for path in found)


def natural(name: str) -> Key:
    """A key by which 'page 9' comes before 'page 10', and 'b' after 'A'.

    >>> sorted(["b1", "a10", "A9"], key=natural)
    ['A9', 'a10', 'b1']
    """
    parts = _NUMBER.split(name.casefold())
    return tuple((0, int(p), "") if p.isdigit() and p.isascii() else (1, 0, p) for p in parts)


def _place(path: str) -> tuple[tuple[int, Key, str], ...]:
    """An introduction comes first in its folder, files before folders."""
    *folders, name = path.split("/")
    last = (0 if is_index(path) else 1, natural(name), name)
    return (*((2, natural(folder), folder) for folder in folders), last)


def _entries(pages: Iterable[str], introduced: set[str]) -> Iterator[Entry]:
    above: list[str] = []
    for path in pages:
        *folders, _ = path.split("/")
        for depth, folder in enumerate(folders, 1):
            is_new = folders[:depth] != above[:depth]
            if is_new and "/".join(folders[:depth]) not in introduced:
                yield Entry(_titled(folder), level=depth)
        above = folders
        yield Entry(path=path, level=max(1, len(folders) + (not is_index(path))))


def _titled(folder: str) -> str:
    """'01-getting_started' is 'getting started'; a number alone stays."""
    return _PREFIX.sub("", folder).replace("_", " ").replace("-", " ").strip() or folder
