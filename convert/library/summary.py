"""SUMMARY.md, as GitBook and mdBook write it.

A list is the contents, nested by its indentation; a heading is a part, and what follows lies
below it; a link outside a list stands by itself at the top; ``[Title]()`` is a draft. The first
heading, ``# Summary`` or whatever it says, names the list and is no part.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from urllib.parse import unquote

from convert.diagnostics import Origin
from convert.library.plan import Entry
from convert.value import replace

TAB = 4
LONGEST = 2000
"""Letters of a line that may be a link; one that is longer is no line of a summary."""

_ITEM = re.compile(r"(?:[*+-]|\d{1,9}[.)])[ \t]+(?P<text>\S.*)")
_LINK = re.compile(r"\[(?P<title>.*)\]\((?P<target>.*)\)[ \t]*(?:\{.*)?")
_TARGET = re.compile(r"""(?:<([^<>]*)>|(.*?))(?:[ \t]+(?:"[^"]*"|'[^']*'|\([^()]*\)))?""")
_HEADING = re.compile(r"(#{1,6})[ \t]+")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_MARKUP = re.compile(r"(\*\*|__|`)(?P<inside>[^*_`]+)\1")


def entries(text: str, file: str = "SUMMARY.md") -> tuple[Entry, ...]:
    """The entries of a summary; paths are beside ``file``.

    >>> [(e.level, e.title, e.path) for e in entries("# S\\n## It\\n* [A](a.md)\\n  * [B](b.md#c)")]
    [(1, 'It', ''), (2, 'A', 'a.md'), (3, 'B', 'b.md')]
    """
    folder = posixpath.dirname(file)
    return tuple(_beside(entry, folder) for entry in _entries(_lines(text), file))


def is_outside(url: str) -> bool:
    """Whether an address is no path."""
    return re.match(r"(?:[A-Za-z][A-Za-z0-9+.-]*:|//)", url) is not None


def _entries(lines: Iterator[tuple[int, str]], file: str) -> Iterator[Entry]:
    base, named = 0, False
    indents: list[int] = []
    for number, line in lines:
        text, origin = line.lstrip(" "), Origin(file, number)
        indent = len(line) - len(text)
        if heading := _HEADING.match(text):
            indents = []
            title = _plain(_title(text[heading.end() :].rstrip("# ")))
            if named or len(heading[1]) > 1:
                base = 1
                yield Entry(title, level=1, origin=origin)
            named = True
        elif item := _ITEM.fullmatch(text):
            named = True
            while indents and indents[-1] >= indent:
                indents.pop()
            indents.append(indent)
            yield _entry(item["text"], base + len(indents), origin)
        elif re.fullmatch(r"(?:-{3,}|\*{3,}|_{3,})", text):
            base, indents = 0, []
        elif _link(text):
            named, base, indents = True, 0, []
            yield _entry(text, 1, origin)


def _lines(text: str) -> Iterator[tuple[int, str]]:
    """Lines that say something, with their numbers; front matter and comments do not."""
    kept = _without(text, "<!--", "-->")
    if kept.startswith("---\n"):
        end = kept.find("\n---\n", 3)
        kept = kept if end < 0 else "\n" * kept.count("\n", 0, end + 4) + kept[end + 4 :]
    for number, line in enumerate(kept.split("\n"), 1):
        if line.strip():
            yield number, line.expandtabs(TAB).rstrip()


def _without(text: str, opening: str, closing: str) -> str:
    """Without what stands between two marks, line ends apart."""
    parts, rest = [], text
    while opening in rest:
        before, _, inside = rest.partition(opening)
        hidden, closed, rest = inside.partition(closing)
        parts += [before, "\n" * hidden.count("\n")]
        if not closed:
            break
    return "".join(parts) + rest


def _entry(text: str, level: int, origin: Origin) -> Entry:
    found = _link(text)
    if not found:
        return Entry(_plain(text), level=level, origin=origin)
    parted = _TARGET.fullmatch(found["target"].strip())
    target = (parted[1] or parted[2] or "").strip() if parted else ""
    title = _plain(found["title"])
    if is_outside(target):
        return Entry(title or target, level=level, url=target, origin=origin)
    path, _, anchor = target.partition("#")
    path = unquote(path.partition("?")[0])
    return Entry(title, path, level, unquote(anchor), origin=origin)


def _link(text: str) -> re.Match[str] | None:
    return _LINK.fullmatch(text) if len(text) <= LONGEST else None


def _beside(entry: Entry, folder: str) -> Entry:
    if not entry.path:
        return entry
    path = posixpath.normpath(posixpath.join(folder, entry.path.lstrip("/")))
    return replace(entry, path=path)


def _title(text: str) -> str:
    """A heading that is a link names its part all the same."""
    found = _link(text)
    return found["title"] if found else text


def _plain(text: str) -> str:
    """A title without its markup."""
    return _ESCAPED.sub(r"\1", _MARKUP.sub(r"\g<inside>", text)).strip()
