"""Markdown: what our readers read back from what the exporter wrote."""

from __future__ import annotations

import io
import json
import re
from pathlib import Path

import pytest
from cases import cases, label
from hypothesis import given, settings
from hypothesis import strategies as st
from sample import publication
from strategies import documents, metadata, sources
from test_laws import relaxed

from convert import model as m
from convert import read
from convert.conformance.faultless import DOCUMENT
from convert.conservation import everything
from convert.data import decode, encode
from convert.errors import SourceError, UsageError
from convert.exporters.markdown import Markdown
from convert.formats import Source
from convert.metadata import Metadata
from convert.pipeline import publish
from convert.readers.dialect import parse
from convert.value import replace

ROOT = Path(__file__).parent.parent
READERS = {"commonmark": "commonmark", "gfm": "commonmark", "gitbook": "gitbook"}
SEEDS = sorted((ROOT / "seeds").rglob("*.md")) + sorted((ROOT / "seeds").rglob("*.txt"))


def write(document: m.Document, flavour: str = "commonmark") -> tuple[str, tuple[str, ...]]:
    """The file, and the codes of what was lost."""
    output = io.BytesIO()
    losses = Markdown(flavour).export(m.Publication(document.metadata, (document,)), output)
    return output.getvalue().decode(), tuple(loss.code for loss in losses)


def again(text: str, flavour: str = "commonmark", **options: str) -> m.Document:
    return read(Source("a.md", text), reader=READERS[flavour], **options)


def without_credits(document: m.Document) -> m.Document:
    """As a reader gives it: imprint and colophon are made anew for every book."""
    body = tuple(block for block in document.blocks if not isinstance(block, m.Credits))
    return replace(document, blocks=body, removed=())


def printable(document: m.Document) -> m.Document:
    """Without the control characters that no Markdown may hold."""
    text = json.dumps(encode(document)).replace("\\u0007", "")
    return decode(m.Document, json.loads(text))


# ── read(write(model)) == model ─────────────────────────────────────────────────────────


@pytest.mark.parametrize("flavour", READERS)
@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.name)
def test_a_seed_comes_back_as_it_was(path, flavour):
    (document,) = publish([read(path)]).spine
    text, losses = write(document, flavour)
    assert losses == ()
    assert again(text, flavour) == without_credits(document)


@pytest.mark.parametrize("flavour", READERS)
@pytest.mark.parametrize("name", ["markdown", "html", "gitbook", "emphasis", "text", "xhtml"])
def test_whatever_a_case_of_another_format_says_comes_back(name, flavour):
    for case in cases(name):
        blocks, _ = parse(case.given, "case.md", gitbook=name == "gitbook")
        document = m.Document(Metadata("A case"), blocks)
        text, losses = write(document, flavour)
        assert (losses, again(text, flavour)) == ((), document), label(case)


@pytest.mark.parametrize("flavour", READERS)
@settings(relaxed, max_examples=200)
@given(sources, st.sampled_from(["commonmark", "gitbook", "python_markdown"]))
def test_whatever_markdown_says_comes_back(flavour, source, reader):
    """The law itself: a model that a reader gives is written and read, and is the same."""
    try:
        found = read(Source("any.md", source), reader=reader)
    except SourceError:
        return
    document = m.Document(found.metadata, found.blocks, found.ledger)
    text, losses = write(document, flavour)
    assert (losses, again(text, flavour)) == ((), document)


@pytest.mark.parametrize("flavour", READERS)
@relaxed
@given(documents().map(printable))
def test_metadata_and_ledger_come_back_and_the_rest_settles(flavour, document):
    """Any model: who, whence and terms are exact, no letter is lost, and what was read once
    is read the same for ever."""
    text, losses = write(document, flavour)
    once = again(text, flavour)
    assert (once.metadata, once.ledger) == (document.metadata, document.ledger)
    assert "x-002" in losses or letters(once) == letters(document)
    assert again(write(once, flavour)[0], flavour) == once


@pytest.mark.parametrize("flavour", READERS)
@relaxed
@given(metadata)
def test_any_metadata_comes_back(flavour, metadata):
    document = printable(m.Document(metadata, ()))
    assert again(write(document, flavour)[0], flavour) == document


@pytest.mark.parametrize("flavour", READERS)
def test_a_bar_in_an_address_does_not_end_a_cell(flavour):
    """A link behind a note is written as HTML, in whose attributes no backslash may stand."""
    note = m.Note((m.Paragraph((m.Text("n"),)),))
    link = m.Link((m.Text("a"),), "https://site.example/a|b")
    table = m.Table(((m.Cell((note, link), header=True), m.Cell((m.Text("c"),), header=True)),))
    document = m.Document(Metadata("A table"), (table,))
    assert again(write(document, flavour)[0], flavour) == document


def letters(document: m.Document) -> list[str]:
    """Every letter and mark of the text; sorted, because footnotes may change their place."""
    return sorted(re.sub(r"\s", "", everything(document.blocks)))


def test_control_characters_are_dropped_and_told():
    document = replace(DOCUMENT, blocks=(m.Paragraph((m.Text("a\x07b"),)),))
    text, losses = write(document)
    assert losses == ("r-001",)
    assert again(text).blocks == (m.Paragraph((m.Text("ab"),)),)


# ── by hand ─────────────────────────────────────────────────────────────────────────────


def test_a_field_changed_by_hand_counts():
    text, _ = write(DOCUMENT)
    text = text.replace("title: 渡口的账本", "title: Another", 1).replace("2024-02-29", "2025", 1)
    metadata = again(text).metadata
    assert (metadata.title, metadata.published) == ("Another", "2025")


def test_an_author_added_by_hand_is_a_claim():
    text, _ = write(DOCUMENT)
    document = again(text.replace("author:\n", "author:\n- Wei Song\n", 1))
    assert document.metadata.agents("aut") == ("Anna Lindgren", "薄荷·Bo", "Wei Song")
    assert document.ledger[: len(DOCUMENT.ledger)] == DOCUMENT.ledger


@pytest.mark.parametrize(
    "change, fault",
    [
        (("version: 1", "version: 2"), "its version is 2; this program reads 1"),
        (("kind: date", "kind: rumour"), "kind is 'rumour'"),
        (("- kind: author\n    text", "- text"), "has no 'kind'"),
        (("  ledger:\n  - ", "  ledger: "), "the front matter is not YAML|ledger"),
    ],
)
def test_data_broken_by_hand_is_refused_with_its_place(change, fault):
    with pytest.raises(SourceError, match=fault):
        again(write(DOCUMENT)[0].replace(*change, 1))


def test_one_document_of_a_collection_is_chosen():
    output = io.BytesIO()
    Markdown().export(publish([DOCUMENT, read(ROOT / "seeds/essay.md")]), output)
    text = output.getvalue().decode()
    with pytest.raises(SourceError, match="holds 2 documents; choose one"):
        again(text)
    assert without_credits(again(text, document="1")) == without_credits(DOCUMENT)
    assert again(text, document="2").metadata.title == "The Last Page"


def test_every_node_there_is_settles():
    for flavour in READERS:
        (document,) = publication().spine
        once = again(write(document, flavour)[0], flavour)
        assert again(write(once, flavour)[0], flavour) == once


def test_an_unknown_flavour():
    with pytest.raises(UsageError, match="commonmark, gfm, gitbook, not 'textile'"):
        write(DOCUMENT, "textile")


# ── the look of it ──────────────────────────────────────────────────────────────────────

LOOKS = [
    ("**「书」**商 **bold**", "<strong>「书」</strong>商 **bold**"),
    ("**引号“外”**，", "**引号“外”**，"),
    ("1\\. no list", "1\\. no list"),
    ("snake_case \\*a\\* R&D <https://a.example>", "snake_case \\*a\\* R&D <https://a.example>"),
    ("- a\n  - b\n- c", "- a\n  - b\n- c"),
    ("- a\n\n+ b", "- a\n\n+ b"),
    ("a[^x]\n\n[^x]: note", "a[^1]\n\n[^1]: note"),
    ("<sub>2</sub>\\\nb", "<sub>2</sub>\\\nb"),
    ("| a |\n|---|\n| b\\|c |", "| a |\n| --- |\n| b\\|c |"),
    ("<sup>\\\n\\></sup>", "<sup>\\\n\\></sup>"),
    ("<ruby>\\*<rt>별</rt></ruby>\\*", "<ruby>\\*<rt>별</rt></ruby>\\*"),
    ("- [x] ![](a)", "- [x] ![](a)"),
    ("[ ](a)", "[a](a)"),
]


@pytest.mark.parametrize("given, expected", LOOKS)
def test_the_text_is_clean(given, expected):
    blocks, _ = parse(given, "a.md")
    text, _ = write(m.Document(Metadata("t"), blocks), "gfm")
    assert text.split("# t\n\n")[1] == expected + "\n"
