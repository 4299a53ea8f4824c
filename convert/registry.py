"""Plug-ins by entry point; the built-in ones come through the same door.

Listing imports none of them. The entry points are read straight from the
``entry_points.txt`` files on ``sys.path``
(packaging.python.org/specifications/entry-points): ``importlib.metadata`` finds the same
ones but takes longer to import than a text conversion needs for all its work.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from typing import Any

from convert.errors import ConvertError, UsageError

GROUPS = ("readers", "exporters", "witnesses", "sites")


def names(group: str) -> tuple[str, ...]:
    """The registered names of one group, sorted: 'readers', 'exporters', 'witnesses', 'sites'."""
    return tuple(sorted(entries(group)))


def entries(group: str) -> dict[str, str]:
    """Name -> 'module:attribute' for one group. The package found first wins a name."""
    return dict(_everything().get(f"convert.{group}", {}))


def load(group: str, name: str) -> Any:
    """The registered object. Raises ``UsageError`` for an unknown name, and names a plug-in
    that cannot be imported."""
    known = entries(group)
    if name not in known:
        raise UsageError(f"unknown {group[:-1]} {name!r}{_hint(name, known)}")
    module, _, attribute = known[name].partition(":")
    try:
        return getattr(import_module(module), attribute)
    except (ImportError, AttributeError) as error:
        raise ConvertError(
            f"the {group[:-1]} {name!r} ({known[name]}) is broken: {error}"
        ) from error


def _hint(name: str, known: dict[str, str]) -> str:
    from difflib import get_close_matches

    close = get_close_matches(name, known, 1)
    return f"; did you mean {close[0]!r}?" if close else f"; there are {', '.join(sorted(known))}"


@cache
def _everything() -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for path in _files():
        for group, name, target in _parse(path):
            found.setdefault(group, {}).setdefault(name, target)
    return found


def _files() -> Iterator[str]:
    for folder in dict.fromkeys(sys.path):
        try:
            inside = sorted(os.listdir(folder or "."))
        except OSError:
            continue
        for name in inside:
            if name.endswith((".dist-info", ".egg-info")):
                yield os.path.join(folder, name, "entry_points.txt")


def _parse(path: str) -> Iterator[tuple[str, str, str]]:
    try:
        with open(path, encoding="utf-8") as file:
            lines = file.read().splitlines()
    except OSError:
        return
    group = ""
    for line in map(str.strip, lines):
        if line.startswith("["):
            group = line.strip("[]").strip()
        elif "=" in line and not line.startswith(("#", ";")):
            name, _, target = line.partition("=")
            yield group, name.strip(), target.split("[")[0].strip()
