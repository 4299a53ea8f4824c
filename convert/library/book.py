"""A library as one publication, its spine lazy."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from convert.diagnostics import Diagnostic
from convert.errors import SourceError, UsageError
from convert.library.chapters import chapter_key, rows
from convert.library.engine import Engine
from convert.library.links import Links
from convert.library.plan import Entry, Plan, is_index
from convert.library.reading import Facts, Reading, load, planned
from convert.library.select import Condition, by_path
from convert.library.spine import Kept, Page, Spine
from convert.library.stated import front, metadata_of
from convert.library.store import Store
from convert.library.working import Desk, Done, Task, read_pages
from convert.model import Publication
from convert.pipeline import publish
from convert.transforms.collect import Census
from convert.value import replace

if TYPE_CHECKING:
    from convert.exporters.epub import Epub
    from convert.images.wanted import Gallery

Tell = Callable[[str, str, int, int], None]


def nothing(work: str, name: str, done: int, total: int) -> None:
    """Hears which ``work`` is at ``done`` of ``total``, the last one called ``name``."""


class Library:
    """Reads the pages of a plan into a store, with many hands, and makes one book of them.

    With an ``exporter`` of EPUBs the chapters that nothing else decides are written as soon as
    their pages are read, those with pictures later when the book ``awaits_pictures``.
    """

    def __init__(
        self, plan: Plan, reading: Reading, store: Store, engine: Engine, tell: Tell = nothing
    ) -> None:
        self.plan = plan
        self.reading = planned(reading, plan.reading, plan.root.name)
        self.store, self.engine, self.tell = store, engine, tell
        self.losses: list[Diagnostic] = list(plan.diagnostics)
        self.errors: dict[str, str] = {}
        self.exporter: Epub | None = None
        self.awaits_pictures = False
        self.fail_fast = False
        self.pages = self._read = 0
        self.digests: dict[str, str] = {}

    def publication(
        self, stated: Mapping[str, str], select: Sequence[Condition] = ()
    ) -> Publication:
        """The book of the pages for which all of ``select`` holds. ``stated`` overrides what the
        structure and the pages say of the whole."""
        told = {**dict(self.plan.stated), **stated}
        pages = tuple(self._pages(self._wanted(select)))
        census, home, links, pages = self._count(pages)
        self.pages = sum(bool(page.key) for page in pages)
        home = self._with_cover(told, home, pages[0].entry.path)
        if len(pages) == 1 and pages[0].key:
            return self._alone(pages[0], told)
        metadata = metadata_of(census, home, told, self.plan.root.name, self.losses)
        kept = Kept(self.plan.root, self.reading, self.store, self.engine)
        spine = Spine(pages, kept, metadata.language, self.plan.home, front(told), metadata.title)
        spine.tell = self.tell
        spine.explained = {f"link to {url[:200]}" for url in links.dead_urls}
        return Publication(metadata, spine)

    def _with_cover(self, told: dict[str, str], home: Facts | None, first: str) -> Facts | None:
        """The introduction; its cover, and the one that is ``told``, as the first page sees it."""
        if told.get("cover"):
            told["cover"] = _seen(told["cover"], "", first)
        if not home:
            return None
        cover = _seen(home.metadata.cover, posixpath.dirname(self.plan.home), first)
        return replace(home, metadata=replace(home.metadata, cover=cover))

    def _alone(self, page: Page, told: Mapping[str, str]) -> Publication:
        """A library of one page is that page, with what is told of it."""
        kept = Kept(self.plan.root, self.reading, self.store, self.engine)
        found = kept.document(page)
        losses = (*found.diagnostics, *page.diagnostics)
        return publish([replace(found, diagnostics=losses)], told)

    def contents(self, select: Sequence[Condition]) -> tuple[Entry, ...]:
        """The entries that a publication of such a selection has."""
        return tuple(page.entry for page in self._pages(self._wanted(select)))

    def read(self, paths: Iterable[str]) -> dict[str, bytes]:
        """Path -> key of each page that can be read; what is in the store is not read again."""
        wanted = list(dict.fromkeys(paths))
        keys: dict[str, bytes] = {}
        self._read = 0
        desk = Desk(self.reading, self.exporter, self.awaits_pictures)
        for task, done in self.engine.run(partial(read_pages, desk), self._unread(wanted, keys)):
            self._keep(task, done, keys)
            self._finished(task.path, len(wanted))
        return {path: keys[path] for path in wanted if keys.get(path)}

    def facts(self, key: bytes) -> Facts:
        found = load(self.store.get(key, "facts"))
        assert isinstance(found, Facts)
        return found

    def show_pictures(self, gallery: Gallery) -> None:
        """Tell a gallery where the relative paths of every page lead."""
        gallery.places.setdefault("", self.plan.root.beside(""))  # type: ignore[attr-defined]
        for path, digest in self.digests.items():
            place = self.plan.root.beside(path)
            gallery.places.setdefault(f"sha256:{digest}", place)  # type: ignore[attr-defined]

    def _unread(self, paths: list[str], keys: dict[str, bytes]) -> Iterator[Task]:
        from hashlib import sha256

        for path in paths:
            try:
                data = self.plan.root.read(path)
            except SourceError as error:
                self._fail(path, str(error), keys)
                self._finished(path, len(paths))
                continue
            self.digests[path] = sha256(data).hexdigest()
            keys[path] = self.reading.key(path, self.digests[path])
            if self._is_known(keys[path]):
                self._finished(path, len(paths))
            else:
                yield Task(path, keys[path], data)

    def _finished(self, path: str, total: int) -> None:
        self._read += 1
        self.tell("reading", path, self._read, total)

    def _is_known(self, key: bytes) -> bool:
        """Whether a page is kept, as a document or as the chapter that is all that is wanted."""
        if not self.store.has(key, "facts"):
            return False
        written = self.exporter and self.store.has(chapter_key(self.exporter, key), "chapter")
        return bool(written) or self.store.has(key, "document")

    def _keep(self, task: Task, done: Done, keys: dict[str, bytes]) -> None:
        if done.error:
            self._fail(task.path, done.error, keys)
            return
        found = [(task.key, "facts", done.facts)]
        found += [(task.key, "document", done.document)] if done.document else []
        found += rows(self.exporter, task, done) if self.exporter else []
        self.store.put(found)

    def _fail(self, path: str, error: str, keys: dict[str, bytes]) -> None:
        if self.fail_fast:
            raise SourceError(error)
        self.errors[path] = error
        keys[path] = b""
        self.losses.append(Diagnostic("l-006", error.removeprefix(f"{path}: ") or path, None))

    def _pages(self, keys: Mapping[str, bytes]) -> Iterator[Page]:
        """Each entry with its page; one whose page is missing is a part page when there is
        something below it."""
        entries = self.plan.entries
        below = 0  # the level of the entry after this one that has a page
        found: list[Page] = []
        for entry in reversed(entries):
            key = keys.get(entry.path, b"")
            if key or entry.url or below > entry.level:
                found.append(Page(entry, key, entry.title))
                below = entry.level
        return reversed(found)

    def _wanted(self, select: Sequence[Condition]) -> dict[str, bytes]:
        """Path -> key of the pages that are meant, of which there must be one."""
        keys = self.read(by_path((e.path for e in self.plan.entries if e.path), select))
        found = {p: k for p, k in keys.items() if self._is_wanted(p, k, select)}
        if found:
            return found
        name = self.plan.root.name
        if select and (keys or not self.errors):
            raise UsageError(f"{name}: there is no page of which all that is selected is true")
        reasons = [*self.errors.values(), *map(str, self.losses)]
        raise SourceError(": ".join([f"{name}: no page of it can be read", *reasons[:1]]))

    def _is_wanted(self, path: str, key: bytes, select: Sequence[Condition]) -> bool:
        return not select or all(c.holds(path, self.facts(key).metadata) for c in select)

    def _count(
        self, pages: tuple[Page, ...]
    ) -> tuple[Census, Facts | None, Links, tuple[Page, ...]]:
        """What the pages share, the facts of the one that speaks for all, and the pages with
        what is wrong with them."""
        census, home, found = Census(), None, []
        links = Links(pages)
        for page in pages:
            if not page.key:
                found.append(page)
                continue
            facts = self.facts(page.key)
            home = facts if page.entry.path == self.plan.home else home
            if _only_repeats(page.entry, facts):
                title = page.entry.title or facts.metadata.title
                loss = Diagnostic("l-007", facts.remark or "", page.entry.origin)
                found.append(Page(page.entry, b"", title, (loss,) if facts.remark else ()))
                continue
            census.add(facts.metadata)
            losses = tuple(links.dead(page.entry.path, facts))
            has = {"links": bool(facts.links), "pictures": bool(facts.images)}
            found.append(replace(page, diagnostics=losses, **has))
        return census, home, links, links.checked(found, self.facts)


def _seen(path: str, folder: str, page: str) -> str:
    """The path of a picture from ``folder`` as ``page`` sees it, from the root where these
    are apart."""
    from convert.exporters.xhtml.text import scheme

    is_apart = folder != posixpath.dirname(page)
    is_relative = path and is_apart and not (scheme(path) or path.startswith("/"))
    return f"/{posixpath.join(folder, path)}" if is_relative else path


def _only_repeats(entry: Entry, facts: Facts) -> bool:
    """An introduction that has nothing to introduce with: no text, or one remark of few words
    that names its own title again."""
    if facts.remark is None or not is_index(entry.path):
        return False
    remark = _letters(facts.remark)
    last = facts.metadata.title.split(" - ")[-1]
    names = {_letters(entry.title), _letters(last), _letters(facts.metadata.title)} - {""}
    return not remark or any(name in remark and len(remark) <= len(name) + 24 for name in names)


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))
