"""One document as the data that the template asks for."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from convert import model as m
from convert.diagnostics import Diagnostic
from convert.exporters.pdf.paper import Paper
from convert.exporters.pdf.text import normalise
from convert.exporters.pdf.typst.blocks import blocks
from convert.exporters.pdf.typst.fonts import MONO
from convert.exporters.pdf.typst.state import State, bound
from convert.exporters.xhtml import Entry
from convert.exporters.xhtml.headings import Headings
from convert.exporters.xhtml.text import language_tag, one_line
from convert.labels import direction, word
from convert.metadata import Rights
from convert.record import dumps
from convert.value import Value, replace

CJK = ("zh", "ja", "ko")
REGIONS = {"zh-hans": "CN", "zh-hant": "TW"}
"""The region that Typst takes for a script."""


class Look(Value):
    """What all documents have in common.

    ``stack`` is a language -> the names of the fonts for it, the first that has a letter is
    used; ``pictures`` are the files of the pictures that can be shown, by name; ``noted``
    says that links show their addresses as footnotes.
    """

    paper: Paper
    indent: bool
    noted: bool
    stack: Callable[[str], list[str]]
    pictures: Mapping[str, str]


class Article(Value):
    """All that is kept of one document: ``data`` for the template, as JSON; its headings, its
    record, its rights. ``level`` is its place in the contents; its headings lie below it.
    ``heads_rows`` says that some cell heads a row of a table."""

    title: str
    language: str
    data: str
    entries: tuple[Entry, ...]
    level: int
    record: str
    rights: tuple[Rights, ...]
    heads_rows: bool
    diagnostics: tuple[Diagnostic, ...]


def article(
    document: m.Document, number: int, look: Look, link: Callable[[str], str | None]
) -> Article:
    """``number`` counts from 1; ``link`` knows where a link to another document leads."""
    metadata, prefix = document.metadata, f"d{number}-"
    tag, headings = language_tag(metadata.language), Headings(document.blocks, prefix)
    state = State(tag, prefix, headings, look.pictures, link, blocks, look.noted)
    for text in (metadata.title, metadata.subtitle, metadata.description):
        state.code(text)  # what cannot be shown as it is
    title = line(metadata.title) or word("untitled", metadata.language)
    data = {
        **language(tag),
        "id": f"{prefix}top",
        "title": bound(title),
        "head": cut(title, look.paper),
        "subtitle": line(metadata.subtitle),
        "summary": [it for it in map(line, metadata.description.splitlines()) if it],
        "indent": look.indent,
        "fonts": look.stack(tag),
        "mono": [MONO, *look.stack(tag)],
        "blocks": blocks(document.blocks, state),
    }
    return Article(
        title=title,
        language=tag,
        data=json.dumps(data, ensure_ascii=False),
        entries=_entries(document, Entry(1, f"{prefix}top", title), headings),
        level=max(document.level, 1),
        record=dumps(document),
        rights=metadata.rights,
        heads_rows=state.heads_rows,
        diagnostics=state.losses,
    )


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


def line(text: str) -> str:
    """``text`` on one line, without characters that no page can show."""
    return one_line(normalise(text)[0])


def cut(title: str, paper: Paper) -> str:
    """A title that fits on the one line of a running head."""
    room = paper.measure / 0.72 - 1
    for at, letter in enumerate(title):
        room -= 1 if letter > "\u2e80" else 0.55
        if room < 0:
            return title[:at].rstrip() + "…"
    return title


def _entries(document: m.Document, top: Entry, headings: Headings) -> tuple[Entry, ...]:
    """The title and the headings, as deep as the document lies in the book."""
    top = replace(top, text=one_line(document.label) or top.text)
    deeper = max(document.level, 1) - 1
    return tuple(replace(it, level=it.level + deeper) for it in (top, *headings.entries))
