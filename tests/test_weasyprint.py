"""What we know of WeasyPrint's inside, held against the version that is installed.

Where one of these fails, WeasyPrint has changed: mend ``exporters/pdf/weasy``, or throw out
what it does by itself by now.
"""

from __future__ import annotations

import inspect
import io
import re
from functools import cache
from pathlib import Path
from types import SimpleNamespace

import pikepdf
import pytest
import sample
from hypothesis import given, settings
from hypothesis import strategies as st

import convert
from convert import model as m
from convert.exporters.pdf import Pdf
from convert.exporters.pdf.engine import engine

engine()

from weasyprint import HTML, html  # noqa: E402
from weasyprint.formatting_structure.boxes import LineBox, TextBox  # noqa: E402
from weasyprint.layout import absolute, inline, page, percent  # noqa: E402
from weasyprint.pdf import fonts  # noqa: E402
from weasyprint.text import line_break  # noqa: E402

from convert.exporters.pdf import (  # noqa: E402
    composition,
    weasy,
    weasy_boxes,
    weasy_draw,
    weasy_styles,
    weasy_text,
)

WIDE = "<p style='font: 16px Noto Serif CJK SC'>"
LINES = "守灯人每天清晨登上一百二十级台阶看海上的船，" * 8
MIXED = "守灯人上台阶的一，。：；、「」（）《》—…？！abc ABC-1%é.,"
SEEDS = Path(__file__).parent.parent / "seeds"
PAGE = "<style>@page { size: 317px 400px; margin: 20px } p { text-align: justify }</style>"


def ends(html: str) -> list[float]:
    """Where each line of a paragraph ends, in pixels."""
    (page,) = HTML(string=html).render().pages[:1]
    boxes = [box for box in page._page_box.descendants() if box.element_tag == "p"]
    lines = [
        line
        for box in boxes
        for line in getattr(box, "children", ())
        if hasattr(line, "text_overflow")
    ]
    return [line.position_x + line.width for line in lines]


@cache
def wide_style() -> dict[str, object]:
    """The style of a Chinese paragraph."""
    page = HTML(string=f"<html lang=zh>{PAGE}{WIDE}一").render().pages[0]
    return next(box.style for box in page._page_box.descendants() if isinstance(box, TextBox))


def test_the_version_is_one_whose_inside_is_known():
    assert weasy.is_known()


@pytest.mark.parametrize(
    "function, arguments",
    [
        (fonts.Font.clean, ["self", "to_unicode", "hinting"]),
        (line_break.Layout.set_text, ["self", "text", "justify"]),
        (inline.justify_line, ["context", "line", "extra_width"]),
        (inline.count_expandable_spaces, ["box"]),
        (absolute.shrink_to_fit, ["context", "box", "available_content_width"]),
        (line_break.strut, ["style"]),
        (page.set_page_type_computed_styles, ["page_type", "html", "style_for"]),
        (percent.resolve_percentages, ["box", "containing_block"]),
        (line_break.Layout.setup, ["self", "style"]),
        (inline.add_word_spacing, ["context", "box", "justification_spacing", "x_advance"]),
    ],
)
def test_what_is_replaced_is_called_as_before(function, arguments):
    assert list(inspect.signature(function).parameters) == arguments


def test_html_still_takes_no_tree():
    assert "tree" not in inspect.signature(HTML.__init__).parameters


def test_links_still_need_mending():
    """7.18.5: an element inside a link owns the annotation, under another tag than Link."""
    html = "<html lang=en><title>x</title><p><a href='https://a.example/'><em>a</em></a>"
    pdf = pikepdf.open(io.BytesIO(HTML(string=html).write_pdf(pdf_tags=True)))
    owners = [it for it in pdf.objects if isinstance(it, pikepdf.Dictionary) and _owns(it)]
    assert any(owner.S != "/Link" for owner in owners)


def _owns(element: pikepdf.Dictionary) -> bool:
    kids = element.get("/K", ()) if element.get("/Type") == "/StructElem" else ()
    kids = kids if isinstance(kids, pikepdf.Array) else ()
    return any(isinstance(kid, pikepdf.Dictionary) and kid.get("/Type") == "/OBJR" for kid in kids)


def test_chinese_is_still_ragged_without_us_and_flush_with_us():
    html = f"<html lang=zh>{PAGE}{WIDE}{LINES}"
    ragged = inline_width(html)
    with weasy.touched():
        flush = inline_width(html)
    assert max(ragged) < 258
    assert set(map(round, flush)) == {261}


def inline_width(html: str) -> list[float]:
    """The width of every line but the last."""
    page = HTML(string=html).render().pages[0]
    lines = [box for box in page._page_box.descendants() if isinstance(box, LineBox)]
    return [line.width for line in lines[:-1]]


def test_outside_of_our_work_nothing_is_touched():
    before = fonts.Font.clean, line_break.Layout, inline.justify_line
    with weasy.touched():
        assert line_break.Layout is not before[1]
    assert (fonts.Font.clean, line_break.Layout, inline.justify_line) == before


@pytest.fixture
def slow(monkeypatch):
    """As if we kept nothing of what WeasyPrint works out."""

    def forget() -> None:
        for module in (weasy_boxes, weasy_draw, weasy_styles, weasy_text):
            monkeypatch.setattr(module, "replacements", lambda: ())
        monkeypatch.setattr(weasy_styles, "user_agent_sheet", lambda: html.UA_STYLESHEET)
        monkeypatch.setattr(weasy_text.KeptLayout, "setup", line_break.Layout.setup)

    return forget


@pytest.mark.parametrize("seed", ["", "essay.md", "arabic.md", "flat/borrowing-card.txt"])
def test_the_quick_way_gives_the_same_pages(seed, slow, monkeypatch):
    monkeypatch.setattr(composition, "spaces", lambda: False)  # only we leave out what is no letter
    document = convert.read(SEEDS / seed) if seed else sample.torture()
    quick = exported(document)
    slow()
    assert exported(document) == quick


def exported(document: m.Document) -> bytes:
    output = io.BytesIO()
    Pdf(engine="weasyprint").export(sample.publication(document), output)
    return output.getvalue()


@settings(deadline=None)
@given(st.text(st.sampled_from(MIXED), max_size=150), st.integers(0, 400))
def test_a_line_of_wide_signs_ends_where_it_would(text, width):
    style, context = wide_style(), SimpleNamespace(dictionaries={})
    ways = line_break.split_first_line, weasy_text.split_first_line
    ends = [way(text, style, context, width, 0)[1:] for way in ways]
    assert ends[0] == ends[1]


def test_adjacent_punctuation_stands_closer():
    def width(text: str) -> float:
        html = f"<html lang=zh>{PAGE}{WIDE}<i>{text}</i>"
        with weasy.touched():
            page = HTML(string=html).render().pages[0]
        return sum(box.width for box in page._page_box.descendants() if isinstance(box, TextBox))

    assert width("灯」。塔") == pytest.approx(width("灯。塔") + 8, abs=0.5)
    assert width("灯，「塔") == pytest.approx(width("灯，塔") + 8, abs=0.5)


def test_marks_of_cut_fonts_do_not_stay_in_a_file():
    output = io.BytesIO()
    Pdf().export(sample.publication(sample.simple("Fog", "Grey.")), output)
    with pikepdf.open(io.BytesIO(output.getvalue())) as pdf:
        for font in pdf.pages[0].Resources.Font.values():
            descriptor = font.DescendantFonts[0].FontDescriptor
            file = descriptor.get("/FontFile3", descriptor.get("/FontFile2"))
            assert len(file.read_bytes()) > 200
            assert not re.fullmatch(rb".{4}[0-9a-f]{24}", file.read_bytes(), re.DOTALL)
