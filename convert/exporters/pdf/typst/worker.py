"""Where a piece of a book is set: here, or in a process of its own, whose memory is free again
when it is done.

It is no process of ``multiprocessing``: a forked one has lost the threads of Typst, and any
other begins with running the user's own script again.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from convert.errors import OutputError
from convert.exporters.pdf.limits import ALARM
from convert.exporters.pdf.typst.compiler import BrokenPicture, NoGlyph, Room
from convert.value import Value

PROCESS = "convert.exporters.pdf.typst.process"
GIVEN, MADE, FAULT = "data.json", "made.pdf", "fault.txt"
"""The files by which the two processes speak."""

FAULTS: dict[str, type[Exception]] = {
    "NoGlyph": NoGlyph,
    "BrokenPicture": BrokenPicture,
    "OutputError": OutputError,
}


class Bounds(Value):
    """The seconds and the megabytes that a process may take, 0 being any."""

    seconds: int
    memory: int


def typeset(room: Room, template: str, data: bytes, every: bool, bounds: Bounds | None) -> bytes:
    """What ``Room.typeset`` does: here, or within ``bounds`` in a process of its own."""
    if bounds is None:
        with _loading("pikepdf", "pypdfium2"):
            return room.typeset(template, data, every)
    write(room, GIVEN, data)
    write(room, FAULT, b"")
    limits = str(bounds.seconds), str(bounds.memory)
    command = [sys.executable, "-m", PROCESS, room.folder, template, str(int(every)), *limits]
    code = os.spawnv(os.P_WAIT, sys.executable, command)
    if code:
        raise _fault(read(room, FAULT).decode("utf-8", "replace"), code)
    return read(room, MADE)


def _fault(told: str, code: int) -> Exception:
    """The error that the process names; one that names none was stopped or had no memory."""
    name, _, text = told.partition(" ")
    if name in FAULTS:
        return FAULTS[name](text)
    return OutputError("took too long" if code == -ALARM else "no memory was left")


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
    """Load what will mend the file and read it back, while Typst works on another core."""
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
