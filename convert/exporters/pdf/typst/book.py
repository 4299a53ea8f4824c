"""The publication as data: its articles in pieces, and what stands before them."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from convert import model as m
from convert.diagnostics import Diagnostic
from convert.exporters.pdf.pages import NAMED, listed
from convert.exporters.pdf.paper import Paper
from convert.exporters.pdf.typst.article import Article, Look, article, cut, language, line
from convert.exporters.xhtml import Entry
from convert.exporters.xhtml.links import Links, within
from convert.labels import word
from convert.metadata import Metadata
from convert.value import Value


class Layout(Value):
    """The options. ``contents`` None: where they help; ``missing`` decides about letters
    without a glyph. One piece of a book holds about ``piece_size`` letters, and may take
    ``seconds`` and ``memory``, in megabytes; 0 is any."""

    paper: Paper
    contents: bool | None
    indent: bool
    noted: bool
    font: str
    missing: Callable[[str], tuple[Diagnostic, ...]]
    attached: tuple[str, ...] = ()
    piece_size: int = 1_000_000
    seconds: int = 0
    memory: int = 0


class Book(Value):
    """``common`` is what every page needs to know; ``contents`` are the lines of the
    contents, None for a work without a title page."""

    common: dict[str, Any]
    metadata: Metadata
    articles: tuple[Article, ...]
    contents: list[Entry] | None

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        return tuple(loss for it in self.articles for loss in it.diagnostics)


def book(publication: m.Publication, contents: bool | None, look: Look) -> Book:
    """The whole publication; each document is read once."""
    metadata, links = publication.metadata, Links(publication.spine, within)
    articles = tuple(
        article(document, number, look, lambda url, here=document: links.find(url, here))  # type: ignore[misc]
        for number, document in enumerate(publication.spine, 1)
    )
    lines, title = listed(articles, contents), _title(metadata)
    common = {
        **language(metadata.language),
        "title": title,
        "head": None if lines is None else cut(title, look.paper),
        "fonts": look.stack(metadata.language),
        "paper": _paper(look.paper),
    }
    return Book(common, metadata, articles, lines)


def body(book: Book, articles: Sequence[Article], start: int) -> str:
    """The data for some articles, the first of them on page ``start``."""
    common = json.dumps({**book.common, "start": start}, ensure_ascii=False)
    return f'{common[:-1]}, "articles": [{",".join(it.data for it in articles)}]}}'


def front(book: Book, numbers: Mapping[str, int]) -> str:
    """The data for title page and contents; ``numbers`` is id -> the page it stands on."""
    lines = book.contents or []
    highest = min((entry.level for entry in lines), default=1)
    data = {
        **book.common,
        "lines": _title_page(book.metadata),
        "contents": word("contents", book.metadata.language) if lines else None,
        "entries": [
            [it.level - highest, it.id, line(it.text), str(numbers.get(it.id, ""))] for it in lines
        ],
    }
    return json.dumps(data, ensure_ascii=False)


def _title(metadata: Metadata) -> str:
    return line(metadata.title) or word("untitled", metadata.language)


def _title_page(metadata: Metadata) -> list[list[str]]:
    people = metadata.agents("aut", "cre")
    named = word("comma", metadata.language).join(people if len(people) <= NAMED else ())
    lines = {
        "collection": metadata.collection,
        "title": _title(metadata),
        "subtitle": metadata.subtitle,
        "authors": named,
        "publisher": metadata.publisher or metadata.provenance.site,
        "date": metadata.published,
    }
    return [[kind, shown] for kind, text in lines.items() if (shown := line(text))]


def _paper(paper: Paper) -> dict[str, float]:
    return {
        "width": paper.width,
        "height": paper.height,
        "side": paper.side,
        "size": paper.size,
    }
