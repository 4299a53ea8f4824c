"""What MkDocs sites write beyond the ``markdown`` package: fences inside lists and with a
title, ``???`` details, ``===`` tabs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape
from typing import Any

from markdown.extensions import Extension
from markdown.preprocessors import Preprocessor

_FENCE = re.compile(r"^( *)(`{3,}|~{3,}) *(\{[^`\n]*\}|[^`{\n]*)$")
_CONTAINER = re.compile(r" *(?:[-*+] |\d+[.)] |!!!|\?\?\?|===|: |\[\^)")
_TITLE = re.compile(r"""\btitle=(?:"([^"]*)"|'([^']*)')""")
_LANGUAGE = re.compile(r"\{? *\.?([\w#+.-]+)(?!\S*=)")
_DETAILS = re.compile(r'^( *)\?\?\?\+? ?((?:[\w-]+ *)*)("[^"]*"|) *$')
_TAB = re.compile(r'^( *)===[+!]? +(".*") *$')


class MkDocs(Extension):
    """Registers the steps that go with the extensions in use."""

    def __init__(self, extensions: tuple[str, ...]) -> None:
        super().__init__()
        self.extensions = extensions

    def extendMarkdown(self, md: Any) -> None:
        if "fenced_code" in self.extensions:
            md.preprocessors.register(Fences(md), "nested_fences", 27)
        if "admonition" in self.extensions:
            md.preprocessors.register(Openers(md), "openers", 24)


class Fences(Preprocessor):
    """Puts every fenced block aside, wherever it stands, with the title of its first line."""

    def run(self, lines: list[str]) -> list[str]:
        kept: list[str] = []
        at = 0
        for start, end, opening in fences(lines):
            kept += [*lines[at:start], *self._aside(opening, lines[start + 1 : end])]
            at = end + 1
        return kept + lines[at:]

    def _aside(self, opening: re.Match[str], code: list[str]) -> list[str]:
        """A blank line, the place holder in the column of its container, a blank line."""
        indent = len(opening[1])
        text = "\n".join(line[min(indent, _indent(line)) :] for line in code)
        html = f"<pre{_attrs(opening[3])}>{escape(text, quote=False)}\n</pre>"
        assert self.md is not None
        return ["", " " * (-(-indent // 4) * 4) + self.md.htmlStash.store(html), ""]


def fences(lines: list[str]) -> Iterator[tuple[int, int, re.Match[str]]]:
    """The first and the last line of each fenced block that is closed, and its opening."""
    outer: list[tuple[int, bool]] = []
    endless: dict[str, int] = {}
    at = 0
    while at < len(lines):
        opening = _FENCE.match(lines[at])
        end = 0
        if opening and _may_stand(opening, outer):
            end = _closing(lines, at, opening[2], endless)
        if opening and end:
            yield at, end, opening
        else:
            _nest(outer, lines[at])
        at = max(at, end) + 1


class Openers(Preprocessor):
    """``??? note "T"`` and ``=== "T"`` as admonitions of the kinds ``details`` and ``tab``."""

    def run(self, lines: list[str]) -> list[str]:
        return [self._line(line) if "???" in line or "===" in line else line for line in lines]

    def _line(self, line: str) -> str:
        if found := _TAB.match(line):
            return f"{found[1]}!!! tab {found[2]}"
        if found := _DETAILS.match(line[:500]):
            title = found[3] or f'"{found[2].strip().capitalize()}"'
            return f"{found[1]}!!! details {title}"
        return line


def _may_stand(opening: re.Match[str], outer: list[tuple[int, bool]]) -> bool:
    """A fence four columns in is code about fences, unless a container stands around it."""
    indent = len(opening[1])
    around = [holds for column, holds in outer if column < indent]
    return indent < 4 or any(around)


def _nest(outer: list[tuple[int, bool]], line: str) -> None:
    """Keep the lines that the next line may stand inside of."""
    if line.strip():
        indent = _indent(line)
        while outer and outer[-1][0] >= indent:
            outer.pop()
        outer.append((indent, bool(_CONTAINER.match(line))))


def _closing(lines: list[str], start: int, fence: str, endless: dict[str, int]) -> int:
    """The line that closes ``fence``, 0 when none does; ``endless`` remembers those."""
    if len(fence) >= endless.get(fence[0], len(fence) + 1):
        return 0
    for at in range(start + 1, len(lines)):
        line = lines[at].strip()
        if line.startswith(fence) and not line.strip(fence[0]):
            return at
    endless[fence[0]] = len(fence)
    return 0


def _attrs(info: str) -> str:
    title, language = _TITLE.search(info), _LANGUAGE.match(info)
    named = f' class="language-{escape(language[1])}"' if language else ""
    return named + (f' title="{escape(title[1] or title[2] or "")}"' if title else "")


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))
