"""The spine of a library: read from the store again and again, never held."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from copy import copy
from itertools import count
from typing import TYPE_CHECKING

from convert.comparison import Told, tell
from convert.diagnostics import Diagnostic
from convert.library.engine import Engine
from convert.library.plan import Entry
from convert.library.reading import Facts, Reading, document, facts, load
from convert.library.roots import Root
from convert.library.seats import Album, Seats, lazy_links
from convert.library.store import Store
from convert.library.working import Seat, Task
from convert.metadata import Metadata, Provenance
from convert.model import Document, Link, Paragraph, Text
from convert.transforms.colophon import add_credits
from convert.transforms.images import Found, show
from convert.transforms.override import override
from convert.value import Value, replace

if TYPE_CHECKING:
    from convert.exporters.epub import Epub
    from convert.exporters.epub.document import Chapter
    from convert.exporters.xhtml.links import Anchors, Links
    from convert.images.wanted import Key
    from convert.library.chapters import Chapters
    from convert.witnesses.epub import Seen


class Page(Value):
    """An entry of the contents and the key of its page; b'' for a part page. ``links`` and
    ``pictures`` say whether it has any that the book decides; ``place`` is what links call it,
    where that is not its path."""

    entry: Entry
    key: bytes = b""
    title: str = ""
    diagnostics: tuple[Diagnostic, ...] = ()
    links: bool = False
    pictures: bool = False
    place: str = ""


class Kept:
    """Pages by their key; one that has left the store is read again."""

    def __init__(self, root: Root, reading: Reading, store: Store, engine: Engine) -> None:
        self.root, self.reading, self.store, self.engine = root, reading, store, engine

    def facts(self, page: Page) -> Facts:
        try:
            found = load(self.store.get(page.key, "facts"))
            assert isinstance(found, Facts)
            return found
        except KeyError:
            return facts(self.document(page))

    def document(self, page: Page) -> Document:
        try:
            found = load(self.store.get(page.key, "document"))
            assert isinstance(found, Document)
            return found
        except KeyError:
            path = page.entry.path
            return document(self.reading, path, self.root.read(path))

    def task(self, page: Page, number: int, seat: Seat) -> Task:
        """A chapter to be written by a worker, who reads what is not kept."""
        path = page.entry.path
        try:
            kept, data = self.store.get(page.key, "document"), b""
        except KeyError:
            kept, data = b"", self.root.read(path)
        return Task(path, page.key, data, kept, seat, number)


class Spine:
    """Documents in order, counted from 1. ``front`` speaks for the whole: its statements are
    those of the page at ``home``, or of a page of its own before all others. ``explained`` are
    the losses of exporters that a diagnostic of the library tells already."""

    def __init__(
        self,
        pages: tuple[Page, ...],
        kept: Kept,
        language: str,
        home: str,
        front: Mapping[str, str],
        title: str,
    ) -> None:
        self._kept, self._language, self._front, self._title = kept, language, front, title
        home_is_there = any(page.key and page.entry.path == home for page in pages)
        self._home = home if front and home_is_there else ""
        alone: tuple[Page | None, ...] = (None,) if front and not home_is_there else ()
        self._pages = (*alone, *pages)
        self._album = Album()
        self._chapters: Chapters | None = None
        self.explained: set[str] = set()
        self.tell: Callable[[str, str, int, int], None] = lambda work, name, done, total: None
        self.look: Callable[[bytes], Seen] | None = None

    def __len__(self) -> int:
        return len(self._pages)

    def __iter__(self) -> Iterator[Document]:
        yield from map(self._document, range(1, len(self) + 1))

    def told(self) -> Iterator[Told]:
        """What every document tells, without its text; see ``convert.comparison``."""
        yield from map(self._told, range(1, len(self) + 1))

    def pictures(self) -> Iterator[tuple[Provenance, tuple[str, ...]]]:
        """Where every document comes from, and the addresses of its pictures."""
        for page in self._pages:
            facts = self._kept.facts(page) if page and page.key else None
            yield (facts.metadata.provenance, facts.images) if facts else (Provenance(), ())

    def illustrated(self, found: Found, cover: Key | None) -> Spine:
        """The same with pictures; see ``convert.transforms.images``."""
        spine = copy(self)
        spine._album = Album(found, cover)
        spine.explained = self.explained | spine._album.missing
        return spine

    def links(self, anchors: Anchors) -> Links:
        """The links between the documents; none is read before a link names a heading of it."""
        places = (_place(page) if page else "" for page in self._pages)
        return lazy_links(places, self._document, anchors)

    def chapters(self, exporter: Epub, files: Mapping[str, str]) -> Iterator[Document | Chapter]:
        """The documents of an EPUB, those written already that can be written apart. ``files``
        are the resources that have their place in it, with that place."""
        from convert.exporters.epub.links import anchors_of
        from convert.library.chapters import Chapters

        kept = self._kept
        chapters = Chapters(exporter, kept.reading, kept.store, kept.engine)
        self._chapters, self.look = chapters, self._looking(chapters)
        seats = Seats(self.links(anchors_of(exporter.split_level)), self._album, files)
        chapters.fill(self._tasks(chapters, seats), self._heard)
        for number, page in enumerate(self._pages, 1):
            done = chapters.get(number) if page else None
            if page and done:
                yield done.placed(number, page.entry.level, page.entry.title)
            else:
                yield self._document(number)

    def _tasks(self, chapters: Chapters, seats: Seats) -> Iterator[Task]:
        """The chapters that can be written apart and are not kept yet."""
        for number, page in enumerate(self._pages, 1):
            if not page or not page.key or self._is_stated(page):
                continue
            is_first = number == 1
            waits = page.links or (self._album.found and (page.pictures or is_first))
            seat = seats.of(_place(page), self._kept.facts(page), is_first) if waits else Seat()
            if seat and not chapters.has(number, page.key, seat):
                yield self._kept.task(page, number, seat)

    def _looking(self, chapters: Chapters) -> Callable[[bytes], Seen]:
        """Looks at one file of the book after the other, and tells how far that is."""
        looked = count(1)

        def look(data: bytes) -> Seen:
            self.tell("proving", "", min(next(looked), len(self)), len(self))
            return chapters.seen(data)

        return look

    def _heard(self, number: int) -> None:
        page = self._pages[number - 1]
        self.tell("writing", page.entry.path if page else "", number, len(self))

    def _told(self, number: int) -> Told:
        page = self._pages[number - 1]
        if not page or not page.key or self._is_stated(page):
            return tell(self._document(number))
        facts = self._kept.facts(page)
        losses = (*facts.diagnostics, *page.diagnostics)
        if not (self._album.found and (facts.images or number == 1)):
            return Told(facts.metadata, facts.ledger, facts.letters, losses)
        known = self._chapters.told(number) if self._chapters else None
        if not known:
            return tell(self._document(number))
        return replace(known, diagnostics=(*known.diagnostics, *page.diagnostics))

    def _document(self, number: int) -> Document:
        page = self._pages[number - 1]
        found = self._placed(page) if page else self._alone()
        if not self._album.found:
            return found
        return show(found, self._album.found, self._album.cover if number == 1 else None)

    def _placed(self, page: Page) -> Document:
        if not page.key:
            return _part(page, self._language)
        found = self._kept.document(page)
        if self._is_stated(page):
            found = _stated(found, self._front)
        title = page.entry.title
        return replace(
            found,
            level=page.entry.level,
            label=title if title != found.metadata.title else "",
            diagnostics=(*found.diagnostics, *page.diagnostics),
        )

    def _alone(self) -> Document:
        """The page that speaks for the whole, where no other does."""
        page = Document(Metadata(self._title, language=self._language), ())
        return _stated(page, self._front)

    def _is_stated(self, page: Page) -> bool:
        return bool(self._home) and page.entry.path == self._home


def _place(page: Page) -> str:
    return page.place or page.entry.path


def _stated(page: Document, front: Mapping[str, str]) -> Document:
    (found,) = override((page,), front)
    return add_credits(found)


def _part(page: Page, language: str) -> Document:
    """A part page has a title and no text; one for an address elsewhere has a link."""
    entry = page.entry
    link = Link((Text(entry.url),), entry.url)
    blocks = (Paragraph((link,), entry.origin),) if entry.url else ()
    return Document(
        Metadata(page.title or entry.title, language=language),
        blocks,
        diagnostics=page.diagnostics,
        level=entry.level,
        path=entry.path,
    )
