"""Where the pictures of a book come from: its own folder, the cache, the network."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import TypeAlias

from convert.errors import SourceError, UsageError
from convert.fetch import lock
from convert.fetch.cache import Cache, Entry, digest
from convert.fetch.fitting import Fitting
from convert.fetch.manners import Manners
from convert.images.broken import BrokenImage
from convert.images.places import Place, Refused, place_of
from convert.images.profiles import PROFILES, Profile
from convert.images.wanted import OFFLINE, Key, Missing, Picture

MODES = ("fetch", "cached", "local")
AGAIN = 60.0
"""Seconds before a network that was not there is asked again."""

Found: TypeAlias = "Entry | Missing"
Load: TypeAlias = Callable[[], bytes]
Tell: TypeAlias = Callable[[str, str, int, int], None]


class Gallery:
    """Gathers pictures for one book or for several; asks for each URL once.

    ``mode``: 'fetch' asks the network for what is not in the cache, 'cached' does not,
    'local' takes only what lies beside the text or in it. ``lock`` is the path of a lock
    file, '' for none. ``strict`` makes a missing picture an error. ``places`` says by the
    digest of a source where its relative paths lead; more may be added. ``tell`` hears which
    work is how far.
    """

    def __init__(
        self,
        mode: str,
        cache: Cache,
        profile: Profile = PROFILES["web"],
        *,
        lock: str = "",
        strict: bool = False,
        private: bool = False,
        manners: Manners | None = None,
    ) -> None:
        if mode not in MODES:
            raise UsageError(f"images come by {', '.join(MODES)}, not by {mode!r}")
        self.places: dict[str, Place] = {}
        self.tell: Tell = lambda work, name, done, total: None
        self._mode, self._cache, self._profile = mode, cache, profile
        self._lock, self._strict, self._private = lock, strict, private
        self._manners = manners or Manners()
        self._entries: dict[str, Found] = {}
        self._changed: dict[str, str] = {}
        self._silence: Missing | None = None
        self._ask_again = 0.0

    def at(self, digest: str, path: str) -> None:
        """See ``convert.images.wanted.Gallery``. A place that is there already stays."""
        if digest not in self.places:
            self.places[digest] = place_of(path)

    def gather(self, wanted: Mapping[Key, str]) -> Mapping[Key, Picture | Missing]:
        """See ``convert.images.wanted.Gallery``. Raises ``SourceError`` when pictures are
        missing and that is not to be."""
        self._bring({_remote(url): referer for (url, _), referer in wanted.items()})
        fitting = Fitting(self._cache, self._profile, partial(self.tell, "fitting pictures"))
        found = fitting.fit({key: self._source(key) for key in wanted})
        self._cache.trim()
        if self._strict:
            _refuse(found, self._changed)
        return {key: self._noted(key, picture) for key, picture in found.items()}

    # ── remote pictures ─────────────────────────────────────────────────────────────────

    def _bring(self, wanted: Mapping[str, str]) -> None:
        """Fill ``_entries`` for URLs that are not in it: lock, cache, then network."""
        locked = lock.read(self._lock) if self._lock else {}
        missing: dict[str, str] = {}
        for url, referer in wanted.items():
            if not url or isinstance(self._entries.get(url), Entry):
                continue
            if entry := self._known(url, locked):
                self._entries[url] = entry
            elif url not in self._entries:
                missing[url] = referer
        if missing:
            self._entries |= self._ask(missing)
        if self._lock:
            self._write_lock(locked, wanted)

    def _known(self, url: str, locked: Mapping[str, Entry]) -> Entry | None:
        if self._mode == "local":
            return None
        if entry := locked.get(url):
            return entry if self._cache.holds(entry.sha256) else None
        return self._cache.entry(url)

    def _ask(self, wanted: Mapping[str, str]) -> Mapping[str, Found]:
        if self._mode != "fetch":
            reason = "is not in the cache" if self._mode == "cached" else "is not a local image"
            return dict.fromkeys(wanted, Missing("i-001", reason))
        if self._silence and time.monotonic() < self._ask_again:
            return dict.fromkeys(wanted, self._silence)
        from convert.fetch.client import Client
        from convert.fetch.crowd import Crowd

        client = Client(self._manners, private=self._private)
        tell = partial(self.tell, "fetching pictures")
        try:
            found = Crowd(client, self._manners, wanted, self._keep, tell).run()
        finally:
            client.close()
        told = {url: _told(entry) for url, entry in found.items()}
        self._note_silence(told)
        return told

    def _note_silence(self, told: Mapping[str, Found]) -> None:
        """Where nobody answers, the next pages need not wait for it."""
        silent = [found for found in told.values() if isinstance(found, Missing)]
        is_silent = len(silent) == len(told) and all(m.code == OFFLINE for m in silent)
        self._silence = silent[0] if is_silent else None
        self._ask_again = time.monotonic() + AGAIN

    def _keep(self, url: str, data: bytes) -> Entry:
        from convert.fetch.errors import FetchError
        from convert.images.sniff import media_type

        kind = media_type(data)
        if not kind:
            raise FetchError("not a picture", refused=True)
        today = time.strftime("%Y-%m-%d", time.gmtime())
        entry = Entry(url, self._cache.put(data), kind, len(data), today)
        self._cache.remember(entry)
        return entry

    def _write_lock(self, locked: dict[str, Entry], wanted: Iterable[str]) -> None:
        """New pictures are added. One that changed keeps its line, until somebody takes the
        line out: a change is to be noticed, not to pass."""
        for url in wanted:
            entry = self._entries.get(url)
            if isinstance(entry, Entry):
                was = locked.setdefault(url, entry)
                if was.sha256 != entry.sha256:
                    self._changed[url] = f"{was.sha256[:12]} is now {entry.sha256[:12]}"
        lock.write(self._lock, locked)

    # ── any picture ─────────────────────────────────────────────────────────────────────

    def _source(self, key: Key) -> tuple[str, Load] | Missing:
        """The digest of a picture's bytes, and the bytes when they are asked for."""
        url, home = key
        if remote := _remote(url):
            entry = self._entries[remote]
            if isinstance(entry, Missing):
                return entry
            return entry.sha256, lambda: self._cache.get(entry.sha256)
        try:
            load = self._local(url, home)
            return digest(load()), load
        except Refused as error:
            return Missing("i-004", str(error).removeprefix(f"{url}: "))
        except BrokenImage as error:
            return Missing("i-005", str(error))
        except OSError as error:
            return Missing("i-001", error.strerror or "cannot be read")

    def _local(self, url: str, home: str) -> Load:
        if url[:5].lower() == "data:":
            from convert.images.data_url import decode

            return lambda: decode(url)
        place = self.places.get(home)
        if place is None:
            raise Refused("the source lies in no folder")
        return lambda: place.read(url)

    def _noted(self, key: Key, found: Picture | Missing) -> Picture | Missing:
        change = self._changed.get(_remote(key[0]))
        if change and isinstance(found, Picture):
            return Picture(found.resource, found.credit, found.note, change)
        return found


def open_cache(folder: str, cap: int) -> Cache:
    """The cache in ``folder``; without one the user's own, or a passing one where there can
    be none."""
    from convert.fetch.cache import default_folder

    if folder:
        return Cache(folder, cap)
    folder = default_folder()
    try:
        os.makedirs(folder, mode=0o700, exist_ok=True)
        if os.access(folder, os.W_OK):
            return Cache(folder, cap)
    except OSError:
        pass
    return Cache(_passing_folder(), cap)


def _passing_folder() -> str:
    import atexit
    from shutil import rmtree
    from tempfile import mkdtemp

    folder = mkdtemp(prefix="pubconvert-")
    atexit.register(rmtree, folder, ignore_errors=True)
    return folder


def _remote(url: str) -> str:
    """A URL of the network, '' for any other picture."""
    url = url.strip()
    if url.startswith("//"):
        return f"https:{url}"
    return url if "://" in url[:24] else ""


def _told(entry: object) -> Found:
    """An entry, or the error in its place as the code that it has in a report."""
    from convert.fetch.errors import FetchError, Unsafe

    if isinstance(entry, Entry):
        return entry
    assert isinstance(entry, FetchError)
    code = "i-004" if isinstance(entry, Unsafe) else OFFLINE if entry.offline else "i-001"
    return Missing(code, str(entry))


def _refuse(found: Mapping[Key, Picture | Missing], changed: Mapping[str, str]) -> None:
    """Raise ``SourceError`` for what is missing or has changed."""
    faults = [f"{url[:200]}: {m.reason}" for (url, _), m in found.items() if isinstance(m, Missing)]
    faults += [f"{url}: changed since it was locked" for url in changed]
    if faults:
        more = f" and {len(faults) - 5} more" if len(faults) > 5 else ""
        raise SourceError(f"images are missing: {'; '.join(faults[:5])}{more}")
