"""What a site profile owes: it cuts only its own frame, and every cut is on record."""

from __future__ import annotations

import pytest

from convert import conservation, registry

SITES = registry.names("sites")
ARTICLE = """# On tea

Share it with your friends: a pot is for four. 分享给朋友。

- one leaf
- two leaves

> A quote, [a link](https://example.org/a) and ![a picture](b.png).
"""


@pytest.mark.parametrize("name", SITES)
def test_it_says_which_sites_it_knows(name: str) -> None:
    site = registry.load("sites", name)()
    assert site.name
    assert site.hosts
    assert all(host == host.lower() and "/" not in host for host in site.hosts)


@pytest.mark.parametrize("name", SITES)
def test_a_strangers_article_stays_as_it_is(name: str) -> None:
    cleaned = registry.load("sites", name)().clean(ARTICLE, "a.md")
    assert cleaned.text == ARTICLE
    assert cleaned.removed == ()


@pytest.mark.parametrize("name", SITES)
def test_what_it_takes_it_records_and_no_line_moves(name: str) -> None:
    for text in ("", ARTICLE, ARTICLE * 3, "\n" * 9, ARTICLE.replace("example.org", "a.b")):
        cleaned = registry.load("sites", name)().clean(text, "a.md")
        assert cleaned.text.count("\n") == text.count("\n")
        conservation.cutting("a.md", text, cleaned.text, cleaned.removed)


@pytest.mark.parametrize("name", SITES)
def test_a_line_of_text_is_no_notice(name: str) -> None:
    site = registry.load("sites", name)()
    assert [line for line in ARTICLE.splitlines() if site.notice(line)] == []
