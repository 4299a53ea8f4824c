"""The publication as one HTML text: title page, contents, articles."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import partial

from convert import model as m
from convert.exporters.xhtml import Entry, Page, Style, escape, language_tag, render
from convert.exporters.xhtml.links import Links, within
from convert.labels import direction, word
from convert.metadata import Metadata, Rights
from convert.record import dumps
from convert.value import Value, replace

MANY = 12
"""From this number of sections on, a single article gets a title page and contents."""

NAMED = 24
"""More authors than a title page has room for; each article names its own."""

DEEP = 20
"""Up to this number of articles the contents list their sections too."""

_EPUB = "http://www.idpf.org/2007/ops"


class Part(Value):
    """All that is kept of one document: its page of markup, its record, its rights, its level
    in the contents."""

    page: Page
    record: str
    rights: tuple[Rights, ...]
    level: int = 1


def parts(publication: m.Publication, style: Style) -> Iterator[Part]:
    """Each document once, in order; its colophon is not listed in the contents."""
    links = Links(publication.spine, within)
    for number, document in enumerate(publication.spine, 1):
        found = partial(links.find, document=document)
        page = _labelled(
            render(document, replace(style, prefix=f"d{number}-", link=found)), document
        )
        last = document.blocks[-1] if document.blocks else None
        if isinstance(last, m.Credits) and page.entries[-1].text == last.title.strip():
            page = replace(page, entries=page.entries[:-1])
        yield Part(page, dumps(document), document.metadata.rights, max(document.level, 1))


def book(
    metadata: Metadata,
    pages: tuple[Page, ...],
    contents: bool | None = None,
    levels: Sequence[int] = (),
) -> str:
    """The pages end to end, as well-formed XHTML. ``contents`` None: where they help; the
    ``levels`` of the pages in them are 1 when left out."""
    levels = levels or (1,) * len(pages)
    listed = _listed(pages, levels)
    shown = (len(pages) > 1 or len(listed) >= MANY) if contents is None else contents
    front = _title_page(metadata) + _contents(listed, metadata.language) if shown else ""
    return (
        f'<html xmlns:epub="{_EPUB}" {_written(language_tag(metadata.language))}>\n'
        f"<head><title>{_title(metadata)}</title></head>\n"
        f'<body class="{"book" if shown else "single"}">\n'
        f"{front}{''.join(map(_article, pages, levels))}</body></html>\n"
    )


def bookmarks(levels: Iterable[int]) -> str:
    """Style rules by which the bookmarks of documents below others lie below theirs."""
    deeper = sorted(set(levels) - {1})
    rules = (
        f".depth-{n} h{h} {{ bookmark-level: {n + h - 1} }}" for n in deeper for h in range(1, 7)
    )
    return "".join(rule + "\n" for rule in rules)


def _labelled(page: Page, document: m.Document) -> Page:
    if not document.label:
        return page
    title, *others = page.entries
    return replace(page, entries=(replace(title, text=document.label), *others))


def _article(page: Page, level: int) -> str:
    depth = f' class="depth-{level}"' if level > 1 else ""
    return f"<article{depth} {_written(page.language)}>\n{page.html}</article>\n"


def _written(language: str) -> str:
    return f'lang="{language}" dir="{direction(language)}"'


def _title(metadata: Metadata) -> str:
    return escape(metadata.title or word("untitled", metadata.language))


def _title_page(metadata: Metadata) -> str:
    people = metadata.agents("aut", "cre")
    authors = word("comma", metadata.language).join(people if len(people) <= NAMED else ())
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


def _listed(pages: tuple[Page, ...], levels: Sequence[int]) -> list[Entry]:
    """The lines of the contents: articles, and sections unless there are too many articles."""
    highest = 2 if len(pages) == 1 else 1
    deepest = 2 if len(pages) <= DEEP else 1
    return [
        replace(entry, level=entry.level + level - 1)
        for page, level in zip(pages, levels, strict=True)
        for entry in page.entries
        if highest <= entry.level <= deepest
    ]


def _contents(listed: list[Entry], language: str) -> str:
    lines = "".join(
        f'<li class="level-{entry.level}"><a href="#{entry.id}">{escape(entry.text)}</a></li>\n'
        for entry in listed
    )
    title = f'<p class="contents-title">{escape(word("contents", language))}</p>'
    return f'<section class="contents">\n{title}\n<ul>\n{lines}</ul></section>\n' if lines else ""
