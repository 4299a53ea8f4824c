"""Plain text worth reading: wrapped by display columns, with its credits at head and foot."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, islice
from typing import IO, Annotated

from convert.diagnostics import Diagnostic
from convert.errors import UsageError
from convert.exporters.text.blocks import hang, heading, narrow
from convert.exporters.text.document import document, rule, title
from convert.exporters.text.encoding import Encoder
from convert.exporters.text.state import State, Style
from convert.formats import Place
from convert.labels import word
from convert.ledger import Kind
from convert.model import Document, Publication
from convert.value import Value

NEWLINES = {"lf": "\n", "crlf": "\r\n"}
LINKS = ("end", "inline", "none")
STEP, DEEPEST = "  ", 5
"""What sets a title in the contents below the one above it, and how often at most."""


class PlainText(Value):
    """One text file; several documents follow each other behind a list of contents."""

    width: Annotated[int, "display columns of a line; 0 puts each paragraph on one line"] = 78
    autospace: Annotated[bool, "put a blank between Chinese and Latin letters"] = False
    indent: Annotated[int, "columns before the first line of a paragraph"] = 0
    links: Annotated[str, "addresses at the end of the section, inline, or none"] = "end"
    encoding: Annotated[str, "of the file: utf-8, gb18030, utf-16, …"] = "utf-8"
    bom: Annotated[bool, "begin with a byte order mark, for old readers on Windows"] = False
    newline: Annotated[str, "lf or crlf"] = "lf"

    name = "text"
    suffix = ".txt"
    media_type = "text/plain"
    places = dict.fromkeys(Kind, Place.TEXT)

    def export(self, publication: Publication, output: IO[bytes]) -> tuple[Diagnostic, ...]:
        """Write the publication. Raises ``UsageError`` for an option that cannot be."""
        self._check()
        encoder = Encoder(self.encoding, self.bom, NEWLINES[self.newline])
        writer = _Writer(publication, Style(self.width, self.indent, self.autospace, self.links))
        for lines in writer.parts():
            output.write(encoder.encode(lines))
        return (*writer.losses, *encoder.losses())

    def _check(self) -> None:
        if self.links not in LINKS:
            raise UsageError(f"links is one of {', '.join(LINKS)}, not {self.links!r}")
        if self.newline not in NEWLINES:
            raise UsageError(f"newline is lf or crlf, not {self.newline!r}")
        if self.width and self.width < 20:
            raise UsageError(f"width is 0 or at least 20 columns, not {self.width}")
        if not 0 <= self.indent <= 16:
            raise UsageError(f"indent is 0 to 16 columns, not {self.indent}")


class _Writer:
    """Gives the file part by part, so that only one document is in memory."""

    def __init__(self, publication: Publication, style: Style) -> None:
        self.publication, self.style = publication, style
        self.losses: list[Diagnostic] = []

    def parts(self) -> Iterator[list[str]]:
        """Head and documents as lines."""
        spine = iter(self.publication.spine)
        first = list(islice(spine, 2))
        head = Document(self.publication.metadata, ())
        if len(first) < 2:
            yield from self._document(first[0] if first else head, self.publication.metadata.title)
            return
        yield self._contents(State(self.style, head))
        for node in chain(first, spine):
            yield ["", "", rule(State(self.style, node), "="), ""]
            yield from self._document(node, node.metadata.title)

    def _document(self, node: Document, name: str) -> Iterator[list[str]]:
        state = State(self.style, node)
        body = document(node, state)
        yield [*title(name, state), *([""] if body else []), *body]
        self.losses += state.losses

    def _contents(self, state: State) -> list[str]:
        titles = [(n.level, n.label or n.metadata.title) for n in self.publication.spine]
        width = self.style.width
        lines = [
            *title(self.publication.metadata.title, state),
            "",
            *heading(word("contents", state.language), 2, state, width),
            "",
        ]
        for number, (level, name) in enumerate(titles, 1):
            marker = f"{number}. ".rjust(len(f"{len(titles)}. ")) + STEP * min(level - 1, DEEPEST)
            lines += hang(state.wrap(name, narrow(width, len(marker))), marker)
        return lines
