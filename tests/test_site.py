"""The frame of a site is cut by full pattern and position; the author's words stay."""

from __future__ import annotations

import pytest
from cases import Case, cases, label

from convert.formats import Cleaned
from convert.sites import site_for
from convert.sites.woshipm import FRAME, Woshipm

HEAD = """# 夜市里的小摊
{% hint style="info" %}
**Author:** [阿禾](https://www.woshipm.com/u/7)
{% endhint %}
> 一个小摊，怎样活过冬天？

---

"""
ARTICLE = HEAD + cases("site")[0].given


def show(cleaned: Cleaned) -> str:
    kept = [line for line in cleaned.text.removeprefix(HEAD).split("\n") if line.strip()]
    cut = [f"- {removal.reason}" for removal in cleaned.removed]
    cover = [f"@ {cleaned.cover}"] if cleaned.cover else []
    said = [f"! {d.code} {d.detail}".strip() for d in cleaned.diagnostics]
    return "\n".join([*kept, *cut, *cover, *said])


@pytest.mark.parametrize("case", cases("site"), ids=label)
def test_case(case: Case) -> None:
    assert show(Woshipm().clean(HEAD + case.given, "a.md")) == case.expected


@pytest.mark.parametrize("case", cases("site"), ids=label)
def test_lines_keep_their_numbers_and_letters_are_kept_or_listed(case: Case) -> None:
    text = HEAD + case.given
    cleaned = Woshipm().clean(text, "a.md")
    assert cleaned.text.count("\n") == text.count("\n")
    assert cleaned.text.startswith(HEAD)
    listed = cleaned.text + "".join(removal.text for removal in cleaned.removed)
    assert sorted("".join(listed.split())) == sorted("".join(text.split()))


def test_a_removal_says_where_it_stood() -> None:
    removed = Woshipm().clean(ARTICLE, "a.md").removed
    assert [str(r.origin) for r in removed[:2]] == ["a.md:9", "a.md:11"]


@pytest.mark.parametrize("piece", [p.reason for p in FRAME.behind if not p.optional])
def test_without_one_piece_of_the_tail_the_others_go_and_the_body_stays(piece: str) -> None:
    whole = Woshipm().clean(ARTICLE, "a.md")
    missing = next(r.text for r in whole.removed if r.reason == piece)
    cleaned = Woshipm().clean(ARTICLE.replace(missing, "", 1), "a.md")
    assert "赞赏是顾客的事。" in cleaned.text
    assert "欢迎关注、收藏、点赞，也请分享给朋友。" in cleaned.text
    assert [d.code for d in cleaned.diagnostics] == ["s-002"]
    assert "tag/a" not in cleaned.text


@pytest.mark.parametrize("end", range(len(HEAD), len(ARTICLE), 97))
def test_an_article_cut_off_anywhere_loses_no_sentence(end: int) -> None:
    text = ARTICLE[:end]
    kept = Woshipm().clean(text, "a.md").text
    for sentence in ("欢迎关注、收藏、点赞，也请分享给朋友。", "赞赏是顾客的事。"):
        assert (sentence in kept) == (sentence in text)


def test_a_site_is_known_by_its_host() -> None:
    assert isinstance(site_for("https://www.woshipm.com/it/9.html", ""), Woshipm)
    assert site_for("https://notwoshipm.com/it/9.html", "") is None
    assert site_for("https://example.com/?from=woshipm.com", "") is None
    assert isinstance(site_for("", "**Original:** [x](https://www.woshipm.com/a)"), Woshipm)
    assert site_for("", "no address") is None


def test_hostile_text_takes_linear_time() -> None:
    for part in ("[![](x)", "查看详情 >", "赞赏 收藏已收藏", "[", "> a\n", "![](x) "):
        Woshipm().clean(HEAD + part * 20_000, "a.md")
