"""What is known while one document is written: headings, notes, losses."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from convert import model as m
from convert.diagnostics import Diagnostic, Origin
from convert.exporters.xhtml.headings import Entry, Headings
from convert.value import Value


def absent(_: object) -> None:
    """The resolver of a book that holds no such thing."""


class Style(Value):
    """What a format wants from its XHTML.

    ``notes``: 'asides' puts them at the document's end with links both ways, 'floats' puts
    a ``span.footnote`` where they are cited. ``prefix`` stands before every id.
    ``image`` gives the path of a picture inside the book and ``link`` the target of a
    relative link; ``None`` says that the book does not hold it. ``split_level`` and
    ``part_size`` cut a document into parts, see ``parts.cuts``; 0 never does.
    """

    notes: Literal["asides", "floats"] = "asides"
    prefix: str = ""
    image: Callable[[m.Image], str | None] = absent
    link: Callable[[str], str | None] = absent
    split_level: int = 0
    part_size: int = 0


class State:
    """Grows while one document is written, and is thrown away afterwards."""

    def __init__(
        self,
        style: Style,
        language: str,
        headings: Headings,
        blocks: Callable[[m.Blocks, State], str],
    ) -> None:
        self.style = style
        self.language = language
        self.headings = headings
        self.blocks = blocks
        self.colophon: Entry | None = None
        self.origin: Origin | None = None
        self.notes: list[m.Note] = []
        self.notes_written = 0
        self.in_note = False
        self.in_link = False
        self.after_link: list[str] = []
        self.features: set[str] = set()
        self._losses: dict[tuple[str, str], Diagnostic] = {}

    def lose(self, code: str, detail: str) -> None:
        """Note a loss, the same one once, with the place of the block being written."""
        self._losses.setdefault((code, detail), Diagnostic(code, detail, self.origin))

    @property
    def losses(self) -> tuple[Diagnostic, ...]:
        return tuple(self._losses.values())
