"""What workers do with the pages of a book: read them, and write the chapters of an EPUB.

A page whose chapter nothing else in the book decides is written as soon as it is read, so its
document need not be kept. The others are kept until the whole book is known.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from hashlib import sha256
from typing import TYPE_CHECKING

from convert.comparison import tell
from convert.errors import ConvertError
from convert.images.wanted import Key, Missing, Picture
from convert.library.reading import Facts, Reading, document, facts, keep, load, version
from convert.model import Document
from convert.squeezed import Letters, squeeze
from convert.transforms.images import show
from convert.value import Value, replace

if TYPE_CHECKING:
    from convert.exporters.epub import Epub
    from convert.witnesses.epub import Seen

Shown = tuple[Key, Picture | Missing, str]
"""A picture as a page names it, what came of it, and its file in the book."""


def no_bytes() -> bytes:
    """What stands for the bytes of a picture where only its name matters."""
    return b""


class Desk(Value):
    """How pages are worked on. ``exporter`` writes chapters, where they are wanted;
    ``awaits_pictures`` says that pages with pictures wait until these are there."""

    reading: Reading = Reading()
    exporter: Epub | None = None
    awaits_pictures: bool = False


class Seat(Value):
    """What the book decides of a chapter: where its relative links lead (None for nowhere),
    its pictures, and whether it tells of the ``cover``."""

    links: tuple[tuple[str, str | None], ...] = ()
    pictures: tuple[Shown, ...] = ()
    cover: Key | None = None


class Task(Value):
    """A page: its path and bytes, or its document as it is kept; ``number`` counts the
    documents of the book."""

    path: str
    key: bytes
    data: bytes = b""
    document: bytes = b""
    seat: Seat = Seat()
    number: int = 0


class Done(Value):
    """A page as it is kept, each part b'' when there is none, or the ``error`` that says why.

    ``numbered`` says that the chapter has several files, named by its number. ``told`` is what
    a document tells with its pictures; ``seen`` are digests of files of the chapter and what
    the witness sees in them.
    """

    document: bytes = b""
    facts: bytes = b""
    chapter: bytes = b""
    numbered: bool = False
    told: bytes = b""
    seen: tuple[tuple[bytes, bytes], ...] = ()
    error: str = ""


def read_pages(desk: Desk, tasks: Sequence[Task]) -> list[Done]:
    """Read pages; one that fails does not stop the others."""
    return [_read(desk, task) for task in tasks]


def write_chapters(desk: Desk, tasks: Sequence[Task]) -> list[Done]:
    """Write the chapters of pages, as far as their seats tell all."""
    return [_write(desk, task) for task in tasks]


def digest(data: bytes) -> bytes:
    """By what it is known what the witness sees in a file."""
    return sha256(b"seen" + version().encode() + data).digest()


def look(data: bytes) -> Seen:
    """What the witness sees in a file, of its text the letters: the book is searched for these."""
    from convert.witnesses.epub import see

    seen = see(data)
    return replace(seen, text=Letters(squeeze(seen.text)))


def _read(desk: Desk, task: Task) -> Done:
    try:
        found = document(desk.reading, task.path, task.data)
    except ConvertError as error:
        return Done(error=str(error))
    except RecursionError:
        return Done(error=f"{task.path}: is nested too deeply")
    known = facts(found)
    done = _chapter(desk.exporter, found, task) if _is_decided(desk, known) else Done()
    return replace(done, document=b"" if done.chapter else keep(found), facts=keep(known))


def _is_decided(desk: Desk, known: Facts) -> bool:
    waits = known.links or (desk.awaits_pictures and known.images)
    return desk.exporter is not None and not waits


def _write(desk: Desk, task: Task) -> Done:
    try:
        given = task.document
        found = load(given) if given else document(desk.reading, task.path, task.data)
    except ConvertError as error:
        return Done(error=str(error))
    seat = task.seat
    if not (seat.pictures or seat.cover):
        return _chapter(desk.exporter, found, task)
    found = show(found, {key: picture for key, picture, _ in seat.pictures}, seat.cover)
    return replace(_chapter(desk.exporter, found, task), told=keep(tell(found)))


def _chapter(exporter: Epub | None, found: Document, task: Task) -> Done:
    """The chapter of a document, and what the witness will see in it. A document of several
    files can only be written with a number."""
    pages: list[str] = []
    shown = ((picture, file) for _, picture, file in task.seat.pictures)
    prepare = partial(
        exporter.prepared,  # type: ignore[union-attr]
        found,
        pages.append,
        links=dict(task.seat.links),
        pictures={p.resource.name: file for p, file in shown if isinstance(p, Picture)},
    )
    chapter = prepare()
    is_numbered = chapter is None and task.number > 0
    chapter = prepare(number=task.number) if is_numbered else chapter
    if chapter is None:
        return Done()
    data = [page.encode() for page in pages]
    seen = tuple((digest(page), keep(look(page))) for page in data)
    return Done(chapter=keep(chapter), numbered=is_numbered, seen=seen)
