"""Lines that say who did what: labels read as contributions, accounts, sources, originals."""

from __future__ import annotations

from convert.ledger import Claim, Kind
from convert.metadata import Agent, Contribution, Work
from convert.notices.labels import PLACES, WEAK
from convert.notices.names import account, names, shown, talks
from convert.notices.pairs import Pair, marked, pairs, spaced, turned
from convert.notices.runs import deed, run, single, unknown
from convert.notices.scan import between, holds, split, take, url
from convert.value import replace

LIMIT = 500
"""Letters in the longest line read as a byline: some carry a whole biography."""
ROOM = 40
"""Letters a weak label's value may have to count."""

_INVITING = ("关注", "订阅", "我的", "作者", "搜索", "添加", "个人", "本人", "更多")


def strong(text: str) -> Claim | None:
    """A line that opens with a label no ordinary sentence opens with, or holds several."""
    return _read(text, loose=False)


def loose(text: str) -> Claim | None:
    """A line in the company of other notices, where weaker labels count as well."""
    return _read(text, loose=True)


def glued(text: str) -> Claim | None:
    """Credits as they stand behind a body's last sentence: short, and nothing but credits."""
    front, found = pairs(text)
    if front or not found or not _all_roles(found) or len(text) > 120:
        return None
    several = len(found) > 1 and all(len(pair.value) <= 20 for pair in found)
    return _claim(text, found) if several else in_body(text)


def companion(text: str) -> Claim | None:
    """'测评｜甲' next to bylines: a label nobody has listed."""
    found = unknown(text) if len(text) <= 30 else ()
    return replace(_claim(text, found), guess=True) if found else None


def in_body(text: str) -> Claim | None:
    """A line far from other notices: several short roles together, or one behind a bar."""
    if len(text) > 80:
        return None
    front, found = pairs(text)
    if len(found) == 1 and not front:
        return _claim(text, found) if _barred(found[0], text) else None
    if front or not found or not _all_roles(found):
        return None
    roles = {role for pair in found for role in pair.states.split()}
    short = all(len(pair.value) <= 16 for pair in found)
    return _claim(text, found) if short and "aut" in roles and len(roles) > 1 else None


def _barred(pair: Pair, text: str) -> bool:
    """'文 | 甲' and '来源公众号：乙' open no ordinary sentence."""
    if pair.states == "@outlet" or pair.label.startswith(("本文转", "转载自", "节选自")):
        return True
    mark = text[text.index(pair.label) + len(pair.label) :].lstrip()[:1]
    firm = pair.states.split()[0] in ("aut", "edt", "trl") and pair.label not in WEAK
    short = len(pair.value) <= 16 and not set(pair.value) & set("/／，。：|｜丨")
    return firm and short and mark in "|｜丨/／" and bool(names(pair.value))


def _read(text: str, *, loose: bool) -> Claim | None:
    if len(text) > LIMIT or holds(text, ("出版社：", "ISBN", "定价：")):
        return None
    if found := spaced(text):
        return _claim(text, found)
    if marked(text) and (claim := _read_marked(text, loose)):
        return claim
    found = single(text) or (deed(text) if loose else ())
    if found and (loose or not _is_weak(found[0])):
        return _claim(text, found)
    return _dateline(text) if len(text) <= 60 else None


def _read_marked(text: str, loose: bool) -> Claim | None:
    """Labels parted from their names by a colon, a bar or the like."""
    if found := turned(text):
        return _claim(text, found)
    if found := run(text):
        return replace(_claim(text, found), guess=True)
    front, found = pairs(text)
    if found and not front and _counts(found, text, loose):
        doubtful = len(found) == 1 and (_is_doubtful(found[0]) or _is_sentence(found[0]))
        return replace(_claim(text, found), guess=doubtful)
    if loose and len(front) <= 24 and holds(front, _INVITING) and _all_accounts(found):
        return replace(_claim(text, found), guess=True)
    return None


def _counts(found: tuple[Pair, ...], text: str, loose: bool) -> bool:
    first = found[0]
    plain = not _is_weak(first)
    if _is_sentence(first) and (not loose or len(text) > 24 or holds(text, "。？！")):
        return False
    if loose:
        cited = first.label != "原文" or first.value[:1].isascii() or first.value[:1] in "《“「"
        firm = plain or (first.states.startswith("@original") and cited)
        return firm or len(first.value) <= ROOM or bool(url(first.value))
    if len(found) > 1 and len(text) <= 80:
        return _all_roles(found) or plain
    if first.states in ("@account", "@source"):
        return len(text) <= 60 and (first.states == "@source" or "公" in first.label)
    return plain and len(text) <= 120


def _is_weak(pair: Pair) -> bool:
    return "".join(pair.label.split()) in WEAK


def _is_doubtful(pair: Pair) -> bool:
    """A weak label with more behind it than names may open a sentence."""
    if not _is_weak(pair) or pair.states.startswith("@"):
        return False
    return sum(map(len, names(pair.value))) < len("".join(pair.value.split())) - 2


def _is_sentence(pair: Pair) -> bool:
    """Words behind the label that are neither names nor an account nor an address."""
    if pair.states.startswith("@original") or url(pair.value):
        return False
    listed = holds(pair.value, "|｜丨") and not holds(pair.value, _INVITING)
    return listed or talks(pair.value) or (pair.states == "@source" and "，" in pair.value)


def _all_roles(found: tuple[Pair, ...]) -> bool:
    return all(not pair.states.startswith("@") or pair.states == "@account" for pair in found)


def _all_accounts(found: tuple[Pair, ...]) -> bool:
    return bool(found) and all(pair.states == "@account" for pair in found)


def _dateline(text: str) -> Claim | None:
    """'甲 发自 某地', '某社 | 公众号 id', or both on one line."""
    who, sent, rest = text.partition("发自")
    people = _contributions(names(who), "aut") if sent and len(who) <= 24 else ()
    outlet = _outlet(_behind_place(rest) if sent else text)
    if sent and people and (text[len(who) - 1].isspace() or rest[:1].isspace()):
        return Claim(Kind.BYLINE, text, (*people, *outlet))
    return Claim(Kind.ACCOUNT, text, outlet) if outlet and not sent else None


def _behind_place(text: str) -> str:
    """'某社 | 公众号 id' in '某地 某社 报道 | 公众号 id'."""
    said = text.strip()
    place = take(said, PLACES)
    said = said[len(place) :] if place else said.partition(" ")[2]
    return said.replace(" 报道", "", 1).strip()


def _outlet(text: str) -> tuple[Contribution, ...]:
    """'某社 | 公众号 id': who issued the text, with the account's id."""
    parts = [part.strip() for part in split(text, "|｜丨")]
    if (
        len(parts) != 2
        or not parts[1].startswith(("公众号", "微信公众号"))
        or not 0 < len(parts[0]) <= 24
    ):
        return ()
    number = parts[1].rpartition("公众号")[2].strip(" ：:")
    return (
        (Contribution(Agent(parts[0], account=number), "isb"),)
        if number.isascii() and number
        else ()
    )


def _claim(text: str, found: tuple[Pair, ...]) -> Claim:
    return Claim(_kind(found), text, people(found), None, work(found))


def people(found: tuple[Pair, ...]) -> tuple[Contribution, ...]:
    """Whom the pairs name, each in a role, with the accounts beside them."""
    named = [c for pair in found for c in _of(pair)]
    accounts = [pair for pair in found if pair.states == "@account"]
    original = {n for p in found if p.states == "@original:author" for n in names(p.value)}
    return tuple(dict.fromkeys(_with_accounts(named, accounts, original)))


def _kind(found: tuple[Pair, ...]) -> Kind:
    states = [pair.states for pair in found]
    if any(s.startswith("@original") for s in states):
        return Kind.TRANSLATION
    if any(not s.startswith("@") for s in states):
        return Kind.TRANSLATION if set(states) == {"trl"} else Kind.BYLINE
    return Kind.ORIGINAL if "@source" in states else Kind.ACCOUNT


def _of(pair: Pair) -> tuple[Contribution, ...]:
    if pair.states == "@original:author":
        return _contributions(names(pair.value), "aut")
    if pair.states == "@outlet":
        name, id_ = account(pair.value)
        return (Contribution(Agent(name, account=id_), "isb"),) if name else ()
    roles = [role for role in pair.states.split() if not role.startswith("@")]
    if roles == ["isb"] and (number := account(pair.value)[1]):
        return (Contribution(Agent(account(pair.value)[0], account=number), "isb"),)
    return tuple(c for role in roles for c in _contributions(names(pair.value), role))


def _contributions(found: tuple[str, ...], role: str) -> tuple[Contribution, ...]:
    return tuple(Contribution(Agent(name), role) for name in found)


def _with_accounts(
    people: list[Contribution], accounts: list[Pair], original: set[str]
) -> list[Contribution]:
    """An account belongs to the first person named beside it; alone, it is an agent itself."""
    for pair in accounts:
        name, id_ = account(pair.value)
        if not name:
            continue
        owner = _owner(people, original)
        if owner < 0:
            people.append(Contribution(Agent(name, account=id_), "asn"))
        else:
            agent = people[owner].agent
            known = Agent(agent.name, account=shown(name, id_))
            people[owner] = Contribution(known, people[owner].role)
    return people


def _owner(people: list[Contribution], original: set[str]) -> int:
    """The first person without an account; whoever wrote the original has none here."""
    here = [n for n, c in enumerate(people) if c.agent.name not in original]
    free = [n for n in here if not people[n].agent.account]
    return free[0] if free and people[free[0]].role == people[here[0]].role else -1


def work(found: tuple[Pair, ...]) -> Work | None:
    """The original that the pairs speak of."""
    title = address = author = ""
    for pair in found:
        link, name = url(pair.value), between(pair.value, "《", "》")
        if pair.states == "@original:translation":
            continue
        if pair.states == "@original:author":
            author = author or "、".join(names(pair.value))
        elif pair.states == "@original:title":
            title = title or name or pair.value.strip("《》")
        elif pair.states.startswith(("@original", "@source")):
            address = address or link
            title = title or name
            if not (link or name) and pair.states == "@source":
                author = author or next(iter(names(pair.value)), "")
            elif not (link or name):
                title, _, by = (title or pair.value).partition(" @")
                author = author or by
    return Work(title, address, author) if title or address or author else None
