"""The chapters of a book, written and looked at by many hands, and kept for the next time.

A chapter is kept by what decides its bytes. What the witness sees in them is kept by the
digest of those very bytes: a finished file is read back to the last byte, and only what is
the same as before is not parsed again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import TYPE_CHECKING, Any

from convert.images.wanted import Missing
from convert.library.engine import Engine
from convert.library.reading import Reading, keep, load, version
from convert.library.store import Row, Store, key
from convert.library.working import Desk, Done, Seat, Shown, Task, digest, look, write_chapters
from convert.value import fields

if TYPE_CHECKING:
    from convert.comparison import Told
    from convert.exporters.epub import Epub
    from convert.exporters.epub.document import Chapter
    from convert.witnesses.epub import Seen


class Chapters:
    """Those of one book that can be written apart, by their numbers."""

    def __init__(self, exporter: Epub, reading: Reading, store: Store, engine: Engine) -> None:
        self._exporter, self._desk = exporter, Desk(reading, exporter)
        self._store, self._engine = store, engine
        self._keys: dict[int, tuple[bytes, bytes]] = {}

    def has(self, number: int, page: bytes, seat: Seat) -> bool:
        """Whether the chapter of a page is kept; from now on it is known by its number."""
        told = tuple(chapter_key(self._exporter, page, seat, n) for n in (0, number))
        self._keys[number] = told[0], told[1]
        return any(self._store.has(key, "chapter") for key in told)

    def fill(self, tasks: Iterable[Task], tell: Callable[[int], None]) -> None:
        """Write chapters into the store. ``tell`` hears the number of each."""
        for task, done in self._engine.run(partial(write_chapters, self._desk), tasks):
            tell(task.number)
            self._store.put(rows(self._exporter, task, done))

    def get(self, number: int) -> Chapter | None:
        """None for a chapter that is not written, or only with the whole book in view."""
        return self._load(number, "chapter")  # type: ignore[no-any-return]

    def told(self, number: int) -> Told | None:
        """What a page tells with its pictures."""
        return self._load(number, "told")  # type: ignore[no-any-return]

    def seen(self, data: bytes) -> Seen:
        """What the witness sees in a file of a book."""
        name = digest(data)
        try:
            return load(self._store.get(name, "seen"))  # type: ignore[no-any-return]
        except KeyError:
            found = look(data)
            self._store.put([(name, "seen", keep(found))])
            return found

    def _load(self, number: int, part: str) -> Any:
        for name in self._keys.get(number, ()):
            try:
                return load(self._store.get(name, part))
            except KeyError:
                continue
        return None


def rows(exporter: Epub, task: Task, done: Done) -> list[Row]:
    """What is kept of a chapter that was written."""
    if not done.chapter:
        return []
    name = chapter_key(exporter, task.key, task.seat, task.number if done.numbered else 0)
    found = [(name, "chapter", done.chapter)]
    found += [(name, "told", done.told)] if done.told else []
    return [*found, *((data, "seen", seen) for data, seen in done.seen)]


def chapter_key(exporter: Epub, page: bytes, seat: Seat | None = None, number: int = 0) -> bytes:
    """What decides the bytes of a chapter; its ``number`` does when it has several files."""
    seat = seat or Seat()
    told = [str(number), str(len(seat.links)), *(seat.cover or ())]
    told += [part or "\0" for link in seat.links for part in link]
    told += [part for shown in seat.pictures for part in _parts(shown)]
    return key("chapter", version(), repr(exporter), page, *told)


def _parts(shown: Shown) -> list[str]:
    (url, home), picture, file = shown
    if isinstance(picture, Missing):
        return [url, home, file, picture.code, picture.reason]
    credit = [str(getattr(picture.credit, name)) for name in fields(picture.credit)]
    return [url, home, file, picture.resource.name, *credit, picture.note, picture.changed]
