"""Cases: Markdown in, Gemtext out. The rest is ``pytest --pyargs convert.conformance``."""

import io

import pytest
from pubconvert_gemtext.exporter import Gemtext

from convert.metadata import Metadata
from convert.model import Document, Publication
from convert.readers.dialect import parse

CASES = [
    ("a *b* c", "a b c"),
    ("[tea](https://example.org/a)", "tea\n=> https://example.org/a tea"),
    ("- one\n- two", "* one\n* two"),
    ("> a leaf", "> a leaf"),
    ("\\# no heading", " # no heading"),
]


@pytest.mark.parametrize("markdown, gemtext", CASES)
def test_case(markdown, gemtext):
    blocks, _ = parse(markdown, "case.md")
    document, output = Document(Metadata("t"), blocks), io.BytesIO()
    Gemtext().export(Publication(document.metadata, (document,)), output)
    assert output.getvalue().decode() == f"# t\n\n## t\n\n{gemtext}\n"
