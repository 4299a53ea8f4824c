from __future__ import annotations

import gc

import pytest
from cases import Case, cases, label
from hypothesis import assume, given
from hypothesis import strategies as st
from outline import outline

from convert import model as m
from convert.diagnostics import Diagnostic
from convert.readers.dialect import parse
from convert.walk import plain_text, walk

ALL = [case for name in ("markdown", "emphasis", "html") for case in cases(name)]


@pytest.mark.parametrize("case", ALL, ids=map(label, ALL))
def test_markdown_becomes_the_model(case: Case) -> None:
    assert shown(*parse(case.given, "case.md")) == case.expected


GITBOOK = cases("gitbook")


@pytest.mark.parametrize("case", GITBOOK, ids=map(label, GITBOOK))
def test_gitbook_blocks_become_the_model(case: Case) -> None:
    assert shown(*parse(case.given, "case.md", gitbook=True)) == case.expected


def shown(blocks: m.Blocks, diagnostics: tuple[Diagnostic, ...]) -> str:
    """The outline, then one line for each diagnostic: ``! code detail :line``."""
    losses = [f"! {d.code} {d.detail} :{d.origin.line if d.origin else 0}" for d in diagnostics]
    return "\n".join(filter(None, [outline(blocks), *losses]))


def lines(blocks: m.Blocks) -> list[tuple[str, int]]:
    return [
        (type(node).__name__, node.origin.line)
        for node in walk(blocks)
        if getattr(node, "origin", None)
    ]


def test_every_block_knows_its_line() -> None:
    text = "# a\n\nb\n\n> c\n\n- d\n- e\n\n<div>\nf\n<p>g</p>\n</div>\n\n```\nh\n```\n\n***\n"
    assert lines(parse(text, "x.md")[0]) == [
        ("Heading", 1), ("Paragraph", 3), ("Quote", 5), ("Paragraph", 5), ("ListBlock", 7),
        ("Paragraph", 7), ("Paragraph", 8), ("Paragraph", 10), ("Paragraph", 12),
        ("CodeBlock", 15), ("Rule", 19),
    ]  # fmt: skip


def test_repairs_move_no_line() -> None:
    text = (
        "[a](http://b.example/c d)\n\n<role>\nx\n\n{% hint %}\n**「乙」**丙\n{% endhint %}\n\nend"
    )
    assert lines(parse(text, "x.md", gitbook=True)[0]) == [
        ("Paragraph", 1), ("Paragraph", 3), ("Callout", 6), ("Paragraph", 7), ("Paragraph", 10),
    ]  # fmt: skip


def test_control_characters_go_and_are_named() -> None:
    blocks, losses = parse("a\n\nb\x01c\x0cd", "x.md")
    assert plain_text(blocks[1:]) == "bcd"
    assert [str(loss) for loss in losses] == [
        "x.md:3: r-001 control characters dropped: 2 in all, the first is '\\x01'"
    ]


@pytest.mark.parametrize(
    "text",
    [
        ">" * 10_000 + "a",
        "- " * 10_000 + "a",
        "<div>" * 10_000 + "a" + "</div>" * 10_000,
        "<b><i>" * 10_000 + "a" + "</i></b>" * 10_000,
        "{% hint %}\n" * 5_000 + "a\n" + "{% endhint %}\n" * 5_000,
    ],
    ids=["quotes", "lists", "boxes", "emphasis", "hints"],
)
def test_deep_nesting_is_flattened_and_named(text: str) -> None:
    blocks, diagnostics = parse(text, "x.md", gitbook=True)
    assert plain_text(blocks).strip() == "a"
    assert "r-013" in {d.code for d in diagnostics}


@pytest.mark.parametrize(
    "piece",
    [
        "[", "](http://a b", "<a ", '<a x="', "<!--", "<script>", "**「甲」", "*「甲*」", "~~「",
        "[^a]: b\n\n", "{%", "{% hint %}\n", "<b>", "</b>", "`", "![", "&amp;*甲",
        "<table><tr><td rowspan=9999 colspan=9999>",
    ],
)  # fmt: skip
def test_hostile_repetition_is_read(piece: str) -> None:
    parse(piece * 3_000, "x.md", gitbook=True)


MARKUP = st.text("*~_`[]()<>!#|&;:^{}%=\\/-+1. \n\t\x00\x01甲乙「」，。ab", max_size=60)


@given(MARKUP)
def test_any_text_is_read_and_keeps_its_letters(text: str) -> None:
    # what a fence or a reference definition says about other text is markup
    assume(not any(mark in text for mark in ("```", "~~~", "]:")))
    found = repr(parse(text, "x.md", gitbook=True))
    assert [letter for letter in text if letter in "甲乙「」，。" and letter not in found] == []


def test_what_was_needed_for_reading_goes_at_once() -> None:
    gc.collect()
    gc.disable()
    try:
        parse("# a\n\nb[^1] **c**\n\n- [x] d\n\n[^1]: e\n\n[^2]: f\n", "x.md")
        assert gc.collect() == 0
    finally:
        gc.enable()
