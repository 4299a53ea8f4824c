"""What every installed exporter owes its users, the built-in ones and a stranger's alike."""

from __future__ import annotations

import io

import pytest
from faultless import DOCUMENT

from convert import registry
from convert.comparison import compare
from convert.formats import Place
from convert.ledger import FIELDS, Kind
from convert.options import options_of
from convert.pipeline import publish, witness

EXPORTERS = registry.names("exporters")
PUBLICATION = publish([DOCUMENT, DOCUMENT])


def written(name: str) -> bytes:
    output = io.BytesIO()
    registry.load("exporters", name)().export(PUBLICATION, output)
    return output.getvalue()


@pytest.fixture(scope="module", params=EXPORTERS)
def exported(request) -> tuple[str, bytes]:
    return request.param, written(request.param)


@pytest.mark.parametrize("name", EXPORTERS)
def test_it_says_what_it_is(name):
    exporter = registry.load("exporters", name)
    assert exporter.name == name
    assert exporter.suffix.startswith(".")
    assert "/" in exporter.media_type


@pytest.mark.parametrize("name", EXPORTERS)
def test_it_says_where_every_kind_of_claim_goes(name):
    places = registry.load("exporters", name).places
    assert set(places) == set(Kind)
    assert all(Place.TEXT in place for place in places.values())


@pytest.mark.parametrize("name", EXPORTERS)
def test_its_options_have_help(name):
    for option in options_of(registry.load("exporters", name)).values():
        assert option.help, option.name


@pytest.mark.parametrize("name", EXPORTERS)
def test_it_has_a_witness(name):
    assert callable(registry.load("witnesses", name))


def test_every_claim_survives(exported):
    name, content = exported
    places = registry.load("exporters", name).places
    assert compare(PUBLICATION, witness(name, io.BytesIO(content)), places).findings == ()


def test_the_same_publication_gives_the_same_bytes(exported):
    name, content = exported
    assert written(name) == content


def test_a_broken_file_is_a_value_error(exported):
    name, content = exported
    if name == "text":
        content = "text".encode("utf-16-be") + b"\xff"
    with pytest.raises(ValueError, match=r"\w"):
        witness(name, io.BytesIO(content[: len(content) // 2]))


def test_fields_and_notices_part_the_kinds():
    assert set(Kind) > FIELDS
