"""The process that sets one piece of a book; see ``worker``.

python -m convert.exporters.pdf.typst.process FOLDER TEMPLATE EVERY SECONDS MEGABYTES
"""

from __future__ import annotations

import os
import sys

from convert.errors import OutputError
from convert.exporters.pdf.limits import die_after, hold
from convert.exporters.pdf.typst.compiler import BrokenPicture, NoGlyph, Room
from convert.exporters.pdf.typst.worker import FAULT, GIVEN, MADE, read, write


def main(folder: str, template: str, every: str, seconds: str, memory: str) -> int:
    """The exit code; a fault is named in a file."""
    room = Room(folder)
    with open(os.path.join(folder, FAULT), "wb") as told:
        os.dup2(told.fileno(), 2)
    die_after(int(seconds))
    hold(int(memory))
    try:
        write(room, MADE, room.typeset(template, read(room, GIVEN), every == "1"))
    except (NoGlyph, BrokenPicture, OutputError) as fault:
        write(room, FAULT, f"{type(fault).__name__} {fault}".encode("utf-8", "replace"))
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
