"""Every article of the sample as EPUB and text, a part of it as PDF: nothing lost, no clutter.

The sample is not part of the project: PUBCONVERT_CORPUS names its folder, or it lies
beside the project in ``shared/corpus``.
"""

from __future__ import annotations

import io
import json
import os
import sys
from functools import cache
from pathlib import Path

import pytest
from epub_check import complaints

from convert import registry
from convert.options import with_options
from convert.pipeline import export, publish, read, witness

ROOT = Path(__file__).parent.parent
CORPUS = Path(os.environ.get("PUBCONVERT_CORPUS", ROOT.parent / "shared" / "corpus"))
EXPECTED = CORPUS / "expected.json"
NAMES = sorted(json.loads(EXPECTED.read_text("utf-8"))) if EXPECTED.exists() else []
PLAIN = {"width": 0, "links": "none"}
"""One line a paragraph and no numbers of links, so that lines can be compared."""

pytestmark = pytest.mark.skipif(
    not NAMES, reason="no sample: set PUBCONVERT_CORPUS to a folder with expected.json"
)


@cache
def expected() -> dict[str, dict]:
    return json.loads(EXPECTED.read_text("utf-8"))


def said(name: str, format: str, options: dict) -> str:
    """What a file written from an article says, letters only."""
    from grade import squeeze

    output = io.BytesIO()
    publication = publish([read(CORPUS / name)])
    with_options(registry.load("exporters", format), options).export(publication, output)
    output.seek(0)
    return squeeze(witness(format, output).text)


def wanted(name: str) -> list[str]:
    """Every notice, and every line of the body with its markup removed by simple means."""
    from grade import _source_lines, squeeze

    text = (CORPUS / name).read_text("utf-8")
    for removal in read(CORPUS / name).removed:
        before, _, behind = text.rpartition(removal.text)
        text = f"{before}\n{behind}"
    record = expected()[name]
    notices = [notice["text"] for notice in record["notices"]] + record["image_credits"]
    return [*map(squeeze, notices), *_source_lines(text)]


@pytest.fixture(autouse=True)
def grader(monkeypatch):
    monkeypatch.syspath_prepend(ROOT / "benchmarks")
    assert sys.path


@pytest.mark.parametrize("format, options", [("text", PLAIN), ("epub", {})], ids=["text", "epub"])
@pytest.mark.parametrize("part", range(8))
def test_no_line_is_lost_and_no_clutter_is_left(part, format, options):
    from grade import CLUTTER

    for name in NAMES[part::8]:
        text = said(name, format, options)
        assert [line for line in wanted(name) if line not in text] == [], name
        summary = expected()[name]["summary"]
        assert [word for word in CLUTTER if word in text and word not in summary] == [], name


@pytest.mark.parametrize("name", NAMES[::47])
def test_epubcheck_has_nothing_to_say(name, tmp_path):
    book = tmp_path / "book.epub"
    assert export(publish([read(CORPUS / name)]), book).verdict.survives
    assert complaints(book) == []


def test_a_collection_is_valid_too(tmp_path):
    book = tmp_path / "book.epub"
    publication = publish([read(CORPUS / name) for name in NAMES[::9]], {"title": "A sample"})
    assert export(publication, book).verdict.survives
    assert complaints(book) == []


@pytest.mark.parametrize("name", NAMES[::75])
def test_a_pdf_keeps_every_claim(name, tmp_path):
    options = {"missing_glyphs": "warn"}
    assert export(
        publish([read(CORPUS / name)]), tmp_path / "a.pdf", options=options
    ).verdict.survives
