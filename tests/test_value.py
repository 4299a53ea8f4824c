"""Values behave like frozen dataclasses."""

from __future__ import annotations

import pickle

import pytest

from convert import model as m
from convert.diagnostics import Origin
from convert.value import fields, replace


def test_equal_content_is_equal_wherever_it_came_from():
    here, there = Origin("a.md", 1), Origin("b.md", 9)
    assert m.Rule(here) == m.Rule(there)
    assert hash(m.Rule(here)) == hash(m.Rule(there))


def test_values_of_two_kinds_never_equal():
    assert m.Strong((m.Text("a"),)) != m.Emphasis((m.Text("a"),))


def test_a_value_cannot_be_changed():
    text = m.Text("a")
    with pytest.raises(AttributeError, match="frozen"):
        text.text = "b"
    with pytest.raises(AttributeError, match="frozen"):
        del text.text
    assert replace(text, text="b") == m.Text("b")
    assert text == m.Text("a")


@pytest.mark.parametrize(
    "wrong", [lambda: m.Text(), lambda: m.Text("a", "b"), lambda: m.Text("a", colour="red")]
)
def test_a_wrong_call_is_a_type_error(wrong):
    with pytest.raises(TypeError):
        wrong()


def test_a_field_left_out_takes_its_default():
    assert m.Link((), "u") == m.Link((), "u", title="")
    assert fields(m.Link) == ("content", "url", "title")


def test_a_value_survives_pickling_with_its_origin():
    heading = m.Heading(2, (m.Text("a"),), origin=Origin("a.md", 3))
    copy = pickle.loads(pickle.dumps(heading))
    assert copy == heading
    assert copy.origin == heading.origin


def test_repr_shows_what_differs_from_the_defaults():
    assert repr(m.Image("u", alt="a")) == "Image(url='u', alt='a')"
