"""The spine of a library: read from the store again and again, never held."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING

from convert.comparison import Told, tell
from convert.diagnostics import Diagnostic
from convert.library.engine import Engine
from convert.library.plan import Entry
from convert.library.reading import Facts, Reading, document, facts, load
from convert.library.roots import Root
from convert.library.store import Store
from convert.metadata import Metadata
from convert.model import Document, Link, Paragraph, Text
from convert.transforms.colophon import add_credits
from convert.transforms.override import override
from convert.value import Value, replace

if TYPE_CHECKING:
    from convert.exporters.epub import Epub
    from convert.exporters.epub.document import Chapter
    from convert.witnesses.epub import Seen


class Page(Value):
    """An entry of the contents and the key of its page; b'' for a part page."""

    entry: Entry
    key: bytes = b""
    title: str = ""
    diagnostics: tuple[Diagnostic, ...] = ()


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


class Spine:
    """Documents in order. ``front`` speaks for the whole: its statements are those of the
    page at ``home``, or of a page of its own before all others. ``explained`` are the losses
    of exporters that a diagnostic of the library tells already."""

    def __init__(
        self,
        pages: tuple[Page, ...],
        kept: Kept,
        language: str,
        home: str,
        front: Mapping[str, str],
        title: str,
    ) -> None:
        self._pages, self._kept, self._language = pages, kept, language
        self._home, self._front, self._title = home, front, title
        self.explained: set[str] = set()
        self.tell: Callable[[str, int, int], None] = lambda name, done, total: None
        self.look: Callable[[bytes], Seen] | None = None

    def __len__(self) -> int:
        return len(self._pages) + self._has_front_page()

    def __iter__(self) -> Iterator[Document]:
        if self._has_front_page():
            alone = Document(Metadata(self._title, language=self._language), ())
            yield _stated(alone, self._front)
        for page in self._pages:
            yield self._document(page)

    def told(self) -> Iterator[Told]:
        """What every document tells, without its text; see ``convert.comparison``."""
        if self._has_front_page():
            yield tell(next(iter(self)))
        for page in self._pages:
            if not page.key or self._is_stated(page):
                yield tell(self._document(page))
                continue
            known = self._kept.facts(page)
            losses = (*known.diagnostics, *page.diagnostics)
            yield Told(known.metadata, known.ledger, known.letters, losses)

    def chapters(self, exporter: Epub) -> Iterator[Document | Chapter]:
        """The documents of an EPUB, those written already that other ones do not decide."""
        from convert.library.chapters import Chapters, Task, chapter_key

        kept = Chapters(self._kept.store, self._kept.engine)
        self.look = kept.seen
        before = int(self._has_front_page())
        tasks: dict[int, Task] = {}
        for number, page in enumerate(self._pages, before + 1):
            if page.key and not self._is_stated(page):
                level, label = page.entry.level, self._label(page, self._kept.facts(page).metadata)
                name = chapter_key(exporter, page.key, number, level, label)
                tasks[number] = Task(name, number, level, label)
        pages = ((tasks[n], self._pages[n - before - 1].key) for n in tasks)
        first = before + 1
        kept.fill(
            exporter, pages, lambda n: self.tell(self._pages[n - first].entry.path, n, len(self))
        )
        if before:
            yield next(iter(self))
        for number, page in enumerate(self._pages, before + 1):
            done = kept.get(tasks[number].key) if number in tasks else None
            yield done or self._document(page)

    def _has_front_page(self) -> bool:
        spoken_for = any(page.key and page.entry.path == self._home for page in self._pages)
        return bool(self._front) and not spoken_for

    def _document(self, page: Page) -> Document:
        if not page.key:
            return _part(page, self._language)
        found = self._kept.document(page)
        if self._is_stated(page):
            found = _stated(found, self._front)
        return replace(
            found,
            level=page.entry.level,
            label=self._label(page, found.metadata),
            diagnostics=(*found.diagnostics, *page.diagnostics),
        )

    def _is_stated(self, page: Page) -> bool:
        return page.entry.path == self._home and bool(self._front)

    def _label(self, page: Page, metadata: Metadata) -> str:
        return page.entry.title if page.entry.title != metadata.title else ""


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
