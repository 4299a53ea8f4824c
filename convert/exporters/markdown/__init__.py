"""Markdown: a tidy source, with every claim of the ledger as data in its front matter.

Our readers give the same model back (``convert.readers.own_markdown``); what Markdown cannot
say, and so comes back otherwise, is listed in ``docs/formats.md``.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, islice
from typing import IO, Annotated

from convert import model as m
from convert.diagnostics import Diagnostic
from convert.errors import SourceError, UsageError
from convert.exporters.markdown.blocks import blocks, notes
from convert.exporters.markdown.front import comment, front_matter
from convert.exporters.markdown.inlines import line
from convert.exporters.markdown.state import FLAVOURS, State, clean
from convert.exporters.markdown.text import unclosed
from convert.formats import Place
from convert.ledger import Kind
from convert.value import Value


class Markdown(Value):
    """One Markdown file; CommonMark needs HTML for tables, the other flavours less."""

    flavour: Annotated[str, "commonmark, gfm (GitHub) or gitbook"] = "commonmark"

    name = "markdown"
    suffix = ".md"
    media_type = "text/markdown"
    places = dict.fromkeys(Kind, Place.BOTH)

    def export(self, publication: m.Publication, output: IO[bytes]) -> tuple[Diagnostic, ...]:
        """Write the publication; raises ``SourceError`` when it has no document."""
        if self.flavour not in FLAVOURS:
            raise UsageError(f"flavour is one of {', '.join(FLAVOURS)}, not {self.flavour!r}")
        state = State(self.flavour)
        for part in _parts(publication, state):
            text, controls = clean(part)
            if controls:
                state.lose("r-001", f"{controls} in all")
            output.write(text.encode("utf-8"))
        return state.losses


def _parts(publication: m.Publication, state: State) -> Iterator[str]:
    """Front matter, then the documents; in a collection each has its data in a comment."""
    spine = iter(publication.spine)
    first = list(islice(spine, 2))
    if not first:
        raise SourceError("there is no document to write; Markdown needs at least one")
    if len(first) == 1:
        yield front_matter(publication.metadata, first[0])
        yield _document(first[0], state)
        return
    yield front_matter(publication.metadata, None)
    yield "# " + unclosed(line((m.Text(publication.metadata.title),), state)) + "\n"
    for document in chain(first, spine):
        yield "\n" + comment(document) + "\n" + _document(document, state)


def _document(document: m.Document, state: State) -> str:
    """Title, imprint, text, notes, colophon."""
    state.losses_of(document)
    title = unclosed(line((m.Text(document.metadata.title),), state))
    last = document.blocks[-1:]
    ends = bool(last) and isinstance(last[0], m.Credits)
    body = document.blocks[:-1] if ends else document.blocks
    parts = [f"# {title}" if title.strip() else "", blocks(body, state), notes(state)]
    parts += [blocks(last, state), notes(state)] if ends else []
    return "\n\n".join(filter(None, parts)) + "\n"
