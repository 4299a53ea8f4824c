"""A book laid out in pieces is one book: pages, links, tags, fonts, and who is to blame."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import threading
from pathlib import Path

import pikepdf
import pytest
import sample
import verapdf

from convert import model as m
from convert.comparison import compare
from convert.diagnostics import Origin
from convert.errors import OutputError
from convert.exporters.pdf import Pdf
from convert.forks import context
from convert.metadata import Metadata
from convert.witnesses.pdf import witness

UNKNOWN = "\U0003fff0\U0003fff1\U0003fff2"
"""No font has these."""

TITLES = ("北滩", "The Stairs", "南礁")


def chapter(number: int) -> m.Document:
    """Two pages with a section, a note, a list, a table and a link to the next chapter."""
    title, other = TITLES[number], f"{(number + 1) % 3}.md"
    language = "en" if title.isascii() else "zh-CN"
    origin = Origin(f"{number}.md", 1)
    note = m.Note((sample.paragraph(f"注脚 {number}"),))
    item = m.Item((sample.paragraph("一盏灯"),))
    cells = (m.Cell((m.Text("年"),), header=True), m.Cell((m.Text("1892"),)))
    return m.Document(
        Metadata(title, language=language),
        (
            m.Paragraph((m.Text("守灯人数着台阶，一级一级。" * 60), note), origin),
            m.Heading(1, (m.Text(f"节 {number}"),)),
            m.ListBlock((item, item)),
            m.Table((cells,)),
            m.Paragraph((m.Link((m.Text("下一篇"),), other), m.Text("，再见。" * 90))),
        ),
    )


def book() -> m.Publication:
    return m.Publication(Metadata("海边文集", language="zh-CN"), tuple(map(chapter, range(3))))


def export(publication: m.Publication, **options: object) -> bytes:
    output = io.BytesIO()
    Pdf(**{"piece_size": 1, "jobs": 1, **options}).export(publication, output)
    return output.getvalue()


@pytest.fixture(scope="module")
def pieces() -> bytes:
    return export(book())


@pytest.fixture(scope="module")
def opened(pieces):
    with pikepdf.open(io.BytesIO(pieces)) as pdf:
        yield pdf


def page_of(pdf: pikepdf.Pdf, destination: object) -> int:
    """The index of the page a destination leads to."""
    if isinstance(destination, pikepdf.String):
        names = list(pdf.Root.Names.Dests.Names)
        destination = names[names.index(destination) + 1]
    return next(n for n, page in enumerate(pdf.pages) if page.obj.objgen == destination[0].objgen)


def titles(pdf: pikepdf.Pdf) -> list[int]:
    """The index of the page on which each chapter opens, by the outline."""
    with pdf.open_outline() as outline:
        return [page_of(pdf, item.destination) for item in outline.root]


def test_the_text_of_all_pieces_is_there_in_order(pieces):
    evidence = witness(io.BytesIO(pieces))
    assert compare(book(), evidence, Pdf().places).findings == ()
    first, second, third = (evidence.text.index(f"节 {n}", 500) for n in range(3))
    assert first < second < third


def test_the_outline_leads_to_each_chapter_and_its_section(opened):
    with opened.open_outline() as outline:
        assert [item.title for item in outline.root] == list(TITLES)
        assert [item.children[0].title for item in outline.root] == ["节 0", "节 1", "节 2"]
    assert titles(opened) == sorted(titles(opened))


def test_contents_say_the_numbers_that_stand_on_the_pages(opened, pieces):
    """Two pages stand before page 1: the title page and the contents."""
    lines = witness(io.BytesIO(pieces)).text.partition("目录")[2]
    for title, index in zip(TITLES, titles(opened), strict=True):
        assert f"{title} {index - 1}" in lines or f"{title}{index - 1}" in lines
        assert opened.pages[index].label == str(index - 1)


def test_front_matter_counts_in_roman_numbers(opened):
    assert [page.label for page in opened.pages[:3]] == ["i", "ii", "1"]


def test_links_between_pieces_lead_to_the_other_chapter(opened):
    opening = titles(opened)
    found = []
    for page in list(opened.pages)[2:]:
        found += [page_of(opened, it.Dest) for it in page.get("/Annots", ()) if "/Dest" in it]
    assert [index for index in found if index in opening] == [opening[1], opening[2], opening[0]]


def test_a_link_says_where_it_leads(opened):
    spoken = [str(it.Contents) for page in opened.pages for it in page.get("/Annots", ())]
    assert set(TITLES) <= set(spoken)


def test_each_article_is_one_element_with_its_language(opened):
    groups = opened.Root.StructTreeRoot.K[0].K
    elements = [it for group in groups for it in group.K if it.S == "/Art"]
    assert [str(it.get("/Lang", "")) for it in elements] == ["zh-CN", "en", "zh-CN"]


def test_pieces_share_one_set_of_fonts(opened):
    fonts = [font for page in opened.pages for font in page.Resources.Font.values()]
    names = {str(font.BaseFont).partition("+")[2] for font in fonts}
    assert len({font.objgen for font in fonts}) == len(names)


def test_letters_without_a_glyph_are_boxes_and_every_font_is_whole(tmp_path):
    """Also where one stands in several pieces."""
    chapters = [sample.simple(title, f"灯塔 {UNKNOWN[n]} 北滩") for n, title in enumerate(TITLES)]
    content = export(m.Publication(Metadata("Fog"), tuple(chapters)), missing_glyphs="ignore")
    (tmp_path / "book.pdf").write_bytes(content)
    assert verapdf.failures(tmp_path / "book.pdf") == []
    text = witness(io.BytesIO(content)).text
    assert [f"灯塔 {UNKNOWN[n]} 北滩" in text for n in range(3)] == [True] * 3


def test_a_font_that_weasyprint_could_not_share_stays_with_its_piece(monkeypatch):
    monkeypatch.setattr("convert.exporters.pdf.cuts.needs_glyph", lambda letter: False)
    chapters = [sample.simple(title, f"灯塔 {UNKNOWN[n]} 北滩") for n, title in enumerate(TITLES)]
    content = export(m.Publication(Metadata("Fog"), tuple(chapters)), missing_glyphs="ignore")
    with pikepdf.open(io.BytesIO(content)) as pdf:
        for page in pdf.pages:
            for font in page.Resources.Font.values():
                descriptor = font.DescendantFonts[0].FontDescriptor
                file = descriptor.get("/FontFile3", descriptor.get("/FontFile2"))
                assert len(file.read_bytes()) > 200


def test_the_same_bytes_whatever_works_on_it(pieces):
    assert export(book(), jobs=2) == pieces


def test_a_thread_of_another_library_does_not_stop_the_work(pieces):
    """Processes are not forked while it holds, perhaps, a lock."""
    done = threading.Event()
    thread = threading.Thread(target=done.wait)
    thread.start()
    try:
        assert context().get_start_method() == "spawn"
        assert export(book(), jobs=2) == pieces
    finally:
        done.set()
        thread.join()


def test_notes_count_anew_in_each_article_wherever_pieces_end(pieces):
    for content in (pieces, export(book(), piece_size=100_000)):
        text = witness(io.BytesIO(content)).text
        assert [f"1. 注脚 {number}" in text for number in range(3)] == [True] * 3


def test_verapdf_finds_no_fault_in_a_book_of_pieces(pieces, tmp_path):
    files = [tmp_path / "book.pdf", tmp_path / "archive.pdf"]
    files[0].write_bytes(pieces)
    files[1].write_bytes(export(book(), archive=True))
    assert verapdf.failures(*files) == []
    assert verapdf.failures(files[1], flavour="3a") == []


def test_an_article_that_cannot_be_laid_out_is_named():
    deep: m.Block = sample.paragraph("x")
    for _ in range(400):
        deep = m.Quote((deep,))
    bad = m.Document(Metadata("The Well", language="en"), (deep,))
    several = m.Publication(Metadata("Book"), (chapter(0), bad, chapter(2)))
    with pytest.raises(OutputError, match="The Well: blocks are nested too deeply"):
        export(several, piece_size=100_000)


def test_a_piece_that_takes_too_long_is_named():
    long = sample.simple("The Tide", "ebb and flow " * 40_000)
    with pytest.raises(OutputError, match="The Tide: took more than 1 s"):
        export(sample.publication(long), seconds=1)


BOUNDED = """
import io, sample
from convert import model as m
from convert.errors import OutputError
from convert.exporters.pdf import Pdf
from convert.metadata import Metadata
ebb = sample.paragraph("ebb and flow " * 9)
tide = m.Document(Metadata("The Tide", language="en"), (ebb,) * 6000)
try:
    Pdf(memory=40).export(sample.publication(tide), io.BytesIO())
except OutputError as error:
    print(error)
"""


def test_an_article_of_one_piece_has_no_more_memory_than_it_may():
    """Asked in a program of its own: a long test run keeps memory that a process would take."""
    tests = Path(__file__).parent
    environment = {**os.environ, "PYTHONPATH": f"{tests}{os.pathsep}{tests.parent}"}
    command = [sys.executable, "-c", BOUNDED]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    assert done.stdout.startswith("The Tide: ")
    assert "memory" in done.stdout
