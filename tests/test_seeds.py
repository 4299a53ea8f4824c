"""Every seed gives what ``seeds/expected.json`` says, and nothing of its site's frame."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from convert import read
from convert.ledger import Kind, Ledger, image_credits
from convert.model import Document, Image, Link
from convert.walk import plain_text, walk

SEEDS = Path(__file__).parent.parent / "seeds"
EXPECTED: dict[str, dict[str, Any]] = json.loads((SEEDS / "expected.json").read_text("utf-8"))

FRAME = (
    "微信扫一扫",
    "分享到微博",
    "查看详情 >",
    "更多精彩内容，请关注人人都是产品经理",
    "赞赏 收藏已收藏",
    "qidianla.com",
    "woshipm.com/tag/",
    "static.woshipm.com",
)
"""Wording of the site's page that no article may keep."""

CONTENT = {
    "flat/borrowing-card.txt": (
        "没有点赞，没有收藏，也不能分享。没有人关注任何人。",
        "手指就是查询语句",
    ),
    "library/articles/it/2024/03/0000101.md": (
        "答案出乎他的意料：镜子最忠实的用户，从来不照镜子。",
        "你可以把它点赞一百次，也可以分享给所有人",
    ),
    "library/articles/operate/2023/11/0000102.md": ("[1]", "2. 夸张，是最善意的谎"),
    "library/articles/pd/2025/01/0000103.md": (
        "如果LTV<CAC，铺子就该关门",
        "一家做<role>权限系统的公司",
        "“本店平均等待：1~2分钟；周末：3~4分钟。”",
        "号码是一种承诺",
        "叫号机花了$120",
        "#Day1 三个字划掉",
        "附：一只铃铛",
    ),
    "library/articles/zhichang/2022/07/0000104.md": (
        "凌晨两点四十，阿宽推开了面馆的门",
        "关注一个人，有时候就是少做一件事。",
        "“放到有人坐为止。”",
    ),
    "library/articles/marketing/2024/10/0000105.md": (
        "《站牌上的经济学》，下个月在桥头书店能买到",
        "觉得有用，欢迎收藏。",
    ),
    "library/articles/evaluating/2021/08/0000107.md": (
        "型号是run_away_2，遥控距离大概3~5米",
        "今天的测评就到这里，祝各位明天早上自然醒。",
    ),
    "library/articles/data-analysis/2023/05/0000108.md": ("一杯$1，写着“高音免费”", "1. 有球赛。"),
    "marketing/articles/0000201.md": (
        "——下雨的时候，老板在借伞",
        "下雨天，店门开着，人不在",
    ),
    "marketing/articles/0000202.md": (
        "北门菜场的豆腐，三块八一块。",
        "顺手分享给做收银系统的朋友，或者分享给你家楼下卖豆腐的。",
    ),
}
"""Words of the author that a careless cleaner would take for clutter or for Markdown."""


@pytest.fixture(params=EXPECTED, ids=str)
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def expected(name: str) -> dict[str, Any]:
    return EXPECTED[name]


@pytest.fixture
def document(name: str) -> Document:
    return seed(name)


def test_the_head_is_read(document: Document, expected: dict[str, Any]) -> None:
    metadata = document.metadata
    assert metadata.title == expected["title"]
    assert metadata.published == expected["date"]
    assert metadata.provenance.url == expected["original_url"]
    assert metadata.cover == expected["cover_image"]
    assert list(metadata.subjects)[: len(expected["tags"])] == expected["tags"]
    assert letters(metadata.description) == letters(expected["summary"] or "")


def test_the_author_leads_the_contributors(document: Document, expected: dict[str, Any]) -> None:
    if not expected["author"]:
        assert "r-010" in {loss.code for loss in document.diagnostics}
        return
    author = document.metadata.contributions[0]
    assert (author.agent.name, author.role) == (expected["author"], "aut")
    assert author.agent.url == expected["author_url"]


def test_every_notice_is_a_claim_verbatim_and_in_order(
    document: Document, expected: dict[str, Any]
) -> None:
    lines = [notice["text"] for notice in expected["notices"]]
    assert missing(lines, document.ledger) == []


def test_every_credit_of_a_picture_is_a_claim(document: Document, expected: dict[str, Any]) -> None:
    assert missing(expected["image_credits"], image_credits(document.ledger)) == []


def test_a_text_without_notices_claims_none() -> None:
    silent = seed("library/articles/it/2024/04/0000106.md")
    assert [claim.text for claim in silent.ledger if claim.kind is not Kind.SOURCE] == []


def test_people_are_found_under_their_roles(document: Document, expected: dict[str, Any]) -> None:
    metadata, reading = document.metadata, expected["best_effort"]
    assert set(reading["editors"]) <= set(metadata.agents("edt", "red"))
    assert set(reading["translators"]) <= set(metadata.agents("trl"))
    assert {*reading["byline_authors"], *reading["handles"]} <= set(metadata.agents())
    known = [f"{name} {account}" for name, account in named(document.ledger)]
    for account, identifier in reading["accounts"]:
        assert any(account in one and (identifier or "") in one for one in known), account


def test_nothing_of_the_frame_is_left(document: Document) -> None:
    seen = words(document) + " ".join(addresses(document))
    assert [phrase for phrase in FRAME if phrase in seen] == []
    assert not re.search(r"\d 评论 \d+ 浏览 \d+ 收藏", seen)


def test_no_emphasis_is_left_as_stars(document: Document, expected: dict[str, Any]) -> None:
    assert "**" not in words(document).replace(expected["author"] or "no author", "")


@pytest.mark.parametrize("name", CONTENT)
def test_the_authors_own_words_stay(name: str) -> None:
    text = letters(words(seed(name)))
    assert [phrase for phrase in CONTENT[name] if letters(phrase) not in text] == []


@cache
def seed(name: str) -> Document:
    return read(SEEDS / name)


def missing(lines: list[str], ledger: Ledger) -> list[str]:
    """The lines that no claim holds; a claim answers for one line, and they keep their order."""
    claims = [letters(claim.text) for claim in ledger]
    lost, start = [], 0
    for line in lines:
        places = (at for at in range(start, len(claims)) if letters(line) in claims[at])
        if (found := next(places, None)) is None:
            lost.append(line)
        else:
            start = found + 1
    return lost


def named(ledger: Ledger) -> Iterator[tuple[str, str]]:
    """Every name a claim speaks of, and the account that goes with it."""
    for claim in ledger:
        yield from ((c.agent.name, c.agent.account) for c in claim.contributions)
        if claim.work:
            yield claim.work.author, ""


def words(document: Document) -> str:
    return "\n".join(plain_text((block,)) for block in document.blocks)


def addresses(document: Document) -> list[str]:
    return [node.url for node in walk(document.blocks) if isinstance(node, (Link, Image))]


def letters(text: str) -> str:
    """``text`` without white space and zero-width characters."""
    return re.sub(r"[\s\u200b-\u200d\ufeff]+", "", text)
