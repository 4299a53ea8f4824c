"""out/index.json: what a batch wrote, in the order of the library."""

from __future__ import annotations

import os
from collections.abc import Iterable
from typing import IO, Any

from convert.files import in_place, make_folder
from convert.library import remote
from convert.library.made import Made, Outcome

NAME = "index.json"
VERSION = 1


def entry(outcome: Outcome) -> dict[str, Any]:
    """One page: its files with their digests, its losses, or why there is none."""
    files = sorted((*outcome.made, *outcome.unchanged), key=lambda made: made.format)
    done = [made for made in files if not made.error]
    losses = dict.fromkeys(str(loss) for made in done for loss in made.diagnostics)
    errors = [outcome.error, *(f"{made.format}: {made.error}" for made in files if made.error)]
    full = {
        "source": outcome.path,
        "title": next((made.title for made in done), ""),
        "identifier": next((made.identifier for made in done), ""),
        "files": [_file(made) for made in done],
        "diagnostics": list(losses),
        "errors": list(filter(None, errors)),
    }
    return {name: value for name, value in full.items() if value}


def write(target: str, entries: Iterable[str]) -> str:
    """Write the index of lines that are JSON already; its path."""
    lines = ",\n".join(entries)
    text = f'{{"pubconvert": {VERSION}, "pages": [\n{lines}\n]}}\n'.encode()
    if "://" in target:
        remote.write(f"{target}/{NAME}", text)
        return f"{target}/{NAME}"

    def fill(file: IO[bytes]) -> None:
        file.write(text)

    make_folder(target)
    in_place(os.path.join(target, NAME), fill)
    return os.path.join(target, NAME)


def _file(made: Made) -> dict[str, Any]:
    return {
        "file": made.file,
        "format": made.format,
        "sha256": made.sha256,
        "size": made.size,
        "claims": made.claims,
    }
