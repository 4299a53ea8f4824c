"""A piece of a book is set in a process of its own, which can be bounded, and whose memory is
free again when it is done.

It is no process of ``multiprocessing``: a forked one has lost the threads of Typst, and any
other begins with running the user's own script again.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress

from convert.errors import OutputError
from convert.exporters.pdf.limits import ALARM, starved
from convert.exporters.pdf.typst.compiler import BrokenPicture, NoGlyph, Room
from convert.value import Value

START, GIVEN, MADE, FAULT = "start.py", "data.json", "made.pdf", "fault.txt"
"""The files by which the two processes speak."""

_PROGRAM = """import sys
sys.path[:] = {path!r}
from convert.exporters.pdf.typst.process import main
sys.exit(main(*sys.argv[1:]))
"""
"""It finds modules where this process does, and not in the folder in which it happens to run."""

FAULTS: dict[str, type[Exception]] = {
    "NoGlyph": NoGlyph,
    "BrokenPicture": BrokenPicture,
    "OutputError": OutputError,
}


class Bounds(Value):
    """The seconds and the megabytes that a process may take, 0 being any."""

    seconds: int
    memory: int


def typeset(room: Room, template: str, data: bytes, every: bool, bounds: Bounds) -> bytes:
    """What ``Room.typeset`` does, within ``bounds``."""
    return _done(room, bounds, data, template, str(int(every)))


def shown(room: Room, names: Iterable[str], bounds: Bounds) -> list[str]:
    """What ``Room.shown`` does, within ``bounds``."""
    import json

    found: list[str] = json.loads(_done(room, bounds, json.dumps(list(names)).encode()))
    return found


def _done(room: Room, bounds: Bounds, data: bytes, *task: str) -> bytes:
    write(room, START, _PROGRAM.format(path=sys.path).encode())
    write(room, GIVEN, data)
    write(room, FAULT, b"")
    limits = str(bounds.seconds), str(bounds.memory)
    command = [sys.executable, "-P", os.path.join(room.folder, START), room.folder, *limits, *task]
    with _loading("pikepdf", "pypdfium2"):
        code = os.spawnv(os.P_WAIT, sys.executable, command)
    if code:
        raise _fault(read(room, FAULT).decode("utf-8", "replace"), code, bounds)
    return read(room, MADE)


def _fault(told: str, code: int, bounds: Bounds) -> Exception:
    """The error that the process names; one that names none was stopped or had no memory."""
    name, _, text = told.partition(" ")
    if name in FAULTS:
        return FAULTS[name](text)
    if code == -ALARM:
        return OutputError(f"took more than {bounds.seconds} s")
    return starved(bounds.memory)


def write(room: Room, name: str, content: bytes) -> None:
    """Leave a file for the other process."""
    with open(os.path.join(room.folder, name), "wb") as file:
        file.write(content)


def read(room: Room, name: str) -> bytes:
    """What the other process left."""
    with open(os.path.join(room.folder, name), "rb") as file:
        return file.read()


@contextmanager
def _loading(*modules: str) -> Iterator[None]:
    """Load what will mend the file and read it back, while the process works on another core."""
    from importlib import import_module
    from threading import Thread

    def load() -> None:
        with suppress(ImportError):
            for name in modules:
                import_module(name)

    thread = Thread(target=load)
    thread.start()
    try:
        yield
    finally:
        thread.join()
