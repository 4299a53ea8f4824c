"""What a library is to become, before any page is read: its contents, in order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from convert import mhtml
from convert.diagnostics import Diagnostic, Origin
from convert.library.roots import Root
from convert.sources import composed
from convert.value import Value, replace

_HTML = (".html", ".htm", ".xhtml")
PAGES = (".md", ".markdown", ".mdown", ".txt", *_HTML, *mhtml.SUFFIXES, ".epub")
"""Suffixes of what is a page, unless globs say otherwise."""

INDEXES = ("readme.md", "index.md", "index.html", "index.htm")
"""A page that introduces its folder."""

_NO_PAGES = frozenset({"assets", "includes", "layouts", "overrides", "partials", "static"})
_NO_PAGES |= {"node_modules", "templates", "theme"}
"""Folders whose HTML is a part of a site; so is that in a folder like ``_layouts``."""


class Entry(Value):
    """One line of the contents.

    ``title`` is the line as given, '' for the title of the page. ``path`` is a file under the
    root, parted by slashes; without one the entry is a part page. ``url`` is one elsewhere.
    ``level`` counts from 1.
    """

    title: str = ""
    path: str = ""
    level: int = 1
    anchor: str = ""
    url: str = ""
    origin: Origin | None = None


class Plan(Value):
    """``stated`` is what the structure says of the whole, as keys and values of ``--metadata``;
    ``home`` is the page that speaks for the whole, '' for none; ``reading`` are options of the
    reader; ``diagnostics`` are entries that lead nowhere, and files that no entry leads to."""

    root: Root
    entries: tuple[Entry, ...]
    stated: tuple[tuple[str, str], ...] = ()
    home: str = ""
    reading: tuple[tuple[str, str], ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()


def checked(plan: Plan, files: Iterable[str], *, listed: bool = True) -> Plan:
    """The plan without entries that lead nowhere or to a page once more, with a diagnostic
    for each, and (where the structure lists its pages) for each page that is left out."""
    there = list(files)
    known = {**{composed(path): path for path in there}, **{path: path for path in there}}
    losses: list[Diagnostic] = []
    entries = tuple(_leading(plan.entries, known, losses))
    if listed:
        taken = {entry.path for entry in entries}
        with_html = any(map(is_html, taken))
        left = [p for p in there if p not in taken and is_page(p) and (with_html or not is_html(p))]
        losses += [Diagnostic("l-003", path) for path in left]
    home = plan.home or next((e.path for e in entries if e.path.lower() in INDEXES), "")
    return replace(
        plan, entries=_stepped(entries), home=home, diagnostics=(*plan.diagnostics, *losses)
    )


def is_page(path: str) -> bool:
    """Whether a file is a page by its suffix."""
    *folders, name = path.lower().split("/")
    if is_html(name) and any(map(_holds_no_pages, folders)):
        return False
    return name.endswith(PAGES) and name != "summary.md"


def is_html(path: str) -> bool:
    """Whether a file is a web page by its suffix: beside Markdown that a structure lists, it is
    more likely a part of a site."""
    return path.lower().endswith(_HTML)


def is_index(path: str) -> bool:
    """Whether a page introduces its folder."""
    return path.rpartition("/")[2].lower() in INDEXES


def _holds_no_pages(folder: str) -> bool:
    """Templates of a site, and what a browser puts beside the page that it saves."""
    return folder in _NO_PAGES or folder.startswith("_") or folder.endswith("_files")


def _leading(
    entries: Iterable[Entry], known: dict[str, str], losses: list[Diagnostic]
) -> Iterator[Entry]:
    taken: set[str] = set()
    for entry, has_more in _with_next(entries):
        if entry.url or not entry.path:
            if entry.url or has_more:
                yield entry
            else:
                losses.append(Diagnostic("l-004", entry.title, entry.origin))
            continue
        path = known.get(entry.path) or known.get(composed(entry.path), "")
        if not path:
            losses.append(Diagnostic("l-001", entry.path, entry.origin))
            if has_more:
                yield replace(entry, path="")
        elif path in taken:
            losses.append(_again(entry))
        else:
            taken.add(path)
            yield replace(entry, path=path)


def _again(entry: Entry) -> Diagnostic:
    """A heading of a page is in the contents with its page."""
    place = f"{entry.path}#{entry.anchor}" if entry.anchor else entry.path
    return Diagnostic("l-002", place, entry.origin)


def _with_next(entries: Iterable[Entry]) -> Iterator[tuple[Entry, bool]]:
    """Each entry, and whether the next one stands below it."""
    found = list(entries)
    for entry, after in zip(found, [*found[1:], None], strict=True):
        yield entry, after is not None and after.level > entry.level


def _stepped(entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
    """No level is skipped on the way down.

    >>> [e.level for e in _stepped((Entry(level=2), Entry(level=4), Entry(level=2)))]
    [1, 2, 1]
    """
    above: list[int] = []
    found = []
    for entry in entries:
        while above and above[-1] >= entry.level:
            above.pop()
        above.append(entry.level)
        found.append(replace(entry, level=len(above)))
    return tuple(found)
