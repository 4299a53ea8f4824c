"""Which lines are notices: the place of a line and its neighbours decide with its words.

First every line is read on its own, by rules no ordinary sentence meets. Then the readings
spread: beside a notice, and at the head and the foot of a work, looser rules count.
"""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate

from convert.formats import Site
from convert.ledger import Claim, Kind
from convert.metadata import Agent, Contribution
from convert.notices import byline, glued, pictures, reserves, runs, scan, statements, words
from convert.notices.lines import Line, bare, squeeze
from convert.notices.names import account, shown
from convert.notices.scan import holds, split, until

HEAD = 6
"""Lines at the start that may hold a byline on their own."""
GAP = 2
"""Lines of text that may stand between two notices of one run."""
ANCHORS = frozenset(
    {Kind.STATEMENT, Kind.COVER_CREDIT, Kind.COLUMNIST, Kind.DISCLAIMER, Kind.BYLINE}
)
"""Kinds that make their neighbours likelier to be notices too."""
FRAMES = "#＃*·—-【】[]：:"
"""Marks around a heading such as #专栏作家#."""

Readings = list[Claim | None]


def classify(lines: list[Line], site: Site | None) -> Readings:
    """For each line the claim it makes, or None."""
    keys = [squeeze(line.text) for line in lines]
    worth = _worth(lines, keys, (*words.HINTS, site.name) if site else words.HINTS)
    found: Readings = [
        _alone(line, key, site) if look else None
        for line, key, look in zip(lines, keys, worth, strict=True)
    ]
    keys = _without_dialogue(keys)
    _head(lines, keys, found)
    _run(lines, keys, found)
    _columnists(lines, keys, found, site.name if site else "")
    _split_statements(lines, keys, found)
    _companions(lines, found)
    for at, look in enumerate(worth):
        if look and found[at] is None and keys[at]:
            found[at] = glued.behind(lines[at].text, lambda part: _glued(part, site))
    return found


def _without_dialogue(keys: list[str]) -> list[str]:
    """The keys, but '' for what is said by one who speaks again and again: 编辑：您觉得呢？"""
    speakers = [_speaker(key) for key in keys]
    often = _often(speakers)
    if not often:
        return keys
    return ["" if name in often else key for name, key in zip(speakers, keys, strict=True)]


def _often(names: list[str]) -> set[str]:
    """Those that come more than twice."""
    times: dict[str, int] = {}
    for name in filter(None, names):
        times[name] = times.get(name, 0) + 1
    return {name for name, count in times.items() if count > 2}


def _speaker(key: str) -> str:
    lead = key[:8]
    speaks = ("：" in lead or ":" in lead) and key[:2] not in ("图片", "数据")
    return until(lead, "：:") if speaks else ""


def _worth(lines: list[Line], keys: list[str], hints: tuple[str, ...]) -> list[bool]:
    """For each line whether it is worth a closer look."""
    worth = [
        bool(key) and (line.picture or key.isascii()) for line, key in zip(lines, keys, strict=True)
    ]
    whole = "\n".join(keys)
    ends = list(accumulate([len(key) + 1 for key in keys]))
    for at in scan.places(whole, hints):
        worth[bisect_right(ends, at)] = True
    return worth


def _alone(line: Line, key: str, site: Site | None) -> Claim | None:
    """A line judged by itself."""
    text = line.text
    if site and (claim := site.notice(text)):
        return claim
    if len(key) > 400:
        return None
    if claim := _heading(text, key):
        return claim
    return (
        _credit(line, key)
        or statements.certain(text, key)
        or reserves.own(text, key)
        or _western(text, loose=False)
        or byline.in_body(text)
    )


def _glued(part: str, site: Site | None) -> Claim | None:
    """A notice behind a body's sentence, by the rules for one that stands alone."""
    if site and (claim := site.notice(part)):
        return claim
    key = squeeze(part)
    return statements.certain(part, key) or reserves.own(part, key) or byline.glued(part)


def _heading(text: str, key: str) -> Claim | None:
    """'#专栏作家#', alone or with the biography on the same line."""
    said = key.strip(FRAMES)
    if said in words.COLUMNISTS:
        return Claim(Kind.COLUMNIST, text)
    if key[0] in "#＃" and said.startswith(words.COLUMNISTS) and len(key) <= 400:
        return Claim(Kind.COLUMNIST, text, _biography(split(text, "#＃")[-1].strip()))
    return None


def _credit(line: Line, key: str) -> Claim | None:
    """A picture's or a table's credit; 来源： also opens items of any list."""
    if line.bound and not line.picture and key.startswith(("来源", "出处")):
        return None
    return pictures.read(line.text, key, line.picture)


def _western(text: str, *, loose: bool) -> Claim | None:
    """A notice in Latin letters; its rules are loaded when the first such line comes."""
    if text[:1] >= "\u2e80":
        return None
    from convert.notices import western

    return western.read(text, loose=loose)


def _head(lines: list[Line], keys: list[str], found: Readings) -> None:
    """The first lines: bylines and sources, unless they describe a book."""
    if any(key.startswith(words.BOOKS) for key in keys[: HEAD + 2]):
        return
    for at in range(min(HEAD, len(lines))):
        if found[at] is None and 0 < len(keys[at]) <= 160:
            text = lines[at].text
            found[at] = (
                byline.strong(text)
                or statements.likely(text, keys[at])
                or _western(text, loose=True)
            )


def _run(lines: list[Line], keys: list[str], found: Readings) -> None:
    """From the end and from every notice found, look at the neighbours."""
    anchors = [at for at, claim in enumerate(found) if claim and claim.kind in ANCHORS]
    _spread(lines, keys, found, len(lines), -1, GAP)
    for at in reversed(anchors):
        allowed = GAP if at >= HEAD or at > len(lines) // 2 else 0
        _spread(lines, keys, found, at, -1, allowed)
        _spread(lines, keys, found, at, 1, allowed)


def _spread(
    lines: list[Line], keys: list[str], found: Readings, start: int, step: int, allowed: int
) -> None:
    """Read on from ``start`` until more than ``allowed`` lines in a row are no notices."""
    at, gap = start + step, 0
    while 0 <= at < len(lines) and gap <= allowed:
        claim = found[at]
        if claim is None or (claim.kind is Kind.DATA_CREDIT and not lines[at].picture):
            before = at - step
            touching = gap == 0 and 0 <= before < len(lines) and found[before] is not None
            claim = _beside(lines[at], keys[at], touching) or claim
            found[at] = claim
            gap = 0 if claim else gap + 1
        elif step > 0 or start < len(lines):
            return
        at += step


def _beside(line: Line, key: str, touching: bool) -> Claim | None:
    """A line in the company of notices; weak words count only next to one."""
    text = line.text
    if not key or len(key) > 500:
        return None
    if line.bound and not (line.picture or line.links) and key.startswith(("来源", "出处")):
        return None
    if key.strip(FRAMES) in words.ABOUT:
        return Claim(Kind.COLUMNIST, text)
    return (
        byline.strong(text)
        or statements.likely(text, key)
        or (byline.loose(text) if touching else None)
        or _western(text, loose=True)
        or _about(text, key)
        or (pictures.read(text, key, True) if touching and len(key) <= 60 else None)
    )


def _about(text: str, key: str) -> Claim | None:
    """'甲，公众号：乙，某站专栏作家。…' without a heading above it."""
    if key[:1] in "（(" and bare(key).startswith(("作者系", "作者为", "作者是", "本文作者")):
        return Claim(Kind.COLUMNIST, text)
    told = holds(key[2:120], ("专栏作家", "专栏作者"))
    if not told or holds(key, "？?") or not holds(key, "，,"):
        return None
    people = _biography(text)
    return Claim(Kind.COLUMNIST, text, people) if people else None


def _columnists(lines: list[Line], keys: list[str], found: Readings, site: str) -> None:
    """The lines under #专栏作家# tell who that is, up to the next notice; alone, one line."""
    for at, claim in enumerate(found):
        if claim is None or claim.kind is not Kind.COLUMNIST or len(keys[at]) > 12:
            continue
        behind = [n for n in range(at + 1, min(at + 4, len(lines))) if _is_other(found[n])]
        for n in range(at + 1, min(behind[0] if behind else at + 2, len(lines))):
            people = _biography(lines[n].text, site) if n == at + 1 else ()
            if not _is_other(found[n]):
                found[n] = Claim(Kind.COLUMNIST, lines[n].text, people)


def _is_other(claim: Claim | None) -> bool:
    return claim is not None and claim.kind is not Kind.COLUMNIST


def _biography(text: str, site: str = "") -> tuple[Contribution, ...]:
    """Who a biography speaks of, with the account it names."""
    name = until(text, "，,。；（(：:").strip()
    if not name or len(name) > 24 or "公众号" in name:
        return ()
    told = text.partition("公众号")[2].lstrip(" ：:")
    told = told.partition(site)[0] if site else told
    known = shown(*account(told)) if told else ""
    return (Contribution(Agent(name, account=known), "aut"),)


def _split_statements(lines: list[Line], keys: list[str], found: Readings) -> None:
    """'本文由 @甲' on one line, '原创发布于…' on the next: both belong to the statement."""
    for at, after in enumerate(found[1:]):
        if not (after and after.kind is Kind.STATEMENT and found[at] is None):
            continue
        opens = keys[at].startswith(("本文由", "本文系", "本栏目由")) and len(keys[at]) <= 40
        if opens and holds(keys[at], ("@", "作者", "人人")) and not holds(keys[at], "。："):
            text = lines[at].text
            people = (Contribution(Agent(name), "aut") for name in statements.handles(text))
            found[at] = Claim(Kind.STATEMENT, text, tuple(people))


def _companions(lines: list[Line], found: Readings) -> None:
    """'测评｜甲' below '编辑｜乙': an unknown label with the same separator as its neighbour."""
    beside = [(n, at) for at, c in enumerate(found) if _is_byline(c) for n in (at - 1, at + 1)]
    while beside:
        at, known = beside.pop()
        if not 0 <= at < len(lines) or found[at] is not None or len(lines[at].text) > 30:
            continue
        if runs.alike(lines[at].text, lines[known].text):
            found[at] = byline.companion(lines[at].text)
            beside += [(at - 1, at), (at + 1, at)] if _is_byline(found[at]) else []


def _is_byline(claim: Claim | None) -> bool:
    return claim is not None and claim.kind in (Kind.BYLINE, Kind.TRANSLATION)
