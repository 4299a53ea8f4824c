"""Putting files in place: whole and proven, or not at all."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from io import BytesIO
from typing import IO

from convert.errors import OutputError

_unfinished: set[str] = set()
_waits: ContextVar[bool] = ContextVar("waits", default=True)


def abandon() -> None:
    """Take away what this process is writing, because it ends now."""
    for part in list(_unfinished):
        if os.path.exists(part):
            os.unlink(part)


def in_place(target: str, write: Callable[[IO[bytes]], None]) -> None:
    """Let ``write`` fill a new file beside ``target``, then rename it; on any error the old
    file stays and the new one goes."""
    folder, name = os.path.split(target)
    part = os.path.join(folder, f".{name}.{os.getpid()}.part")
    _unfinished.add(part)
    try:
        with open(part, "w+b") as file:
            write(file)
            file.flush()
            if _waits.get():
                os.fsync(file.fileno())
        os.replace(part, target)
    except OSError as error:
        raise OutputError(f"{target}: cannot be written: {error.strerror or error}") from None
    finally:
        if os.path.exists(part):
            os.unlink(part)
        _unfinished.discard(part)


@contextmanager
def unhurried() -> Iterator[None]:
    """Within the block no file waits until it is on the disk; ``settle`` does it for all."""
    before = _waits.set(False)
    try:
        yield
    finally:
        _waits.reset(before)


def settle() -> None:
    """Wait until all that was written is on the disk."""
    if hasattr(os, "sync"):
        os.sync()


def to_stream(stream: IO[bytes], write: Callable[[IO[bytes]], None]) -> None:
    """As ``in_place`` for a stream: nothing is sent before it is proven."""
    buffer = BytesIO()
    write(buffer)
    stream.write(buffer.getvalue())
    stream.flush()
