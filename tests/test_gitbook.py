from __future__ import annotations

import pytest

from convert.formats import Source
from convert.ledger import Kind
from convert.model import Document
from convert.readers.gitbook import GitBook
from convert.walk import plain_text

BODY = "## 水温\n\n这水要**滚**。\n"
FLAT = """# 茶 | 水 & 火
{% hint style="info" %}
**Category:** Tea
**Author:** [陆*羽*](https://tea.example/u/7)
**Published:** 2024-05-06\x20\x20
**Stats:** 👁️ 10 views | 💬 0 comments | ⭐ 2 collects
**Tags:** 水,火 候,#茶，叶
**Original:** [View on tea.example](https://tea.example/a/1.html)
{% endhint %}
> 煮水的*火*候。

---

"""
LIBRARY = FLAT.replace("水,火 候,#茶，叶", "`水` `火 候` `#茶，叶`")
BLANKS = (
    LIBRARY.replace("**Category:** Tea\n", "")
    .replace("{% hint", "\n{% hint")
    .replace("{% endhint %}\n", "{% endhint %}\n\n")
)


def read(text: str, name: str = "tea.md") -> Document:
    return GitBook().read(Source(name, text, digest="sha256:" + "0123456789abcdef" * 4))


@pytest.mark.parametrize("head", [FLAT, LIBRARY, BLANKS], ids=["flat", "library", "blank lines"])
def test_a_head_is_read_in_every_shape(head: str) -> None:
    document = read(head + BODY)
    metadata = document.metadata
    assert metadata.title == "茶 | 水 & 火"
    assert metadata.published == "2024-05-06"
    assert metadata.description == "煮水的*火*候。"
    assert metadata.subjects[:3] == ("水", "火 候", "#茶，叶")
    assert metadata.language == "zh-Hans"
    assert metadata.identifier == metadata.provenance.url == "https://tea.example/a/1.html"
    assert metadata.provenance.site == "tea.example"
    assert plain_text(document.blocks) == "水温这水要滚。"


def test_fields_are_claims_with_their_lines() -> None:
    claims = [(c.kind, c.text, c.origin and c.origin.line) for c in read(FLAT + BODY).ledger]
    assert claims == [
        (Kind.AUTHOR, "陆*羽*", 4),
        (Kind.DATE, "2024-05-06", 5),
        (Kind.SOURCE, "https://tea.example/a/1.html", 8),
    ]


def test_the_author_keeps_name_and_profile() -> None:
    (contribution,) = read(FLAT + BODY).metadata.contributions
    assert (contribution.agent.name, contribution.role) == ("陆*羽*", "aut")
    assert contribution.agent.url == "https://tea.example/u/7"


@pytest.mark.parametrize("name", ["Gavin**杰", "har***i", "(*≧▽≦)", "o~ii~ai", "[甲]乙", "a_b_c"])
def test_a_name_is_no_markdown(name: str) -> None:
    document = read(FLAT.replace("陆*羽*", name) + BODY)
    assert document.metadata.agents("aut") == (name,)


def test_what_is_not_stated_stays_unstated() -> None:
    text = (
        FLAT.replace("[陆*羽*](https://tea.example/u/7)", "[N/A](#)")
        .replace("2024-05-06", "Unknown date")
        .replace("水,火 候,#茶，叶", "None")
        .replace("煮水的*火*候。", "No brief available.")
    )
    document = read(text + BODY)
    assert document.metadata.contributions == ()
    assert (document.metadata.published, document.metadata.description) == ("", "")
    assert document.metadata.subjects == ("Tea",)
    assert "r-010" in {d.code for d in document.diagnostics}


def test_a_summary_reaches_to_the_rule() -> None:
    document = read(FLAT.replace("煮水的*火*候。", "#一行\n\n二行 <b>") + BODY)
    assert document.metadata.description == "#一行\n\n二行 <b>"
    assert plain_text(document.blocks) == "水温这水要滚。"


def test_without_a_rule_the_summary_is_what_is_quoted() -> None:
    document = read(FLAT.replace("---\n", "") + BODY + "\n---\n\n茶")
    assert document.metadata.description == "煮水的*火*候。"
    assert plain_text(document.blocks) == "水温这水要滚。茶"


def test_a_field_nobody_foresaw_is_not_lost() -> None:
    document = read(FLAT.replace("**Stats:**", "**Translator:** 皎然\n**Stats:**") + BODY)
    assert document.metadata.agents("trl") == ("皎然",)


def test_view_counts_and_the_repeated_title_are_removed_by_name() -> None:
    document = read(FLAT + "## 茶 | 水 &amp; 火\n\n" + BODY)
    assert [(r.reason, r.origin and r.origin.line) for r in document.removed] == [
        ("view counts", 6),
        ("title repeated", 14),
    ]
    assert plain_text(document.blocks) == "水温这水要滚。"


def test_lines_of_the_body_are_those_of_the_file() -> None:
    heading = read(FLAT + BODY).blocks[0]
    assert heading.origin is not None
    assert heading.origin.line == 14


def test_an_ordinary_page_has_its_hint_as_content() -> None:
    document = read('# Tea\n\n{% hint style="info" %}\n**Note:** hot\n{% endhint %}\n\nSteep it.')
    assert document.metadata.title == "Tea"
    assert plain_text(document.blocks) == "Note: hotSteep it."
    assert document.metadata.identifier.startswith("urn:uuid:01234567-89ab-8def-a123-")


def test_front_matter_of_a_page_is_read() -> None:
    document = read("---\ndescription: On tea\n---\n\n# Tea\n\nSteep the leaves in the water.")
    assert (document.metadata.title, document.metadata.description) == ("Tea", "On tea")
    assert document.metadata.language == "en"


def test_a_page_without_any_title_takes_the_name_of_its_file() -> None:
    document = read("steep", "green-tea.md")
    assert document.metadata.title == "green-tea"
    assert "r-011" in {d.code for d in document.diagnostics}


@pytest.mark.parametrize(
    "name, text, sure",
    [
        ("a.txt", FLAT, 2),
        ("a.md", FLAT, 3),
        ("a.md", '{% tabs %}\n{% tab title="a" %}\n', 3),
        ("SUMMARY.md", "# Table of contents\n\n* [Tea](tea.md)\n", 3),
        ("a.md", "# Tea\n\n{% include tea %}\n", 0),
        ("a.md", "# Tea\n", 0),
    ],
)
def test_gitbook_is_known_by_its_content(name: str, text: str, sure: int) -> None:
    assert GitBook().accepts(Source(name, text)) == sure
