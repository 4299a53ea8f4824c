"""The spine of a library: read from the store again and again, never held."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from convert.diagnostics import Diagnostic
from convert.library.plan import Entry
from convert.library.reading import Reading, document, load
from convert.library.roots import Root
from convert.library.store import Store
from convert.metadata import Metadata
from convert.model import Document, Link, Paragraph, Text
from convert.transforms.colophon import add_credits
from convert.transforms.override import override
from convert.value import Value, replace


class Page(Value):
    """An entry of the contents and the key of its page; b'' for a part page."""

    entry: Entry
    key: bytes = b""
    title: str = ""
    diagnostics: tuple[Diagnostic, ...] = ()


class Kept:
    """Pages by their key; one that has left the store is read again."""

    def __init__(self, root: Root, reading: Reading, store: Store) -> None:
        self.root, self.reading, self.store = root, reading, store

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

    def __len__(self) -> int:
        return len(self._pages) + self._has_front_page()

    def __iter__(self) -> Iterator[Document]:
        if self._has_front_page():
            alone = Document(Metadata(self._title, language=self._language), ())
            yield _stated(alone, self._front)
        for page in self._pages:
            yield self._document(page)

    def _has_front_page(self) -> bool:
        spoken_for = any(page.key and page.entry.path == self._home for page in self._pages)
        return bool(self._front) and not spoken_for

    def _document(self, page: Page) -> Document:
        if not page.key:
            return _part(page, self._language)
        found = self._kept.document(page)
        if page.entry.path == self._home and self._front:
            found = _stated(found, self._front)
        line = page.entry.title
        return replace(
            found,
            level=page.entry.level,
            label=line if line != found.metadata.title else "",
            diagnostics=(*found.diagnostics, *page.diagnostics),
        )


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
