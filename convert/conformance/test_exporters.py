"""What an exporter and its witness owe: every claim, the same bytes, no silence when broken."""

from __future__ import annotations

import io
from contextlib import suppress

import pytest

from convert import registry
from convert.comparison import compare
from convert.conformance.faultless import DOCUMENT
from convert.formats import Place
from convert.ledger import Kind
from convert.options import options_of
from convert.pipeline import publish, witness
from convert.squeezed import squeeze

EXPORTERS = registry.names("exporters")
PUBLICATION = publish([DOCUMENT, DOCUMENT])
GARBAGE = b"\x00\xff\xfe\x01" * 64


def written(name: str) -> bytes:
    output = io.BytesIO()
    registry.load("exporters", name)().export(PUBLICATION, output)
    return output.getvalue()


@pytest.fixture(scope="module", params=EXPORTERS)
def exported(request: pytest.FixtureRequest) -> tuple[str, bytes]:
    return request.param, written(request.param)


@pytest.mark.parametrize("name", EXPORTERS)
def test_it_says_what_it_is(name: str) -> None:
    exporter = registry.load("exporters", name)
    assert exporter.name == name
    assert exporter.suffix.startswith(".")
    assert "/" in exporter.media_type


@pytest.mark.parametrize("name", EXPORTERS)
def test_it_says_where_every_kind_of_claim_goes(name: str) -> None:
    places = registry.load("exporters", name).places
    assert set(places) == set(Kind)
    assert all(Place.TEXT in place for place in places.values())


@pytest.mark.parametrize("name", EXPORTERS)
def test_its_options_have_help(name: str) -> None:
    for option in options_of(registry.load("exporters", name)).values():
        assert option.help, option.name


@pytest.mark.parametrize("name", EXPORTERS)
def test_it_has_a_witness(name: str) -> None:
    assert callable(registry.load("witnesses", name))


def test_every_claim_survives(exported: tuple[str, bytes]) -> None:
    name, content = exported
    assert findings(name, content) == ()


def test_a_collection_holds_each_document(exported: tuple[str, bytes]) -> None:
    """Two documents with the same words: one copy of a sentence does not stand for both."""
    name, content = exported
    text = squeeze(witness(name, io.BytesIO(content)).text)
    for claim in DOCUMENT.ledger:
        assert text.count(squeeze(claim.text)) >= 2, claim.text


def test_the_same_publication_gives_the_same_bytes(exported: tuple[str, bytes]) -> None:
    name, content = exported
    assert written(name) == content


def test_a_file_cut_in_half_does_not_pass(exported: tuple[str, bytes]) -> None:
    """The witness says that it is broken, or the comparison finds what is lost."""
    name, content = exported
    with suppress(ValueError):
        assert findings(name, content[: len(content) // 2]) != ()


@pytest.mark.parametrize("name", EXPORTERS)
def test_garbage_is_a_value_error(name: str) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        witness(name, io.BytesIO(GARBAGE))


def findings(name: str, content: bytes) -> tuple[object, ...]:
    """What is lost in a file."""
    places = registry.load("exporters", name).places
    return compare(PUBLICATION, witness(name, io.BytesIO(content)), places).findings
