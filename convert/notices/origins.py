# ruff: noqa: E501 (tables of wide letters)
"""Sentences that say where a text comes from: 本文转自公众号：甲（ID：a），作者：乙，原文标题：《丙》."""

from __future__ import annotations

from collections.abc import Iterator

from convert.ledger import Claim, Kind
from convert.metadata import Agent, Contribution, Rights, Work
from convert.notices import byline, words
from convert.notices.labels import known
from convert.notices.names import TALK, account, is_name, names
from convert.notices.pairs import pairs
from convert.notices.scan import BLANKS, between, holds, split, take, url
from convert.notices.words import listed
from convert.value import replace

_OUTLETS = ("公众号", "订阅号", "公号")
_LEADS = ("作者", "译者", "编辑", "撰文", "编译", "翻译", "原作者", "采访", "整理")
_DEEDS = {"翻译整理": "trl", "编译整理": "trl", "翻译": "trl", "编译": "trl", "整理": "com"}
_QUOTES = f"{BLANKS}：:“”\"「」【】'‘’"


_FILLERS = listed("""
    经 已 获 由 系 原 均 为 最早 最初 首次 作者 授权 转载 部分 内容 文字 图文 主要 皆 都 整理 编译 翻译 改编 及 和 与 图片 编辑 综合
""")
_LABELS = (
    "作者",
    "译者",
    "编辑",
    "原文",
    "经",
    "已",
    "转载",
    "版权",
    "题图",
    "发布",
    "有删",
    "略有",
    "内容有",
    "记者",
    "撰",
)
_ABOUT = ("：", ":", "@", "译", "整理", "原文", "删", "授权", "http")
_NO_SOURCES = (
    "己",
    "真实",
    "生活",
    "同一",
    "我的经历",
    "一个",
    "一次",
    "一场",
    "对",
    "多年",
    "这",
    "那",
)


def tells(said: str) -> bool:
    """Whether a line without blanks says at once where its text comes from.

    >>> tells("本文首发于公众号「夜读」"), tells("本文来自真实经历，希望对你有帮助。")
    (True, False)
    """
    subject = take(said, words.SUBJECTS)
    rest = said if subject else ""
    while subject and rest.startswith(subject):
        rest = _behind_fillers(rest[len(subject) :])
        subject = take(rest, words.SUBJECTS)
    if rest.startswith(("@", "《")):
        return holds(rest[:40], words.SOURCES[:12])
    word = take(rest, words.SOURCES) if rest else take(said, words.SOURCES_OPEN)
    if not word and rest:
        at = min((rest.find(w) for w in words.SOURCES if w in rest[:16]), default=-1)
        word = take(rest[at:], words.SOURCES) if at >= 0 and _is_agent(rest[:at]) else ""
        rest = rest[at:] if word else rest
    whence = (rest or said)[len(word) :].lstrip("于自在：: ")
    return bool(word and whence) and not whence.startswith(_NO_SOURCES) and _is_source(word, whence)


def _behind_fillers(text: str) -> str:
    while (word := take(text, _FILLERS)) and not take(text, words.SOURCES):
        text = text[len(word) :]
    return text


def _is_agent(text: str) -> bool:
    """'甲' in '本文由甲翻译自…'."""
    return 0 < len(text) <= 14 and not holds(
        text, ("将", "从", "用户", "会", "讲", "对", "和", "的", "，")
    )


def _is_source(word: str, whence: str) -> bool:
    """A name, and behind it nothing but more of the same notice."""
    if word == "首发" and not whence.startswith(("公众号", "微信", "“", "「", "《", "@")):
        return False
    first, *others = [part for part in split(whence, "，,；;。") if part]
    marked = holds(first, ("公众号", "《", "“", "「", "【", "@", "http", "ID", "www"))
    more = all(part.startswith(_LABELS) or holds(part, _ABOUT) for part in others)
    return marked or (more and len(first) <= 30 and not holds(first, TALK))


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
    for mark in '”」】’"':
        text = text.replace(mark, "（", 1) if 0 < text.find(mark) <= 24 else text
    return text.replace("（（", "（", 1).replace("（(", "（", 1)


def _may_issue(name: str) -> bool:
    return 0 < len(name) <= 24 and not holds(name, ("转载", "授权", "关注", "回复"))


def _unmarked(text: str) -> Iterator[Contribution]:
    """'…，作者林一，译者 Ann Lee': a label at the start of a clause, with no separator."""
    for clause in split(text, "，,；;。（(")[1:]:
        said = clause.strip(f"{BLANKS}）)")
        yield from _deed(said)
        lead = next((word for word in _LEADS if said.startswith(word)), "")
        rest = said[len(lead) :].strip()
        if lead and rest[:1] not in ("：", ":", "|", "｜", "丨", "/") and _named(rest):
            roles = known(lead).removeprefix("@original:author") or "aut"
            yield from (Contribution(Agent(n), role) for role in roles.split() for n in names(rest))


def _deed(clause: str) -> Iterator[Contribution]:
    """'甲翻译整理' as a clause of its own."""
    deed = next((word for word in _DEEDS if clause.endswith(word)), "")
    who = clause.removesuffix(deed).removeprefix("由").strip()
    if deed and _named(who) and len(who) <= 8:
        yield from (Contribution(Agent(n), _DEEDS[deed]) for n in names(who))


def _named(text: str) -> bool:
    found = names(text)
    return bool(found) and all(map(is_name, found)) and len(text) <= 24


def _work(text: str, told: Work | None) -> Work | None:
    work = told or Work()
    work = replace(work, title=work.title or between(text, "《", "》"), url=work.url or url(text))
    return work if work != Work() else None
