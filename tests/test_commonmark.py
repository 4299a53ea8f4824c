"""Plain CommonMark with front matter: which files, which title, and nothing lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from convert.errors import SourceError
from convert.formats import Source
from convert.model import Document
from convert.readers.commonmark import CommonMark
from convert.walk import plain_text


def read(text: str, name: str = "tea.md") -> Document:
    return CommonMark().read(Source(name, text))


@pytest.mark.parametrize(
    "name, text, sure",
    [
        ("a.md", "Tea.", 1),
        ("a.MARKDOWN", "Tea.", 1),
        ("a.txt", "Tea.", 1),
        ("standard input", "Tea.", 1),
        ("a.post", "---\ntitle: Tea\n---\n", 1),
        ("a.html", "Tea.", 0),
    ],
)
def test_accepts(name: str, text: str, sure: int) -> None:
    assert CommonMark().accepts(Source(name, text)) == sure


def test_the_title_is_the_one_that_is_stated() -> None:
    document = read("---\ntitle: On tea\n---\n# A heading\n\nSteep.")
    assert document.metadata.title == "On tea"
    assert plain_text(document.blocks) == "A headingSteep."


def test_a_heading_that_repeats_the_title_goes() -> None:
    document = read("---\ntitle: On tea\n---\n# On *tea*\n\nSteep.")
    assert plain_text(document.blocks) == "Steep."
    assert [removal.text for removal in document.removed] == ["On tea"]


def test_without_a_title_the_first_heading_is_it() -> None:
    document = read("# On tea\n\nSteep.")
    assert document.metadata.title == "On tea"


def test_without_any_title_the_file_lends_its_name() -> None:
    document = read("Steep.", "tea.txt")
    assert document.metadata.title == "tea"
    assert "r-011" in [diagnostic.code for diagnostic in document.diagnostics]


def test_front_matter_fills_the_metadata() -> None:
    document = read(
        "---\nauthor: Ada Example\ndate: 2024-01-05\nlang: en-GB\nlicense: CC-BY-4.0\n"
        "source: https://example.org/tea\ncover: tea.png\ntags: [tea]\n---\n# On tea\n\nSteep."
    )
    metadata = document.metadata
    assert metadata.agents("aut") == ("Ada Example",)
    assert (metadata.published, metadata.language) == ("2024-01-05", "en-GB")
    assert [rights.licence for rights in metadata.rights] == ["CC-BY-4.0"]
    assert metadata.provenance.url == "https://example.org/tea"
    assert (metadata.cover, metadata.subjects) == ("tea.png", ("tea",))


def test_lines_count_from_the_top_of_the_file() -> None:
    document = read("---\ntitle: On tea\n---\n\nSteep.")
    assert str(document.blocks[0].origin) == "tea.md:5"


def test_broken_front_matter_is_an_error() -> None:
    with pytest.raises(SourceError, match=r"^tea\.md:2: "):
        read("---\ntitle: Tea: a history\n---\nSteep.")


def test_a_rule_at_the_top_is_a_rule() -> None:
    document = read("---\n\nSteep.\n\n---\n\nDrink.")
    assert [type(block).__name__ for block in document.blocks] == [
        "Rule",
        "Paragraph",
        "Rule",
        "Paragraph",
    ]


@given(st.lists(st.text("abcdefg茶 ", min_size=1), min_size=1, max_size=8))
def test_words_are_conserved(words: list[str]) -> None:
    text = "\n\n".join(f"x {word}" for word in words)
    squeezed = plain_text(read(text).blocks).replace(" ", "")
    assert squeezed == "".join(f"x{word}" for word in words).replace(" ", "")
