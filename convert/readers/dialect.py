"""Markdown into the model: CommonMark, GitHub's tables, footnotes and tasks, GitBook's blocks.

pyromark's events go to a builder as they come; the few lines and blocks that need it first
pass through ``repairs``, ``tags`` and ``emphasis``.
"""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Iterator
from itertools import accumulate

from convert import conservation
from convert import model as m
from convert.diagnostics import Diagnostic, Origin
from convert.readers import emphasis, gitbook_blocks, repairs
from convert.readers.builder import Builder
from convert.readers.events import Event, events
from convert.readers.feeder import Feeder
from convert.readers.footnotes import Footnotes

_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def parse(
    text: str, file: str, *, gitbook: bool = False
) -> tuple[m.Blocks, tuple[Diagnostic, ...]]:
    """The blocks of a Markdown text, and what was lost or odd.

    ``file`` names the source in origins; lines count from 1. With ``gitbook`` tags such as
    ``{% hint %}`` are read, otherwise they are text. Takes any text and never
    raises but for a fault of its own, ``TextLost``.
    """
    text, losses = without_controls(text, file)
    source = (gitbook_blocks.mark(text) if gitbook else text).encode("utf-8", "replace")
    found = _resolved(source)
    repaired = repairs.repair(found, source)
    if repaired != source:
        found, source = _resolved(repaired), repaired
    if b"*" in source or b"~~" in source:
        found = emphasis.repair(found, source)
    reading = Reading(found, source, file)
    blocks = reading.result()
    told = _told(found)
    if b"\x01" in source:
        told = map(gitbook_blocks.unmark, told)
    conservation.parsing(file, told, blocks)
    return blocks, (*losses, *reading.losses)


def _told(found: list[Event]) -> Iterator[str]:
    """The letters of the events; those of raw HTML only where it is taken as text."""
    for kind, value, _, _ in found:
        if kind == "Text" or kind == "Code":
            yield value
        elif kind == "Tag" and value.kind == "text":
            yield value.source


def _resolved(source: bytes) -> list[Event]:
    found = events(source.decode())
    if b"<" not in source or not any(kind in ("Html", "InlineHtml") for kind, _, _, _ in found):
        return found
    from convert.readers.tags import resolve

    return resolve(found)


def without_controls(text: str, file: str) -> tuple[str, tuple[Diagnostic, ...]]:
    """The text without characters that no format can hold, and a diagnostic if there were any."""
    first = _CONTROLS.search(text)
    if not first:
        return text, ()
    cleaned, count = _CONTROLS.subn("", text)
    origin = Origin(file, text.count("\n", 0, first.start()) + 1)
    return cleaned, (Diagnostic("r-001", f"{count} in all, the first is {first[0]!r}", origin),)


class Reading:
    """One text on its way into blocks."""

    def __init__(self, found: list[Event], source: bytes, file: str) -> None:
        self.source, self.file = source, file
        self.losses: list[Diagnostic] = []
        self._lines = list(accumulate([len(line) + 1 for line in source.split(b"\n")]))
        self._notes = Footnotes(found, some=b"]:" in source)

    def result(self) -> m.Blocks:
        """The body, and after it the footnotes that nobody cites."""
        blocks = self._blocks(self._notes.body)
        for label, content in self._notes.never_cited(self._blocks):
            self.lose("r-006", f"[^{label}]", content[0].origin if content else None)
            blocks += content
        return blocks

    def origin(self, offset: int, more: int = 0) -> Origin:
        """The place of an offset in the source, ``more`` lines further down."""
        return Origin(self.file, bisect(self._lines, offset) + 1 + more)

    def note(self, label: str) -> m.Note | None:
        """The footnote for a citation."""
        return self._notes.note(label, self._blocks)

    def lose(self, code: str, detail: str, origin: Origin | None) -> None:
        """Note a loss."""
        self.losses.append(Diagnostic(code, detail, origin))

    def _blocks(self, found: list[Event]) -> m.Blocks:
        builder = Builder(self.origin(0))
        Feeder(builder, self).feed(found)
        blocks = builder.finish()
        self.losses += builder.diagnostics
        return blocks
