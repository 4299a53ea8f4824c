"""Pandoc's JSON, in both directions, held against the real pandoc."""

from __future__ import annotations

import io
import json
import subprocess
from pathlib import Path

import pytest
from hypothesis import given, settings
from outline import outline
from sample import publication, torture
from strategies import documents
from test_laws import relaxed
from test_markdown import letters, printable, without_credits

from convert import model as m
from convert import read
from convert.conformance.faultless import DOCUMENT
from convert.errors import SourceError
from convert.exporters.pandoc import Pandoc
from convert.formats import Source
from convert.ledger import Kind
from convert.pipeline import publish
from convert.walk import plain_text

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def pandoc():
    """The program: text or bytes in, bytes out."""
    pypandoc = pytest.importorskip("pypandoc", reason="no pandoc: pip install pypandoc_binary")
    path = pypandoc.get_pandoc_path()

    def run(content: bytes, *arguments: str) -> bytes:
        done = subprocess.run([path, *arguments], input=content, capture_output=True, check=False)
        assert (done.returncode, done.stderr.decode()) == (0, "")
        return done.stdout

    return run


def written(content: m.Publication) -> bytes:
    output = io.BytesIO()
    Pandoc().export(content, output)
    return output.getvalue()


def again(content: bytes, **options: str) -> m.Document:
    return read(Source("a.json", content.decode()), **options)


@settings(relaxed, max_examples=25)
@given(documents().map(printable))
def test_metadata_and_ledger_come_back_and_the_rest_settles(document):
    once = again(written(publish([document])))
    assert (once.metadata, once.ledger) == (document.metadata, document.ledger)
    assert letters(without_credits(once)) == letters(document)
    assert again(written(publish([once]))) == once


@pytest.mark.parametrize("path", ["essay.md", "flat/borrowing-card.txt", "arabic.md"])
def test_a_seed_comes_back_as_it_was(path):
    publication = publish([read(ROOT / "seeds" / path)])
    (document,) = publication.spine
    assert without_credits(again(written(publication))) == without_credits(document)


def test_pandoc_takes_it_for_its_own(pandoc):
    """Every node there is goes through pandoc and comes out as it went in."""
    content = written(publication())
    through = json.loads(pandoc(content, "-f", "json", "-t", "json"))
    assert through["blocks"] == json.loads(content)["blocks"]
    assert through["meta"] == json.loads(content)["meta"]


@pytest.mark.parametrize("format", ["docx", "odt", "epub", "latex", "html", "rst", "typst"])
def test_pandoc_writes_its_formats_from_it(pandoc, format):
    content = pandoc(written(publish([DOCUMENT])), "-f", "json", "-s", "-t", format, "-o", "-")
    assert len(content) > 500


def test_attribution_reaches_word(pandoc):
    """DOCX comes through pandoc only: its properties and its text name everybody."""
    docx = pandoc(written(publish([DOCUMENT])), "-f", "json", "-t", "docx", "-o", "-")
    document = again(pandoc(docx, "-f", "docx", "-t", "json"))
    assert document.metadata.title == "渡口的账本"
    assert document.metadata.agents("aut") == ("Anna Lindgren", "薄荷·Bo")
    said = plain_text(document.blocks) + "".join(claim.text for claim in document.ledger)
    assert [claim.text for claim in DOCUMENT.ledger if claim.text not in said] == []


def test_pandoc_reads_a_thesis_for_us(pandoc):
    """LaTeX, which no reader of ours knows: authors, notes, tables and formulas arrive."""
    latex = r"""\title{On Tea}\author{Lu Yu \and Mei Lin}\date{2024-02-29}\begin{document}\maketitle
\section{Water}\label{water} Boil\footnote{Once.} \emph{slowly}, $t = 95$. ``Quoted''.
\begin{quote}A leaf.\end{quote}\begin{itemize}\item one\item two\end{itemize}
\begin{tabular}{lr}a & b\\\hline c & d\end{tabular}\end{document}"""
    document = again(pandoc(latex.encode(), "-f", "latex", "-s", "-t", "json"))
    assert document.metadata.title == "On Tea"
    assert document.metadata.agents("aut") == ("Lu Yu", "Mei Lin")
    assert [c.text for c in document.ledger if c.kind is Kind.DATE] == ["2024-02-29"]
    assert outline(document.blocks[:2]) == (
        'heading level=1 id="water"\n  "Water"\n'
        'paragraph\n  "Boil"\n  note\n    paragraph\n      "Once."\n  " "\n'
        '  emphasis\n    "slowly"\n  ", "\n  math tex="t = 95"\n  ". “Quoted”."'
    )
    assert [type(block).__name__ for block in document.blocks[2:]] == [
        "Quote",
        "ListBlock",
        "Table",
    ]


def test_what_the_model_cannot_hold_is_named(pandoc):
    content = pandoc(b"a `x`{=latex} b\n\n```{=html}\n<hr>\n```\n", "-f", "markdown", "-t", "json")
    document = again(content)
    assert [d.code for d in document.diagnostics if d.code == "r-002"] == ["r-002", "r-002"]


@pytest.mark.parametrize(
    "text",
    [
        '{"pandoc-api-version": [2, 0], "meta": {}, "blocks": []}',
        '{"pandoc-api-version": [1, 23], "meta": {}, "blocks": [{"t": "Odd"}]}',
        '{"pandoc-api-version": 1}',
        "{}",
        "[" * 9999,
    ],
)
def test_what_is_not_pandocs_is_refused(text):
    with pytest.raises(SourceError, match=r"a\.json: is not pandoc's JSON"):
        read(Source("a.json", text), reader="pandoc")


def test_one_document_of_a_collection_is_chosen():
    (document,) = publish([torture()]).spine
    content = written(publish([DOCUMENT, document]))
    with pytest.raises(SourceError, match="holds 2 documents"):
        again(content)
    assert again(content, document="2").metadata == document.metadata
