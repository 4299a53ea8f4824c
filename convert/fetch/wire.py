"""The wire: one request over httpcore2, to the very addresses that were checked.

httpcore2 is the connection layer of httpx2. It has no cookies, no credentials, no redirects
and no proxies of its own, which is what a fetcher of strangers' URLs wants.
"""

from __future__ import annotations

import errno
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import httpcore2

from convert.fetch import answer
from convert.fetch.errors import FetchError
from convert.fetch.manners import Manners
from convert.fetch.names import Clock, Names


class Wire:
    """The open connections; may be used by many threads at once."""

    def __init__(self, manners: Manners, names: Names, clock: Clock) -> None:
        self._manners = manners
        self._pool = httpcore2.ConnectionPool(
            max_connections=manners.connections,
            keepalive_expiry=10,
            network_backend=_Guard(names, clock),
        )

    def close(self) -> None:
        self._pool.close()

    def ask(self, url: str, headers: Sequence[tuple[str, str]]) -> bytes | str:
        """The body at ``url``, or where it has moved to."""
        waits = {"connect": self._manners.connect, "read": self._manners.read, "pool": None}
        asking = self._pool.stream("GET", url, headers=headers, extensions={"timeout": waits})
        with _plainly(), asking as response:
            moved = answer.location(response)
            return moved or answer.body(response, self._manners)


class _Guard(httpcore2.NetworkBackend):
    """Connects to allowed addresses only."""

    def __init__(self, names: Names, clock: Clock) -> None:
        self._names, self._clock = names, clock
        self._inner = httpcore2.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore2.NetworkStream:
        good = self._names.find(host, port, self._clock.left(timeout))
        for last, address in enumerate(good, 1 - len(good)):
            try:
                stream = self._inner.connect_tcp(
                    address, port, self._clock.left(timeout), local_address, socket_options
                )
                return _Timed(stream, self._clock)
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout):
                if not last:
                    raise
        raise AssertionError("unreachable")


class _Timed(httpcore2.NetworkStream):
    """A connection whose every wait ends at the deadline of the request that waits."""

    def __init__(self, inner: httpcore2.NetworkStream, clock: Clock) -> None:
        self._inner, self._clock = inner, clock

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._inner.read(max_bytes, self._clock.left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._inner.write(buffer, self._clock.left(timeout))

    def close(self) -> None:
        self._inner.close()

    def start_tls(
        self, ssl_context: Any, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore2.NetworkStream:
        left = self._clock.left(timeout)
        return _Timed(self._inner.start_tls(ssl_context, server_hostname, left), self._clock)

    def get_extra_info(self, info: str) -> Any:
        return self._inner.get_extra_info(info)


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
