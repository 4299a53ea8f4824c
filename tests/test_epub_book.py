"""What an EPUB is made of: its cover, its files, the links between them, its fonts."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import pytest
from lxml import etree
from sample import PIXEL, metadata, paragraph, publication, simple, torture
from test_epub import check, epub, package, said

from convert import model as m
from convert.diagnostics import Origin
from convert.errors import UsageError
from convert.exporters.epub.container import Container, deflater, pack
from convert.exporters.epub.kepub import with_spans
from convert.exporters.epub.poster import FIELD, HEIGHT, MARGIN, WIDTH, guess, poster
from convert.metadata import Metadata
from convert.transforms.collect import collect
from convert.value import replace

TITLES = ["灯", "海上的灯塔，为什么一百三十年没有熄灭过？", "Lamps", "X" * 10_000, "长" * 500, ""]
FONTS = [Path("/usr/share/fonts/truetype/dejavu/DejaVuSerif.ttf")]


def member(content: bytes, name: str) -> str:
    return zipfile.ZipFile(io.BytesIO(content)).read(f"EPUB/{name}").decode()


def names(content: bytes) -> list[str]:
    return [n.removeprefix("EPUB/") for n in zipfile.ZipFile(io.BytesIO(content)).namelist()]


# ── cover ───────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("title", TITLES)
def test_every_title_fits_its_field(title):
    for line in poster(metadata(title), guess).lines:
        assert guess(line.text, line.size) <= WIDTH - 2 * MARGIN
        assert line.y < (FIELD if line.bold else HEIGHT)


def test_a_cover_says_what_the_metadata_says():
    words = [line.text for line in poster(metadata("灯塔"), guess).lines]
    assert words == [
        "灯塔",
        "写给夜航的人",
        "林晚舟",
        "译者：Ada Brook & Söhne",
        "示例网 · 2025-03-19",
    ]


def test_a_cover_shows_both_dates_of_a_range():
    made = replace(metadata(), published="2019-01/2024-06")
    assert poster(made, guess).lines[-1].text == "示例网 · 2019-01/2024-06"


def test_a_drawing_is_the_cover_when_there_is_no_other():
    content = epub(publication())
    assert said(content, "//opf:item[@properties='cover-image']/@href") == ["cover.svg"]
    assert names(content)[2:4] == ["cover.svg", "cover.xhtml"]


def test_the_cover_of_the_source_comes_with_its_credit():
    work = replace(metadata(), cover="c.png")
    file = m.Resource("c.png", "image/png", lambda: PIXEL, credit="图：某人")
    content = epub(m.Publication(work, (simple("T"),), (file,)))
    assert said(content, "//opf:item[@properties='cover-image']/@href") == ["image0001.png"]
    assert "图：某人" in member(content, "cover.xhtml")
    assert "题图来自 Unsplash，基于 CC0 协议" in member(content, "cover.xhtml")


@pytest.mark.parametrize("other, cover", [("c.png", "image0001.png"), ("d.png", "cover.svg")])
def test_a_collection_has_a_cover_of_its_own_unless_all_agree(other, cover):
    works = [replace(metadata(), cover=name) for name in ("c.png", other)]
    image = m.Resource("c.png", "image/png", lambda: PIXEL)
    both = collect([m.Document(work, ()) for work in works])
    content = epub(replace(both, resources=(image,)))
    assert said(content, "//opf:item[@properties='cover-image']/@href") == [cover]


def test_a_cover_can_be_given_or_left_out(tmp_path):
    (tmp_path / "c.png").write_bytes(PIXEL)
    assert "cover.png" in names(epub(publication(), cover=str(tmp_path / "c.png")))
    assert not any("cover" in name for name in names(epub(publication(), cover="none")))
    (tmp_path / "c.png").write_bytes(b"no picture")
    with pytest.raises(UsageError, match="no PNG"):
        epub(publication(), cover=str(tmp_path / "c.png"))


def test_a_cover_can_be_painted():
    image = pytest.importorskip("PIL.Image", reason="Pillow is not installed")
    content = epub(m.Publication(Metadata("Lamps"), (simple("Lamps"),)), cover="png")
    data = zipfile.ZipFile(io.BytesIO(content)).read("EPUB/cover.png")
    assert image.open(io.BytesIO(data)).size == (WIDTH, HEIGHT)


# ── files and links ─────────────────────────────────────────────────────────────────────


def heading(level: int, text: str) -> m.Heading:
    return m.Heading(level, (m.Text(text),))


def link(url: str) -> m.Paragraph:
    return m.Paragraph((m.Link((m.Text("see"),), url),))


def page(title: str, file: str, *blocks: m.Block) -> m.Document:
    first = m.Paragraph((m.Text(title),), Origin(file, 1))
    return m.Document(Metadata(title, language="en"), (first, *blocks))


def hrefs(content: bytes, name: str) -> list[str]:
    return re.findall(r'<a href="([^"]+)"', member(content, name))


def test_a_relative_link_leads_to_its_document_and_heading():
    one = page("One", "one.md", link("two.md#a-b"), link("two"), link("three.md"))
    two = page("Two", "two.md", heading(2, "A b"), link("./one.md"), link("#a-b"))
    content = epub(m.Publication(Metadata("Both"), (one, two)))
    assert hrefs(content, "c0001.xhtml") == ["c0002.xhtml#h1", "c0002.xhtml"]
    assert hrefs(content, "c0002.xhtml") == ["c0001.xhtml", "#h1"]


def test_folders_are_followed():
    one = page("One", "a/README.md", link("../b/"), link("two.md"))
    two = page("Two", "b/README.md", link("../a/README.md"))
    three = page("Three", "a/two.md")
    content = epub(m.Publication(Metadata("All"), (one, two, three)))
    assert hrefs(content, "c0001.xhtml") == ["c0002.xhtml", "c0003.xhtml"]
    assert hrefs(content, "c0002.xhtml") == ["c0001.xhtml"]


def test_headings_may_begin_files(tmp_path):
    note = m.Paragraph((m.Text("x"), m.Note((paragraph("the note"),))))
    blocks = (
        heading(2, "A"),
        note,
        link("#b"),
        heading(3, "A1"),
        heading(2, "B"),
        link("#a"),
        note,
    )
    content = epub(m.Publication(Metadata("T"), (page("T", "t.md", *blocks),)), split_level=2)
    files = [name for name in names(content) if name.startswith("c0")]
    assert files == ["c0001.xhtml", "c0001-2.xhtml", "c0001-3.xhtml"]
    assert hrefs(content, "c0001-2.xhtml") == ["c0001-3.xhtml#h3"]
    assert "<title>A</title>" in member(content, "c0001-2.xhtml")
    assert "the note" in member(content, "c0001-2.xhtml")
    assert 'href="c0001-2.xhtml#h2"' in member(content, "nav.xhtml")
    assert check(content, tmp_path) == []


def test_a_huge_document_is_several_files(tmp_path):
    lines = [paragraph("word " * 400) for _ in range(400)]
    lines[200:200] = [heading(2, "Middle")]
    one = page("One", "one.md", link("two.md#middle"))
    content = epub(m.Publication(Metadata("T"), (one, page("Two", "two.md", *lines))))
    files = [name for name in names(content) if name.startswith("c0002")]
    assert len(files) >= 4
    assert all(len(member(content, name)) < 300_000 for name in files)
    (target,) = hrefs(content, "c0001.xhtml")
    assert f'id="{target.partition("#")[2]}"' in member(content, target.partition("#")[0])
    assert check(content, tmp_path) == []


def test_landmarks_name_the_parts_of_a_book():
    def marks(content: bytes) -> list[str]:
        return re.findall(r'<li><a epub:type="([^"]+)"', member(content, "nav.xhtml"))

    assert marks(epub(publication())) == [
        "cover",
        "bodymatter",
        "colophon",
        "copyright-page",
        "toc",
    ]
    both = epub(publication(torture(), torture()))
    assert marks(both) == ["cover", "titlepage", "copyright-page", "bodymatter", "toc"]


# ── typography ──────────────────────────────────────────────────────────────────────────


def test_vertical_lines_turn_pages_from_the_right(tmp_path):
    content = epub(publication(), writing_mode="vertical-rl", paragraphs="indent")
    assert said(content, "//opf:spine/@page-progression-direction") == ["rtl"]
    assert package(content).get("dir") == "ltr"
    assert "vertical-rl" in member(content, "book.css")
    assert check(content, tmp_path) == []


@pytest.mark.parametrize("option", ["paragraphs", "writing_mode"])
def test_a_look_that_does_not_exist_is_an_error(option):
    with pytest.raises(UsageError, match=option):
        epub(publication(), **{option: "odd"})


@pytest.fixture
def font() -> Path:
    for path in FONTS:
        if path.exists():
            return path
    pytest.skip("the fonts DejaVu are not installed")


def test_a_font_is_cut_down_and_keeps_its_licence(font, tmp_path):
    from fontTools.ttLib import TTFont

    content = epub(publication(simple("Lamp")), font=str(font))
    data = zipfile.ZipFile(io.BytesIO(content)).read("EPUB/font.ttf")
    inside = TTFont(io.BytesIO(data))
    assert len(data) < font.stat().st_size / 5
    assert ord("L") in inside.getBestCmap()
    assert inside["name"].getDebugName(13) == TTFont(font)["name"].getDebugName(13)
    assert check(content, tmp_path) == []


def test_a_font_that_must_not_be_embedded_is_refused(font, tmp_path):
    from fontTools.ttLib import TTFont

    locked = TTFont(font)
    locked["OS/2"].fsType = 2
    locked.save(tmp_path / "locked.ttf")
    with pytest.raises(UsageError, match="must not be embedded"):
        epub(publication(), font=str(tmp_path / "locked.ttf"))


# ── the container ───────────────────────────────────────────────────────────────────────


def test_many_files_are_compressed_side_by_side_and_written_in_order():
    output = io.BytesIO()
    with Container(output, deflater(6)) as container:
        for number in range(200):
            container.add(f"{number}.txt", f"{number} " * (200 - number) * 50)
    archive = zipfile.ZipFile(output)
    assert archive.testzip() is None
    assert archive.namelist()[2:] == [f"EPUB/{number}.txt" for number in range(200)]
    assert archive.read("EPUB/7.txt") == b"7 " * 193 * 50


def test_files_that_are_ready_do_not_pile_up_behind_one_that_is_not():
    output = io.BytesIO()
    with Container(output, deflater(6)) as container:
        for number in range(12):
            container.add(f"{number}.txt", "short")
        container.add("long.txt", "long " * 10_000)
        for number in range(100):
            container.add("", pack(f"ready{number}.xhtml", "<p/>", deflater(6)))
        assert output.getvalue().count(b"PK\3\4") > 90
    assert len(zipfile.ZipFile(output).namelist()) == 2 + 12 + 1 + 100


# ── container ───────────────────────────────────────────────────────────────────────────


def test_one_thread_or_many_give_the_same_bytes():
    def packed(threads: int) -> bytes:
        output = io.BytesIO()
        with Container(output, deflater(6)) as container:
            container._threads = threads
            for number in range(60):
                container.add(f"c{number}.xhtml", f"<p>{number}</p>" * (1000 - number))
        return output.getvalue()

    assert packed(1) == packed(2) == packed(5)


# ── Kobo ────────────────────────────────────────────────────────────────────────────────


def test_kobo_gets_a_span_for_every_sentence(tmp_path):
    plain, kobo = epub(publication()), epub(publication(), kepub=True)
    assert check(kobo, tmp_path) == []
    page = member(kobo, "c0001.xhtml")
    spans = re.findall(r'<span class="koboSpan" id="(kobo\.\d+\.\d+)">', page)
    assert len(spans) == len(set(spans)) > 10
    assert words(page) == words(member(plain, "c0001.xhtml"))


def words(page: str) -> str:
    return "".join("".join(etree.fromstring(page.encode()).itertext()).split())


@pytest.mark.parametrize(
    "text, sentences",
    [
        ("One. Two? Three", ["One. ", "Two? ", "Three"]),
        ("“One.” Two", ["“One.” ", "Two"]),
        ("灯亮了。灯又灭了！", ["灯亮了。", "灯又灭了！"]),
        ("R&amp;D…", ["R&amp;D…"]),
    ],
)
def test_sentences(text, sentences):
    assert re.findall(r'">(.*?)</span>', with_spans(f"<p>{text}</p>")) == sentences
