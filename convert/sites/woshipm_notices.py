"""人人都是产品经理: the wording of its own notices, read from lines without blanks."""

from __future__ import annotations

from convert.ledger import Claim, Kind
from convert.metadata import Agent, Contribution
from convert.notices import glued, rights
from convert.notices.lines import bare, squeeze
from convert.notices.names import account, shown
from convert.notices.scan import holds, take, until
from convert.notices.words import listed

SITE = "人人都是产品经理"
ROLES = {"翻译": "trl", "编译": "trl", "整理": "com"}
"""What a handle did, where the statement says another thing than that it wrote."""

_OPENS = listed("""
    本文 作者@ 作者【 本栏目 本篇 该文 此文 原文 文章 本作品 本系列 本内容 原创发布于 本期
""")
_PUBLISHED = listed("发布 发表 投稿 首发 出品 合作媒体 授权 原创于 来源于 来自")
_WITHIN = ("本文由", "本文原创", "本文为", "本文系", "本文授权", "本文首发", "本栏目由")
_DEEDS = listed("独家 原创 授权 翻译 编译 整理 编辑 投稿 首发 供稿 / 、 并 发布 于")
_ENDS = ("发布", "首发", "发表", "出品")
_TITLES = (SITE, "作者", "专栏作家", "合作媒体", "实习生", "用户", "社区")
_VOTES = listed("""
    投票传送门 投票链接 点击红心即可 我的个人参选页面 个人参选页 年度评选 作者评选
    年度优秀专栏作者 投票支持 为我投票
    投票即可获得 投票即有机会 给我投票 帮我投票 投上一票 投我一票
    投票给我 宝贵一票 宝贵的一票 每人最多可投 每天最多可投
""")
_OWN = ("我", SITE, "起点课堂", "投票传送门", "996.pm")


def read(line: str) -> Claim | None:
    """The claim in ``line``; None when it is not in the site's own wording."""
    if len(line) > 400:
        return _statement_within(line) if SITE in line and "本文" in line else None
    key = squeeze(line)
    return (
        _statement(line, key) or _disclaimer(line, key) or _programme(line, key) or _vote(line, key)
    )


def _statement(line: str, key: str) -> Claim | None:
    if not holds(key, (SITE, "发布", "发表")) or "观点仅代表" in key:
        return None
    if SITE in key and "激励计划" in key and "出品" in key:
        return Claim(Kind.PROGRAMME, line, _people(line), rights.read(line))
    if bare(key).startswith(_OPENS) and _is_statement(key):
        return _claim(line)
    if claim := _statement_within(line):
        return claim
    told = f"发布于{SITE}" in key or f"{SITE}合作媒体" in key
    return _claim(line) if told and len(key) <= 120 and _is_statement(key) else None


def _claim(line: str) -> Claim:
    """The statement; what it says of the cover's licence is not said of the text."""
    return Claim(Kind.STATEMENT, line, _people(line), rights.read(line.partition("题图")[0]))


def _is_statement(key: str) -> bool:
    """Published here, by whom or on what terms."""
    if len(key) > 250 or not holds(key, _PUBLISHED):
        return False
    return holds(key, (f"发布于{SITE}", f"首发于{SITE}", f"由{SITE}", "未经", "合作媒体", "@"))


def _statement_within(line: str) -> Claim | None:
    """The statement behind other text with no line break: alone, unless that is a notice too."""
    at = max(map(line.rfind, _WITHIN))
    said = squeeze(line[at:]) if at > 0 else ""
    if f"发布于{SITE}" not in said and not ("发布" in said and "未经" in said):
        return None
    return _claim(line if glued.whole(line, at) else line[at:].strip())


def _people(line: str) -> tuple[Contribution, ...]:
    """Whom the statement names: 作者【甲】 with its account, or one or more @handles."""
    author, known = _framed(line, "作者"), _framed(line, "公众号") or _account(line)
    if author:
        return (Contribution(Agent(author, account=known), "aut"),)
    said = [_handle(part) for part in line.split("@")[1:]] or [_handle(_plain(line))]
    return tuple(Contribution(Agent(name, account=known), role) for name, role in said if name)


def _plain(line: str) -> str:
    """'甲 原创发布于…' in '本文由 甲 原创发布于…', where no handle is marked."""
    said = until(line.partition("本文由")[2], "，,。；;").strip()
    while title := take(said, _TITLES):
        said = said[len(title) :].lstrip(" 【")
    return "" if said.startswith(tuple(_DEEDS)) or len(said) > 40 else said


def _framed(line: str, label: str) -> str:
    """甲 in '作者【甲】', '公众号：【甲】'."""
    rest = line.partition(f"{label}【")[2] or line.partition(f"{label}：【")[2]
    return rest.partition("】")[0].strip() if "】" in rest else ""


def _account(line: str) -> str:
    """乙 in '@甲（公众号：乙）'."""
    told = line.partition("公众号：")[2]
    return shown(*account(told.replace("）", "（", 1))) if told and "【" not in line else ""


def _handle(part: str) -> tuple[str, str]:
    """The name in front of 原创发布于…, and what the words say it did."""
    said = until(part, "，,。；;（(")
    name = said[: max(0, *map(said.rfind, _ENDS))] or said
    name = name.strip(" ]】*")
    while deed := next((word for word in _DEEDS if name.endswith(word) and name != word), ""):
        name = name.removesuffix(deed).rstrip()
    behind = said[len(name) :]
    role = next((code for word, code in ROLES.items() if word in behind), "aut")
    return name, role


def _disclaimer(line: str, key: str) -> Claim | None:
    said = "观点仅代表作者本人" in key or "平台仅提供信息存储空间" in key
    return Claim(Kind.DISCLAIMER, line) if said else None


def _programme(line: str, key: str) -> Claim | None:
    asked = key.startswith("「") and holds(key, ("问」", "互助问答")) and SITE in key
    planned = holds(key, ("激励计划", "征文")) and key.startswith(("#", "本文", "「", "【"))
    told = asked or (planned and holds(key, (SITE, "出品"))) or key.startswith(f"{SITE}（woshipm")
    return Claim(Kind.PROGRAMME, line, (), rights.read(line)) if told and len(key) <= 200 else None


def _vote(line: str, key: str) -> Claim | None:
    if key == "为我投票":
        return Claim(Kind.PROMOTION, line)
    if len(key) > 250 or not (holds(key, _VOTES) and holds(key, _OWN)):
        return None
    if "投票给我喜" in key:
        return None
    asks = "投" in key or "支持" in key or "参选" in key
    return Claim(Kind.PROMOTION, line) if asks else None
