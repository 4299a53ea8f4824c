"""The publication as the data that the template asks for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from convert import model as m
from convert.diagnostics import Diagnostic
from convert.exporters.pdf.metadata import ABOUT
from convert.exporters.pdf.pages import DEEP, MANY
from convert.exporters.pdf.paper import Paper
from convert.exporters.pdf.text import normalise
from convert.exporters.pdf.typst.blocks import blocks
from convert.exporters.pdf.typst.fonts import MONO
from convert.exporters.pdf.typst.state import Data, State, bound
from convert.exporters.xhtml.headings import Headings
from convert.exporters.xhtml.links import Links
from convert.exporters.xhtml.text import language_tag, one_line
from convert.labels import direction, word
from convert.metadata import Metadata, Rights
from convert.record import dumps
from convert.value import Value, replace

CJK = ("zh", "ja", "ko")
REGIONS = {"zh-hans": "CN", "zh-hant": "TW"}
"""The region that Typst takes for a script."""

UNDATED = [1970, 1, 1]
"""Year, month and day of a publication that states none: an attachment must have some,
and it is taken away again."""

CROWD = 24
"""More authors than a title page has room for; each document names its own."""

Stack = Callable[[str], list[str]]
"""A language -> the names of the fonts for it, the first that has a letter is used."""


class Book(Value):
    """All that is kept of a publication: data, records, rights, losses."""

    data: dict[str, Any]
    records: tuple[str, ...]
    rights: tuple[Rights, ...]
    diagnostics: tuple[Diagnostic, ...]


class Layout(Value):
    """The options. ``contents`` None: where they help; ``missing`` decides about letters
    without a glyph."""

    paper: Paper
    contents: bool | None
    indent: bool
    font: str
    missing: Callable[[str], tuple[Diagnostic, ...]]


def book(publication: m.Publication, layout: Layout, pictures: Mapping[str, str]) -> Book:
    """``pictures`` are the files of the pictures that can be shown, by name."""
    metadata, paper = publication.metadata, layout.paper
    links = Links(publication.spine, _anchors)
    articles, records, rights = [], [], list(metadata.rights)
    losses: list[Diagnostic] = []
    for number, document in enumerate(publication.spine, 1):
        data, lost = _article(document, number, pictures, links, layout.indent)
        articles.append(data)
        losses += lost
        records.append(dumps(document))
        rights += document.metadata.rights
    title = _line(metadata.title) or word("untitled", metadata.language)
    listed = _sections(articles) if len(articles) == 1 else len(articles)
    shown = (len(articles) > 1 or listed >= MANY) if layout.contents is None else layout.contents
    for article in articles:
        article["listed"], article["book"] = len(articles) > 1, shown
        article["first"] = article is articles[0]
        article["head"] = _cut(article["title"], paper)
    data = {
        **language(metadata.language),
        "title": title,
        "head": _cut(title, paper),
        "record": ABOUT,
        "date": _date(metadata.published),
        "paper": _paper(paper),
        "front": _front(metadata, title) if shown else None,
        "contents": word("contents", metadata.language) if listed else None,
        "depth": 2 if len(articles) <= DEEP else 1,
        "articles": articles,
    }
    return Book(data, tuple(records), tuple(dict.fromkeys(rights)), tuple(losses))


def with_fonts(book: Book, stack: Stack) -> Book:
    """The book with the names of its fonts."""
    articles = [
        {**it, "fonts": stack(it["tag"]), "mono": [MONO, *stack(it["tag"])]}
        for it in book.data["articles"]
    ]
    return replace(book, data={**book.data, "fonts": stack(book.data["tag"]), "articles": articles})


def language(tag: str) -> dict[str, Any]:
    """What Typst wants to know of a language, by our own tag for it.

    >>> language("zh-Hant")
    {'tag': 'zh-Hant', 'lang': 'zh', 'region': 'TW', 'rtl': False, 'cjk': True}
    """
    tag = language_tag(tag)
    lang, *rest = tag.split("-")
    region = next((part.upper() for part in rest if len(part) == 2), None)
    return {
        "tag": tag,
        "lang": lang.lower(),
        "region": region or REGIONS.get(tag.lower()),
        "rtl": direction(tag) == "rtl",
        "cjk": lang.lower() in CJK,
    }


def _article(
    document: m.Document, number: int, pictures: Mapping[str, str], links: Links, indent: bool
) -> tuple[dict[str, Any], tuple[Diagnostic, ...]]:
    metadata, headings = document.metadata, Headings(document.blocks, f"d{number}-")
    state = State(
        language_tag(metadata.language),
        headings,
        pictures,
        lambda url: links.find(url, document),
        blocks,
    )
    data = {
        **language(metadata.language),
        "id": f"d{number}-top",
        "title": bound(_line(metadata.title) or word("untitled", metadata.language)),
        "subtitle": _line(metadata.subtitle),
        "summary": [line for line in map(_line, metadata.description.splitlines()) if line],
        "indent": indent,
        "blocks": blocks(document.blocks, state),
    }
    return data, state.losses


def _anchors(document: m.Document, number: int) -> dict[str, str]:
    found = Headings(document.blocks, f"d{number}-").anchors()
    return {**{key: f"#{anchor}" for key, anchor in found.items()}, "": f"#d{number}-top"}


def _line(text: str) -> str:
    return one_line(normalise(text)[0])


def _sections(articles: list[dict[str, Any]]) -> int:
    """The sections of a single article that its contents would list."""
    return sum(_is_section(block) for block in articles[0]["blocks"])


def _is_section(block: Data) -> bool:
    return bool(block[0] == "h" and block[1] == 2 and block[3])


def _front(metadata: Metadata, title: str) -> Data:
    authors = metadata.agents("aut", "cre")
    named = word("comma", metadata.language).join(authors) if len(authors) <= CROWD else ""
    lines = {
        "collection": metadata.collection,
        "title": title,
        "subtitle": metadata.subtitle,
        "authors": named,
        "publisher": metadata.publisher or metadata.provenance.site,
        "date": metadata.published,
    }
    return [[kind, line] for kind, text in lines.items() if (line := _line(text))]


def _paper(paper: Paper) -> dict[str, float]:
    return {
        "width": paper.width,
        "height": paper.height,
        "side": paper.side,
        "size": paper.size,
    }


def _cut(title: str, paper: Paper) -> str:
    """A title that fits on the one line of a running head."""
    room = paper.measure / 0.72 - 1
    for at, letter in enumerate(title):
        room -= 1 if letter > "\u2e80" else 0.55
        if room < 0:
            return title[:at].rstrip() + "…"
    return title


def _date(text: str) -> list[int]:
    from datetime import date

    try:
        stated = date.fromisoformat(text[:10])
    except ValueError:
        return UNDATED
    return [stated.year, stated.month, stated.day]
