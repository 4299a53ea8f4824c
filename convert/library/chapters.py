"""The chapters of a book, written and looked at by many hands, and kept for the next time.

A chapter is kept by what decides its bytes. What the witness sees in them is kept by the
digest of those very bytes: a finished file is read back to the last byte, and only what is
the same as before is not parsed again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from hashlib import sha256
from typing import Any

from convert.exporters.epub import Epub
from convert.exporters.epub.document import Chapter
from convert.library.engine import Engine
from convert.library.reading import keep, load, version
from convert.library.store import Store, key
from convert.model import Document
from convert.value import Value, replace
from convert.witnesses.epub import Seen, see

Tell = Callable[[int], None]


class Task(Value):
    """One page on its way: the key of its chapter, its number, level and line in the book, and
    its document as it is kept."""

    key: bytes
    number: int
    level: int
    label: str
    document: bytes = b""


class Written(Value):
    """A chapter as it is kept, b'' for one that other documents decide; the digest of each of
    its files with what the witness sees there."""

    chapter: bytes = b""
    seen: tuple[tuple[bytes, bytes], ...] = ()


class Chapters:
    """Gives the chapters of the pages it was told of, those that can be written apart."""

    def __init__(self, store: Store, engine: Engine) -> None:
        self._store, self._engine = store, engine

    def fill(self, exporter: Epub, tasks: Iterable[tuple[Task, bytes]], tell: Tell) -> None:
        """Write what is not kept yet; a task comes with the key of its page. ``tell`` hears
        the number of each."""
        missing = self._missing(tasks)
        for task, done in self._engine.run(partial(write_chapters, exporter), missing):
            tell(task.number)
            seen = ((digest, "seen", found) for digest, found in done.seen)
            self._store.put([(task.key, "chapter", done.chapter), *seen])

    def get(self, key: bytes) -> Chapter | None:
        """None for a chapter that is written with the whole book in view."""
        try:
            kept = self._store.get(key, "chapter")
        except KeyError:
            return None
        return load(kept) if kept else None

    def seen(self, data: bytes) -> Seen:
        """What the witness sees in a file of a book."""
        digest = _digest(data)
        try:
            return load(self._store.get(digest, "seen"))  # type: ignore[no-any-return]
        except KeyError:
            found = see(data)
            self._store.put([(digest, "seen", keep(found))])
            return found

    def _missing(self, tasks: Iterable[tuple[Task, bytes]]) -> Iterator[Task]:
        for task, page in tasks:
            if not self._store.has(task.key, "chapter"):
                try:
                    yield replace(task, document=self._store.get(page, "document"))
                except KeyError:
                    continue  # it has left the store; the book reads it again


def chapter_key(exporter: Epub, page: bytes, number: int, level: int, label: str) -> bytes:
    """What decides the bytes of a chapter."""
    return key("chapter", version(), repr(exporter), page, str(number), str(level), label)


def write_chapters(exporter: Epub, tasks: Sequence[Task]) -> list[Written]:
    """Write chapters and look at them as the witness will; for a worker."""
    return [_write(exporter, task) for task in tasks]


def _write(exporter: Epub, task: Task) -> Written:
    found: Any = load(task.document)
    assert isinstance(found, Document)
    document = replace(found, level=task.level, label=task.label)
    pages: list[str] = []
    chapter = exporter.prepared(document, task.number, pages.append)
    if chapter is None:
        return Written()
    data = [page.encode() for page in pages]
    return Written(keep(chapter), tuple((_digest(page), keep(see(page))) for page in data))


def _digest(data: bytes) -> bytes:
    return sha256(b"seen" + version().encode() + data).digest()
