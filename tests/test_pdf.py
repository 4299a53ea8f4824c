"""PDF: what stands on the pages, in the tags and in the data, read back with other libraries."""

from __future__ import annotations

import io
import json

import pikepdf
import pytest
import sample
import verapdf

import convert
from convert import model as m
from convert.comparison import compare
from convert.errors import MissingDependency, UsageError
from convert.exporters.pdf import Pdf
from convert.exporters.pdf.engine import render
from convert.exporters.pdf.paper import paper
from convert.exporters.pdf.text import printable
from convert.exporters.pdf.tree import parse
from convert.ledger import Claim, Kind
from convert.metadata import Agent, Contribution, Metadata
from convert.witnesses.pdf import witness
from convert.witnesses.pdf_pages import drawn_pages
from convert.witnesses.pdf_shapes import slimmed
from convert.witnesses.pdf_tags import Marks, tagged

SENTENCE = "The keeper climbs the stairs with international perseverance, counting every step. "


def export(publication: m.Publication, **options: object) -> bytes:
    output = io.BytesIO()
    Pdf(**options).export(publication, output)
    return output.getvalue()


def book() -> m.Publication:
    """Three documents in two languages; a note is cited where a paragraph leaves its page."""
    note = m.Note((sample.paragraph("Of wrought iron."),))
    long = m.Paragraph((m.Text(SENTENCE * 9), note, m.Text(SENTENCE * 40)))
    english = m.Document(Metadata("The Stairs", language="en"), (long,))
    return sample.publication(sample.torture(), english, sample.simple("尾页", "完。"))


@pytest.fixture(scope="session")
def article() -> bytes:
    return export(sample.publication())


@pytest.fixture(scope="session")
def several() -> bytes:
    return export(book(), page="6in")


# What is on the pages ───────────────────────────────────────────────────────────────────


def test_every_claim_is_on_a_page_and_in_the_data(article):
    verdict = compare(sample.publication(), witness(io.BytesIO(article)), Pdf().places)
    assert verdict.findings == ()


def test_every_claim_of_every_document_is_in_a_book(several):
    verdict = compare(book(), witness(io.BytesIO(several)), Pdf().places)
    assert verdict.findings == ()


def test_text_is_whole_across_lines_pages_and_notes(several):
    text = witness(io.BytesIO(several)).text
    assert (SENTENCE * 40).strip() in text
    assert text.count("Of wrought iron.") == 1


def test_running_heads_and_folios_are_no_text(article):
    text = witness(io.BytesIO(article)).text
    assert text.count("岛上的灯塔：A & B <c>") == 1


def test_several_documents_get_a_title_page_and_contents(several, article):
    assert "目录" in witness(io.BytesIO(several)).text
    assert "目录" not in witness(io.BytesIO(article)).text


def test_the_outline_leads_to_every_document(several):
    with pikepdf.open(io.BytesIO(several)) as pdf, pdf.open_outline() as outline:
        titles = [item.title for item in outline.root]
    assert titles == ["岛上的灯塔：A & B <c>", "The Stairs", "尾页"]


def test_the_paper_is_the_one_asked_for(article, several):
    for content, width in ((article, 419.5), (several, 255.1)):
        with pikepdf.open(io.BytesIO(content)) as pdf:
            assert float(pdf.pages[0].MediaBox[2]) == pytest.approx(width, abs=0.1)


@pytest.mark.parametrize("name", ["B7", "10x20", "1mmx1mm", "0mmx200mm", ""])
def test_a_paper_that_cannot_be_is_a_usage_error(name):
    with pytest.raises(UsageError, match="page"):
        paper(name)


# What it says as data ───────────────────────────────────────────────────────────────────


def test_xmp_names_each_author_alone_and_others_as_contributors(article):
    with pikepdf.open(io.BytesIO(article)) as pdf, pdf.open_metadata() as xmp:
        assert xmp["dc:creator"] == ["林晚舟"]
        assert xmp["dc:contributor"] == {"Ada Brook & Söhne"}
        assert xmp["dc:publisher"] == {"示例网"}
        assert xmp["dc:date"] == ["2025-03-19", "2025-04-01T08:00:00+08:00"]
        assert xmp["dc:source"] == "https://site.example/a/42.html"
        assert xmp["dc:subject"] == {"灯塔", "海"}


def test_xmp_holds_every_rights_statement_verbatim(article):
    with pikepdf.open(io.BytesIO(article)) as pdf, pdf.open_metadata() as xmp:
        both = f"{sample.STATEMENT.statement}\n{sample.COVER.statement}"
        assert xmp["dc:rights"] == both
        assert xmp["xmpRights:UsageTerms"] == sample.STATEMENT.statement
        assert xmp["xmpRights:Owner"] == {"林晚舟"}
        assert xmp["xmpRights:Marked"] == "True"


def test_info_speaks_to_readers_without_xmp(article):
    with pikepdf.open(io.BytesIO(article)) as pdf:
        assert pdf.docinfo["/Title"] == "岛上的灯塔：A & B <c>"
        assert pdf.docinfo["/Author"] == "林晚舟"
        assert pdf.docinfo["/Creator"] == "pubconvert"
        assert pdf.docinfo["/CreationDate"] == "D:20250319"


def test_the_record_of_every_document_is_attached(several):
    with pikepdf.open(io.BytesIO(several)) as pdf:
        records = json.loads(pdf.attachments["record.jsonld"].get_file().read_bytes())
        assert pdf.Root.AF[0].AFRelationship == "/Data"
    assert [record["headline"] for record in records] == [
        "岛上的灯塔：A & B <c>",
        "The Stairs",
        "尾页",
    ]


def test_nothing_is_said_of_an_unknown_author():
    evidence = witness(io.BytesIO(export(sample.publication(sample.simple("Fog", "Grey.")))))
    assert evidence.contributions == ()
    assert evidence.statements == ()
    assert evidence.dates == ()


def test_the_same_publication_gives_the_same_bytes(article):
    assert export(sample.publication()) == article


# What a judge says ──────────────────────────────────────────────────────────────────────


def test_verapdf_finds_no_fault_in_pdf_ua_1(article, several, tmp_path):
    files = [tmp_path / "article.pdf", tmp_path / "several.pdf"]
    for file, content in zip(files, (article, several), strict=True):
        file.write_bytes(content)
    assert verapdf.failures(*files) == []


def test_an_archival_file_holds_its_source_and_passes_both_standards(tmp_path):
    source, file = tmp_path / "fog.md", tmp_path / "fog.pdf"
    source.write_text("# Fog\n\nGrey.\n")
    file.write_bytes(export(sample.publication(), archive=True, attach=(str(source),)))
    with pikepdf.open(file) as pdf:
        assert pdf.attachments["fog.md"].get_file().read_bytes() == source.read_bytes()
        assert "record.jsonld" in pdf.attachments
    assert verapdf.failures(file) == verapdf.failures(file, flavour="3a") == []


def test_what_is_attached_is_a_source_only_if_a_document_was_read_from_it(tmp_path):
    files = [tmp_path / "fog.md", tmp_path / "tide.md"]
    for file in files:
        file.write_text(f"# {file.stem}\n\nGrey.\n")
    fog = convert.publish([convert.read(files[0])])
    content = export(fog, attach=tuple(map(str, files)))
    with pikepdf.open(io.BytesIO(content)) as pdf:
        relations = {str(it.UF): str(it.AFRelationship) for it in pdf.Root.AF}
    assert relations["fog.md"] == "/Source"
    assert relations["tide.md"] == "/Supplement"


def test_addresses_of_links_become_footnotes():
    url = "https://site.example/fog/"
    link, plain = m.Link((m.Text("fog"),), url), m.Link((m.Text("site.example/fog"),), url)
    document = m.Document(Metadata("Fog", language="en"), (m.Paragraph((link, plain)),))
    texts = [
        witness(io.BytesIO(export(sample.publication(document), links=links))).text
        for links in ("inline", "notes")
    ]
    assert [text.count(url) for text in texts] == [0, 1]


# What is kept out ───────────────────────────────────────────────────────────────────────


def test_the_renderer_opens_nothing_outside_the_book(tmp_path):
    secret = tmp_path / "secret.png"
    secret.write_bytes(sample.PIXEL)
    link = secret.as_uri()
    svg = f'<svg xmlns="http://www.w3.org/2000/svg"><image href="{link}"/></svg>'
    markup = f'<html lang="en"><body><img src="{link}"/><img src="book:0"/>x</body></html>'
    sheet = f"body {{ background: url({link}) }}"
    files = {"0": ("image/svg+xml", svg.encode())}
    laid = render(parse(markup, "Image", 32), sheet, "", files, lambda document, pdf: None)
    assert pictures(laid.pdf) == 0


def test_a_picture_of_the_book_is_shown(article):
    assert pictures(article) > 0


def pictures(content: bytes) -> int:
    with pikepdf.open(io.BytesIO(content)) as pdf:
        streams = [found for found in pdf.objects if isinstance(found, pikepdf.Stream)]
        return sum(stream.get("/Subtype") == "/Image" for stream in streams)


def test_a_picture_that_is_none_is_named():
    document = m.Document(Metadata("Fog"), (m.Figure(m.Image("fog.png", "fog")),))
    broken = m.Resource("fog.png", "image/png", lambda: b"no picture")
    losses = Pdf().export(m.Publication(document.metadata, (document,), (broken,)), io.BytesIO())
    assert [loss.code for loss in losses] == ["x-001"]
    assert "fog.png" in losses[0].detail


HOSTILE = [
    "body { background: url(file:///etc/passwd), url(http://127.0.0.1:9/x.png) }",
    "@import url(file:///etc/passwd); @font-face { font-family: x; src: url(file:///etc/passwd) }",
    "p::before { content: url(http://127.0.0.1:9/x.svg); counter-reset: a 99999999999 }",
    "p { width: 1e30px; font-size: 1e-9px; columns: 99; margin: -1e9px; transform: scale(1e30) }",
]


@pytest.mark.parametrize("sheet", HOSTILE)
def test_a_hostile_sheet_opens_nothing_and_ends(sheet):
    laid = render(parse("<html lang='en'><p>fog</p></html>", "x", 32), sheet, "", {}, no_change)
    assert laid.pages == 1
    assert pictures(laid.pdf) == 0


@pytest.mark.parametrize(
    "content",
    [
        b"<svg xmlns='http://www.w3.org/2000/svg' width='1e9' height='1e9'><rect/></svg>",
        b"<svg xmlns='http://www.w3.org/2000/svg'><use id='a' href='#a'/></svg>",
        b'<!DOCTYPE s [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><svg>&b;</svg>',
        b"\x89PNG\r\n\x1a\n" + b"\xff" * 99,
        b"",
    ],
)
def test_a_hostile_picture_is_drawn_or_named_and_no_more(content):
    kind = "image/png" if content[:1] == b"\x89" else "image/svg+xml"
    document = m.Document(Metadata("Fog"), (m.Figure(m.Image("fog", "fog")),))
    hostile = m.Resource("fog", kind, lambda: content)
    losses = Pdf().export(m.Publication(document.metadata, (document,), (hostile,)), io.BytesIO())
    assert {loss.code for loss in losses} <= {"x-001"}


def no_change(document: object, pdf: object) -> None:
    """The finisher that leaves all as it is."""


@pytest.mark.parametrize("option", ["contents", "missing_glyphs", "page", "font", "attach"])
def test_an_option_that_does_not_fit_is_a_usage_error(option):
    value = ("perhaps",) if option == "attach" else "perhaps"
    with pytest.raises(UsageError, match=option):
        Pdf(**{option: value}).export(sample.publication(), io.BytesIO())


def test_control_characters_do_no_harm():
    document = m.Document(Metadata("a\x07b", language="en"), (sample.paragraph("c\x00d"),))
    evidence = witness(io.BytesIO(export(sample.publication(document))))
    assert evidence.title == "ab"
    assert "cd" in evidence.text


def test_characters_without_a_shape_are_left_out():
    assert printable("a\u200bb\u2028c\ufeffd\x7f") == "ab cd"


def test_joiners_stay_where_letters_need_them():
    kept = "می\u200cخواهم 👩\u200d🚀"
    assert printable(kept) == kept


def test_a_letter_that_no_font_can_have_is_named_and_then_proven_as_it_is():
    """U+E412, for private use: an empty box on the page, itself in the text."""
    document = m.Document(
        Metadata("Fog", language="en"),
        (sample.paragraph("Written by Ada\ue412 Brook."),),
        (Claim(Kind.BYLINE, "Written by Ada\ue412 Brook."),),
    )
    publication = sample.publication(document)
    with pytest.raises(MissingDependency, match=r"glyph for U\+E412 \(Private use"):
        Pdf().export(publication, io.BytesIO())
    output = io.BytesIO()
    (told,) = Pdf(missing_glyphs="warn").export(publication, output)
    output.seek(0)
    assert str(told) == "x-004 character without a glyph: U+E412"
    assert compare(publication, witness(output), Pdf().places).findings == ()


@pytest.mark.parametrize("engine", ["weasyprint", "typst"])
def test_an_archival_file_shows_a_letter_for_private_use_by_its_code(engine, tmp_path):
    """In the text, the title, the contents, the running heads; its data have the letter itself."""
    if engine == "typst":
        pytest.importorskip("typst", reason="the extra [typst] is not installed")
    name, notice = "Fog\ue412", "Written by Ada\ue412 Brook \U000f0001."
    agent = Contribution(Agent("Ada\ue412"), "aut")
    long, claim = m.Paragraph((m.Text(SENTENCE * 40),)), Claim(Kind.BYLINE, notice, (agent,))
    document = m.Document(
        Metadata(name, language="en", contributions=(agent,)),
        (sample.paragraph(notice), m.Heading(2, (m.Text(name),)), long),
        (claim,),
    )
    publication, file = sample.publication(document, document), tmp_path / "fog.pdf"
    with file.open("wb") as output:
        losses = Pdf(engine=engine, archive=True).export(publication, output)
    assert {str(it).partition(": ")[2] for it in losses} == {
        "private use, shown by its code: U+E412",
        "private use, shown by its code: U+F0001",
    }
    evidence = witness(file.open("rb"))
    assert evidence.title == name
    assert "Ada[U+E412] Brook [U+F0001]." in evidence.text
    assert compare(publication, evidence, Pdf.places).findings == ()
    assert verapdf.failures(file) == verapdf.failures(file, flavour="3a") == []


def test_a_heart_in_a_notice_is_proven_however_it_is_to_be_drawn():
    document = m.Document(
        Metadata("Lamp", language="zh"),
        (sample.paragraph("本文由 @灯塔❤\ufe0f 原创"),),
        (Claim(Kind.BYLINE, "本文由 @灯塔❤\ufe0f 原创"),),
    )
    evidence = witness(io.BytesIO(export(sample.publication(document))))
    assert compare(sample.publication(document), evidence, Pdf().places).findings == ()


@pytest.mark.parametrize("page", ["A4", "A5", "6in", "90mmx150mm"])
def test_hyphens_of_a_notice_stay_where_a_line_ends_with_one(page):
    notice = "Copyright 2024 Ada Brook. " + "All-rights are-reserved by the-author of this. " * 5
    claim = Claim(Kind.COPYRIGHT, notice.strip())
    line = m.Credits("colophon", "Rights", (sample.paragraph(notice),))
    document = m.Document(Metadata("Lamp", language="en"), (line,), (claim,))
    evidence = witness(io.BytesIO(export(sample.publication(document), page=page)))
    lost = compare(sample.publication(document), evidence, Pdf().places).findings
    assert [finding for finding in lost if finding.place == "text"] == []


@pytest.mark.parametrize(
    "language, text", [("ar", "السطر الأخير من الكتاب"), ("en", "the 灯塔 of 北滩 here")]
)
def test_every_font_on_a_page_is_whole_whatever_the_script(language, text, tmp_path):
    """Also where a blank stands behind a letter of another font."""
    document = sample.simple("Lamp", text, language=language)
    (tmp_path / "lamp.pdf").write_bytes(export(sample.publication(document)))
    assert verapdf.failures(tmp_path / "lamp.pdf") == []


# The witness on files by other tools ────────────────────────────────────────────────────


def test_a_file_with_info_only_is_read():
    output = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.docinfo["/Title"] = "Fog"
        pdf.docinfo["/Author"] = "Ada Brook"
        pdf.save(output)
    evidence = witness(io.BytesIO(output.getvalue()))
    assert evidence.title == "Fog"
    assert evidence.contributions == (Contribution(Agent("Ada Brook"), "aut"),)


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7\n", b"PK\x03\x04 no PDF"])
def test_a_broken_file_is_a_value_error(content):
    with pytest.raises(ValueError, match="not a readable PDF"):
        witness(io.BytesIO(content))


def test_a_locked_file_is_a_value_error():
    output = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(output, encryption=pikepdf.Encryption(owner="a", user="b"))
    with pytest.raises(ValueError, match="not a readable PDF"):
        witness(io.BytesIO(output.getvalue()))


def test_a_long_file_reads_the_same_without_its_shapes(several):
    with pikepdf.open(io.BytesIO(several)) as pdf:
        marks = tagged(pdf)
    copy = slimmed(several)
    assert letters(copy, marks) == letters(several, marks)


def letters(content: bytes, marks: list[Marks]) -> list[str]:
    """Points are left out: PDFium takes one that stands close to a letter for a part of it."""
    pages = drawn_pages(content, lambda: marks)
    return ["".join(filter(str.isalnum, text)) for page in pages for text in page]
