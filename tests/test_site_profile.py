"""A site profile in TOML: anybody can write one, it can only cut, and errors say what to do."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from convert import read
from convert.cli import run
from convert.errors import UsageError
from convert.ledger import Kind
from convert.sites import holes, profile, site_for
from convert.walk import plain_text

ROOT = Path(__file__).parent.parent
EXAMPLE = ROOT / "examples" / "site"
PROFILE = EXAMPLE / "lantern.toml"
ARTICLE = EXAMPLE / "last-lamplighter.md"
READERS = ("commonmark", "gitbook", "python_markdown")
GUIDE = (ROOT / "docs" / "sites.md").read_text("utf-8")


def snippet(language: str) -> str:
    return re.search(rf"```{language}\n(.*?)```", GUIDE, re.S)[1]  # type: ignore[index]


def body(document) -> str:  # type: ignore[no-untyped-def]
    return "\n".join(plain_text((block,)) for block in document.blocks)


def test_the_example_keeps_the_article_and_cuts_the_page() -> None:
    document = read(ARTICLE, site=str(PROFILE))
    text = body(document)
    assert text.startswith("Every evening at a quarter to six")
    assert "“Share the light,” she says, “and save the matches.”" in text
    assert text.endswith("when the lamp by his door is lit.")
    reasons = [removal.reason for removal in document.removed]
    assert reasons[:3] == ["banner", "repeated title", "share bar"]
    assert reasons[3:5] == ["newsletter box", "related reading"]
    assert document.diagnostics == ()


def test_its_notices_are_claims_with_people() -> None:
    document = read(ARTICLE, site=str(PROFILE))
    assert document.metadata.agents("aut") == ("Ida Brandt",)
    assert document.metadata.agents("edt") == ("Tomas Reed",)
    kinds = [claim.kind for claim in document.ledger if claim.origin and claim.origin.line > 6]
    assert kinds == [Kind.BYLINE, Kind.REPRINT]


def test_without_the_profile_nothing_is_cut() -> None:
    assert "Lantern Post" in body(read(ARTICLE))


def test_the_profile_in_the_guide_does_what_the_guide_says(tmp_path: Path) -> None:
    (tmp_path / "lantern.toml").write_text(snippet("toml"), "utf-8")
    (tmp_path / "page.md").write_text(
        f"---\nsource: https://lantern.example/quay\n---\n\n{snippet('markdown')}", "utf-8"
    )
    document = read(tmp_path / "page.md", site=str(tmp_path / "lantern.toml"))
    assert body(document) == (
        "Every evening at a quarter to six, Ida Brandt carries a ladder down Quay Street.\n"
        "She has a name for each of the forty-one lamps."
    )
    assert document.diagnostics == ()
    assert document.metadata.agents("aut", "edt") == ("Ida Brandt", "Tomas Reed")


def test_a_page_that_changed_keeps_its_text_and_says_so(tmp_path: Path) -> None:
    changed = ARTICLE.read_text("utf-8").replace("readers today", "readers this week")
    (tmp_path / "page.md").write_text(changed, "utf-8")
    document = read(tmp_path / "page.md", site=str(PROFILE))
    assert "Lantern Post · Stories from the dark" in body(document)
    assert [d.code for d in document.diagnostics] == ["s-002"]


def test_every_reader_of_markdown_takes_a_profile() -> None:
    texts = [body(read(ARTICLE, reader=name, site=str(PROFILE))) for name in READERS]
    assert texts[0] == texts[1] == texts[2]
    assert "Lantern Post" not in texts[0]


def test_the_command_takes_a_profile(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["inspect", str(ARTICLE), "--site", str(PROFILE), "--removed"]) == 0
    assert "newsletter box" in capsys.readouterr().out


def test_a_profile_speaks_for_its_hosts_and_without_any_for_all(tmp_path: Path) -> None:
    file = tmp_path / "any.toml"
    file.write_text('name = "Any"\n', "utf-8")
    assert site_for("https://other.example/", "", str(PROFILE)) is None
    assert site_for("https://www.lantern.example/", "", str(PROFILE)).name == "The Lantern Post"  # type: ignore[union-attr]
    assert site_for("", "", str(file)).name == "Any"  # type: ignore[union-attr]


WRONG = {
    'nam = "x"': "no key is called 'nam'; did you mean 'name'?",
    "": "a profile needs a name",
    'name = "x"\nhosts = "a.example"': 'hosts is a list of texts, as in ["one", "two"]',
    'name = "x"\n[front]\ntext = "a"': "write each of 'front' as [[front]]",
    'name = "x"\n[[front]]\ntxt = "a"': "front 1: no key is called 'txt'; did you mean 'text'?",
    'name = "x"\n[[front]]\nreason = "a"': "give either text with holes or a pattern",
    'name = "x"\n[[front]]\ntext = "a {numbr}"': "no hole is called {numbr}; did you mean",
    'name = "x"\n[[front]]\ntext = "a {line}{text}"': "put a word between {line} and {text}",
    'name = "x"\n[[front]]\npattern = "(a"': "front 1: not a regular expression:",
    'name = "x"\n[[front]]\npattern = "(a+)+b"': "a repetition inside a repetition",
    'name = "x"\n[[front]]\ntext = "{title}"\nechoes = "title"': "echoes 'title', not in the head",
    'name = "x"\n[[behind]]\ntext = "{number} views"': "say with 'opens' which words",
    'name = "x"\n[[inside]]\npattern = "a"\nopens = "a"': "say with 'holds' which words",
    'name = "x"\n[[notice]]\nkind = "bylin"\ntext = "a"': "did you mean 'byline'?",
    'name = "x"\n[[front]]\ntext = "a"\noptional = "yes"': "optional is true or false, not 'yes'",
    "name = 3": "name is text in quotation marks, not 3",
    "name =": "not TOML:",
}


@pytest.mark.parametrize("stated", WRONG)
def test_an_error_says_what_to_do(stated: str, tmp_path: Path) -> None:
    file = tmp_path / "wrong.toml"
    file.write_text(stated, "utf-8")
    with pytest.raises(UsageError, match=re.escape(WRONG[stated])) as error:
        profile.load(str(file))
    assert str(error.value).startswith(str(file))


def test_a_profile_that_is_not_there() -> None:
    with pytest.raises(UsageError, match="cannot be read"):
        profile.load("nowhere.toml")


def test_a_hole_ends_where_the_words_behind_it_stand() -> None:
    pattern = re.compile(holes.pattern("{number} views · {line} · {image} end"))
    assert pattern.match("1,204 views · by Ida · of Quay · ![](a.png)\n\nend") is None
    assert pattern.match("1,204 views · by Ida · ![](a.png)\n\nend")


@pytest.mark.parametrize("text", ["{line}a{line}a{line}b", "{text}a{text}a{text}b", "{rest}ab"])
def test_holes_take_linear_time_on_hostile_text(text: str) -> None:
    re.compile(holes.pattern(text), re.S).match("a" * 200_000)
