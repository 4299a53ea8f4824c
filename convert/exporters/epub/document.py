"""One document as the files of an EPUB: all of it that other documents do not decide."""

from __future__ import annotations

import re

from convert import model as m
from convert import record
from convert.diagnostics import Diagnostic
from convert.exporters.epub.container import FOLDER, Member
from convert.exporters.epub.links import chapter_name
from convert.exporters.epub.metadata import reserves
from convert.exporters.epub.pages import chapter
from convert.exporters.xhtml import Entry, Page, Style, render
from convert.exporters.xhtml.text import one_line
from convert.value import Value, replace

UNRESERVED = "open to mining"
"""The feature of a document that does not reserve its text against data mining."""

_ID = r'<[^<>]*? id="([^"]+)"'
_LOCAL = r'(<a [^<>]*?href=")#([^"]+)"'


class File(Value):
    """One XHTML file of the spine; ``content`` is its markup, or the file ready for the zip."""

    name: str
    title: str
    language: str
    content: str | Member


class Chapter(Value):
    """A document, written: its ``files`` and what the book must know of them.

    ``entries`` are its headings, each with where it leads, its title first. ``colophon`` is
    where that is and what it is called; ('', '') for none. ``pictures`` are the resources it
    shows.
    """

    level: int
    title: str
    files: tuple[File, ...]
    entries: tuple[tuple[Entry, str], ...]
    colophon: tuple[str, str] = ("", "")
    features: frozenset[str] = frozenset()
    diagnostics: tuple[Diagnostic, ...] = ()
    pictures: tuple[str, ...] = ()

    def placed(self, number: int, level: int, label: str) -> Chapter:
        """The chapter at its place in a book; one of several files has its number already."""
        (title, place), *others = self.entries
        entries = ((replace(title, text=one_line(label) or title.text), place), *others)
        found = replace(self, level=level, entries=entries)
        return found if len(self.files) > 1 else found._numbered(chapter_name(number))

    def _numbered(self, name: str) -> Chapter:
        (file,) = self.files
        packed = file.content
        if isinstance(packed, Member):
            packed = packed._replace(name=f"{FOLDER}/{name}".encode())
        place, label = self.colophon
        return replace(
            self,
            files=(replace(file, name=name, content=packed),),
            entries=tuple((e, name + place[place.index("#") :]) for e, place in self.entries),
            colophon=(name + place[place.index("#") :], label) if place else self.colophon,
        )


def write(
    document: m.Document, number: int, style: Style, *, alone: bool = False, kepub: bool = False
) -> Chapter:
    """The ``number``th document of a book, counted from 1, or the only one of it."""
    page = render(document, style)
    names, where = _places(page, number)
    data = record.dumps(document)
    files = []
    for name, html in zip(names, page.parts, strict=True):
        own = where if len(names) > 1 else {}
        title = next((e.text for e in page.entries if own.get(e.id) == name), page.title)
        body = _relinked(html, own, name)
        body = _kobo(body) if kepub else body
        files.append(File(name, title, page.language, chapter(body, title, page.language, data)))
        data = ""
    entries = _entries(page, alone, document.label)
    return Chapter(
        document.level,
        page.title,
        tuple(files),
        tuple((entry, f"{where[entry.id]}#{entry.id}") for entry in entries),
        _colophon(page, where),
        page.features if reserves(document) else page.features | {UNRESERVED},
        page.diagnostics,
    )


def _places(page: Page, number: int) -> tuple[list[str], dict[str, str]]:
    """The files of a document, and the file every id stands in."""
    files = [chapter_name(number, part) for part in range(len(page.parts))]
    if len(files) == 1:
        return files, dict.fromkeys((entry.id for entry in page.entries), files[0])
    pairs = zip(files, page.parts, strict=True)
    return files, {key: file for file, html in pairs for key in re.findall(_ID, html)}


def _entries(page: Page, alone: bool, label: str) -> tuple[Entry, ...]:
    """A book of one document lists its headings beside its title, not below it; one of
    several does not list the colophon of each."""
    if not alone:
        title, *others = (entry for entry in page.entries if entry != page.colophon)
        return (replace(title, text=one_line(label) or title.text), *others)
    return tuple(replace(entry, level=max(1, entry.level - 1)) for entry in page.entries)


def _colophon(page: Page, where: dict[str, str]) -> tuple[str, str]:
    if page.colophon is None:
        return "", ""
    return f"{where[page.colophon.id]}#{page.colophon.id}", page.colophon.text


def _relinked(html: str, where: dict[str, str], here: str) -> str:
    """``html`` with its links to ids that stand in another file of the document."""
    if not where:
        return html

    def link(found: re.Match[str]) -> str:
        file = where.get(found[2], here)
        return f'{found[1]}{"" if file == here else file}#{found[2]}"'

    return re.sub(_LOCAL, link, html)


def _kobo(html: str) -> str:
    from convert.exporters.epub.kepub import kobo

    return kobo(html)
