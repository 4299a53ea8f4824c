"""Finding every statement about who made a work, whence it comes and on what terms."""

from __future__ import annotations

from collections.abc import Iterator

from convert import model as m
from convert.diagnostics import Origin
from convert.formats import Site
from convert.ledger import CREDITS, Claim, Kind, Ledger
from convert.metadata import Work
from convert.notices import figures, places, words
from convert.notices.lines import Line, read, squeeze
from convert.notices.scan import holds, split
from convert.value import fields, replace

__all__ = ["find", "in_summary"]

ALONE = frozenset({Kind.STATEMENT, Kind.REPRINT, Kind.COVER_CREDIT, Kind.ORIGINAL})
"""Kinds that are sentences; an author's own sentence may follow on the same line."""
SHORT = 14
"""Letters of a last sentence that needs no word of notices: '欢迎提问'."""


def find(blocks: m.Blocks, site: Site | None) -> tuple[m.Blocks, Ledger]:
    """The claims in ``blocks``, in order, each with its origin; and the blocks without the
    run of notices at the very end, all of whose letters are in the claims."""
    lines = read(blocks)
    readings = places.classify(lines, site)
    claims = [_place(claim, line) for claim, line in zip(readings, lines, strict=True) if claim]
    ledger = _settle(claims)
    return figures.tie(_body(blocks, lines, readings), ledger), ledger


def in_summary(summary: str, origin: Origin | None) -> Ledger:
    """The claims in a summary; an editor's lead is none.

    >>> [str(c.kind) for c in in_summary("#本文为某站《激励计划》出品，未经许可，禁止转载。", None)]
    ['programme']
    """
    from convert.notices import statements

    found = []
    for line in map(str.strip, summary.split("\n")):
        # behind '#' the rights text comes first, and the summary may go on after it
        said = line[: line.find("。") + 1] or line if line.startswith("#") else line
        if 0 < len(said) <= 200 and (claim := statements.likely(said, squeeze(said))):
            found.append(replace(claim, origin=origin))
    return tuple(found)


def _place(claim: Claim, line: Line) -> Claim:
    """The claim with its origin, and with an address that only a link holds."""
    if line.links and claim.kind in (Kind.TRANSLATION, Kind.ORIGINAL):
        work = claim.work or Work()
        claim = replace(claim, work=replace(work, url=work.url or line.links[0]))
    return replace(claim, origin=line.origin)


def _settle(claims: list[Claim]) -> Ledger:
    """What only the whole set tells: without a translator 原文链接 is a source."""
    told = list(_joined(claims))
    if any(_translates(claim) for claim in told):
        return tuple(told)
    return tuple(replace(c, kind=Kind.ORIGINAL) if c.kind is Kind.TRANSLATION else c for c in told)


def _joined(claims: list[Claim]) -> Iterator[Claim]:
    """Lines that tell different things of one original give one work, at the first of them."""
    parts = [c.work for c in claims if c.kind is Kind.TRANSLATION and c.work]
    whole = Work(*("".join(dict.fromkeys(getattr(w, f) for w in parts)) for f in fields(Work)))
    single = all(len({getattr(w, f) for w in parts} - {""}) <= 1 for f in fields(Work))
    for claim in claims:
        if single and claim.kind is Kind.TRANSLATION and claim.work:
            claim, whole = replace(claim, work=whole if whole != Work() else None), Work()
        yield claim


def _translates(claim: Claim) -> bool:
    return "译" in claim.text or any(c.role == "trl" for c in claim.contributions)


def _body(blocks: m.Blocks, lines: list[Line], readings: places.Readings) -> m.Blocks:
    """``blocks`` without the closing run; a picture in between stays, and so does a text that
    is nothing but notices."""
    told = list(zip(lines, readings, strict=True))
    kept: list[m.Block] = []
    at = len(blocks) - 1
    while at >= 0:
        said = []
        while told and told[-1][0].block == at:
            said.append(told.pop())
        if said and all(_may_go(line, claim) for line, claim in said):
            at -= 1
        elif _passes(blocks[at], said):
            kept.append(blocks[at])
            at -= 1
        else:
            break
    return (*blocks[: at + 1], *reversed(kept)) if at >= 0 or kept else blocks


def _may_go(line: Line, claim: Claim | None) -> bool:
    """A line that its claim says in full."""
    if claim is None or claim.guess or line.bound or claim.kind in CREDITS:
        return False
    return claim.text == line.text and (claim.kind not in ALONE or _is_pure(claim.text))


def _is_pure(text: str) -> bool:
    """Whether every sentence speaks as a notice: the author may go on in the same line."""
    others = split(text, "。！？")[1:]
    return all(len(said) <= SHORT or holds(said, words.SPEAK) for said in others)


def _passes(block: m.Block, said: list[tuple[Line, Claim | None]]) -> bool:
    """A picture or a notice with a hidden link stays; the run goes on above it."""
    if isinstance(block, m.Figure | m.Rule) or not said:
        return True
    return all(claim is not None for _, claim in said)
