"""XHTML: cases a person reads, and what must hold for every document."""

from __future__ import annotations

import re
from itertools import pairwise
from xml.etree import ElementTree

import pytest
from cases import Case, cases, label
from hypothesis import given, settings
from sample import simple, torture
from strategies import documents

from convert import model as m
from convert.exporters.xhtml import Style, render
from convert.exporters.xhtml.text import absolute
from convert.metadata import Metadata
from convert.value import replace

IN_THE_BOOK = {"in.png"}


def image(node: m.Image) -> str | None:
    return node.url if node.url in IN_THE_BOOK else None


def parsed(html: str) -> ElementTree.Element:
    return ElementTree.fromstring(f'<body xmlns:epub="ops">{html}</body>')


@pytest.mark.parametrize("case", cases("xhtml"), ids=label)
def test_case(case: Case):
    blocks = eval(f"({case.given},)", dict(vars(m)))
    notes = "floats" if case.variant == "floats" else "asides"
    page = render(m.Document(Metadata("T"), blocks), Style(notes=notes, image=image))
    body = page.html.removeprefix('<h1 id="top">T</h1>\n')
    assert body + "\n".join(map(str, page.diagnostics)) == case.expected + "\n" * (
        not page.diagnostics
    )


@pytest.mark.parametrize("notes", ["asides", "floats"])
def test_every_node_is_well_formed(notes):
    page = render(torture(), Style(notes=notes))
    assert "".join(parsed(page.html).find("h1").itertext()) == "岛上的灯塔：A & B <c>"


@settings(deadline=None, max_examples=60)
@given(document=documents())
def test_any_document_is_well_formed_and_its_ids_are_its_own(document):
    root = parsed(render(document).html)
    ids = [element.get("id") for element in root.iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    links = {a.get("href", "")[1:] for a in root.iter("a") if a.get("href", "").startswith("#")}
    assert links <= set(ids)


@settings(deadline=None, max_examples=60)
@given(document=documents())
def test_no_heading_level_is_skipped(document):
    levels = [int(level) for level in re.findall("<h([1-6])", render(document).html)]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_the_contents_list_headings_in_order():
    entries = render(torture()).entries
    assert [(e.level, e.id) for e in entries[:3]] == [(1, "top"), (2, "h1"), (2, "data")]
    assert entries[-1].text == "署名与版权"


def test_ids_take_the_prefix():
    page = render(torture(), Style(prefix="d7-"))
    ids = [e.get("id") for e in parsed(page.html).iter() if e.get("id")]
    assert all(key.startswith("d7-") for key in ids)


def test_the_summary_stands_below_the_title():
    document = simple("T", "text")
    document = replace(document, metadata=replace(document.metadata, description="one\n\ntwo"))
    assert "<p>one</p>\n<p>two</p>\n</section>\n<p>text</p>" in render(document).html


def test_a_document_without_a_title_gets_a_name():
    assert render(simple(" \u200b\x07", language="zh")).title == "无题"


@pytest.mark.parametrize(
    "url",
    [
        "https://",
        "http:///path",
        "https://a..example/",
        "https://1.2.3/",
        "https://300.1.1.1/",
        "https://a.example:99999/",
        "https://user@a.example/",
        "https://-a.example/",
        "https://xn--a-ecp.ru\uffff/",
        "https://" + "a" * 70 + "/",
        "https://" + "a." * 200 + "b/",
        "http:relative",
        "mailto:nobody",
        "data:text/html,x",
    ],
)
def test_no_link_to(url):
    assert absolute(url) is None


@pytest.mark.parametrize(
    "language, text, expected",
    [
        ("en", "The name of the maker is on the last page.", ""),
        ("en", "The word 灯 is a lamp, and 灯塔 a lighthouse.", ""),
        ("en", "海上的灯塔一百三十年没有熄灭过", ' lang="zh-Hans" xml:lang="zh-Hans"'),
        ("en", "奥付のある国の本は、", ' lang="ja" xml:lang="ja"'),
        ("en", "السطر الأخير في الكتاب", ' lang="ar" xml:lang="ar" dir="rtl"'),
        ("zh-Hans", "The name of the maker is on the last page.", ' lang="en" xml:lang="en"'),
        ("zh-Hans", "海上的灯塔，the lighthouse of the sea", ""),
        ("zh-Hans", "Unsplash", ""),
        ("ar", "The name of the maker is on the last page.", ' lang="en" xml:lang="en" dir="ltr"'),
        ("und", "海上的灯塔", ""),
    ],
)
def test_a_passage_in_another_language_says_so(language, text, expected):
    document = m.Document(Metadata("T", language=language), (m.Paragraph((m.Text(text),)),))
    assert f"<p{expected}>{text}</p>" in render(document).html


def test_a_note_in_another_language_begins_with_its_link():
    note = m.Note((m.Paragraph((m.Text("The name of the maker is on the last page."),)),))
    document = m.Document(Metadata("灯", language="zh"), (m.Paragraph((note,)),))
    assert '<p lang="en" xml:lang="en"><a epub:type="backlink"' in render(document).html
