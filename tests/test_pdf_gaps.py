"""Room between Chinese signs and the letters beside them, in PDFs that WeasyPrint lays out."""

from __future__ import annotations

import io
import re
from xml.etree.ElementTree import fromstring, tostring

import pypdfium2
import pytest
import sample
from hypothesis import given
from hypothesis import strategies as st

from convert import model as m
from convert.exporters.pdf import Pdf, composition
from convert.exporters.pdf.gaps import GAP, add_gaps
from convert.squeezed import squeeze

CASES = [
    ("<p>写的App第3版</p>", "<p>写的|App|第|3|版</p>", "letters and digits on both sides"),
    ("<p>看<em>API</em>文</p>", "<p>看|<em>API|</em>文</p>", "through the borders of an emphasis"),
    ("<p>看<b>这</b>API</p>", "<p>看<b>这|</b>API</p>", "the first of two elements gets the gap"),
    ("<p>写<code>a中b</code>字</p>", "<p>写|<code>a中b</code>|字</p>", "around code, not in it"),
    ("<p>看<span>A</span>文x</p>", "<p>看<span>A</span>文|x</p>", "a note is not of the sentence"),
    ("<pre>写x</pre>", "<pre>写x</pre>", "a block of code is kept as it is"),
    ("<div><p>写</p><p>x</p></div>", "<div><p>写</p><p>x</p></div>", "two paragraphs are apart"),
    (
        "<p>写 App，x。《a》</p>",
        "<p>写 App，x。《a》</p>",
        "blanks and punctuation are room enough",
    ),
    ('<p lang="en">写x</p>', '<p lang="en">写x</p>', "other languages have rules of their own"),
]


@pytest.mark.parametrize("markup, expected, why", CASES)
def test_gaps_stand_where_signs_meet_letters(markup, expected, why):
    assert spaced(markup) == expected, why


def spaced(markup: str) -> str:
    """What becomes of Chinese markup, ``|`` standing for a gap."""
    root = fromstring(f'<body lang="zh">{markup}</body>')
    add_gaps(root)
    whole = tostring(root, "unicode", short_empty_elements=False).replace(GAP, "|")
    return re.sub("^<body[^>]*>|</body>$", "", whole)


TEXTS = st.text("字中a1 ，", max_size=6)


@given(st.lists(st.tuples(st.sampled_from(["em", "code", "p", "pre"]), TEXTS, TEXTS), max_size=5))
def test_without_its_gaps_the_text_is_the_same(parts):
    markup = "".join(f"<{tag}>{text}</{tag}>{tail}" for tag, text, tail in parts)
    assert spaced(markup).replace("|", "") == markup


def first_page(*blocks: m.Block) -> pypdfium2.PdfTextPage:
    output = io.BytesIO()
    Pdf(engine="weasyprint", contents="no").export(sample.publication(document(*blocks)), output)
    return pypdfium2.PdfDocument(output.getvalue())[0].get_textpage()


def pages(*blocks: m.Block) -> tuple[float, str]:
    """Where the last letter of the first page ends, and the letters of the text layer."""
    page = first_page(*blocks)
    text = page.get_text_range()
    at = text.index("版")
    return page.get_charbox(at)[2], squeeze(text)


def document(*blocks: m.Block) -> m.Document:
    return m.Document(sample.metadata(), blocks)


def test_a_gap_is_seen_and_is_no_letter(monkeypatch):
    block = m.Paragraph((m.Text("用Python写第3版"),))
    wide, text = pages(block)
    monkeypatch.setattr(composition, "spaces", lambda: False)
    narrow, plain = pages(block)
    assert wide - narrow == pytest.approx(4 * 10.5 / 6, abs=0.1)
    assert text == plain
    assert GAP not in text


def test_a_line_may_end_between_code_and_a_sign():
    """Of all that follows the code only the gap is still on the line then."""
    lines = (m.Paragraph((m.Text("字" * n), m.Code("code"), m.Text("版"))) for n in range(25, 45))
    assert "code" in pages(*lines)[1]


def test_a_blank_of_the_author_is_drawn():
    """Others may guess a blank where letters stand apart; this one is there."""
    page = first_page(m.Paragraph((m.Text("重10\u2006kg"),)))
    text = page.get_text_range()
    at = text.index("kg") - 1
    assert text[at].isspace()
    assert not pypdfium2.raw.FPDFText_IsGenerated(page.raw, at)
