"""Every statement about who, whence and on what terms is found, where and as it stands."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

import pytest
from cases import FOLDER, Case, cases, label

from convert.diagnostics import Origin
from convert.ledger import Claim, Kind
from convert.model import Blocks
from convert.notices import find, in_summary, statements, words
from convert.notices.lines import read, squeeze
from convert.readers.dialect import parse
from convert.sites.woshipm import Woshipm


def show(claim: Claim) -> Iterator[str]:
    yield f"{claim.kind}{'?' if claim.guess else ''}: {claim.text}"
    for c in claim.contributions:
        yield f"  + {c.agent.name} {c.role} {c.agent.account}".rstrip()
    if rights := claim.rights:
        said = (rights.applies_to, rights.licence, rights.terms, rights.holder, rights.year)
        yield "  = " + ", ".join(part for part in said if part)
    if work := claim.work:
        yield "  < " + ", ".join(part for part in (work.title, work.url, work.author) if part)


def body(blocks: Blocks) -> list[str]:
    return [line.text for line in read(blocks)]


def blocks_of(text: str) -> Blocks:
    return parse(text, "a.md")[0]


@pytest.mark.parametrize("case", cases("notices"), ids=label)
def test_case(case: Case) -> None:
    site = Woshipm() if case.variant == "site" else None
    kept, ledger = find(blocks_of(case.given), site)
    shown = [line for claim in ledger for line in show(claim)]
    assert "\n".join([*shown, "--", *body(kept)]) == case.expected


@pytest.mark.parametrize("case", cases("notices"), ids=label)
def test_no_letter_is_lost(case: Case) -> None:
    blocks = blocks_of(case.given)
    kept, ledger = find(blocks, Woshipm())
    told = {*body(kept), *(claim.text for claim in ledger)}
    assert [line for line in body(blocks) if line not in told] == []


PLAIN = "\n\n".join(["街角的灯一盏盏亮起来。"] * 12)
STATEMENT = "本文由 @阿禾 原创发布于人人都是产品经理。未经许可，禁止转载"

ROLES = {
    "文 | 林一": "林一 aut",
    "文丨林一": "林一 aut",
    "文/林一": "林一 aut",
    "撰文：林一": "林一 aut",
    "作者；林一": "林一 aut",
    "作者 林一": "林一 aut",
    "作者：@林一": "林一 aut",
    "（作者：林一）": "林一 aut",
    "作者：林一（某公司总监）": "林一 aut",
    "作者：林一，十年产品经理，爱喝茶。": "林一 aut",
    "作者：许 伟": "许 伟 aut",
    "作者：Ann Lee": "Ann Lee aut",
    "文| 林一 王小二": "林一 aut, 王小二 aut",
    "作者：林一、王小二和赵三": "林一 aut, 王小二 aut, 赵三 aut",
    "作者：林一，王小二；编辑：冰冰": "林一 aut, 王小二 aut, 冰冰 edt",
    "作者&编辑｜林一": "林一 aut, 林一 edt",
    "采访、撰文：林一": "林一 ivr, 林一 aut",
    "文、图：林一": "林一 aut, 林一 pht",
    "编辑 | 308": "308 edt",
    "记者 林一 编辑 王小二": "林一 aut, 林一 rpt, 王小二 edt",
    "林一丨作者 木鱼丨编辑": "林一 aut, 木鱼 edt",
    "作者|林一编辑|木鱼出品|山海社": "林一 aut, 木鱼 edt, 山海社 isb",
    "林一 发自 北山": "林一 aut",
    "某社 | 公众号 someid": "某社 isb someid",
    "编译：林一，编辑：木鱼": "林一 trl, 木鱼 edt",
    "译者：林一；审校：木鱼": "林一 trl, 木鱼 pfr",
    "口述：林一 整理：木鱼": "林一 spk, 木鱼 com",
    "撰文：林一 排版：木鱼 校对：十 三": "林一 aut, 木鱼 cmt, 十 三 pfr",
    "作者/林一 监制/大曼": "林一 aut, 大曼 pbd",
    "作者：林一；公众号：夜读（ID：yedu_1）": "林一 aut 夜读（ID：yedu_1）",
    "来源公众号：夜读（ID：yedu-1），每天一篇。": "夜读 isb yedu-1",
    "微信公众号：夜读。每天一篇。": "夜读 asn",
    "Written by Ann Lee and Bob Stone": "Ann Lee aut, Bob Stone aut",
    "Translated by Ann Lee | Editor: Bob Stone": "Ann Lee trl, Bob Stone edt",
    "Übersetzung: Ann Lee": "Ann Lee trl",
    "Texte : Ann Lee": "Ann Lee aut",
    "訳者：林一": "林一 trl",
    "번역: 김하나": "김하나 trl",
}


@pytest.mark.parametrize("line", ROLES)
def test_each_person_gets_a_role(line: str) -> None:
    _, ledger = find(blocks_of(f"{PLAIN}\n\n{line}\n\n{STATEMENT}"), Woshipm())
    claim = next((c for c in ledger if c.text == line), Claim(Kind.BYLINE, ""))
    people = (f"{c.agent.name} {c.role} {c.agent.account}".strip() for c in claim.contributions)
    assert ", ".join(people) == ROLES[line]


STATEMENTS = {
    "本文由@林一 原创发布于人人都是产品经理，未经作者许可，不得转载。": "林一 aut",
    "本文由人人都是产品经理作者【林一@SaaS】，微信公众号：【夜读】，"
    "原创/授权 发布于人人都是产品经理，未经许可，禁止转载。": "林一@SaaS aut 夜读",
    "本文由人人都是产品经理合作媒体 @夜读 授权发布，未经许可，禁止转载": "夜读 aut",
    "本文由 @林 一 翻译发布于人人都是产品经理，未经许可，禁止转载": "林 一 trl",
    "本栏目由人人都是产品经理实习生 @林一 整理编辑发布，欢迎提问。": "林一 com",
    "本文原创发布于人人都是产品 经理，未经授权，禁止转载": "",
    "@林一 投稿发布于人人都是产品经理，未经许可，禁止转载": "林一 aut",
}


@pytest.mark.parametrize("line", STATEMENTS)
@pytest.mark.parametrize("place", ["end", "middle", "glued"])
def test_the_site_s_statement_counts_anywhere(line: str, place: str) -> None:
    text = {
        "end": f"{PLAIN}\n\n{line}",
        "middle": f"{PLAIN}\n\n{line}\n\n{PLAIN}",
        "glued": f"{PLAIN}\n\n最后一句。{line}" if line.startswith("本文") else line,
    }[place]
    _, ledger = find(blocks_of(text), Woshipm())
    assert ledger
    assert line in ledger[-1].text
    assert ledger[-1].kind is Kind.STATEMENT
    people = (
        f"{c.agent.name} {c.role} {c.agent.account}".strip() for c in ledger[-1].contributions
    )
    assert ", ".join(people) == STATEMENTS[line]


BODY = (
    "作者：林一，一本旧书的作者。",
    "这本书的作者是林一，编辑是木鱼。",
    "编辑数据来源就是给数据加上标签。",
    "数据来自不同的系统，需要先清洗，再合并。",
    "信任，源自重逢。",
    "版权是平台的核心资产，未经授权的转载屡禁不止。",
    "她说，这不代表失败。",
    "张元（化名）想买一辆车。",
    "封面是第一要素，头图决定点击。",
    "欢迎关注，点赞，收藏，分享。",
    "UGC与二创内容更容易传播。",
    "用户用脚投票。",
    "编辑/关联/取消关联",
    "文/图分离是常见的设计。",
    "*   **来源：**上一阶段购买哪些品类",
    "By 2030 the market will double.",
    "The author of this report calls it a copyright problem.",
)


@pytest.mark.parametrize("line", BODY)
def test_sentences_about_authors_sources_and_rights_are_no_claims(line: str) -> None:
    blocks = blocks_of(f"{PLAIN}\n\n{line}\n\n{PLAIN}")
    kept, ledger = find(blocks, Woshipm())
    assert ledger == ()
    assert kept == blocks


LINES = (FOLDER / "credits.txt").read_text("utf-8").splitlines()
PROSE = (FOLDER / "prose.txt").read_text("utf-8").splitlines()


@pytest.mark.parametrize("given", LINES)
def test_a_line_beside_a_notice_is_one_with_these_people(given: str) -> None:
    line, _, who = given.partition(" -> ")
    _, ledger = find(blocks_of(f"{PLAIN}\n\n{line}\n\n{STATEMENT}"), Woshipm())
    assert [claim.text for claim in ledger] == [line, STATEMENT]
    people = (f"{c.agent.name} {c.role} {c.agent.account}" for c in ledger[0].contributions)
    assert ", ".join(person.strip() for person in people) == who


@pytest.mark.parametrize("line", PROSE)
def test_a_sentence_that_opens_like_a_notice_stays(line: str) -> None:
    middle, end = blocks_of(f"{PLAIN}\n\n{line}\n\n{PLAIN}"), blocks_of(f"{PLAIN}\n\n{line}")
    assert find(middle, Woshipm()) == (middle, ())
    assert find(end, Woshipm())[0] == end


def test_claims_know_their_line() -> None:
    _, ledger = find(blocks_of("一。\n\n作者：林一\\\n编辑：木鱼\n\n转载请注明出处。"), None)
    assert [str(claim.origin) for claim in ledger] == ["a.md:3", "a.md:4", "a.md:6"]


def test_a_picture_between_notices_stays() -> None:
    kept, _ = find(blocks_of(f"{PLAIN}\n\n作者：林一\n\n![](a.png)\n\n{STATEMENT}"), Woshipm())
    assert type(kept[-1]).__name__ == "Figure"
    assert len(kept) == 13


def test_rights_text_in_a_summary() -> None:
    told = in_summary("#本文为人人都是产品经理《激励计划》出品。夜市怎样过冬？", Origin("a.md", 3))
    assert [(c.kind, c.text) for c in told] == [
        (Kind.PROGRAMME, "#本文为人人都是产品经理《激励计划》出品。")
    ]
    assert in_summary("编辑导语：本文作者走访了三个夜市，与你分享。", None) == ()


HOSTILE = (
    "作者：",
    "：",
    "@",
    "（",
    "（）",
    "图片来自",
    "本文",
    "未经禁止",
    "By ",
    "发自",
    "。题图",
    "甲｜",
)
HOSTILE += (
    "本文来自，",
    "Words by ",
    "©",
    "作者林一，",
    "来源：“",
    "Translated from the ",
    "/ 文 ",
)


@pytest.mark.parametrize("part", HOSTILE)
def test_hostile_lines_take_linear_time(part: str) -> None:
    find(blocks_of(part * 20_000 + "\n\n" + STATEMENT), Woshipm())
    find(blocks_of(f"{part}一\n" * 1_000), Woshipm())
    find(blocks_of(f"{part}一\n\n" * 1_000), Woshipm())


LISTS = [listed for listed in vars(words).values() if isinstance(listed, tuple)]
SPOKEN = sorted({word for listed in LISTS for word in listed})


OPENINGS = ("", "本文", "文中部分", "本文由甲", "感谢甲", "封面图", "不得", "©", "（")
ENDINGS = (
    "",
    "：甲",
    "@甲",
    "甲，乙",
    "来自网络",
    "为化名",
    "计划",
    "均为化名",
    "立场",
    "转载",
    "供稿",
)


@pytest.mark.parametrize("opening", OPENINGS)
def test_the_cheap_look_at_a_sentence_misses_no_notice(opening: str) -> None:
    for word, ending in product(SPOKEN, ENDINGS):
        line = f"{opening}{word}{ending}"
        key = squeeze(line)
        assert statements.likely(line, key) == statements._likely(line, key)
        assert statements.certain(line, key) == statements._certain(line, key)
