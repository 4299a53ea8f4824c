"""The lock file of a book: what each URL gave, so that the same book can be made again."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import IO

from convert.errors import UsageError
from convert.fetch.cache import Entry
from convert.files import in_place
from convert.value import fields

VERSION = 1


def read(path: str) -> dict[str, Entry]:
    """URL -> entry, empty when there is no such file. Raises ``UsageError`` for any other file."""
    try:
        with open(path, encoding="utf-8") as file:
            told = json.load(file)
        if told["version"] != VERSION:
            raise UsageError(f"{path}: a lock file of version {told['version']}, not {VERSION}")
        entries = [Entry(**entry) for entry in told["images"]]
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise UsageError(f"{path}: is no lock file of images: {error}") from None
    return {entry.url: entry for entry in entries}


def write(path: str, entries: Mapping[str, Entry]) -> None:
    """Sorted by URL, one line for each; left alone when nothing changes."""
    lines = ",\n".join(_line(entries[url]) for url in sorted(entries))
    text = f'{{"version": {VERSION}, "images": [\n{lines}\n]}}\n'

    def fill(file: IO[bytes]) -> None:
        file.write(text.encode())

    if _now(path) != text:
        in_place(path, fill)


def _line(entry: Entry) -> str:
    told = {name: getattr(entry, name) for name in fields(entry)}
    return json.dumps(told, ensure_ascii=False)


def _now(path: str) -> str:
    try:
        with open(path, encoding="utf-8") as file:
            return file.read()
    except OSError:
        return ""
