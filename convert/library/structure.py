"""Which structure a library has, and the plan made from it."""

from __future__ import annotations

import os
import posixpath
import re
from collections.abc import Callable, Iterable, Sequence

from convert.errors import SourceError
from convert.library import STRUCTURES, folder, settings, summary
from convert.library.plan import PAGES, Entry, Plan, checked, is_index, is_page
from convert.library.roots import Files, Root, open_root
from convert.library.settings import Settings
from convert.sources import decode
from convert.value import replace

BOOK, GITBOOK, SUMMARY, *MKDOCS = STRUCTURES

Dates = Callable[[Root, list[str]], dict[str, str]]


def plan(
    source: str,
    *,
    order: str = "",
    encoding: str = "",
    dates: Dates | None = None,
    is_ours: Callable[[str], bool] = lambda path: False,
) -> Plan:
    """The plan of a library: by its book.toml, .gitbook.yaml, SUMMARY.md or mkdocs.yml, or
    else by the names of its files.

    ``order`` 'name' or 'date' passes over the structure. ``dates`` says when pages were
    published, ``is_ours`` which files in the library we have written: no page comes from
    those. Raises ``SourceError``.
    """
    where, chosen = os.path.split(source)
    if chosen not in STRUCTURES:
        where, chosen = source, ""
    root = open_root(where or ".", encoding)
    files = root.files()
    files = [path for path in files if not is_ours(posixpath.join(root.name, path))]
    if not files:
        raise SourceError(f"{source}: has no files")
    found = _settings(root, files, chosen, encoding)
    told = replace(found, order=order or found.order)
    return _planned(root, told, files, encoding, dates)


def files(paths: Sequence[str]) -> Plan:
    """The plan of files that are named one by one; each counts once."""
    once = tuple(dict.fromkeys(paths))
    return Plan(Files(once), tuple(Entry(path=path) for path in once))


def pages(found: Plan, *, by_structure: bool) -> Plan:
    """The plan of a batch: every page once and by itself, in the order of ``found``; those that
    a structure does not list come last, and introductions are left out unless they are all
    there is. A page that is alone in its folder introduces nothing, whatever its name."""
    paths = [entry.path for entry in found.entries if entry.path]
    if not by_structure:
        paths += [loss.detail for loss in found.diagnostics if loss.code == "l-003"]
    above = _folders(paths)
    introductions = {path for path in paths if is_index(path) and posixpath.dirname(path) in above}
    articles = [path for path in paths if path not in introductions] or paths
    kept = tuple(d for d in found.diagnostics if by_structure or d.code != "l-003")
    return replace(found, entries=tuple(Entry(path=p) for p in articles), diagnostics=kept)


def _folders(paths: Iterable[str]) -> set[str]:
    """Those that hold more than the page that introduces them.

    >>> sorted(_folders(["a/index.md", "a/b/index.md", "c/d.md", "e/README.md"]))
    ['', 'a', 'c']
    """
    found: set[str] = set()
    for path in paths:
        folder = posixpath.dirname(path)
        if is_index(path):
            folder = posixpath.dirname(folder)
        while folder not in found:
            found.add(folder)
            folder = posixpath.dirname(folder)
    return found


def _settings(root: Root, files: list[str], chosen: str, encoding: str) -> Settings:
    def text(name: str) -> str:
        return decode(root.read(name), name, encoding)

    there = [chosen] if chosen else [name for name in (BOOK, GITBOOK) if name in files]
    for name in there:
        if name == BOOK:
            return settings.book(text(name), name)
        if name == GITBOOK:
            return settings.gitbook(text(name), name)
        if name == SUMMARY:
            return Settings(summary=name)
    mkdocs = next((name for name in (chosen, *MKDOCS) if name in MKDOCS and name in files), "")
    if mkdocs and (chosen or SUMMARY not in files):
        return settings.mkdocs(text(mkdocs), mkdocs)[0]
    return Settings()


def _planned(
    root: Root, told: Settings, files: list[str], encoding: str, dates: Dates | None
) -> Plan:
    inside = [path for path in files if path.startswith(f"{told.root}/")] if told.root else files
    kept = [path for path in inside if _is_wanted(path.removeprefix(f"{told.root}/"), told)]
    kept = [path for path in kept if path != posixpath.join(told.root, told.summary)]
    entries = _listed(root, told, files, encoding)
    plain = Plan(root, entries, told.stated, _home(told, kept), told.reading, told.diagnostics)
    if entries:
        return checked(plain, kept)
    found = [path for path in kept if is_page(path) or told.files]
    if not found:
        raise SourceError(_none(root, told))
    if told.order == "date":
        entries = folder.by_date(found, dates(root, found) if dates else {})
    else:
        entries = _under(folder.entries(p.removeprefix(f"{told.root}/") for p in found), told.root)
    return checked(replace(plain, entries=entries), kept, listed=False)


def _none(root: Root, told: Settings) -> str:
    """Why there is no page at all."""
    where = posixpath.join(root.name, told.root)
    if told.files:
        return f"{where}: no file in it is one of {', '.join(told.files)}"
    return f"{where}: there is no page in it; pages end in {', '.join(PAGES)}"


def _listed(root: Root, told: Settings, files: list[str], encoding: str) -> tuple[Entry, ...]:
    """The entries of SUMMARY.md or of a nav; none where there is neither."""
    if told.order in ("name", "date"):
        return ()
    name = posixpath.join(told.root, told.summary or SUMMARY)
    if name in files:
        return summary.entries(decode(root.read(name), name, encoding), name)
    mkdocs = next((name for name in MKDOCS if name in files), "")
    if told.summary or (told.order == "summary" and not mkdocs):
        raise SourceError(f"{root.name}: there is no {name}")
    if not mkdocs:
        return ()
    found = settings.mkdocs(decode(root.read(mkdocs), mkdocs, encoding), mkdocs)[1]
    return _under(found, told.root)


def _under(entries: Iterable[Entry], folder: str) -> tuple[Entry, ...]:
    return tuple(
        replace(e, path=posixpath.normpath(posixpath.join(folder, e.path))) if e.path else e
        for e in entries
    )


def _home(told: Settings, files: list[str]) -> str:
    """The page that speaks for the whole: the introduction at the root."""
    if told.readme:
        return posixpath.join(told.root, told.readme)
    top = f"{told.root}/" if told.root else ""
    return next((p for p in files if is_index(p) and "/" not in p.removeprefix(top)), "")


def _is_wanted(path: str, told: Settings) -> bool:
    named = not told.files or any(_glob(g).fullmatch(path) for g in told.files)
    return named and not any(_glob(g).fullmatch(path) for g in told.exclude)


def _glob(pattern: str) -> re.Pattern[str]:
    """``*`` and ``?`` stay within a folder, ``**`` does not.

    >>> bool(_glob("a/**/*.md").fullmatch("a/b.md")), bool(_glob("*.md").fullmatch("a/b.md"))
    (True, False)
    """
    marks = {"**/": "(?:[^/]+/)*", "**": ".*", "*": "[^/]*", "?": "[^/]"}
    parts = re.split(r"(\*\*/|\*\*|\*|\?)", pattern)
    return re.compile("".join(marks.get(part, re.escape(part)) for part in parts))
