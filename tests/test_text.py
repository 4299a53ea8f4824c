"""The text exporter: files a person likes to read, and the options."""

from __future__ import annotations

import io

import pytest
from cases import cases, label
from sample import publication, simple

from convert import model as m
from convert.errors import UsageError
from convert.exporters.text import PlainText
from convert.exporters.text.width import width as columns
from convert.ledger import Claim, Kind
from convert.metadata import Metadata
from convert.model import Document, Publication
from convert.options import with_options
from convert.readers.dialect import parse
from convert.witnesses.text import witness


def export(content: Publication, **options: object) -> bytes:
    output = io.BytesIO()
    PlainText(**options).export(content, output)
    return output.getvalue()


def written(variant: str, source: str) -> str:
    """The text of a Markdown source; the variant holds options and the language."""
    options = dict(part.split("=") for part in variant.split())
    language = options.pop("language", "zh-Hans")
    blocks, _ = parse(source, "case.md")
    document = Document(Metadata("", language=language), blocks)
    output = io.BytesIO()
    exporter = with_options(PlainText, {"width": "40", **options})
    exporter.export(Publication(document.metadata, (document,)), output)
    return output.getvalue().decode().strip("\n")


@pytest.mark.parametrize("case", cases("text"), ids=label)
def test_case(case):
    assert written(case.variant, case.given) == case.expected


def lines(**options: object) -> list[str]:
    return export(publication(), **options).decode().split("\n")


def test_no_line_is_wider_than_asked_but_addresses_and_code():
    wide = [line for line in lines(width=40) if columns(line) > 40]
    assert [line for line in wide if "://" not in line and not line.startswith("    ")] == []


def test_no_line_ends_with_a_blank():
    assert [line for line in lines() if line != line.rstrip()] == []


def test_every_letter_of_the_document_is_there():
    text = "".join(export(publication()).decode().split())
    for node in (
        "轻",
        "重",
        "a&&b",
        "灯塔建于一八九二年。",
        "N22°",
        "最里面",
        "夜里的灯塔",
        "（图源：林晚舟）",
    ):
        assert node in text


def test_width_nought_keeps_each_paragraph_on_a_line():
    text = "雾" * 200
    assert text in export(Publication(Metadata("t"), (simple("t", text),)), width=0).decode()


@pytest.mark.parametrize("links", ["end", "inline", "none"])
def test_claims_are_not_parted_by_the_marks_of_links_and_notes(links):
    credit = (
        m.Text("图源："),
        m.Link((m.Text("海边图社"),), "https://p.example"),
        m.Text("，授权使用"),
    )
    claim = Claim(Kind.IMAGE_CREDIT, "图源：海边图社，授权使用")
    document = Document(Metadata("t"), (m.Paragraph(credit),), (claim,))
    text = export(Publication(document.metadata, (document,)), links=links).decode()
    assert "图源：海边图社，授权使用" in text
    assert ("https://p.example" in text) is (links != "none")


def test_several_documents_have_a_list_of_contents_and_their_own_notes():
    first = simple("甲篇", "雾", language="zh-Hans")
    second = simple("乙篇", "灯", language="zh-Hans")
    text = export(Publication(Metadata("合集", language="zh-Hans"), (first, second))).decode()
    assert text.startswith("====\n合集\n====\n\n目录\n----\n\n1. 甲篇\n2. 乙篇\n")
    assert text.index("1. 甲篇") < text.index("====\n甲篇\n====") < text.index("====\n乙篇\n====")


def test_a_spine_without_documents_is_a_title():
    assert export(Publication(Metadata("空"), ())) == "==\n空\n==\n".encode()


def test_a_summary_the_text_says_itself_is_not_repeated():
    metadata = Metadata("t", description="雾来了。")
    said = Document(metadata, (m.Quote(simple("", "雾来了。").blocks),))
    assert export(Publication(metadata, (said,))).decode().count("雾来了。") == 1
    silent = Document(metadata, simple("", "灯亮了。").blocks)
    assert export(Publication(metadata, (silent,))).decode().count("雾来了。") == 1


def test_our_numbers_begin_above_those_of_the_author():
    link = m.Link((m.Text("站"),), "https://a.example")
    document = Document(Metadata("t"), (m.Paragraph((m.Text("见[7]和"), link)),))
    assert "见[7]和站[8]" in export(Publication(document.metadata, (document,))).decode()


def test_control_characters_go_and_letters_stay():
    document = simple("t", "甲\x1b[2J乙\u200b丙\u200d丁\u202e戊\x07")
    assert "甲[2J乙丙丁戊" in export(Publication(document.metadata, (document,))).decode()


def test_deep_nesting_stays_readable():
    block: m.Block = simple("", "雾里有灯，灯里有人。").blocks[0]
    for _ in range(60):
        block = m.Quote((m.ListBlock((m.Item((block,)),)),))
    document = Document(Metadata("t"), (block,))
    assert "雾里有灯，灯里有" in export(Publication(document.metadata, (document,))).decode()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-32", "gb18030", "gbk", "utf-8-sig"])
@pytest.mark.parametrize("newline", ["lf", "crlf"])
def test_the_witness_reads_every_encoding(encoding, newline):
    content = export(publication(), encoding=encoding, newline=newline)
    if encoding != "gbk":
        assert witness(io.BytesIO(content)).text == witness(io.BytesIO(export(publication()))).text
    assert witness(io.BytesIO(content)).title == "岛上的灯塔：A & B <c>"


def test_a_byte_order_mark_on_request():
    assert export(publication(), bom=True).startswith(b"\xef\xbb\xbf====")
    assert not export(publication()).startswith(b"\xef")


def test_a_letter_the_encoding_lacks_is_named():
    document = simple("t", "plain — “雾”")
    output = io.BytesIO()
    losses = PlainText(encoding="ascii").export(Publication(document.metadata, (document,)), output)
    assert b'plain - "??"' not in output.getvalue()
    assert [loss.code for loss in losses] == ["x-005"]
    assert "雾" in losses[0].detail


@pytest.mark.parametrize(
    "options",
    [
        {"encoding": "klingon"},
        {"encoding": "latin-1"},
        {"encoding": "gbk", "bom": True},
        {"links": "everywhere"},
        {"newline": "cr"},
        {"width": 7},
        {"indent": -1},
    ],
)
def test_an_option_that_cannot_be(options):
    with pytest.raises(UsageError, match=next(iter(options))):
        export(publication(), **options)


def test_the_witness_reads_title_people_date_and_source():
    blocks = m.Credits(
        "imprint",
        "本文信息",
        simple("", "作者：林晚舟", "发布日期：2025-03-19", "原文链接：https://a.example/1").blocks,
    )
    document = Document(Metadata("灯", language="zh-Hans"), (blocks,))
    evidence = witness(io.BytesIO(export(Publication(document.metadata, (document,)))))
    assert evidence.title == "灯"
    assert [(c.agent.name, c.role) for c in evidence.contributions] == [("林晚舟", "aut")]
    assert evidence.dates == ("2025-03-19",)
    assert evidence.sources == ("https://a.example/1",)


def test_the_witness_claims_nothing_it_is_not_sure_of():
    evidence = witness(io.BytesIO("作者：林晚舟\n\n正文".encode()))
    assert (evidence.title, evidence.contributions) == ("作者：林晚舟", ())


@pytest.mark.parametrize(
    "content", [b"\x89PNG\r\n\x1a\n\0\0\0", "雾里有灯".encode()[:-1], b"\xff\xfea", b"abc\xff"]
)
def test_what_is_no_text_is_a_value_error(content):
    with pytest.raises(ValueError, match="not a text"):
        witness(io.BytesIO(content))


def test_the_file_ends_with_one_line_end():
    note = m.Note(simple("", "甲", "乙").blocks)
    document = Document(Metadata("t"), (m.Paragraph((m.Text("见"), note)),))
    assert export(Publication(document.metadata, (document,))).endswith("    乙\n".encode())


def test_ten_thousand_links_take_linear_time():
    links = [m.Link((m.Text("a"),), f"https://a.example/{n}") for n in range(10_000)]
    document = Document(Metadata("t"), tuple(m.Paragraph((link,)) for link in links))
    text = export(Publication(document.metadata, (document,))).decode()
    assert text.endswith("[10000] https://a.example/9999\n")
