"""Laws that hold for any publication the model can express."""

from __future__ import annotations

import io
import pickle

import pytest
from hypothesis import HealthCheck, given, settings
from strategies import blocks, documents

from convert import registry
from convert.comparison import compare
from convert.model import Block, Inline
from convert.pipeline import publish, witness
from convert.value import Value, fields
from convert.walk import children, walk

FAST = ["epub", "html", "json", "markdown", "pandoc", "text"]
"""The formats that take milliseconds; the PDF has its own, shorter tests."""

relaxed = settings(
    deadline=None,
    max_examples=40,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


def export(publication, format: str) -> bytes:
    output = io.BytesIO()
    registry.load("exporters", format)().export(publication, output)
    return output.getvalue()


def generic_walk(value: object) -> list[object]:
    """Every node found by following every field, without knowing any node."""
    found: list[object] = []
    if isinstance(value, tuple):
        for part in value:
            found += generic_walk(part)
    elif isinstance(value, Value) and type(value).__module__ == "convert.model":
        found.append(value)
        for name in fields(value):
            found += generic_walk(getattr(value, name))
    return found


@given(blocks)
def test_walk_visits_what_a_generic_traversal_visits(content):
    assert sorted(map(id, walk(content))) == sorted(map(id, generic_walk(content)))


@given(blocks)
def test_children_are_nodes(content):
    for node in walk(content):
        assert all(
            isinstance(child, (*Block.__args__, *Inline.__args__, Value))
            for child in children(node)
        )


@pytest.mark.parametrize("format", FAST)
@relaxed
@given(document=documents())
def test_every_claim_survives(format, document):
    publication = publish([document])
    evidence = witness(format, io.BytesIO(export(publication, format)))
    places = registry.load("exporters", format).places
    assert compare(publication, evidence, places).findings == ()


@pytest.mark.parametrize("format", FAST)
@relaxed
@given(document=documents())
def test_the_same_publication_gives_the_same_bytes(format, document):
    publication = publish([document])
    before = pickle.dumps(publication)
    assert export(publication, format) == export(publish([document]), format)
    assert pickle.dumps(publication) == before, "an export never changes its input"


@pytest.mark.parametrize("format", FAST)
@relaxed
@given(first=documents(), second=documents())
def test_documents_keep_their_own_claims_in_a_collection(format, first, second):
    publication = publish([first, second])
    evidence = witness(format, io.BytesIO(export(publication, format)))
    places = registry.load("exporters", format).places
    assert compare(publication, evidence, places).findings == ()
