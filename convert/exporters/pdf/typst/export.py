"""A publication written as a PDF by Typst.

The model is handed over as data: ``article`` turns a document into lists and strings, the
fixed template ``main.typ`` sets them. Nothing of a publication is ever read as markup.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Mapping
from typing import IO, Any

from convert import model as m
from convert.diagnostics import Diagnostic
from convert.exporters.pdf import finish
from convert.exporters.pdf.metadata import Description, joined
from convert.exporters.pdf.outline import outline
from convert.exporters.pdf.typst import fonts, tags
from convert.exporters.pdf.typst.article import Look
from convert.exporters.pdf.typst.binding import Bound
from convert.exporters.pdf.typst.book import Book, Layout, book, front
from convert.exporters.pdf.typst.compiler import FRONT, BrokenPicture, Load, Room, engine
from convert.exporters.pdf.typst.setting import Setting, opened

__all__ = ["Layout", "export"]

_PLAIN = re.compile("[^A-Za-z0-9]+")

Pictures = Mapping[str, tuple[str, Load]]
"""Name -> file and content."""


def export(publication: m.Publication, layout: Layout, output: IO[bytes]) -> tuple[Diagnostic, ...]:
    """Write the publication as PDF/A-3a and PDF/UA-1. Raises ``MissingDependency`` for a font
    or for Typst itself, ``UsageError`` for a font file that is none."""
    engine()
    attached = [finish.read(path, publication) for path in layout.attached]
    pictures = {it.name: (_file(n, it), it.load) for n, it in enumerate(publication.resources)}
    with tempfile.TemporaryDirectory(prefix="pubconvert-") as folder:
        room = Room(folder)
        room.put(dict(pictures.values()))
        setting = Setting(room, layout)
        try:
            whole, pdf = _compose(publication, setting, pictures)
        except BrokenPicture:
            known = setting.shown(file for file, _ in pictures.values())
            shown = {name: it for name, it in pictures.items() if it[0] in known}
            whole, pdf = _compose(publication, setting, shown)
    _complete(pdf, whole, attached)
    finish.save(pdf, output)
    return (*whole.diagnostics, *setting.unknown)


def _compose(publication: m.Publication, setting: Setting, pictures: Pictures) -> tuple[Book, Any]:
    """The book, and its pages as a pikepdf document."""
    layout = setting.layout
    look = Look(
        paper=layout.paper,
        indent=layout.indent,
        noted=layout.noted,
        stack=lambda language: fonts.stack(language, *setting.first),
        pictures={name: file for name, (file, _) in pictures.items()},
    )
    whole = book(publication, layout.contents, look)
    languages = {publication.metadata.language, *(it.language for it in whole.articles)}
    setting.find_fonts([front(whole, {}), *(it.data for it in whole.articles)], languages)
    return whole, _bound(whole, setting)


def _bound(whole: Book, setting: Setting) -> Any:
    """The pieces made one, with what stands before them and an outline."""
    bound: Bound | None = None
    for number, (run, piece) in enumerate(setting.pieces(whole)):
        tags.mark_articles(piece)
        if any(it.heads_rows for it in run):
            tags.mark_rows(piece)
        if bound is None:
            bound = Bound(piece)
        else:
            tags.identify(piece, f"{number:05} ")
            bound.add(piece)
    assert bound
    entries = [entry for it in whole.articles for entry in it.entries]
    count = _begin(bound, whole, setting) if whole.contents is not None else 0
    bound.finish({entry.id: entry.text for entry in entries})
    finish.number_pages(bound.pdf, count)
    outline(bound, entries)
    return bound.pdf


def _begin(bound: Bound, whole: Book, setting: Setting) -> int:
    """Set title page and contents, and put them before the rest; the number of their pages."""
    numbers = {name: page + 1 for name, (page, _, _) in bound.places.items()}
    pages = opened(setting.typeset(FRONT, front(whole, numbers)))
    tags.mark_contents(pages)
    bound.begin_with(pages)
    return len(pages.pages)


def _complete(pdf: Any, whole: Book, attached: list[finish.Attachment]) -> None:
    """Metadata, the records, the files that the user attaches."""
    rights = (*whole.metadata.rights, *(right for it in whole.articles for right in it.rights))
    known = tuple(dict.fromkeys(rights))
    description = Description(whole.metadata, known, str(pdf.docinfo.get("/Creator", "")), True)
    record = finish.record(joined([it.record for it in whole.articles]))
    finish.attach(pdf, (record, *attached))
    finish.describe(pdf, description)


def _file(number: int, resource: m.Resource) -> str:
    """The name of a picture below the root; its suffix tells Typst what it is."""
    kind = resource.media_type.partition("/")[2].partition("+")[0]
    return f"{number}.{'jpg' if kind == 'jpeg' else _PLAIN.sub('', kind) or 'bin'}"
