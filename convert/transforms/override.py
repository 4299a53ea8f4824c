"""What the user states beside the sources: ``--metadata KEY=VALUE``.

A statement becomes a claim of its own; it never erases one that a source made.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from convert.diagnostics import Origin
from convert.errors import UsageError
from convert.ledger import Claim, Kind, contributions, rights
from convert.metadata import Agent, Contribution, Metadata, Rights
from convert.model import Document
from convert.value import replace

FIELDS = {
    "title": "title",
    "subtitle": "subtitle",
    "language": "language",
    "identifier": "identifier",
    "description": "description",
    "collection": "collection",
    "cover": "cover",
    "date": "published",
    "updated": "updated",
    "publisher": "publisher",
}
"""KEY -> field of ``Metadata`` that takes the value."""

PEOPLE = {"author": "aut", "translator": "trl", "editor": "edt", "illustrator": "ill"}
"""KEY -> MARC role of a contributor; several are parted by a semicolon."""

STATEMENTS = {
    "date": Kind.DATE,
    "publisher": Kind.PUBLISHER,
    "source": Kind.SOURCE,
    "licence": Kind.LICENCE,
    "license": Kind.LICENCE,
    "rights": Kind.COPYRIGHT,
    "copyright": Kind.COPYRIGHT,
}
"""KEY -> kind of claim the value makes."""

OTHERS = ("subjects",)
ORIGIN = Origin("--metadata")


def override(documents: tuple[Document, ...], stated: Mapping[str, str]) -> tuple[Document, ...]:
    """The documents with what ``stated`` adds; raises ``UsageError`` for an unknown key."""
    known = sorted({*FIELDS, *PEOPLE, *STATEMENTS, *OTHERS})
    for key in stated:
        if key not in known:
            raise UsageError(f"no metadata is called {key!r}; there is {', '.join(known)}")
    if not stated:
        return documents
    own = {k: v for k, v in stated.items() if k != "title" or len(documents) == 1}
    return tuple(_override(document, own) for document in documents)


def _override(document: Document, stated: Mapping[str, str]) -> Document:
    claims = tuple(claim for key, value in stated.items() for claim in _claims(key, value))
    ledger = (*_moved(document, stated), *claims)
    metadata = replace(
        document.metadata,
        **{FIELDS[key]: value for key, value in stated.items() if key in FIELDS},
        contributions=contributions(ledger),
        rights=rights(ledger),
    )
    return replace(document, ledger=ledger, metadata=_subjects(metadata, stated))


def _moved(document: Document, stated: Mapping[str, str]) -> Iterator[Claim]:
    """The claims of a document; a date that makes room for another one becomes a statement."""
    dates = {key: getattr(document.metadata, FIELDS[key]) for key in ("date", "updated")}
    shown = {stated.get(key, date) for key, date in dates.items()}
    moved = {date: key for key, date in dates.items() if date not in shown}
    for claim in document.ledger:
        if claim.kind is Kind.DATE and claim.text in moved:
            told = f"{moved[claim.text]}: {claim.text}"
            yield replace(claim, kind=Kind.STATEMENT, text=told)
        else:
            yield claim


def _claims(key: str, value: str) -> list[Claim]:
    if key in PEOPLE:
        names = [name.strip() for name in value.split(";") if name.strip()]
        return [_person(name, PEOPLE[key]) for name in names]
    if key in STATEMENTS:
        kind = STATEMENTS[key]
        terms = Rights(value) if kind in (Kind.LICENCE, Kind.COPYRIGHT) else None
        return [Claim(kind, value, rights=terms, origin=ORIGIN)]
    return []


def _person(name: str, role: str) -> Claim:
    return Claim(Kind.AUTHOR, name, (Contribution(Agent(name), role),), origin=ORIGIN)


def _subjects(metadata: Metadata, stated: Mapping[str, str]) -> Metadata:
    if "subjects" not in stated:
        return metadata
    subjects = tuple(s.strip() for s in stated["subjects"].split(",") if s.strip())
    return replace(metadata, subjects=subjects)
