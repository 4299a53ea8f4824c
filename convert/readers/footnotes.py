"""Footnotes: each stands where it is first cited, and none is lost."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from convert import model as m
from convert.readers.events import Event

DEPTH = 2
"""Footnotes inside footnotes that are kept; a citation deeper down stays text."""

ToBlocks: TypeAlias = Callable[[list[Event]], m.Blocks]
"""What turns the events of one definition into blocks."""


class Footnotes:
    """The definitions of a text, taken out of its events.

    ``body`` is what remains. Where there cannot be ``some``, nobody looks for them.
    """

    def __init__(self, events: list[Event], *, some: bool) -> None:
        self.body: list[Event] = [] if some else events
        self._defined: dict[str, list[Event]] = {}
        self._again: list[tuple[str, list[Event]]] = []
        self._made: dict[str, m.Note] = {}
        self._open: list[str] = []
        if some:
            self._take(events)

    def note(self, label: str, blocks: ToBlocks) -> m.Note | None:
        """The footnote for a citation. None where there can be none: it would stand inside
        itself, too deep, or a second time inside a footnote."""
        if label in self._open or len(self._open) >= DEPTH or label not in self._defined:
            return None
        if label in self._made:
            return None if self._open else self._made[label]
        self._open.append(label)
        made = self._made[label] = m.Note(blocks(self._defined[label]))
        self._open.pop()
        return made

    def never_cited(self, blocks: ToBlocks) -> list[tuple[str, m.Blocks]]:
        """Label and content of the definitions that no citation took up, repeated ones too."""
        labels = [label for label in self._defined if label not in self._made]
        notes = [(label, self.note(label, blocks)) for label in labels if label not in self._made]
        again = [(label, blocks(found)) for label, found in self._again]
        return [(label, note.content) for label, note in notes if note] + again

    def _take(self, events: list[Event]) -> None:
        """Sort the events: inside a definition, or in the body."""
        stack: list[list[Event]] = [self.body]
        for event in events:
            kind, value = event[:2]
            if kind == "start" and value[0] == "FootnoteDefinition":
                stack.append(self._define(value[1]))
            elif kind == "end" and value[0] == "FootnoteDefinition":
                stack.pop()
            else:
                stack[-1].append(event)

    def _define(self, label: str) -> list[Event]:
        """A place for the definition; the first one of a label is the one that is cited."""
        found: list[Event] = []
        if label in self._defined:
            self._again.append((label, found))
        else:
            self._defined[label] = found
        return found
