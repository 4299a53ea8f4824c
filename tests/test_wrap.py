"""Line breaking: cases a person reads, and laws for any text."""

from __future__ import annotations

import pytest
from cases import cases, label
from hypothesis import given, settings
from hypothesis import strategies as st
from wcwidth import wcswidth

from convert.exporters.text.breaks import seamless
from convert.exporters.text.width import width as columns
from convert.exporters.text.wrap import join, wrap

quick = settings(deadline=None, max_examples=400)
LETTERS = (
    "ab Z9 5年个第 中文字。，「」（）——……：“”‘’!?.,()[1]%@#-–/·～~한글é"
    "สวัส\u3000\u00a0👍\"'かー ＡkmGB$￥"
)
MARKS = "e\u0301👩\u200d🔬\ufe0f🇩🇪👍🏽\u0e31"
texts = st.text(st.sampled_from(LETTERS), max_size=120)
any_text = st.text(st.sampled_from(LETTERS + MARKS) | st.characters(codec="utf-8"), max_size=80)
widths = st.integers(4, 40)


@pytest.mark.parametrize("case", cases("wrap"), ids=label)
def test_case(case):
    width, *names = case.variant.split() or ["20"]
    assert "\n".join(wrap(case.given, int(width), names=tuple(names))) == case.expected


def letters(text: str) -> str:
    return "".join(text.split())


@quick
@given(any_text, widths)
def test_no_letter_is_lost_or_added(text, width):
    assert letters("\n".join(wrap(text, width))) == letters(text)


@quick
@given(texts, widths, st.integers(0, 4))
def test_wrapping_what_was_wrapped_changes_nothing(text, width, first):
    lines = wrap(text, width, first)
    assert wrap("\n".join(lines), width, first) == lines


@quick
@given(st.text(st.sampled_from("ab 中文。「」한é,(1"), max_size=99), widths)
def test_only_what_cannot_be_broken_is_too_wide(text, width):
    for line in wrap(text, width):
        assert columns(line.rstrip()) <= width or len(wrap(line, 1)) == 1


@quick
@given(texts, widths)
def test_columns_are_what_a_terminal_counts(text, width):
    for line in wrap(text, width):
        assert columns(line) == wcswidth(line)


@quick
@given(texts, widths)
def test_closing_marks_never_begin_and_opening_marks_never_end_a_line(text, width):
    lines = wrap(text, width)
    assert not [line for line in lines[1:] if line[0] in "。，」）：”’…—！？、；～ー"]
    assert not [line for line in lines[:-1] if line.rstrip()[-1] in "「（“‘(["]


@quick
@given(st.lists(st.text(st.sampled_from("abcé한글.,"), min_size=1), min_size=1), widths)
def test_words_with_blanks_between_them_can_be_joined_again(words, width):
    text = " ".join(words)
    assert join("\n".join(wrap(text, width))) == text


@given(texts, st.integers(0, 9))
def test_width_nought_is_one_line(text, first):
    assert wrap(text, 0, first) == [join(text)]


def test_seams_are_chinese_on_both_sides():
    assert [seamless(*pair) for pair in ("中文", "中a", "a中", "”中", "”a", "한글")] == [
        True, False, False, True, False, False,
    ]  # fmt: skip


@pytest.mark.parametrize(
    "unit", ["中", "a", "a ", "「", "。", "5 ", "é", "— ", "…", "\u0e01", "甲 "]
)
def test_long_input_takes_linear_time(unit):
    text = unit * 50_000
    assert letters("\n".join(wrap(text, 40))) == letters(text)
