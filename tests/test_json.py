"""The JSON format: nothing is lost, and what is not of the format is refused with its place."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from jsonschema import Draft202012Validator
from sample import PIXEL, publication
from strategies import documents
from test_laws import relaxed

from convert import data, export, read
from convert.conformance.faultless import DOCUMENT
from convert.diagnostics import Diagnostic, Origin
from convert.errors import SourceError
from convert.exporters.json import Json
from convert.formats import Source
from convert.model import Document, Paragraph, Publication, Quote, Removal, Text
from convert.pipeline import publish
from convert.schema import schema
from convert.value import replace

PUBLISHED_SCHEMA = Path(__file__).parent.parent / "docs/schema/publication-1.json"
validator = Draft202012Validator(schema())


def written(content: Publication, **options: int) -> bytes:
    output = io.BytesIO()
    Json(**options).export(content, output)
    return output.getvalue()


def test_the_published_schema_is_that_of_the_model():
    expected = json.dumps(schema(), ensure_ascii=False, indent=1) + "\n"
    assert PUBLISHED_SCHEMA.read_text("utf-8") == expected


@settings(relaxed, max_examples=20)
@given(document=documents())
def test_what_is_written_fits_the_schema(document):
    validator.validate(json.loads(written(publish([document]))))


def test_the_schema_is_not_fooled():
    content = json.loads(written(publish([DOCUMENT])))
    content["documents"][0]["blocks"][1]["level"] = "two"
    assert not validator.is_valid(content)


@relaxed
@given(document=documents())
def test_a_publication_round_trips(document):
    before = publish([document, document])
    after = data.publication(json.loads(written(before)))
    assert after == before
    assert written(after) == written(before), "origins, which take no part in equality, too"


def test_removals_diagnostics_and_pictures_round_trip():
    removal = Removal("clutter", "Share this", Origin("a.md", 3))
    document = replace(DOCUMENT, removed=(removal,), diagnostics=(Diagnostic("r-010", "x"),))
    before = replace(publication(document))
    after = data.publication(json.loads(written(before)))
    (again,) = after.spine
    assert (again, again.diagnostics) == (document, document.diagnostics)
    assert after.resources[0].load() == PIXEL
    assert written(after) == written(before)


def test_what_was_published_is_published_again_as_it_was(tmp_path):
    once, twice = tmp_path / "once.json", tmp_path / "twice.json"
    export(publish([DOCUMENT]), once)
    export(publish([read(once)]), twice)
    assert once.read_bytes() == twice.read_bytes()


def test_without_indent_each_document_is_one_line():
    lines = written(publish([DOCUMENT, DOCUMENT]), indent=0).decode().splitlines()
    assert [json.loads(line.rstrip(","))["metadata"]["title"] for line in lines[3:5]] == [
        "渡口的账本",
        "渡口的账本",
    ]


def source(content: object) -> Source:
    return Source("a.json", json.dumps(content))


EMPTY = {"title": "x"}
BAD = {
    "another program's": ([], "it has no key 'pubconvert'"),
    "a later version": ({"pubconvert": 2}, "its version is 2; this program reads 1"),
    "no documents": ({"pubconvert": 1, "metadata": EMPTY}, "it is no list"),
    "an unknown field": ({"pubconvert": 1, "autor": ""}, "there is no field 'autor'"),
    "a wrong type": (
        {"pubconvert": 1, "metadata": {"title": 3}, "documents": []},
        "title is 3, not of the type str",
    ),
    "an unknown node": (
        {"pubconvert": 1, "documents": [{"metadata": EMPTY, "blocks": [{"type": "Script"}]}]},
        "[0].blocks[0]: there is no 'Script' that may stand here",
    ),
    "a field left out": (
        {"pubconvert": 1, "documents": [{"metadata": EMPTY, "blocks": [{"type": "Quote"}]}]},
        "[0].blocks[0] has no 'content'",
    ),
    "an unknown kind of claim": (
        {"pubconvert": 1, "documents": [{"metadata": EMPTY, "blocks": [], "ledger": [
            {"kind": "rumour", "text": "x"}]}]},
        "[0].ledger[0].kind is 'rumour'",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD)
def test_what_is_not_of_the_format_is_refused_with_its_place(name):
    content, message = BAD[name]
    with pytest.raises(SourceError, match=r"a\.json: is not pubconvert's JSON") as refused:
        read(source(content), reader="json")
    assert message in str(refused.value)


def test_endless_nesting_is_refused():
    text = '{"pubconvert": 1, "documents": ' + "[" * 100_000
    with pytest.raises(SourceError, match="not pubconvert's JSON"):
        read(Source("a.json", text))


def test_nesting_that_no_reader_makes_is_still_written():
    block: Quote = Quote((Paragraph((Text("deep"),)),))
    for _ in range(60):
        block = Quote((block,))
    document = Document(DOCUMENT.metadata, (block,))
    assert read(Source("a.json", written(Publication(document.metadata, (document,))).decode()))


def test_one_document_of_a_collection_is_chosen():
    other = replace(DOCUMENT, metadata=replace(DOCUMENT.metadata, title="Another"))
    collection = Source("a.json", written(publish([DOCUMENT, other])).decode())
    with pytest.raises(SourceError, match="holds 2 documents; choose one"):
        read(collection)
    assert read(collection, document="2").metadata.title == "Another"
