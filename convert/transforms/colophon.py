"""Credits as content: an imprint at the head of a document, a colophon at its foot.

Both are ordinary blocks, so whatever renders blocks carries them. The colophon repeats
every notice in its own words; nothing in it is worded by us but the labels.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from convert import labels
from convert.ledger import Claim, Kind, notices
from convert.model import (
    Block,
    Blocks,
    Credits,
    Document,
    Inline,
    Inlines,
    LineBreak,
    Link,
    Paragraph,
    Text,
)
from convert.value import replace

GROUPS: tuple[tuple[Kind, ...], ...] = (
    (Kind.BYLINE, Kind.CONTRIBUTORS, Kind.ACCOUNT, Kind.COLUMNIST),
    (Kind.TRANSLATION, Kind.ORIGINAL),
    (Kind.STATEMENT, Kind.REPRINT, Kind.COPYRIGHT, Kind.LICENCE, Kind.PUBLISHER),
    (Kind.COVER_CREDIT,),
    (Kind.DISCLAIMER, Kind.PSEUDONYM, Kind.PROGRAMME, Kind.PROMOTION),
)
"""The order of a colophon: who, from what, on what terms, whose pictures, with what reserve."""

ISOLATE, END_ISOLATE = "\u2068", "\u2069"
"""Unicode's first strong isolate, so that 2024-02-29 is not read as 29-02-2024 in Arabic."""

LABELS = {Kind.LICENCE: "licence", Kind.COPYRIGHT: "rights", Kind.PUBLISHER: "publisher"}
"""Fields that are a bare value in the source get a label; notices speak for themselves."""


def add_credits(document: Document) -> Document:
    """The document between its imprint and its colophon; one that has them gets them anew."""
    head, foot = imprint(document), colophon(document)
    body = [block for block in document.blocks if type(block) is not Credits]
    return replace(document, blocks=(*([head] if head else []), *body, *([foot] if foot else [])))


def imprint(document: Document) -> Credits | None:
    """Who, when and where, one statement to a line; None when nothing is known."""
    lines = tuple(_imprint_lines(document))
    if not lines:
        return None
    return Credits("imprint", labels.word("imprint", _language(document)), (_lines(lines),))


def colophon(document: Document) -> Credits | None:
    """Every notice verbatim, grouped, then the source; None when there is neither."""
    content = (*_notices(document), *_source(document))
    if not content:
        return None
    return Credits("colophon", labels.word("colophon", _language(document)), content)


def _language(document: Document) -> str:
    return document.metadata.language


def _imprint_lines(document: Document) -> Iterator[Inlines]:
    metadata, language = document.metadata, _language(document)
    for contribution in metadata.contributions:
        name: Inline = Text(contribution.agent.name)
        if contribution.agent.url:
            name = Link((name,), contribution.agent.url)
        yield _labelled(labels.role(contribution.role, language), (name,), language)
    for key, value in (
        ("published", metadata.published),
        ("updated", metadata.updated),
        ("site", metadata.provenance.site),
    ):
        if value:
            yield _labelled(labels.word(key, language), (Text(value),), language)
    for url in _urls(document):
        yield _labelled(labels.word("source", language), (Link((Text(url),), url),), language)


def _notices(document: Document) -> Iterator[Block]:
    claims = [c for c in document.ledger if c.kind in LABELS] + list(notices(document.ledger))
    for kinds in GROUPS:
        group = dict.fromkeys(_line(claim, document) for claim in claims if claim.kind in kinds)
        yield from (Paragraph(line) for line in group)


def _line(claim: Claim, document: Document) -> Inlines:
    if claim.kind not in LABELS:
        return (Text(claim.text),)
    label = labels.word(LABELS[claim.kind], _language(document))
    return _labelled(label, (Text(claim.text),), _language(document))


def _source(document: Document) -> Blocks:
    language = _language(document)
    label = labels.word("source", language)
    return tuple(
        Paragraph(_labelled(label, (Link((Text(url),), url),), language)) for url in _urls(document)
    )


def _urls(document: Document) -> tuple[str, ...]:
    stated = (claim.text for claim in document.ledger if claim.kind is Kind.SOURCE)
    return tuple(dict.fromkeys(stated))


def _labelled(label: str, value: Inlines, language: str) -> Inlines:
    """'label: value'; beside letters written from the right the value keeps its own direction."""
    lead = Text(label + labels.word("colon", language))
    if labels.direction(language) == "ltr":
        return (lead, *value)
    return (lead, Text(ISOLATE), *value, Text(END_ISOLATE))


def _lines(lines: Iterable[Inlines]) -> Paragraph:
    content: list[Inline] = []
    for line in lines:
        content += [LineBreak(), *line] if content else line
    return Paragraph(tuple(content))
