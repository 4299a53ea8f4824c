"""Sentences that say where a text comes from: 本文转自公众号：甲（ID：a），作者：乙，原文标题：《丙》."""

from __future__ import annotations

from collections.abc import Iterator

from convert.ledger import Claim, Kind
from convert.metadata import Agent, Contribution, Rights, Work
from convert.notices import byline, words
from convert.notices.labels import known
from convert.notices.names import account, is_name, names
from convert.notices.pairs import pairs
from convert.notices.scan import BLANKS, between, holds, split, url
from convert.value import replace

_OUTLETS = ("公众号", "订阅号", "公号")
_LEADS = ("作者", "译者", "编辑", "撰文", "编译", "翻译", "原作者", "采访", "整理")
_QUOTES = f"{BLANKS}：:“”\"「」【】'‘’"


def read(text: str, statement: Rights | None) -> Claim:
    """The claim of a sentence known to be one: its work, its people, the outlet it names."""
    told = [pair for pair in pairs(text)[1] if pair.states != "@account"]
    people = dict.fromkeys((*byline.people(tuple(told)), *_unmarked(text)))
    outlet = _outlet(text)
    if outlet and not any(c.agent.name == outlet.agent.name for c in people):
        people[outlet] = None
    translated = holds(text, words.TRANSLATED) or any(c.role == "trl" for c in people)
    kind = Kind.TRANSLATION if translated else Kind.ORIGINAL
    return Claim(kind, text, tuple(people), statement, _work(text, byline.work(tuple(told))))


def _outlet(text: str) -> Contribution | None:
    """Who first issued it: the account behind 公众号, or one given with an ID."""
    behind = next((text.partition(word)[2] for word in _OUTLETS if word in text), "")
    if not behind and "（ID" in text:
        front = text.partition("（ID")[0]
        start = max(front.rfind(word) + len(word) for word in ("自", "于", "：", "源"))
        behind = text[start:]
    name, number = account(_opened(behind))
    plain = name.strip(_QUOTES)
    return Contribution(Agent(plain, account=number), "isb") if _may_issue(plain) else None


def _opened(text: str) -> str:
    """An account without the quotation marks around its name."""
    text = text.lstrip(_QUOTES)
    for mark in "”」】’\"":
        text = text.replace(mark, "（", 1) if 0 < text.find(mark) <= 24 else text
    return text.replace("（（", "（", 1).replace("（(", "（", 1)


def _may_issue(name: str) -> bool:
    return 0 < len(name) <= 24 and not holds(name, ("转载", "授权", "关注", "回复"))


def _unmarked(text: str) -> Iterator[Contribution]:
    """'…，作者林一，译者 Ann Lee': a label at the start of a clause, with no separator."""
    for clause in split(text, "，,；;。（(")[1:]:
        said = clause.strip(f"{BLANKS}）)")
        lead = next((word for word in _LEADS if said.startswith(word)), "")
        rest = said[len(lead) :].strip()
        if lead and rest[:1] not in ("：", ":", "|", "｜", "丨", "/") and _named(rest):
            roles = known(lead).removeprefix("@original:author") or "aut"
            yield from (Contribution(Agent(n), role) for role in roles.split() for n in names(rest))


def _named(text: str) -> bool:
    found = names(text)
    return bool(found) and all(map(is_name, found)) and len(text) <= 24


def _work(text: str, told: Work | None) -> Work | None:
    work = told or Work()
    work = replace(work, title=work.title or between(text, "《", "》"), url=work.url or url(text))
    return work if work != Work() else None
