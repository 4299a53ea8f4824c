"""Claims: every statement about who made a work, whose it is, whence and on what terms.

A claim holds the author's words verbatim and, beside them, our reading. Two claims that
disagree are both kept.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import TypeAlias

from convert.diagnostics import Origin
from convert.metadata import Contribution, Rights, Work
from convert.value import Value, replace


class Kind(StrEnum):
    """What a claim speaks of. Fields come from a header, the others are lines of the text."""

    # fields: a name, a date, a URL stated as data
    AUTHOR = "author"
    DATE = "date"
    SOURCE = "source"
    PUBLISHER = "publisher"
    LICENCE = "licence"
    COPYRIGHT = "copyright"
    # notices: lines of text
    BYLINE = "byline"
    TRANSLATION = "translation"
    COLUMNIST = "columnist"
    ACCOUNT = "account"
    STATEMENT = "statement"
    REPRINT = "reprint"
    ORIGINAL = "original"
    COVER_CREDIT = "cover-credit"
    IMAGE_CREDIT = "image-credit"
    DATA_CREDIT = "data-credit"
    DISCLAIMER = "disclaimer"
    PSEUDONYM = "pseudonym"
    PROGRAMME = "programme"
    CONTRIBUTORS = "contributors"
    PROMOTION = "promotion"

    def __reduce_ex__(self, protocol: object) -> tuple[type[Kind], tuple[str]]:
        """By its value, also before Python 3.11.4, whose enums ask whoever loads them to call
        ``getattr``; what a library keeps may call nothing."""
        return Kind, (self.value,)


FIELDS = frozenset(
    {Kind.AUTHOR, Kind.DATE, Kind.SOURCE, Kind.PUBLISHER, Kind.LICENCE, Kind.COPYRIGHT}
)
CREDITS = frozenset({Kind.IMAGE_CREDIT, Kind.DATA_CREDIT})
"""Credits of a picture or of data inside the text; they stay where they stand."""


class Claim(Value):
    """One statement: ``text`` verbatim (markup removed), and what we read in it.

    ``guess`` says that the reading, not the text, is uncertain.
    """

    kind: Kind
    text: str
    contributions: tuple[Contribution, ...] = ()
    rights: Rights | None = None
    work: Work | None = None
    guess: bool = False
    origin: Origin | None = None


Ledger: TypeAlias = tuple[Claim, ...]


def notices(ledger: Ledger) -> Ledger:
    """The claims that are lines about the whole work: not fields, not credits of a picture."""
    return tuple(c for c in ledger if c.kind not in FIELDS and c.kind not in CREDITS)


def image_credits(ledger: Ledger) -> Ledger:
    """The claims that credit a picture or data inside the text."""
    return tuple(c for c in ledger if c.kind in CREDITS)


def contributions(ledger: Ledger) -> tuple[Contribution, ...]:
    """Everybody the ledger names, each agent once per role, in the order of the source.

    A later claim about the same agent and role only adds a URL or an account.
    """
    found: dict[tuple[str, str], Contribution] = {}
    for contribution in _all(ledger):
        key = (contribution.agent.name, contribution.role)
        known = found.get(key)
        found[key] = _join(known, contribution) if known else contribution
    return tuple(found.values())


def rights(ledger: Ledger) -> tuple[Rights, ...]:
    """Every rights statement, once, in order."""
    return tuple(dict.fromkeys(c.rights for c in ledger if c.rights))


def _all(ledger: Ledger) -> Iterable[Contribution]:
    return (contribution for claim in ledger for contribution in claim.contributions)


def _join(first: Contribution, second: Contribution) -> Contribution:
    agent = replace(
        first.agent,
        url=first.agent.url or second.agent.url,
        account=first.agent.account or second.agent.account,
    )
    return replace(first, agent=agent)
