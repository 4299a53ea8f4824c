"""The EPUB witness: what it reads in our files, in those of others, in broken ones."""

from __future__ import annotations

import io
import zipfile
from collections import Counter
from pathlib import Path

import pytest
from sample import publication, simple, torture

from convert import read
from convert.exporters.epub import Epub
from convert.exporters.text import PlainText
from convert.metadata import Agent, Contribution
from convert.pipeline import publish
from convert.squeezed import squeeze
from convert.witnesses.epub import witness

ROOT = Path(__file__).parent.parent

CONTAINER = """<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles><rootfile full-path="OPS/book.opf"/></rootfiles></container>"""
OLD_PACKAGE = """<package xmlns="http://www.idpf.org/2007/opf" version="2.0">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:opf="http://www.idpf.org/2007/opf">
<dc:title> The Lamp </dc:title><dc:language>en</dc:language>
<dc:creator opf:role="aut" opf:file-as="Brook, Ada">Ada Brook</dc:creator>
<dc:contributor opf:role="trl">N. Reed</dc:contributor><dc:creator>Kim</dc:creator>
<dc:rights>All rights reserved</dc:rights><dc:date opf:event="publication">1999</dc:date>
</metadata>
<manifest><item id="a" href="a%20b.html" media-type="application/xhtml+xml"/></manifest>
<spine><itemref idref="a"/></spine></package>"""
PAGE = """<html><head><title>no</title><script type="application/ld+json">
{"@type": "Article", "creditText": ["by Ada"], "translator": "x", "editor": [{"name": "E"}],
 "contributor": {"@type": "Role", "roleName": "pht", "contributor": {"name": "P"}},
 "license": "CC-BY-4.0", "isBasedOn": {"url": "https://a.example/"}}
</script></head><body><p>One&nbsp;&mdash; two<sup><a epub:type="noteref">9</a></sup>.</p>
<p hidden="">no</p><ruby>漢<rt>no</rt></ruby><!-- no --></body></html>"""


def archive(**changes: str | None) -> io.BytesIO:
    """An EPUB 2 made by other hands; a change of ``None`` leaves a file out."""
    files = {"container": CONTAINER, "package": OLD_PACKAGE, "page": PAGE, **changes}
    names = {
        "container": "META-INF/container.xml",
        "package": "OPS/book.opf",
        "page": "OPS/a b.html",
    }
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w") as book:
        for key, content in files.items():
            if content is not None:
                book.writestr(names[key], content)
    return output


def test_it_reads_what_others_wrote():
    found = witness(archive())
    assert found.text == "One — two.\n漢"
    assert (found.title, found.language, found.dates) == ("The Lamp", "en", ("1999",))
    assert {(c.agent.name, c.role) for c in found.contributions} == {
        ("Ada Brook", "aut"),
        ("N. Reed", "trl"),
        ("Kim", "cre"),
        ("E", "edt"),
        ("P", "pht"),
    }
    assert found.statements == ("All rights reserved", "by Ada", "CC-BY-4.0")
    assert found.sources == ("https://a.example/",)


def test_named_entities_of_old_pages_are_read():
    doctype = '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.1//EN" "xhtml11.dtd">'
    page = f"{doctype}<html><body><p>a&nbsp;&mdash;&#160;b</p></body></html>"
    assert witness(archive(page=page)).text == "a — b"


def test_it_reads_what_we_wrote():
    output = io.BytesIO()
    Epub().export(publication(torture(), simple("Second", "line")), output)
    found = witness(output)
    assert found.title == "岛上的灯塔：A & B <c>"
    assert Contribution(Agent("林晚舟", file_as="Lin, Wanzhou"), "aut") in found.contributions
    assert "译者：Ada Brook & Söhne" in found.statements
    assert found.text.endswith("Second\nline")
    assert "甲 & 乙 < 丙" in found.text


SEEDS = ("flat/borrowing-card.txt", "essay.md", "japanese.md", "arabic.md")
PICTURE = "图："
"""A picture that is not there; the text has its address, and a caption such as 图1 in its place."""


@pytest.mark.parametrize("seed", SEEDS)
def test_every_letter_of_a_book_is_in_the_text_we_write(seed):
    inside, beside = both(seed)
    inside = inside.replace(f"\n{PICTURE}", "\n")
    assert letters(inside) <= letters(beside), "as often as it stands in the book"


@pytest.mark.parametrize("seed", ["flat/borrowing-card.txt", "arabic.md"])
def test_its_lines_stand_there_in_the_same_order(seed):
    inside, beside = both(seed)
    lines = [squeeze(line) for line in inside.splitlines() if not line.startswith(PICTURE)]
    text, at = squeeze(beside), 0
    for line in lines:
        assert line in text[at:]
        at = text.index(line, at) + len(line)


def both(seed: str) -> tuple[str, str]:
    """The text the witness finds in the EPUB of a seed, and what the text exporter writes."""
    book = publish([read(ROOT / "seeds" / seed)])
    epub, text = io.BytesIO(), io.BytesIO()
    Epub().export(book, epub)
    PlainText(width=200).export(book, text)
    return witness(epub).text, text.getvalue().decode()


def letters(text: str) -> Counter[str]:
    return Counter(filter(str.isalnum, text))


@pytest.mark.parametrize(
    "changes, reason",
    [
        ({"container": None}, "META-INF/container.xml is missing"),
        ({"container": "<container/>"}, "names no package document"),
        ({"package": None}, "OPS/book.opf is missing"),
        ({"package": "<package>"}, "OPS/book.opf is not well-formed"),
        ({"package": OLD_PACKAGE.replace('idref="a"', 'idref="b"')}, "the spine names 'b'"),
        ({"page": None}, "OPS/a b.html is missing"),
        ({"page": " "}, "OPS/a b.html: there is no markup"),
    ],
)
def test_a_broken_book_is_named(changes, reason):
    with pytest.raises(ValueError, match=reason):
        witness(archive(**changes))


def test_no_entity_is_resolved(tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("secret")
    entity = f'<!DOCTYPE package [<!ENTITY e SYSTEM "{secret.as_uri()}">]>'
    found = witness(archive(package=entity + OLD_PACKAGE.replace("The Lamp", "&e;Lamp")))
    assert found.title == "&e;Lamp"


@pytest.mark.parametrize("content", [b"", b"no zip", b"PK\x03\x04 cut short"])
def test_what_is_no_zip_is_refused(content):
    with pytest.raises(ValueError, match="not a readable EPUB"):
        witness(io.BytesIO(content))
