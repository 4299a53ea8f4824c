"""The process that sets one piece of a book, or tries its pictures; see ``worker``."""

from __future__ import annotations

import json
import os

from convert.errors import OutputError
from convert.exporters.pdf.limits import die_after, end_with_leader, hold
from convert.exporters.pdf.typst.compiler import BrokenPicture, NoGlyph, Room
from convert.exporters.pdf.typst.worker import FAULT, GIVEN, MADE, read, write


def main(folder: str, seconds: str, memory: str, *task: str) -> int:
    """The exit code; a fault is named in a file. ``task`` are a template and whether it needs
    every font; without them pictures are tried."""
    room = Room(folder)
    with open(os.path.join(folder, FAULT), "wb") as told:
        os.dup2(told.fileno(), 2)
    end_with_leader()
    die_after(int(seconds))
    hold(int(memory))
    try:
        write(room, MADE, _made(room, read(room, GIVEN), *task))
    except (NoGlyph, BrokenPicture, OutputError) as fault:
        write(room, FAULT, f"{type(fault).__name__} {fault}".encode("utf-8", "replace"))
        return 1
    return 0


def _made(room: Room, data: bytes, template: str = "", every: str = "") -> bytes:
    if template:
        return room.typeset(template, data, every == "1")
    return json.dumps(room.shown(json.loads(data))).encode()
