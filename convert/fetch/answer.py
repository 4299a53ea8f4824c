"""What a server answers: a place to go on to, a body within limits, or a reason why not."""

from __future__ import annotations

import time
import zlib
from collections.abc import Iterator

from httpcore2 import Response

from convert.fetch.errors import FetchError
from convert.fetch.manners import Manners

_MOVED = frozenset({301, 302, 303, 307, 308})
_BUSY = frozenset({408, 425, 429, 500, 502, 503, 504})
_REFUSED = frozenset({401, 403})


def location(response: Response) -> str:
    """Where the body has moved to, '' when it is here."""
    return _header(response, b"location") if response.status in _MOVED else ""


def body(response: Response, manners: Manners) -> bytes:
    """The bytes; raises ``FetchError`` for a status that has none, and for too many."""
    if response.status != 200:
        raise _failure(response, manners)
    length = _header(response, b"content-length")
    if length.isdigit() and int(length) > manners.size:
        raise _too_large(manners)
    found = bytearray()
    for chunk in _unpacked(response, manners):
        found += chunk
        if len(found) > manners.size:
            raise _too_large(manners)
    if not found:
        raise FetchError("is empty", retry=0)
    return bytes(found)


def _failure(response: Response, manners: Manners) -> FetchError:
    status = response.status
    retry = _wait(response, manners) if status in _BUSY else None
    return FetchError(f"HTTP {status}", retry=retry, refused=status in _REFUSED)


def _wait(response: Response, manners: Manners) -> float | None:
    """Retry-After in seconds, 0 when there is none, None when it asks for too much."""
    told = _header(response, b"retry-after")
    seconds = float(told) if told.isdigit() else _until(told)
    return seconds if seconds <= manners.longest else None


def _until(date: str) -> float:
    from email.utils import parsedate_to_datetime

    try:
        return max(0.0, parsedate_to_datetime(date).timestamp() - time.time())
    except ValueError:
        return 0.0


def _unpacked(response: Response, manners: Manners) -> Iterator[bytes]:
    """The body as it comes; packed though nobody asked for it, it is unpacked in small bites."""
    coding = _header(response, b"content-encoding").lower()
    if coding in ("", "identity"):
        yield from response.iter_stream()
        return
    if coding not in ("gzip", "x-gzip", "deflate"):
        raise FetchError(f"packed as {coding!r}")
    unpacker = zlib.decompressobj(47 if "gzip" in coding else 15)
    try:
        for chunk in response.iter_stream():
            while chunk:
                yield unpacker.decompress(chunk, 1 << 20)
                chunk = unpacker.unconsumed_tail
    except zlib.error:
        raise FetchError("packed, and broken") from None


def _too_large(manners: Manners) -> FetchError:
    return FetchError(f"larger than {manners.size >> 20} MB")


def _header(response: Response, name: bytes) -> str:
    for key, value in response.headers:
        if key.lower() == name:
            return str(value.decode("latin-1")).strip()
    return ""
