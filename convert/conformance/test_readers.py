"""What a reader owes: it knows its own, leaves the rest, and fails in one way only."""

from __future__ import annotations

from contextlib import suppress

import pytest

from convert import registry
from convert.errors import SourceError
from convert.formats import Source
from convert.ledger import contributions
from convert.model import Document
from convert.options import options_of

READERS = registry.names("readers")
SOURCES = {
    "words": Source("a.md", "Tea is a drink.\n"),
    "one letter": Source("a", "茶"),
    "blanks and controls": Source("a.txt", " \n\x0b\x0c\u2028\u200b\n"),
    "brackets": Source("a.md", "[[[[((((<<<<{{{{" * 40),
    "another world's": Source("a.xyz", '{"a": [1, 2, {"b": null}]}'),
    "no text": Source("a.bin", "", data=b"PK\x03\x04" + bytes(60)),
}


@pytest.mark.parametrize("name", READERS)
def test_it_says_what_it_is(name: str) -> None:
    assert registry.load("readers", name).name == name


@pytest.mark.parametrize("name", READERS)
def test_its_options_have_help(name: str) -> None:
    for option in options_of(registry.load("readers", name)).values():
        assert option.help, option.name


@pytest.mark.parametrize("source", SOURCES.values(), ids=SOURCES)
@pytest.mark.parametrize("name", READERS)
def test_it_says_how_sure_it_is(name: str, source: Source) -> None:
    assert registry.load("readers", name)().accepts(source) in (0, 1, 2, 3)


@pytest.mark.parametrize("source", SOURCES.values(), ids=SOURCES)
@pytest.mark.parametrize("name", READERS)
def test_it_reads_or_says_why_not(name: str, source: Source) -> None:
    """Whatever it is given, also what it would never have accepted."""
    with suppress(SourceError):
        document = registry.load("readers", name)().read(source)
        assert isinstance(document, Document)
        assert document.metadata.contributions == contributions(document.ledger)
        hash(document)
