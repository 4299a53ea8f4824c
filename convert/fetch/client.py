"""One file over HTTP: redirects followed by hand, bytes counted, nothing told of the user."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import TYPE_CHECKING
from urllib.parse import quote, urljoin, urlsplit

from convert import __version__
from convert.fetch.errors import FetchError, Unsafe
from convert.fetch.manners import Manners
from convert.fetch.names import Clock, Names, Resolve, anywhere, is_public

if TYPE_CHECKING:
    from convert.fetch.wire import Wire

AGENT = f"pubconvert/{__version__}"
ACCEPT = "image/png,image/jpeg,image/gif,image/svg+xml,image/*;q=0.8,*/*;q=0.1"
_SAFE = "%/:=&?~#+!$,;'@()*[]"
_PORTS = {"http": 80, "https": 443}


class Client:
    """Fetches single URLs; may be used by many threads at once."""

    def __init__(
        self, manners: Manners, *, private: bool = False, resolve: Resolve | None = None,
        allowed: Callable[[str], bool] | None = None, accept: str = ACCEPT,
    ) -> None:  # fmt: skip
        self._manners, self._clock, self._accept = manners, Clock(), accept
        self._names = Names(allowed or (anywhere if private else is_public), resolve)
        self._wire: Wire | None = None
        self._lock = threading.Lock()

    def close(self) -> None:
        if self._wire:
            self._wire.close()

    def get(self, url: str, referer: str = "") -> bytes:
        """The body at ``url``; raises ``FetchError``."""
        self._clock.until(time.monotonic() + self._manners.total)
        seen: list[str] = []
        while True:
            url = checked(url)
            if url in seen or len(seen) > self._manners.redirects:
                raise FetchError("is redirected in circles" if url in seen else "moves too often")
            seen.append(url)
            moved = self._ask(url, referer)
            if isinstance(moved, bytes):
                return moved
            url = urljoin(url, moved)

    def _ask(self, url: str, referer: str) -> bytes | str:
        """The body, or where it has moved to."""
        headers = {"User-Agent": AGENT, "Accept": self._accept, "Accept-Encoding": "identity"}
        if referer:
            headers["Referer"] = checked(referer)
        parts = urlsplit(url)
        port = parts.port or _PORTS[parts.scheme]
        self._names.find(parts.hostname or "", port, self._clock.left(self._manners.connect))
        return self._opened().ask(url, list(headers.items()))

    def _opened(self) -> Wire:
        """The wire, loaded when somebody can be reached: without a network it never is."""
        with self._lock:
            if self._wire is None:
                from convert.fetch.wire import Wire

                self._wire = Wire(self._manners, self._names, self._clock)
            return self._wire


def checked(url: str) -> str:
    """A URL in ASCII that may be asked for; raises ``FetchError`` for any other.

    >>> checked("https://a.example/搜 索.png#top")
    'https://a.example/%E6%90%9C%20%E7%B4%A2.png'
    """
    try:
        parts = urlsplit(url.strip())
        host, port = parts.hostname or "", parts.port
        host = host if host.isascii() else host.encode("idna").decode("ascii")
    except (ValueError, UnicodeError):
        raise FetchError("is no URL") from None
    if parts.scheme not in ("http", "https"):
        raise Unsafe(f"{parts.scheme or 'nothing'} is neither http nor https")
    if parts.username is not None or parts.password is not None:
        raise Unsafe("holds a password")
    if not host:
        raise FetchError("names no host")
    name = f"[{host}]" if ":" in host else host
    query = f"?{quote(parts.query, _SAFE)}" if parts.query else ""
    place = f"{name}:{port}" if port else name
    return f"{parts.scheme}://{place}{quote(parts.path, _SAFE) or '/'}{query}"
