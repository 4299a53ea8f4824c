"""Many pictures at once: a few from each host, patience where it helps, none where it does not."""

from __future__ import annotations

import threading
import time
from collections import Counter, defaultdict, deque
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, Generic, TypeVar
from urllib.parse import urlsplit

from convert.fetch.client import Client
from convert.fetch.errors import FetchError
from convert.fetch.hearing import Tell, silent
from convert.fetch.manners import Manners

T = TypeVar("T")

SILENT = 2
"""Failures to answer after which a host is not asked again."""
SILENT_HOSTS = 3
"""Hosts that do not answer, none that does: there is no network."""
OFFLINE = "no network"


class Crowd(Generic[T]):
    """Fetches ``wanted`` (URL -> Referer) and gives each body to ``keep``.

    ``keep`` runs in the fetching threads, so that only a few bodies are in memory; it raises
    ``FetchError`` for one that it does not want. What it returns, or why there is nothing,
    is found under the URL. ``tell`` hears of each, one at a time.
    """

    def __init__(
        self,
        client: Client,
        manners: Manners,
        wanted: Mapping[str, str],
        keep: Callable[[str, bytes], T],
        tell: Tell = silent,
    ) -> None:
        self._client, self._manners, self._keep = client, manners, keep
        self._wanted, self._tell = wanted, tell
        self._waiting: defaultdict[str, deque[str]] = defaultdict(deque)
        for url in wanted:
            self._waiting[host(url)].append(url)
        self._free = deque(self._waiting)
        self._busy: Counter[str] = Counter()
        self._silent: Counter[str] = Counter()
        self._strict: set[str] = set()
        self._answered = self._offline = False
        self._lock = threading.Condition()
        self._deadline = time.monotonic() + manners.deadline
        self.found: dict[str, T | FetchError] = {}

    def run(self) -> dict[str, T | FetchError]:
        """Fetch all; returns when each has been fetched or given up."""
        threads = [
            threading.Thread(target=self._work, daemon=True)
            for _ in range(min(self._manners.connections, len(self._wanted)))
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        for url in [it for it in self._wanted if it not in self.found]:
            self._put(url, FetchError(OFFLINE, down=True))
        if not self._answered:
            self._give_up()
        return self.found

    def _give_up(self) -> None:
        """Nobody answered: what failed before that was known failed for the same reason."""
        silent = {url: str(e) for url, e in self.found.items() if _is_down(e)}
        reason = OFFLINE if self._offline else next(iter(silent.values()), "")
        self.found |= dict.fromkeys(silent, FetchError(reason, offline=True))

    def _work(self) -> None:
        while (url := self._take()) is not None:
            try:
                result: T | FetchError = self._patiently(url)
            except FetchError as error:
                result = error
            except Exception as error:  # a thread must not die with its picture
                result = FetchError(f"{type(error).__name__}: {error}")
            self._put(url, result)

    def _take(self) -> str | None:
        """A picture of the host that is free for longest; None when nothing is left."""
        with self._lock:
            while self._waiting and not self._offline:
                if self._free:
                    name = self._free.popleft()
                    url = self._waiting[name].popleft()
                    self._busy[name] += 1
                    self._line_up(name)
                    return url
                self._lock.wait()
            return None

    def _line_up(self, name: str) -> None:
        """A host that is not too busy is free, if something of it is left."""
        if not self._waiting[name]:
            del self._waiting[name]
        elif self._busy[name] < self._manners.per_host:
            self._free.append(name)

    def _put(self, url: str, result: T | FetchError) -> None:
        with self._lock:
            self.found[url] = result
            self._tell(url, len(self.found), len(self._wanted))
            name = host(url)
            self._busy[name] -= 1
            if name in self._waiting and self._busy[name] == self._manners.per_host - 1:
                self._line_up(name)
            self._lock.notify_all()

    def _patiently(self, url: str) -> T:
        """What is kept of the body, asked for again where that may help."""
        self._hopeful(url)
        try:
            return self._once(url)
        except FetchError as error:
            if not self._pause(url, error):
                raise
            return self._again(url, [error])

    def _again(self, url: str, failed: list[FetchError]) -> T:
        """The second try and those after it; the first one has ``failed``."""
        tries = _stamina().retry_context(
            on=lambda error: self._pause(url, error), attempts=self._manners.attempts,
            timeout=self._manners.total, wait_initial=self._manners.wait,
            wait_max=self._manners.longest, wait_jitter=self._manners.wait,
        )  # fmt: skip
        for attempt in tries:
            with attempt:
                if failed:
                    raise failed.pop()
                self._hopeful(url)
                return self._once(url)
        raise AssertionError("unreachable")

    def _once(self, url: str) -> T:
        """Ask without a Referer; where that is refused, with the article's address."""
        name, referer = host(url), self._wanted[url]
        try:
            return self._ask(url, referer if name in self._strict else "")
        except FetchError as error:
            if not (error.refused and referer and name not in self._strict):
                raise
        found = self._ask(url, referer)
        self._strict.add(name)
        return found

    def _ask(self, url: str, referer: str) -> T:
        try:
            data = self._client.get(url, referer)
        except FetchError as error:
            self._learn(host(url), error)
            raise
        self._learn(host(url), None)
        return self._keep(url, data)

    def _hopeful(self, url: str) -> None:
        if self._offline:
            raise FetchError(OFFLINE, down=True)
        if self._silent[host(url)] >= SILENT:
            raise FetchError(f"{host(url)} does not answer", down=True)
        if time.monotonic() > self._deadline:
            raise FetchError("the book took too long")

    def _learn(self, name: str, error: FetchError | None) -> None:
        """What an answer, or its absence, says about a host and about the network."""
        with self._lock:
            if error is None or not error.down:
                self._answered = True
                self._silent.pop(name, None)
                return
            self._silent[name] += 1
            lonely = error.offline or len(self._silent) >= SILENT_HOSTS
            self._offline = self._offline or (lonely and not self._answered)

    def _pause(self, url: str, error: Exception) -> bool | float:
        """Whether to ask again; a host may say when. Silence is worth another try only where
        somebody has answered."""
        if not isinstance(error, FetchError) or error.retry is None:
            return False
        if error.down and not self._answered:
            return False
        return error.retry or True


@cache
def _stamina() -> Any:
    """The library of second tries, quiet."""
    import logging

    import stamina

    logging.getLogger("stamina").addHandler(logging.NullHandler())
    return stamina


def _is_down(found: object) -> bool:
    return isinstance(found, FetchError) and found.down


def host(url: str) -> str:
    """Host and port of a URL, '' when it has none."""
    try:
        return urlsplit(url).netloc.lower()
    except ValueError:
        return ""
