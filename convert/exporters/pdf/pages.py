"""The publication as one HTML text: title page, contents, articles."""

from __future__ import annotations

from collections.abc import Iterator

from convert import model as m
from convert.exporters.xhtml import Entry, Page, Style, escape, language_tag, render
from convert.labels import direction, word
from convert.metadata import Metadata, Rights
from convert.record import dumps
from convert.value import Value, replace

MANY = 12
"""From this number of sections on, a single article gets a title page and contents."""

DEEP = 20
"""Up to this number of articles the contents list their sections too."""

_EPUB = "http://www.idpf.org/2007/ops"


class Part(Value):
    """All that is kept of one document: its page of markup, its record, its rights."""

    page: Page
    record: str
    rights: tuple[Rights, ...]


def parts(publication: m.Publication, style: Style) -> Iterator[Part]:
    """Each document once, in order; its colophon is not listed in the contents."""
    for number, document in enumerate(publication.spine, 1):
        page = render(document, replace(style, prefix=f"d{number}-"))
        last = document.blocks[-1] if document.blocks else None
        if isinstance(last, m.Credits) and page.entries[-1].text == last.title.strip():
            page = replace(page, entries=page.entries[:-1])
        yield Part(page, dumps(document), document.metadata.rights)


def book(metadata: Metadata, pages: tuple[Page, ...], contents: bool | None = None) -> str:
    """The pages end to end, as well-formed XHTML. ``contents`` None: where they help."""
    listed = _listed(pages)
    shown = (len(pages) > 1 or len(listed) >= MANY) if contents is None else contents
    front = _title_page(metadata) + _contents(listed, metadata.language) if shown else ""
    return (
        f'<html xmlns:epub="{_EPUB}" {_written(language_tag(metadata.language))}>\n'
        f"<head><title>{_title(metadata)}</title></head>\n"
        f'<body class="{"book" if shown else "single"}">\n'
        f"{front}{''.join(map(_article, pages))}</body></html>\n"
    )


def _article(page: Page) -> str:
    return f"<article {_written(page.language)}>\n{page.html}</article>\n"


def _written(language: str) -> str:
    return f'lang="{language}" dir="{direction(language)}"'


def _title(metadata: Metadata) -> str:
    return escape(metadata.title or word("untitled", metadata.language))


def _title_page(metadata: Metadata) -> str:
    authors = word("comma", metadata.language).join(metadata.agents("aut", "cre"))
    lines = {
        "collection": escape(metadata.collection),
        "book-title": _title(metadata),
        "subtitle": escape(metadata.subtitle),
        "authors": escape(authors),
        "publisher": escape(metadata.publisher or metadata.provenance.site),
        "date": escape(metadata.published),
    }
    text = "".join(f'<p class="{name}">{value}</p>\n' for name, value in lines.items() if value)
    return f'<section class="title-page">\n{text}</section>\n'


def _listed(pages: tuple[Page, ...]) -> list[Entry]:
    """The lines of the contents: articles, and sections unless there are too many articles."""
    highest = 2 if len(pages) == 1 else 1
    deepest = 2 if len(pages) <= DEEP else 1
    entries = (entry for page in pages for entry in page.entries)
    return [entry for entry in entries if highest <= entry.level <= deepest]


def _contents(listed: list[Entry], language: str) -> str:
    lines = "".join(
        f'<li class="level-{entry.level}"><a href="#{entry.id}">{escape(entry.text)}</a></li>\n'
        for entry in listed
    )
    title = f'<p class="contents-title">{escape(word("contents", language))}</p>'
    return f'<section class="contents">\n{title}\n<ul>\n{lines}</ul></section>\n' if lines else ""
