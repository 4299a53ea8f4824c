"""The dialect of Python-Markdown, and the texts it is not given."""

from __future__ import annotations

import pytest
from cases import Case, cases, label
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from outline import outline

from convert.errors import SourceError, UsageError
from convert.formats import Source
from convert.model import Document
from convert.readers.python_markdown import PythonMarkdown
from convert.walk import plain_text, walk


def read(text: str) -> Document:
    return PythonMarkdown().read(Source("a.md", text))


@pytest.mark.parametrize("case", cases("python_markdown"), ids=label)
def test_case(case: Case) -> None:
    assert outline(read(f"# Title\n\n{case.given}").blocks) == case.expected


def test_front_matter_comes_first() -> None:
    document = read("---\ntitle: On tea\nauthors: [Ada Example]\n---\n\nSteep.\n")
    assert document.metadata.title == "On tea"
    assert document.metadata.agents("aut") == ("Ada Example",)
    assert document.blocks[0].origin is not None
    assert document.blocks[0].origin.line == 6


def test_blocks_know_their_lines() -> None:
    text = "# Tea\n\nFirst.\n\n- one\n- two\n\n!!! note\n    Inside.\n\n```\ncode\n```\n\nLast.\n"
    lines = [block.origin.line for block in read(text).blocks if block.origin]
    assert lines == [3, 5, 9, 12, 15]


SIGNS = [
    "!!! note\n    a",
    "??? note\n    a",
    '=== "Tab"\n    a',
    "[TOC]\n",
    "*[EGCG]: a",
    "# a {: #b }",
    "# a {: .b }",
]


@pytest.mark.parametrize("text", SIGNS)
def test_signs_of_the_dialect_are_seen(text: str) -> None:
    assert PythonMarkdown().accepts(Source("a.md", f"Text.\n\n{text}\n")) == 2
    assert PythonMarkdown().accepts(Source("a.txt", f"Text.\n\n{text}\n")) == 0


def test_plain_markdown_is_left_to_others() -> None:
    text = "# Tea\n\nWow!!! What???\n\n===\n\n`{% x %}`\n"
    assert PythonMarkdown().accepts(Source("a.md", text)) == 0


def test_control_characters_go_and_are_told() -> None:
    document = read("Te\x07a\x02.")
    assert plain_text(document.blocks) == "Tea."
    assert "r-001" in [diagnostic.code for diagnostic in document.diagnostics]


def test_extensions_can_be_chosen() -> None:
    bare = PythonMarkdown(extensions=()).read(Source("a.md", "!!! note\n    Steep."))
    assert plain_text(bare.blocks) == "!!! note Steep."


def test_an_extension_that_is_not_there_is_a_wrong_call() -> None:
    with pytest.raises(UsageError, match="no_such_extension"):
        PythonMarkdown(extensions=("no_such_extension",)).read(Source("a.md", "a"))


REFUSED = {
    "brackets": "[" * 20_000,
    "images": "![" * 20_000,
    "balanced brackets": "[" * 10_000 + "]" * 10_000,
    "links": "[a](" * 20_000,
    "references": "[a][" * 20_000,
    "stars in brackets": "*[" * 20_000,
    "tags": "<a " * 20_000,
    "attributes": '<a href="' * 20_000,
    "addresses": "<http://" * 20_000,
    "character data": "<![CDATA[" * 20_000,
    "headings": "# a\n" * 20_000,
    "underlined": "a\n=\n" * 20_000,
    "rules": "---\n" * 20_000,
    "definitions": "a\n" + ": b\n" * 20_000,
    "back quotes in a table": "a|b\n-|-\n" + "`|" * 20_000,
    "attribute lists": "# a {: " * 5_000,
    "quotes": "> " * 20_000,
    "lists": "- " * 20_000,
    "numbers": "1. " * 20_000,
    "footnotes": "[^a]" * 20_000,
    "markdown in html": '<div markdown="1">\n' * 3_000,
    "stars": "*a _b " * 20_000,
    "deep list": "".join("    " * n + "- a\n" for n in range(400)),
}


@pytest.mark.parametrize("name", REFUSED)
def test_text_that_would_take_too_long_is_refused(name: str) -> None:
    with pytest.raises(SourceError, match="--from commonmark reads it"):
        read(f"Tea.\n\n{REFUSED[name]}\n")


READ = {
    "links": "See [the *tea*](https://example.org/a_(b)) and `code`.\n\n" * 300,
    "list": "".join(f"- [{n}](https://example.org/{n})\n" for n in range(600)),
    "table": "a | b\n--- | ---\n" + "[a](b) | `c`\n" * 300,
    "code": "```\n" + "x[0] = {'a': [1, 2]}; y[\n# [\n" * 2000 + "```\n",
    "open brackets": "A [ here, a < b there, and {x.\n\n" * 200,
    "notes": "".join(f"Tea.[^{n}]\n\n[^{n}]: Note {n}.\n\n" for n in range(200)),
}


@pytest.mark.parametrize("name", READ)
def test_long_but_honest_text_is_read(name: str) -> None:
    assert read(READ[name]).blocks


ALPHABET = st.sampled_from("ab \n-*_`[]()<>!#&;:|\\{}=?^~\"'1.茶")


@settings(max_examples=150, suppress_health_check=list(HealthCheck))
@given(st.text(ALPHABET, max_size=80))
def test_any_text_can_be_read_and_leaves_no_place_holder(text: str) -> None:
    try:
        document = read(text)
    except SourceError:
        return
    for node in walk(document.blocks):
        assert not {"\x02", "\x03"} & set(plain_text((node,)))


@given(st.lists(st.text("abcdefg茶 ", min_size=1), min_size=1, max_size=8))
def test_words_are_conserved(words: list[str]) -> None:
    text = "# Title\n\n" + "\n\n".join(f"x {word}" for word in words)
    squeezed = plain_text(read(text).blocks).replace(" ", "")
    assert squeezed == "".join(f"x{word}" for word in words).replace(" ", "")
