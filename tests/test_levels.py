"""A library has levels: contents, nav and NCX nest the documents as the library does."""

from __future__ import annotations

import io
import re
import zipfile

import pytest
from sample import simple

from convert import model as m
from convert.exporters.epub import Epub
from convert.exporters.html import Html
from convert.exporters.pdf import Pdf
from convert.exporters.text import PlainText
from convert.metadata import Metadata
from convert.value import replace


def nested() -> m.Publication:
    levels = (("Preface", 1), ("It", 1), ("2024", 2), ("April", 3), ("A vending machine", 4))
    more = (("2025", 2), ("May", 3), ("Afterword", 1))
    spine = tuple(replace(simple(t, f"On {t}."), level=n) for t, n in (*levels, *more))
    spine = (*spine[:3], replace(spine[3], label="四月"), *spine[4:])
    return m.Publication(Metadata("All", language="en"), spine)


def written(exporter) -> bytes:
    output = io.BytesIO()
    exporter.export(nested(), output)
    return output.getvalue()


def depths(markup: str, opening: str, closing: str) -> list[tuple[int, str]]:
    found, depth = [], 0
    for mark, text in re.findall(rf"(<{opening}\b|</{closing}>)|>([^<>\n]+)<", markup):
        depth += {f"<{opening}": 1, f"</{closing}>": -1}.get(mark, 0)
        if text.strip():
            found.append((depth, text))
    return found


EXPECTED = [
    (1, "Preface"), (1, "It"), (2, "2024"), (3, "四月"), (4, "A vending machine"),
    (2, "2025"), (3, "May"), (1, "Afterword"),
]  # fmt: skip


def test_the_nav_and_the_ncx_of_an_epub():
    book = zipfile.ZipFile(io.BytesIO(written(Epub())))
    nav = book.read("EPUB/nav.xhtml").decode().partition('epub:type="landmarks"')[0]
    ncx = book.read("EPUB/toc.ncx").decode().partition("<navMap>")[2]
    assert depths(nav, "ol", "ol")[-8:] == EXPECTED
    two = [(min(level, 2), text) for level, text in EXPECTED]
    assert depths(ncx, "navPoint", "navPoint")[-8:] == two, "Kindle shows no more"


def test_headings_are_in_the_ncx_of_a_book_that_is_not_too_large():
    def written_with(count: int) -> list[str]:
        page = replace(simple("Page", "a line"), blocks=(m.Heading(2, (m.Text("Part"),)),))
        spine = (replace(page, level=2), *[page] * (count - 1))
        output = io.BytesIO()
        Epub(cover="none").export(m.Publication(Metadata("All"), spine), output)
        ncx = zipfile.ZipFile(output).read("EPUB/toc.ncx").decode().partition("<navMap>")[2]
        return [text for _, text in depths(ncx, "navPoint", "navPoint")]

    assert written_with(3).count("Part") == 3
    assert set(written_with(301)[1:]) == {"Page"}


def test_the_contents_of_a_page():
    html = written(Html()).decode().partition("<nav")[2].partition("</nav>")[0]
    assert depths(html, "ol", "ol")[-8:] == EXPECTED


def test_the_contents_of_a_text():
    lines = written(PlainText()).decode().split("\n\n")[2].splitlines()
    assert [(len(x[3:]) - len(x[3:].lstrip())) // 2 + 1 for x in lines] == [n for n, _ in EXPECTED]


def test_the_bookmarks_of_a_pdf():
    pdfium = pytest.importorskip("pypdfium2", reason="pypdfium2 is not installed")
    file = pdfium.PdfDocument(written(Pdf(engine="weasyprint")))
    marks = [(mark.level + 1, mark.get_title()) for mark in file.get_toc()]
    assert marks == EXPECTED


def test_links_lead_to_documents_inside_one_file():
    link = m.Paragraph((m.Link((m.Text("there"),), "../b/two.md#low-water"),))
    heading = m.Heading(2, (m.Text("Low water"),))
    one = replace(simple("One"), blocks=(link,), path="a/one.md")
    two = replace(simple("Two"), blocks=(heading,), path="b/two.md")
    output = io.BytesIO()
    Html().export(m.Publication(Metadata("All"), (one, two)), output)
    assert '<a href="#d2-h1">there</a>' in output.getvalue().decode()


def test_a_level_that_cannot_be_is_as_near_as_can_be():
    spine = tuple(replace(simple(f"Part {n}"), level=n) for n in (3, -2, 0, 9))
    output = io.BytesIO()
    Epub().export(m.Publication(Metadata("All"), spine), output)
    nav = zipfile.ZipFile(output).read("EPUB/nav.xhtml").decode().partition("landmarks")[0]
    assert [n for n, text in depths(nav, "ol", "ol") if text.startswith("Part ")] == [1, 1, 1, 2]
