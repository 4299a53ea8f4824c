"""The HTML page: what is in it, and what outside judges say of it."""

from __future__ import annotations

import io
import subprocess
from base64 import b64decode
from pathlib import Path

import pytest
from browser import CHROMIUM, node_with
from fontTools.ttLib import TTFont
from lxml import html
from sample import publication, simple

from convert import read
from convert.conformance.faultless import DOCUMENT
from convert.errors import UsageError
from convert.exporters.html import Html
from convert.metadata import Metadata
from convert.model import Heading, Link, Paragraph, Publication, Text
from convert.pipeline import publish
from convert.value import replace
from convert.witnesses.html import witness

ROOT = Path(__file__).parent.parent
NOTO = Path("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc")
WEB = ROOT / "tests" / "web"


def written(content: Publication, **options: object) -> str:
    output = io.BytesIO()
    Html(**options).export(content, output)
    return output.getvalue().decode()


def test_pictures_and_styles_are_inside():
    page = html.fromstring(written(publication()))
    sources = [image.get("src") for image in page.iter("img")]
    assert sources
    assert all(source.startswith("data:image/png;base64,iVBORw0KGgo") for source in sources)
    assert not page.xpath("//link[@rel='stylesheet'] | //script[@src]")


def test_the_only_script_is_data():
    assert html.fromstring(written(publication())).xpath("//script/@type") == [
        "application/ld+json"
    ]


def test_text_cannot_end_the_data_or_the_page():
    hostile = "</script></html><script>alert(1)</script>"
    document = simple(hostile, hostile)
    page = html.fromstring(written(Publication(document.metadata, (document,))))
    assert len(page.xpath("//script")) == 1
    assert page.xpath("string(//h1)") == hostile


def test_links_that_run_something_are_text():
    link = Link((Text("press"),), "javascript:alert(1)")
    document = replace(simple("t"), blocks=(Paragraph((link,)),))
    assert "javascript" not in written(Publication(document.metadata, (document,)))


def test_contents_only_where_there_are_headings():
    def page(count: int, **options: int) -> str:
        heading = Heading(2, (Text("A heading"),))
        document = replace(simple("t"), blocks=(heading,) * count)
        return written(Publication(document.metadata, (document,)), **options)

    assert "doc-toc" not in page(3)
    assert html.fromstring(page(4)).xpath("count(//nav//a)") == 4
    assert "doc-toc" not in page(9, toc=0)
    assert "doc-toc" in page(1, toc=1)


def test_the_contents_stand_below_the_whole_head():
    page = html.fromstring(written(publish([read(ROOT / "seeds/essay.md")])))
    before = page.xpath("//details[@class='contents']/preceding-sibling::*/@class")
    assert before == ["subtitle", "summary", "credits imprint"]
    assert page.xpath("//details[@class='contents']/following-sibling::p[1]")[0].text.startswith(
        "Somebody made this."
    )


def test_a_collection_lists_its_documents_and_each_keeps_its_record():
    page = html.fromstring(written(publish([DOCUMENT, DOCUMENT])))
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert [address[1:] for address in page.xpath("//nav//a/@href")] == ["d1-top", "d2-top"]
    assert len(page.xpath("//article//script")) == 2


def test_the_credits_are_meta_elements():
    page = html.fromstring(written(publish([DOCUMENT])))
    assert page.xpath("//meta[@name='author']/@content") == ["Anna Lindgren", "薄荷·Bo"]
    assert page.xpath("//link[@rel='canonical']/@href") == ["https://example.org/it/42.html"]
    assert page.xpath("//meta[@name='dcterms.issued']/@content") == ["2024-02-29"]


def test_a_style_sheet_of_ones_own(tmp_path):
    (tmp_path / "own.css").write_text("p { color: teal }", "utf-8")
    assert "color: teal" in written(publish([DOCUMENT]), css=str(tmp_path / "own.css"))
    (tmp_path / "bad.css").write_text("</STYLE><script>", "utf-8")
    for name in ("bad.css", "none.css"):
        with pytest.raises(UsageError, match=name):
            written(publish([DOCUMENT]), css=str(tmp_path / name))


@pytest.mark.skipif(not NOTO.exists(), reason="fonts-noto-cjk is not installed")
def test_a_font_of_ones_own_is_inside_with_the_letters_of_the_page():
    page = written(publish([DOCUMENT]), font=str(NOTO))
    data = page.partition('url("data:font/otf;base64,')[2].partition('"')[0]
    letters = TTFont(io.BytesIO(b64decode(data))).getBestCmap()
    assert set(map(ord, "渡口的账本")) <= set(letters)
    assert ord("鬱") not in letters
    assert len(page) < 300_000
    with pytest.raises(UsageError, match="is not a font"):
        written(publish([DOCUMENT]), font=__file__)


def test_the_witness_reads_a_page_of_another_tool():
    page = b"""<!DOCTYPE html><title>On tea</title><meta name=Author content="Lu">
        <meta property="article:published_time" content="2024-02-29"><p>Steep<p>Drink"""
    evidence = witness(io.BytesIO(page))
    assert evidence.title == "On tea"
    assert evidence.contributions[0].agent.name == "Lu"
    assert evidence.dates == ("2024-02-29",)
    assert evidence.text.split() == ["Steep", "Drink"]


# ── outside judges ──────────────────────────────────────────────────────────────────────


def test_html_validate_and_axe_find_no_fault(tmp_path):
    """Valid HTML, no request, nothing wider than a phone, and no barrier, by day and by night."""
    node = node_with(WEB)
    pages = {
        "torture": publication(),
        "empty": Publication(Metadata(""), (simple("", language="und"),)),
        "collection": publish([DOCUMENT, DOCUMENT, read(ROOT / "seeds/arabic.md")]),
        "essay": publish([read(ROOT / "seeds/essay.md")]),
    }
    for name, content in pages.items():
        (tmp_path / f"{name}.html").write_text(written(content), "utf-8")
    files = sorted(map(str, tmp_path.glob("*.html")))
    said = subprocess.run(
        [node, str(WEB / "check.mjs"), str(CHROMIUM), *files],
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert said.stdout + said.stderr[-2000:] == ""
