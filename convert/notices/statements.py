"""Notices in whole sentences: terms, sources, covers, programmes, who made it."""

from __future__ import annotations

from convert.ledger import Claim, Kind
from convert.metadata import Agent, Contribution, Rights
from convert.notices import origins, reserves, rights, words
from convert.notices.lines import bare
from convert.notices.scan import holds, pattern, skip, take, until

NEAR, FAR = 300, 160
"""Letters in the longest sentence read as a notice beside others, and on its own."""


def certain(text: str, key: str) -> Claim | None:
    """A notice wherever it stands; ``key`` is ``text`` squeezed (see ``lines.squeeze``)."""
    return _certain(text, key) if _speaks(key) else None


def likely(text: str, key: str) -> Claim | None:
    """A notice in the company of others, or at the head or foot of a work."""
    return _likely(text, key) if _speaks(key) else None


def handles(text: str) -> tuple[str, ...]:
    """Names given as @handles, with the blanks around them cut."""
    return tuple(until(part, "，,。；;、（(").strip() for part in text.split("@")[1:])


_SPEAKING = (
    *("@", "化名"),
    *(*words.COVERS, *words.TERMS, *words.LATIN_TERMS, *words.MADE, *words.THANKED),
    *(*words.SOURCES, *map(str.lower, words.SOURCES_OPEN)),
    *(*words.RESERVES, *words.RESERVES_SOFT),
)
"""Every rule of this module asks for one of these; most lines beside a notice hold none."""


def _speaks(key: str) -> bool:
    return pattern(_SPEAKING).search(key.lower()) is not None


def _certain(text: str, key: str) -> Claim | None:
    return (
        _cover(text, key, alone=True)
        or _terms(text, key, alone=True)
        or reserves.pseudonym(text, key)
        or _part(text, key)
    )


def _likely(text: str, key: str) -> Claim | None:
    return (
        _cover(text, key, alone=False)
        or _programme(text, key)
        or reserves.pseudonym(text, key)
        or _part(text, key)
        or _source(text, key)
        or _terms(text, key, alone=False)
        or reserves.disclaimer(text, key, NEAR)
        or _made(text, key)
        or _thanks(text, key)
    )


def _cover(text: str, key: str, *, alone: bool) -> Claim | None:
    """题图 and a word for where it comes from; 封面 opens other sentences too."""
    said = skip(bare(key), ("本文", "文章", "文中"))
    word = take(said, words.COVERS)
    if not word or len(said) > FAR:
        return None
    given = take(skip(said[len(word) :], words.WITH_COVER), words.COVER_FROM)
    whence = said[said.index(given, len(word)) + len(given) :] if given else ""
    if not given or whence.startswith(("哪", "什么", "何")):
        return None
    sure = word == "题图" or _gives_cover(given, whence)
    if alone and not sure:
        return None
    found = rights.read(text, "cover") or Rights(text, applies_to="cover")
    return Claim(Kind.COVER_CREDIT, text, (), found, guess=not sure)


def _gives_cover(given: str, whence: str) -> bool:
    """封面 and 头图 open any sentence about covers: a giver, or a source known as one."""
    if given in words.COVER_VAGUE:
        return holds(whence.rstrip("。）)")[-8:], words.COVER_DEEDS)
    return whence[:1].isascii() or holds(whence[:12], words.COVER_SOURCES)


def _terms(text: str, key: str, *, alone: bool) -> Claim | None:
    """What may be done with the work, and whose it is."""
    latin = holds(key.lower(), words.LATIN_TERMS)
    if len(key) > (FAR if alone else NEAR) or not (latin or holds(key, words.TERMS)):
        return None
    statement = rights.read(text)
    if not _opens_terms(bare(key)) and (alone or not statement):
        return None
    said = bare(key).startswith((*words.SUBJECTS, *words.DECLARED))
    if holds(key, "？?") or holds(key, ("转载请求", "转载自己")):
        return None
    if not statement and not (
        said and holds(key, ("发布", "授权", "声明", "转载自", "转自", "必究"))
    ):
        return None
    if holds(key, ("转载自", "转自", "转载于")):
        return origins.read(text, statement)
    published = latin or holds(key, ("发布", "版权", "著作权"))
    return Claim(Kind.STATEMENT if published else Kind.REPRINT, text, (), statement)


def _opens_terms(said: str) -> bool:
    """A subject with no label's colon behind it, or a word that terms open with."""
    labelled = holds(said[2:7], ("：", ":"))
    return (
        (said.startswith(words.SUBJECTS) and not labelled)
        or said.startswith(words.TERMS_OPEN)
        or said.lower().startswith(words.LATIN_TERMS_OPEN)
    )


def _source(text: str, key: str) -> Claim | None:
    """'本文节选自…': a subject, then at once a word for where it comes from."""
    said = bare(key)
    if len(said) > FAR or not origins.tells(said):
        return None
    return origins.read(text, rights.read(text))


def _part(text: str, key: str) -> Claim | None:
    """'文章部分内容来源于@甲@乙': contributors whose words were used."""
    said = bare(key)
    if "@" not in key or len(key) > FAR or not holds(said[:16], words.PARTS):
        return None
    if not holds(said[:24], (*words.SOURCES, "引用", "参考")):
        return None
    people = (name.partition("等")[0].strip() for name in handles(text))
    return Claim(Kind.CONTRIBUTORS, text, tuple(Contribution(Agent(n), "ctb") for n in people if n))


def _programme(text: str, key: str) -> Claim | None:
    """'本文为《某某计划》出品': made within a programme."""
    planned = "出品" in key and holds(key, ("计划", "征文", "活动"))
    if not planned or len(key) > FAR or not bare(key).startswith(words.SUBJECTS):
        return None
    return Claim(Kind.PROGRAMME, text, (), rights.read(text))


def _made(text: str, key: str) -> Claim | None:
    """'本文由甲整理': who made it, said in a sentence."""
    said = bare(key)
    rest = skip(said, words.SUBJECTS)
    if len(key) > FAR or rest == said or not rest.startswith(("由", "系", "经", "为")):
        return None
    made = holds(rest[1:60], words.MADE)
    return Claim(Kind.STATEMENT, text, (), rights.read(text), guess=True) if made else None


def _thanks(text: str, key: str) -> Claim | None:
    """'感谢甲供稿'."""
    thanked = key.startswith(("感谢", "特别感谢", "鸣谢")) and holds(key, words.THANKED)
    return Claim(Kind.CONTRIBUTORS, text, guess=True) if thanked and len(key) <= 120 else None
