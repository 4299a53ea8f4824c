"""The publication as markup: articles, title page, contents."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Protocol

from convert import model as m
from convert.diagnostics import Diagnostic
from convert.exporters.pdf.text import printable
from convert.exporters.xhtml import Entry, Page, Style, escape, language_tag, render
from convert.exporters.xhtml.links import Links, within
from convert.exporters.xhtml.text import one_line
from convert.labels import direction, word
from convert.metadata import Metadata, Rights
from convert.record import dumps
from convert.value import Value, replace

MANY = 12
"""From this number of sections on, a single article gets a title page and contents."""

DEEP = 20
"""Up to this number of articles the contents list their sections too."""

NAMED = 24
"""More people than a title page has room for."""

_EPUB = "http://www.idpf.org/2007/ops"


class Part(Value):
    """All that is kept of one document: its markup, its headings, its record, its rights.

    ``level`` is its place in the contents; its headings lie below it.
    """

    title: str
    language: str
    html: str
    entries: tuple[Entry, ...]
    record: str
    rights: tuple[Rights, ...]
    diagnostics: tuple[Diagnostic, ...]
    level: int = 1


def parts(publication: m.Publication, style: Style) -> Iterator[Part]:
    """Each document once, in order; its colophon is not listed in the contents."""
    links = Links(publication.spine, within)
    for number, document in enumerate(publication.spine, 1):
        yield _part(document, _style(style, number, links, document))


def _style(style: Style, number: int, links: Links, document: m.Document) -> Style:
    return replace(style, prefix=f"d{number}-", link=lambda url: links.find(url, document))


def _part(document: m.Document, style: Style) -> Part:
    page = render(document, style)
    return Part(
        title=page.title,
        language=page.language,
        html=f"<article {_written(page.language)}>\n{printable(page.html)}</article>\n",
        entries=_entries(page, document),
        record=dumps(document).strip(),
        rights=document.metadata.rights,
        diagnostics=page.diagnostics,
        level=max(document.level, 1),
    )


def _entries(page: Page, document: m.Document) -> tuple[Entry, ...]:
    last = document.blocks[-1] if document.blocks else None
    ends = isinstance(last, m.Credits) and page.entries[-1].text == last.title.strip()
    title, *others = page.entries[:-1] if ends else page.entries
    title = replace(title, text=one_line(document.label) or title.text)
    deeper = max(document.level, 1) - 1
    return tuple(replace(entry, level=entry.level + deeper) for entry in (title, *others))


def frame(body: str, language: str, kind: str) -> str:
    """A whole document, well-formed; ``kind`` is the class of its body."""
    return (
        f'<html xmlns:epub="{_EPUB}" {_written(language_tag(language))}>\n'
        f'<head><title>-</title></head>\n<body class="{kind}">\n{body}</body></html>\n'
    )


class Headed(Protocol):
    """A document with its headings, the title first, and its level in the contents."""

    @property
    def entries(self) -> tuple[Entry, ...]: ...
    @property
    def level(self) -> int: ...


def listed(found: Sequence[Headed], contents: bool | None) -> list[Entry] | None:
    """The lines of the contents: articles, and sections unless there are too many articles.

    None for a work without a title page; ``contents`` None: where it helps.
    """
    highest = 2 if len(found) == 1 else 1
    deepest = 2 if len(found) <= DEEP else 1
    entries = [
        entry
        for part in found
        for entry in part.entries
        if highest <= entry.level - part.level + 1 <= deepest
    ]
    shown = (len(found) > 1 or len(entries) >= MANY) if contents is None else contents
    return entries if shown else None


def front(metadata: Metadata, entries: list[Entry], numbers: Mapping[str, int]) -> str:
    """Title page and contents; ``numbers`` is id -> the page it stands on."""
    return printable(_title_page(metadata) + _contents(entries, numbers, metadata.language))


def title(metadata: Metadata) -> str:
    """The title as it is printed."""
    return metadata.title or word("untitled", metadata.language)


def _written(language: str) -> str:
    return f'lang="{language}" dir="{direction(language)}"'


def _title_page(metadata: Metadata) -> str:
    people = metadata.agents("aut", "cre")
    authors = word("comma", metadata.language).join(people if len(people) <= NAMED else ())
    lines = {
        "collection": metadata.collection,
        "book-title": title(metadata),
        "subtitle": metadata.subtitle,
        "authors": authors,
        "publisher": metadata.publisher or metadata.provenance.site,
        "date": metadata.published,
    }
    text = "".join(
        f'<p class="{name}">{escape(value)}</p>\n' for name, value in lines.items() if value
    )
    return f'<section class="title-page">\n{text}</section>\n'


def _contents(entries: list[Entry], numbers: Mapping[str, int], language: str) -> str:
    lines = "".join(_line(entry, numbers.get(entry.id, 0)) for entry in entries)
    heading = f'<p class="contents-title">{escape(word("contents", language))}</p>'
    return f'<section class="contents">\n{heading}\n<ul>\n{lines}</ul></section>\n' if lines else ""


def _line(entry: Entry, number: int) -> str:
    return (
        f'<li class="level-{entry.level}"><a href="#{entry.id}" data-page="{number}">'
        f'<span class="entry">{escape(entry.text)}</span></a></li>\n'
    )
