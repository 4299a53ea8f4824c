"""A rule that eats text fails loudly, and says where."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import LETTERS

from convert import conservation
from convert import model as m
from convert.diagnostics import Origin
from convert.errors import TextLost
from convert.readers.dialect import parse

LINE = m.Paragraph((m.Text("The ferry kept a ledger."),), Origin("a.md", 7))
NOTICE = m.Paragraph((m.Text("Text: Anna Lindgren"),), Origin("a.md", 9))


def test_a_cut_that_is_recorded_is_fine():
    conservation.cutting("a.md", "frame\nbody", "     \nbody", [m.Removal("frame", "frame")])


def test_a_cut_that_is_not_recorded_is_named():
    with pytest.raises(TextLost, match=r"a.md:2: the site profile lost 'body'"):
        conservation.cutting("a.md", "frame\nbody", "\n", [m.Removal("frame", "frame")])


def test_a_parser_that_drops_a_passage_is_named():
    with pytest.raises(TextLost, match=r"a\.md: parsing lost 'and a bell'"):
        conservation.parsing("a.md", ["The ferry kept a ledger.", "and a bell"], (LINE,))


def test_a_notice_may_move_into_the_ledger():
    conservation.moving("a.md", (LINE, NOTICE), (LINE,), ["Text: Anna Lindgren"])


def test_a_notice_that_takes_body_text_along_is_named():
    both = m.Paragraph((m.Text("She rang it twice. Text: Anna Lindgren"),), Origin("a.md", 9))
    with pytest.raises(TextLost, match=r"a.md:9: moving notices lost 'Sherangittwice.'"):
        conservation.moving("a.md", (LINE, both), (LINE,), ["Text: Anna Lindgren"])


def test_a_credit_may_move_into_its_figure():
    figure, credit = m.Figure(m.Image("a.png")), m.Paragraph((m.Text("Photo: Bo"),))
    joined = m.Figure(m.Image("a.png"), credit=credit.content)
    conservation.moving("a.md", (figure, credit), (joined,), [])


@given(st.text(st.sampled_from(LETTERS + "\n\n<>#-1.|"), max_size=80), st.booleans())
def test_no_text_loses_letters_in_parsing(text, gitbook):
    """``parse`` raises ``TextLost`` by itself when it does."""
    parse(text, "made-up.md", gitbook=gitbook)
