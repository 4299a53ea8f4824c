"""One picture over HTTP: redirects followed by hand, bytes counted, nothing told of the user.

httpcore2 is the connection layer of httpx2. It has no cookies, no credentials, no redirects
and no proxies of its own, which is what a fetcher of strangers' URLs wants.
"""

from __future__ import annotations

import errno
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from urllib.parse import quote, urljoin, urlsplit

import httpcore2

from convert import __version__
from convert.fetch import answer
from convert.fetch.errors import FetchError, Unsafe
from convert.fetch.guard import Guard, Resolve, anywhere, is_public
from convert.fetch.manners import Manners

AGENT = f"pubconvert/{__version__}"
ACCEPT = "image/png,image/jpeg,image/gif,image/svg+xml,image/*;q=0.8,*/*;q=0.1"
_SAFE = "%/:=&?~#+!$,;'@()*[]"


class Client:
    """Fetches single URLs; may be used by many threads at once."""

    def __init__(
        self, manners: Manners, *, private: bool = False, resolve: Resolve | None = None,
        allowed: Callable[[str], bool] | None = None,
    ) -> None:  # fmt: skip
        self._manners = manners
        self._guard = Guard(allowed or (anywhere if private else is_public), resolve)
        self._pool = httpcore2.ConnectionPool(
            max_connections=manners.connections, keepalive_expiry=10, network_backend=self._guard
        )

    def close(self) -> None:
        self._pool.close()

    def get(self, url: str, referer: str = "") -> bytes:
        """The body at ``url``; raises ``FetchError``."""
        self._guard.until(time.monotonic() + self._manners.total)
        seen: list[str] = []
        while True:
            url = checked(url)
            if url in seen or len(seen) > self._manners.redirects:
                raise FetchError("is redirected in circles" if url in seen else "moves too often")
            seen.append(url)
            with _plainly():
                moved = self._ask(url, referer)
            if isinstance(moved, bytes):
                return moved
            url = urljoin(url, moved)

    def _ask(self, url: str, referer: str) -> bytes | str:
        """The body, or where it has moved to."""
        headers = {"User-Agent": AGENT, "Accept": ACCEPT, "Accept-Encoding": "identity"}
        if referer:
            headers["Referer"] = checked(referer)
        waits = {"connect": self._manners.connect, "read": self._manners.read, "pool": None}
        with self._pool.stream(
            "GET", url, headers=list(headers.items()), extensions={"timeout": waits}
        ) as response:
            moved = answer.location(response)
            return moved or answer.body(response, self._manners)


@contextmanager
def _plainly() -> Iterator[None]:
    """The errors of the client in a few words, and which of them are worth another try."""
    try:
        yield
    except httpcore2.ConnectTimeout:
        raise FetchError("does not answer", retry=0, down=True) from None
    except httpcore2.ConnectError as error:
        offline = getattr(error.__cause__, "errno", 0) in (errno.ENETUNREACH, errno.ENETDOWN)
        raise FetchError("cannot be reached", retry=0, down=True, offline=offline) from None
    except httpcore2.TimeoutException:
        raise FetchError("too slow", retry=0, down=True) from None
    except (httpcore2.NetworkError, httpcore2.ProtocolError):
        raise FetchError("the connection was cut", retry=0) from None


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
