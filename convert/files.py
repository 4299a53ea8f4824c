"""Putting files in place: whole and proven, or not at all."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from io import BytesIO, TextIOBase
from itertools import count
from typing import IO

from convert.errors import OutputError, UsageError, reason

_unfinished: set[str] = set()
_numbers = count(1)
_waits: ContextVar[bool] = ContextVar("waits", default=True)


def abandon() -> None:
    """Take away what this process is writing, because it ends now."""
    for part in list(_unfinished):
        if os.path.exists(part):
            os.unlink(part)


def check(target: str) -> None:
    """Raises ``OutputError`` where no file can be put: its folder must be there, and a device
    or a pipe would be gone with what takes its place."""
    folder = os.path.dirname(target) or "."
    if not os.path.isdir(folder):
        fault = f"there is no folder {folder}; make it first"
    elif not os.access(folder, os.W_OK):
        fault = f"nothing may be put into {folder}"
    elif os.path.exists(target) and not os.path.isfile(target):
        fault = "is no file that may be replaced; -o - writes to standard output"
    else:
        return
    raise OutputError(f"{target}: cannot be written: {fault}")


def check_folder(folder: str) -> None:
    """Raises ``OutputError`` where no folder can be, or nothing may be put into it."""
    above = os.path.abspath(folder)
    while not os.path.lexists(above):
        above = os.path.dirname(above)
    if not os.path.isdir(above):
        raise OutputError(f"{folder}: cannot be made: {above} is no folder")
    if not os.access(above, os.W_OK):
        raise OutputError(f"{folder}: cannot be written: nothing may be put into {above}")


def make_folder(folder: str) -> None:
    """Let a folder be there; raises ``OutputError``."""
    try:
        os.makedirs(folder or ".", exist_ok=True)
    except OSError as error:
        raise OutputError(f"{folder}: cannot be made: {error.strerror}") from None


def in_place(target: str, write: Callable[[IO[bytes]], None]) -> None:
    """Let ``write`` fill a new file beside ``target``, then rename it; on any error the old
    file stays and the new one goes. What an earlier process left there when it was killed
    goes, too."""
    check(target)
    folder, name = os.path.split(target)
    if _waits.get():
        sweep(folder, name)
    part = os.path.join(folder, f".{name}.{os.getpid()}-{next(_numbers)}.part")
    _unfinished.add(part)
    try:
        with open(part, "w+b") as file:
            write(file)
            file.flush()
            if _waits.get():
                os.fsync(file.fileno())
        os.replace(part, target)
    except OSError as error:
        raise OutputError(f"{target}: cannot be written: {reason(error)}") from None
    finally:
        if os.path.exists(part):
            os.unlink(part)
        _unfinished.discard(part)


def sweep(folder: str, name: str = "") -> None:
    """Take away what processes of this machine left half-written in a folder when they were
    killed: of the file ``name``, or of any."""
    with suppress(OSError):
        for part in os.listdir(folder or "."):
            file, _, writer = part.removesuffix(".part").rpartition(".")
            pid = writer.partition("-")[0]
            is_ours = part.endswith(".part") and file.startswith(".") and pid.isdecimal()
            if is_ours and file[1:] == (name or file[1:]) and not _is_alive(int(pid)):
                os.unlink(os.path.join(folder, part))


@contextmanager
def unhurried() -> Iterator[None]:
    """Within the block no file waits until it is on the disk, and none is looked for that was
    left half-written: ``settle`` and ``sweep`` do it for all."""
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
    """As ``in_place`` for a stream: nothing is sent before it is proven.

    Raises ``UsageError`` for one of text, ``OutputError`` for one that takes nothing.
    """
    if isinstance(stream, TextIOBase):
        raise UsageError("the output takes text; files are bytes: open it with mode 'wb'")
    buffer = BytesIO()
    write(buffer)
    try:
        stream.write(buffer.getvalue())
        stream.flush()
    except BrokenPipeError:
        raise
    except (OSError, ValueError) as error:
        raise OutputError(f"the output cannot be written: {reason(error)}") from None


def _is_alive(pid: int) -> bool:
    if os.name != "posix":
        return True  # where asking would end it
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        return True
    return True
