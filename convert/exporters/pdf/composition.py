"""From parts to pages: cut fonts, lay out in pieces, join, number."""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Iterator, Mapping
from typing import Any

from convert import model as m
from convert.exporters.pdf.cuts import Cuts, cut_fonts
from convert.exporters.pdf.engine import Files, forget, justifies, spaces
from convert.exporters.pdf.folio import DIGITS
from convert.exporters.pdf.join import Book
from convert.exporters.pdf.outline import outline
from convert.exporters.pdf.pages import Part, front, title
from convert.exporters.pdf.paper import Paper, page_rules
from convert.exporters.pdf.pieces import Look, Piece, crew
from convert.exporters.pdf.runs import runs_of
from convert.exporters.xhtml import Entry, language_tag
from convert.labels import word
from convert.metadata import Metadata
from convert.styles import sheet
from convert.value import Value

LEADER = (
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10" width="10" height="10">'
    b'<circle cx="5" cy="5" r="0.9" fill="#777"/></svg>'
)
"""One dot of the dotted lines in the contents."""

LONG = 4
"""Times the size of a piece, from which on an article is laid out in a process."""

_PICTURE = re.compile('src="book:(picture/[^"]*)"')


class Composition(Value):
    """What is laid out: the parts, the lines of the contents (None for none), and how.

    ``jobs`` processes share the work, 0 being one for each processor.
    """

    metadata: Metadata
    parts: tuple[Part, ...]
    contents: list[Entry] | None
    paper: Paper
    css: str
    font: str
    pictures: Mapping[str, m.Resource]
    noted: bool
    piece_size: int
    jobs: int
    seconds: int
    memory: int


def compose(work: Composition) -> tuple[Any, tuple[str, ...]]:
    """The pikepdf document, and the pictures that could not be shown."""
    with tempfile.TemporaryDirectory(prefix="pubconvert-") as folder:
        try:
            return _compose(work, _cut(work), folder)
        finally:
            forget()


def _compose(work: Composition, cuts: Cuts, folder: str) -> tuple[Any, tuple[str, ...]]:
    fonts = dict(_stored(cuts, folder))
    look = _look(work, cuts, folder)
    runs = enumerate(_runs(work), 1)
    pieces = (_piece(number, look, run, work, fonts) for number, run in runs)
    titles = {entry.id: entry.text for part in work.parts for entry in part.entries}
    book, failures = Book(cuts.contents, titles), list[str]()
    with crew(_hands(work), work.memory, folder) as workers:
        for laid in workers.lay_out(pieces):
            book.add(laid)
            failures += laid.failures
        if work.contents is not None:
            book.add_front(*workers.lay_out([_front(work, look, fonts, book.pages)]))
    book.finish(work.paper)
    outline(book, (entry for part in work.parts for entry in part.entries))
    return book.pdf, tuple(failures)


def _runs(work: Composition) -> Iterator[tuple[Part, ...]]:
    """The articles in runs of about so many characters of markup."""
    return runs_of(work.parts, work.piece_size, lambda part: len(part.html))


def _hands(work: Composition) -> int:
    """The processes for the pieces, which are bounded; 0 for one piece that is not long: to
    start a process would take longer than what it does."""
    pieces = sum(1 for _ in _runs(work))
    long = sum(len(part.html) for part in work.parts) > LONG * work.piece_size
    return min(work.jobs or _processors(), pieces) if pieces > 1 or long else 0


def _cut(work: Composition) -> Cuts:
    """The fonts, cut to the letters of all parts and of what is added to them."""
    languages = (work.metadata.language, *(part.language for part in work.parts))
    added = front(work.metadata, work.contents or [], {}) + DIGITS + "ivxlcdm\u2010\u2026."
    markup = (added, *(part.html for part in work.parts))
    return cut_fonts(markup, dict.fromkeys(map(language_tag, languages)), work.font)


def _stored(cuts: Cuts, folder: str) -> Iterator[tuple[str, tuple[str, bytes | str]]]:
    for name, content in cuts.contents.items():
        path = os.path.join(folder, f"{name}.font")
        with open(path, "wb") as file:
            file.write(content)
        yield f"font/{name}", ("font/otf", path)


def _look(work: Composition, cuts: Cuts, folder: str) -> Look:
    several = len(work.parts) > 1
    rules = page_rules(work.paper, cuts.stacks, title(work.metadata) if several else "")
    names = ["print.css", *["print-book.css"] * several, *["print-justify.css"] * justifies()]
    sheets = "".join(map(sheet, names))
    return Look(
        sheet=rules + sheets + work.css,
        faces=cuts.rules,
        language=work.metadata.language,
        kind="book" if work.contents is not None else "single",
        picture=word("image", work.metadata.language),
        measure=work.paper.measure,
        noted=work.noted,
        spaced=spaces(),
        seconds=work.seconds,
        memory=work.memory,
        folder=folder,
    )


def _piece(
    number: int, look: Look, run: tuple[Part, ...], work: Composition, fonts: Files
) -> Piece:
    html = tuple(part.html for part in run)
    names = dict.fromkeys(name for text in html for name in _PICTURE.findall(text))
    known = [(name, work.pictures[name]) for name in names if name in work.pictures]
    pictures = {name: (found.media_type, found.load()) for name, found in known}
    return Piece(
        number,
        look,
        html,
        tuple(part.title for part in run),
        tuple(part.language for part in run),
        tuple(part.entries[0].id for part in run),
        {**fonts, **pictures},
    )


def _processors() -> int:
    known = getattr(os, "sched_getaffinity", None)
    return len(known(0)) if known else os.cpu_count() or 1


def _front(work: Composition, look: Look, fonts: Files, numbers: Mapping[str, int]) -> Piece:
    """Title page and contents; ``numbers`` is id -> the number on its page."""
    markup = front(work.metadata, work.contents or [], numbers)
    files = {**fonts, "leader": ("image/svg+xml", LEADER)}
    return Piece(0, look, (markup,), ("",), ("",), ("",), files)
