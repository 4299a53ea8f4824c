"""Markdown that the ``markdown`` exporter wrote: the ledger comes from the front matter, claim
by claim, and the imprint and colophon, which repeat it, are left out.

A field that was changed by hand counts: title, dates, language and the like are read from the
plain fields, and an author added there becomes a claim.
"""

from __future__ import annotations

import re
from typing import Any

from convert import model as m
from convert.data import VERSION, decode
from convert.diagnostics import Origin
from convert.errors import SourceError
from convert.formats import Source
from convert.ledger import Claim, Kind, Ledger, contributions, rights
from convert.metadata import Agent, Contribution, Metadata, Provenance, Rights
from convert.readers.front_matter import FrontMatter
from convert.readers.json import choose
from convert.value import Value
from convert.walk import plain_text

KEY = "pubconvert"
_DATA = re.compile(r"^<!-- pubconvert: document\n(.*)\n-->$", re.M)
_CREDITS = re.compile(r"^<!-- pubconvert: (imprint|colophon) -->$.*?^<!-- /\1 -->$", re.M | re.S)


class Own(Value):
    """The data under ``pubconvert``; people and rights are those of the ledger when left out."""

    version: int
    provenance: Provenance = Provenance()
    ledger: Ledger = ()
    contributions: tuple[Contribution, ...] | None = None
    rights: tuple[Rights, ...] | None = None

    @property
    def people(self) -> tuple[Contribution, ...]:
        stated = self.contributions
        return contributions(self.ledger) if stated is None else stated


class Part(Value):
    """The data of one document of a collection."""

    metadata: Metadata
    ledger: Ledger = ()


def read(source: Source, front: FrontMatter, *, gitbook: bool, document: int = 0) -> m.Document:
    """The document as it was; raises ``SourceError`` for data that was broken by hand."""
    try:
        parts = list(_DATA.finditer(front.body))
        if not parts:
            return _document(source, front, front.body, _single(source, front), gitbook)
        return _one_of(source, front, parts, gitbook, document)
    except ValueError as error:
        raise SourceError(f"{source.name}: the data under {KEY!r} is broken: {error}") from None


def _one_of(
    source: Source, front: FrontMatter, parts: list[re.Match[str]], gitbook: bool, document: int
) -> m.Document:
    import json

    chosen = choose(tuple(range(len(parts))), document, source.name)
    part = parts[chosen]
    end = parts[chosen + 1].start() if chosen + 1 < len(parts) else len(front.body)
    blank = "\n" * front.body.count("\n", 0, part.end())
    data = decode(Part, json.loads(part[1]))
    return _document(source, front, blank + front.body[part.end() : end], data, gitbook)


def _document(
    source: Source, front: FrontMatter, body: str, data: Part, gitbook: bool
) -> m.Document:
    from convert.readers.dialect import parse
    from convert.readers.own_markdown_marks import restore

    text = _CREDITS.sub(lambda found: "\n" * found[0].count("\n"), body)
    blocks, diagnostics = parse(text, source.name, gitbook=gitbook)
    blocks = restore(_below_title(blocks, data.metadata.title))
    losses = (*front.diagnostics, *diagnostics)
    return m.Document(data.metadata, blocks, data.ledger, diagnostics=losses)


def _below_title(blocks: m.Blocks, title: str) -> m.Blocks:
    """Without the heading that shows the title."""
    first = blocks[0] if blocks and title.split() else None
    if isinstance(first, m.Heading) and plain_text(first.content).split() == title.split():
        return blocks[1:]
    return blocks


def _single(source: Source, front: FrontMatter) -> Part:
    own = _own(source.text)
    names = {person.agent.name for person in own.people}
    added = [name for name in _list(front, "author") if name not in names]
    authors = tuple(_author(name, source.name) for name in added)
    metadata = Metadata(
        title=_text(front, "title"),
        subtitle=_text(front, "subtitle"),
        language=_text(front, "lang") or "und",
        identifier=_text(front, "identifier"),
        contributions=(*own.people, *contributions(authors)),
        publisher=_text(front, "publisher"),
        published=_text(front, "date"),
        updated=_text(front, "updated"),
        description=_text(front, "description"),
        subjects=tuple(_list(front, "tags")),
        collection=_text(front, "series"),
        cover=_text(front, "cover"),
        rights=rights(own.ledger) if own.rights is None else own.rights,
        provenance=own.provenance,
    )
    return Part(metadata, (*own.ledger, *authors))


def _own(text: str) -> Own:
    """The typed data; the front matter reader has proven the YAML to be small and plain."""
    import yaml

    inside = re.split(r"^---[ \t]*$", text, maxsplit=2, flags=re.M)[1]
    loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    own = decode(Own, yaml.load(inside, loader)[KEY])
    if own.version != VERSION:
        raise ValueError(f"its version is {own.version}; this program reads {VERSION}")
    return own


def _author(name: str, file: str) -> Claim:
    stated = (Contribution(Agent(name), "aut"),)
    return Claim(Kind.AUTHOR, name, stated, origin=Origin(file, 1))


def _text(front: FrontMatter, key: str) -> str:
    return next((f.value for f in front.fields if f.key == key and isinstance(f.value, str)), "")


def _list(front: FrontMatter, key: str) -> list[str]:
    values = (f.value for f in front.fields if f.key == key)
    return [
        item
        for value in values
        if isinstance(value, list)
        for item in value
        if isinstance(item, str)
    ]
