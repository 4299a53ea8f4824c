"""Plug-ins by entry point; the built-in ones come through the same door.

Listing imports none of them. The entry points are read straight from the
``entry_points.txt`` files on ``sys.path``
(packaging.python.org/specifications/entry-points): ``importlib.metadata`` finds the same
ones but takes longer to import than a text conversion needs for all its work.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from functools import cache
from importlib import import_module
from typing import Any

from convert.errors import ConvertError, UsageError

GROUPS = ("readers", "exporters", "witnesses", "sites")


def names(group: str) -> tuple[str, ...]:
    """The registered names of one group, sorted: 'readers', 'exporters', 'witnesses', 'sites'."""
    return tuple(sorted(entries(group)))


def entries(group: str) -> dict[str, str]:
    """Name -> 'module:attribute' for one group."""
    return {name: found[0][0] for name, found in _group(group).items()}


def load(group: str, name: str) -> Any:
    """The registered object. Raises ``UsageError`` for an unknown name, and ``ConvertError``
    for a plug-in that cannot be imported or a name that two packages claim."""
    known = _group(group)
    if name not in known:
        raise UsageError(f"unknown {_one(group)} {name!r}{_hint(name, known)}")
    (target, _), *others = known[name]
    if others:
        packages = " and ".join(f"{package} ({target})" for target, package in known[name])
        raise ConvertError(
            f"the {_one(group)} {name!r} comes from {packages}; uninstall all but one of them"
        )
    module, _, attribute = target.partition(":")
    try:
        return getattr(import_module(module), attribute)
    except Exception as error:  # whatever a stranger's module raises, it is named
        raise ConvertError(
            f"the {_one(group)} {name!r} ({target}) is broken: {type(error).__name__}: {error}"
        ) from error


def working(group: str, order: Iterable[str] = ()) -> Iterator[tuple[str, Any]]:
    """Name and object of each entry that can be loaded, one by one; ``order`` sorted by name
    when left out. A broken one takes no other down: ``faults`` names it."""
    for name in order or names(group):
        try:
            found = load(group, name)
        except ConvertError:
            continue
        yield name, found


def faults(group: str) -> str:
    """'; ' and what is wrong with the plug-ins that cannot be used; '' when all can."""
    found = []
    for name in names(group):
        try:
            load(group, name)
        except ConvertError as error:
            found.append(f"; {error}")
    return "".join(found)


def blame(group: str, name: str, error: Exception) -> ConvertError:
    """The error that names a stranger's plug-in for what it raised; a fault of ours, and an
    error with a message of its own, stays as it is."""
    target = entries(group)[name]
    if isinstance(error, (ConvertError, OSError)) or target.startswith("convert."):
        raise error
    return ConvertError(
        f"the {_one(group)} {name!r} ({target}) failed: {type(error).__name__}: {error}; "
        "its authors should know"
    )


def _one(group: str) -> str:
    return "witness" if group == "witnesses" else group[:-1]


def _hint(name: str, known: Iterable[str]) -> str:
    from difflib import get_close_matches

    close = get_close_matches(name, known, 1)
    return f"; did you mean {close[0]!r}?" if close else f"; there are {', '.join(sorted(known))}"


def _group(group: str) -> dict[str, list[tuple[str, str]]]:
    """Name -> (target, package) for each package that has it."""
    return _everything().get(f"convert.{group}", {})


@cache
def _everything() -> dict[str, dict[str, list[tuple[str, str]]]]:
    found: dict[str, dict[str, list[tuple[str, str]]]] = {}
    for package, folder in installed():
        for group, name, target in _parse(os.path.join(folder, "entry_points.txt")):
            if group.startswith("convert."):
                found.setdefault(group, {}).setdefault(name, []).append((target, package))
    return found


def installed() -> Iterator[tuple[str, str]]:
    """Every package and the folder that describes it, whose name has its version; of one that
    is there twice, the one Python would import."""
    seen: set[str] = set()
    for folder in dict.fromkeys(sys.path):
        try:
            inside = sorted(os.listdir(folder or "."))
        except OSError:
            continue
        for name in inside:
            if not name.endswith((".dist-info", ".egg-info")):
                continue
            package = name.rpartition(".")[0].partition("-")[0].lower().replace("_", "-")
            if package not in seen:
                seen.add(package)
                yield package, os.path.join(folder, name)


def _parse(path: str) -> Iterator[tuple[str, str, str]]:
    try:
        with open(path, encoding="utf-8") as file:
            text = file.read()
    except OSError:
        return
    group = ""
    for line in map(str.strip, text.splitlines() if "convert." in text else ()):
        if line.startswith("["):
            group = line.strip("[]").strip()
        elif "=" in line and not line.startswith(("#", ";")):
            name, _, target = line.partition("=")
            yield group, name.strip(), target.split("[")[0].strip()
