"""The JSON-LD record of a document back as a ledger: every statement, word for word."""

from __future__ import annotations

from collections.abc import Iterator
from operator import itemgetter
from typing import Any, TypeAlias

from lxml import etree

from convert import model as m
from convert.diagnostics import Diagnostic
from convert.ledger import Claim, Kind, Ledger
from convert.ledger import contributions as contributions_of
from convert.ledger import rights as rights_of
from convert.metadata import Agent, Contribution, Metadata, Rights
from convert.notices import find
from convert.value import replace

ROLES = {
    "author": "aut",
    "translator": "trl",
    "editor": "edt",
    "illustrator": "ill",
    "publisher": "pbl",
    "copyrightHolder": "cph",
}
"""schema.org property -> MARC relator code; a ``contributor`` names its own."""

HOLDERS = 100
"""Holders of rights that are looked for in the statements; more than that is no record."""

Places: TypeAlias = dict[tuple[str, str], tuple[int, Contribution]]
"""Name and role -> the place in the record, and who it is."""


def parse(text: str) -> dict[str, Any]:
    """The record in a JSON-LD text; what is none is an empty one."""
    import json

    try:
        record = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return record if isinstance(record, dict) else {}


def within(root: etree._Element) -> Iterator[dict[str, Any]]:
    """The records in a tree, empty ones left out."""
    for script in root.iter("{*}script"):
        if script.get("type") == "application/ld+json" and (record := parse(script.text or "")):
            yield record


def document(
    metadata: Metadata, found: list[dict[str, Any]], blocks: m.Blocks, losses: list[Diagnostic]
) -> m.Document:
    """A document of ours: its text, and what its records state."""
    stated = tuple(claim for record in found for claim in ledger(record, metadata))
    whole = completed(metadata, found, stated)
    return m.Document(whole, blocks, stated, diagnostics=tuple(losses))


def ledger(record: dict[str, Any], package: Metadata) -> Ledger:
    """The claims a record makes; ``package`` knows which holder of rights is a contributor,
    and the licences of single statements."""
    holders = [c for c in contributions(record) if c.role == "cph"][:HOLDERS]
    named = {(c.agent.name, c.role) for c in package.contributions}
    people = [c for c in contributions(record) if c.role != "cph" or (c.agent.name, "cph") in named]
    known = {r.statement: r for r in (*package.rights, *_usages(record))}
    known = {text: _held(right, holders) for text, right in known.items()}
    places = {(c.agent.name, c.role): (at, c) for at, c in enumerate(people)}
    notices = [_notice(line, places, known) for line in texts(record.get("creditText"))]
    told = {(c.agent.name, c.role) for claim in notices for c in claim.contributions}
    authors = [c for c in people if (c.agent.name, c.role) not in told]
    return (
        *(Claim(Kind.AUTHOR, c.agent.name, (c,)) for c in authors),
        *_fields(record),
        *(_stated(Kind.COPYRIGHT, t, known) for t in texts(record.get("copyrightNotice"))),
        *(_stated(Kind.LICENCE, t, known) for t in texts(record.get("conditionsOfAccess"))),
        *notices,
    )


def completed(metadata: Metadata, found: list[dict[str, Any]], ledger: Ledger) -> Metadata:
    """The metadata with what only records tell: accounts, readings of rights, the site."""
    if len(found) > 1:
        return replace(metadata, rights=_as_told(metadata.rights, rights_of(ledger)))
    (record,) = found
    site = next((s.get("name", "") for s in items(record.get("sdPublisher"))), "")
    known = contributions_of(ledger)
    named = {c.agent.name: c.agent.file_as for c in metadata.contributions}
    people = tuple(
        replace(c, agent=replace(c.agent, file_as=named.get(c.agent.name, ""))) for c in known
    )
    stated = rights_of(ledger)
    whole = tuple(r for r in metadata.rights if _is_new(r, stated))
    return replace(
        metadata,
        title=next(texts(record.get("headline")), metadata.title),
        updated=next(texts(record.get("dateModified")), ""),
        contributions=people,
        rights=(*stated, *whole),
        provenance=replace(metadata.provenance, site=site),
    )


def contributions(record: dict[str, Any]) -> Iterator[Contribution]:
    """Everybody the record names; a publisher only when it is one by role."""
    for name, role in ROLES.items():
        if name != "publisher":
            for item in items(record.get(name)):
                yield from _agent(item, role)
    for item in items(record.get("contributor")):
        code = item.get("roleName")
        for agent in items(item.get("contributor")) if isinstance(code, str) else [item]:
            yield from _agent(agent, code if isinstance(code, str) else "ctb")


def texts(value: Any) -> Iterator[str]:
    """A text, or several."""
    several = value if isinstance(value, list) else [value]
    return (item for item in several if isinstance(item, str) and item)


def items(value: Any) -> list[dict[str, Any]]:
    several = value if isinstance(value, list) else [value]
    return [item for item in several if isinstance(item, dict)]


def _fields(record: dict[str, Any]) -> Iterator[Claim]:
    for date in texts(record.get("datePublished")):
        yield Claim(Kind.DATE, date)
    for url in texts(record.get("url")):
        yield Claim(Kind.SOURCE, url)
    for agent in items(record.get("publisher")):
        for name in texts(agent.get("name")):
            yield Claim(Kind.PUBLISHER, name)


def _notice(line: str, people: Places, known: dict[str, Rights]) -> Claim:
    """A line as the general rules read it, naming nobody the record does not name."""
    _, found = find((m.Paragraph((m.Text(line),)),), None)
    claim = next((c for c in found if c.text == line), Claim(Kind.STATEMENT, line))
    named = {(c.agent.name, c.role) for c in claim.contributions}
    own = sorted((people[key] for key in named if key in people), key=itemgetter(0))
    return replace(
        claim,
        contributions=tuple(contribution for _, contribution in own),
        rights=known.get(line, claim.rights),
        origin=None,
    )


def _held(right: Rights, holders: list[Contribution]) -> Rights:
    """The reading of a statement with the holder it names."""
    name = next((c.agent.name for c in holders if c.agent.name in right.statement), "")
    return replace(right, holder=right.holder or name)


def _stated(kind: Kind, text: str, known: dict[str, Rights]) -> Claim:
    return Claim(kind, text, rights=known.get(text))


def _usages(record: dict[str, Any]) -> Iterator[Rights]:
    for usage in items(record.get("usageInfo")):
        for text in texts(usage.get("text")):
            yield Rights(text, terms=next(texts(usage.get("name")), ""))


def _agent(item: dict[str, Any], role: str) -> Iterator[Contribution]:
    url, account = (next(texts(item.get(key)), "") for key in ("url", "alternateName"))
    for name in texts(item.get("name")):
        yield Contribution(Agent(name, url, account), role)


def _as_told(rights: tuple[Rights, ...], known: tuple[Rights, ...]) -> tuple[Rights, ...]:
    """The statements of a package as the records of its documents read them."""
    readings = {right.statement: right for right in known}
    return tuple(readings.get(right.statement, right) for right in rights)


def _is_new(right: Rights, stated: tuple[Rights, ...]) -> bool:
    return right.statement not in {known.statement for known in stated}
