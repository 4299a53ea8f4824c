"""What the user states beside the sources: ``--metadata KEY=VALUE``.

A statement becomes a claim of its own; it never erases one that a source made.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from convert.diagnostics import Origin
from convert.errors import UsageError
from convert.labels import word
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
DATES = {"date": "published", "updated": "updated"}
"""KEY -> the label of a date, which is also its field."""

ORIGIN = Origin("--metadata")

_LANGUAGE = re.compile("[A-Za-z]{2,3}([-_][A-Za-z0-9]{1,8})*")


def override(documents: tuple[Document, ...], stated: Mapping[str, str]) -> tuple[Document, ...]:
    """The documents with what ``stated`` adds; raises ``UsageError`` for an unknown key and a
    value that is none. An empty one clears a field, but says nothing of people, dates, terms."""
    for key, value in stated.items():
        _check(key, value)
    claiming = {"title", *PEOPLE, *STATEMENTS}
    said = {k: v for k, v in stated.items() if v.strip() or k not in claiming}
    if not said:
        return documents
    own = {k: v for k, v in said.items() if k != "title" or len(documents) == 1}
    return tuple(_override(document, own) for document in documents)


def is_language(value: str) -> bool:
    """Whether a text looks like a language code.

    >>> is_language("zh-Hans"), is_language("en_US"), is_language("English")
    (True, True, False)
    """
    return _LANGUAGE.fullmatch(value.strip()) is not None


def _check(key: str, value: object) -> None:
    known = sorted({*FIELDS, *PEOPLE, *STATEMENTS, *OTHERS})
    if key not in known:
        raise UsageError(f"no metadata is called {key!r}; there is {', '.join(known)}")
    if not isinstance(value, str):
        raise UsageError(f"the metadata {key!r} is a text, not {value!r}")
    if key == "language" and value and not is_language(value):
        raise UsageError(f"a language is a code, such as en or zh-Hans, not {value!r}")


def _override(document: Document, stated: Mapping[str, str]) -> Document:
    claims = tuple(claim for key, value in stated.items() for claim in _claims(key, value))
    ledger = (*_superseded(document, stated), *claims)
    metadata = replace(
        document.metadata,
        **{FIELDS[key]: value for key, value in stated.items() if key in FIELDS},
        contributions=contributions(ledger),
        rights=rights(ledger),
    )
    return replace(document, ledger=ledger, metadata=_subjects(metadata, stated))


def _superseded(document: Document, stated: Mapping[str, str]) -> Iterator[Claim]:
    """The ledger; a date that gives way to another is kept as a line with its label."""
    metadata = document.metadata
    now = {label: stated.get(key, getattr(metadata, label)) for key, label in DATES.items()}
    gone = {getattr(metadata, label): label for label in now}
    for claim in document.ledger:
        if claim.kind is Kind.DATE and claim.text in gone and claim.text not in now.values():
            label, colon = (word(k, metadata.language) for k in (gone[claim.text], "colon"))
            yield replace(claim, kind=Kind.STATEMENT, text=f"{label}{colon}{claim.text}")
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
