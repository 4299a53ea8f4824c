"""Words in narrow places: the columns of tables, and code that begins with a point."""

from __future__ import annotations

import io

import pypdfium2
import pytest
from weasyprint import HTML
from weasyprint.formatting_structure.boxes import LineBox

from convert import model as m
from convert.exporters.pdf import Pdf
from convert.exporters.pdf.tree import BREAK, parse
from convert.metadata import Metadata
from convert.pipeline import publish

ROOM = 50
"""The width of a line in rem."""


def lines(*blocks: m.Block, page: str = "A5") -> list[str]:
    """The lines of the first page."""
    output = io.BytesIO()
    publication = publish([m.Document(Metadata("A table", language="en"), blocks)])
    Pdf(engine="weasyprint", page=page).export(publication, output)
    text: str = pypdfium2.PdfDocument(output.getvalue())[0].get_textpage().get_text_range()
    return [line.strip() for line in text.splitlines()]


def row(*texts: str) -> tuple[m.Cell, ...]:
    return tuple(m.Cell((m.Code(text) if text.isdigit() else m.Text(text),)) for text in texts)


@pytest.mark.parametrize("page", ["A5", "6in"])
def test_a_column_is_as_wide_as_its_longest_word(page):
    """The long text beside it would take all the width."""
    rows = (row("article", "holds"), row("0000101", "a lead longer than the summary, " * 9))
    found = lines(m.Table(rows), page=page)
    assert any(line.startswith("0000101") for line in found)


@pytest.mark.parametrize(
    "words, cut",
    [
        (["word", "word"], []),
        (["a" * 60, "b"], []),
        (["a" * 120, "b"], [0]),
        (["https://site.example/" + "path/" * 40, "b"], []),
        (["灯塔" * 80, "b"], []),
        (["c" * 50, "d" * 50, "e" * 5], [0, 1]),
    ],
    ids=["short", "fits", "too long", "breaks at slashes", "breaks anywhere", "two share"],
)
def test_only_words_that_do_not_fit_are_cut(words, cut):
    cells = "".join(f"<td>{word}</td>" for word in words)
    root = parse(f"<body><table><tr>{cells}</tr></table></body>", "picture", ROOM)
    found = [number for number, cell in enumerate(root.iter("td")) if cell.get("class")]
    assert found == cut


CODE = [
    ("use <code>.env</code>", True, "a point"),
    ("use <code>env</code>", False, "a letter"),
    ("(<code>.env</code>", False, "no blank before it"),
    ("<em>use</em> <code>.env</code>", True, "a blank behind another element"),
]


@pytest.mark.parametrize("markup, expected, why", CODE)
def test_a_line_may_end_before_code_that_begins_with_a_point(markup, expected, why):
    root = parse(f"<body><p>{markup}</p></body>", "picture", ROOM)
    assert (f" {BREAK}" in "".join(root.itertext())) is expected, why


def test_a_line_is_still_broken_at_its_first_blank_without_that():
    """WeasyPrint breaks anywhere where it cannot break before the code; if it no longer does,
    the help is no longer needed."""
    words = "one two three four five six seven eight nine ten with <code>.env.local</code> and"
    markup = f"<style>p {{ width: {{}}px; font: 16px monospace }}</style><p>{words}"
    found = [ends(markup.replace("{}", str(width))) for width in range(200, 500, 10)]
    assert any(min(it[:-1]) < 80 for it in found if len(it) > 1)


def ends(html: str) -> list[float]:
    page = HTML(string=html).render().pages[0]
    return [box.width for box in page._page_box.descendants() if isinstance(box, LineBox)]


def test_the_help_is_no_letter():
    text = m.Text("one two three four five six seven eight nine ten with ")
    found = " ".join(lines(m.Paragraph((text, m.Code(".env"), m.Text(" and more.")))))
    assert "ten with .env and more." in found.replace("  ", " ")


def test_a_table_without_rows_is_no_fault():
    root = parse("<body><table></table></body>", "picture", ROOM)
    assert root.find("table") is not None
