"""What is known while one file is written: flavour, footnotes, losses."""

from __future__ import annotations

import re

from convert import model as m
from convert.diagnostics import Diagnostic, Origin

FLAVOURS = ("commonmark", "gfm", "gitbook")
NOTE_DEPTH = 2
"""Footnotes inside footnotes that Markdown readers follow; a deeper one is written in brackets."""

_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


class State:
    """Grows while one file is written."""

    def __init__(self, flavour: str) -> None:
        self.flavour = flavour
        self.notes: list[tuple[m.Note, int]] = []
        self.notes_written = 0
        self.note_depth = 0
        self.origin: Origin | None = None
        self._losses: dict[tuple[str, str], Diagnostic] = {}

    def cite(self, note: m.Note) -> int:
        """The number of a footnote, counted through the whole file."""
        self.notes.append((note, self.note_depth + 1))
        return len(self.notes)

    def lose(self, code: str, detail: str) -> None:
        """Note a loss, the same one once, with the place of the block being written."""
        self._losses.setdefault((code, detail), Diagnostic(code, detail, self.origin))

    def losses_of(self, document: m.Document) -> None:
        """Begin a document."""
        self.origin = None

    @property
    def losses(self) -> tuple[Diagnostic, ...]:
        return tuple(self._losses.values())


def clean(text: str) -> tuple[str, int]:
    """``text`` without control characters, and how many they were."""
    return _CONTROLS.subn("", text)
