"""Saved web pages: their article, what they state, and our own pages read back."""

from __future__ import annotations

import io
import zipfile
from base64 import b64encode
from collections import Counter
from pathlib import Path

import pytest
from cases import Case, cases, label
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from outline import outline
from sample import PIXEL, publication, simple
from strategies import documents
from test_epub_source import KEPT, people, text
from test_front_matter import claim_line

from convert import model as m
from convert.cli import run
from convert.comparison import compare, squeeze
from convert.conservation import everything
from convert.errors import SourceError
from convert.exporters.html import Html
from convert.fetch.cache import Cache
from convert.fetch.gallery import Gallery
from convert.pipeline import choose_reader, convert, publish, read, witness
from convert.sources import source
from convert.walk import plain_text, walk

SEEDS = Path(__file__).parent.parent / "seeds"

relaxed = settings(deadline=None, max_examples=60, suppress_health_check=list(HealthCheck))


def page(html: str, **options: str) -> m.Document:
    return read(source(html.encode(), "page.html"), **options)


def exported(document: m.Publication) -> bytes:
    output = io.BytesIO()
    Html().export(document, output)
    return output.getvalue()


def reread(document: m.Publication) -> m.Document:
    return read(source(exported(document), "book.html"))


@pytest.mark.parametrize("case", cases("page"), ids=label)
def test_case(case: Case) -> None:
    found = page(case.given)
    titled = [] if found.metadata.title == "page" else [f"title: {found.metadata.title}"]
    about = [f"about: {found.metadata.description}"] if found.metadata.description else []
    cut = [f"cut: {removal.reason}: {removal.text}" for removal in found.removed]
    told = [*titled, *about, *map(claim_line, found.ledger), *cut]
    assert "\n".join([*told, outline(found.blocks)]) == case.expected


def test_a_saved_page_with_all_that_surrounds_it() -> None:
    found = read(SEEDS / "page" / "ferry-bell.html")
    assert found.metadata.title == "渡口的铃"
    assert found.metadata.agents("aut") == ("闻溪",)
    assert found.metadata.agents("edt") == ("柏舟",)
    assert found.metadata.rights[0].licence == "CC-BY-NC-4.0"
    assert "© 2024 柳湾晚报社，未经许可，不得转载。" in [c.text for c in found.ledger]
    shown = plain_text(found.blocks)
    assert "六点整，我在城里的街上停了一下。" in shown
    for frame in ("首页", "分享到微博", "相关阅读", "订阅晚报", "阿宽", "关于我们"):
        assert frame not in shown
    assert len([node for node in walk(found.blocks) if isinstance(node, m.Image)]) == 1
    assert not found.diagnostics


# ── nothing goes unsaid ─────────────────────────────────────────────────────────────────

WORDS = st.text("abc é茶\n<&>\x0b\x1d", max_size=30).map(
    lambda t: t.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
)
TAGS = (
    "div",
    "p",
    "ul",
    "li",
    "nav",
    "article",
    "main",
    "h1",
    "h2",
    "aside",
    "table",
    "td",
    "span",
)


def _element(inside: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    named = st.sampled_from(("", ' class="share"', ' class="post tag-x"', ' href="/a"'))
    return st.builds(
        lambda tag, attributes, parts: f"<{tag}{attributes}>{''.join(parts)}</{tag}>",
        st.sampled_from(TAGS),
        named,
        st.lists(inside | WORDS, max_size=4),
    )


@relaxed
@given(parts=st.lists(st.recursive(WORDS, _element, max_leaves=20), max_size=6))
def test_every_letter_of_a_page_is_in_the_text_or_recorded_as_cut(parts: list[str]) -> None:
    html = f"<html><body>{''.join(parts)}<p>The end.</p></body></html>"
    found = page(html)
    from convert.readers.html.tree import body, parse, said

    shown = html.replace("\x0b", "").replace("\x1d", "")
    before = Counter(squeeze(said(body(parse(shown, "page.html")))))
    cut = "".join(removal.text for removal in found.removed)
    told = everything(found.blocks) + cut + "".join(claim.text for claim in found.ledger)
    assert not before - Counter(squeeze(told))


# ── encodings ───────────────────────────────────────────────────────────────────────────


def test_a_page_is_read_in_the_encoding_it_states() -> None:
    html = '<html><head><meta charset="gb2312"></head><body><p>茶，瀡滫</p></body></html>'
    found = read(source(html.encode("gb18030"), "page.html"))
    assert plain_text(found.blocks) == "茶，瀡滫"


@pytest.mark.parametrize(
    ("top", "encoding"),
    [
        ("<html>", "utf-16-le"),
        ("<html>", "utf-16-be"),
        ('<meta charset="iso-2022-jp">', "iso2022_jp"),
        (f'{" " * 2000}<meta charset="big5">', "big5"),
        ('<!-- <meta charset="koi8-r"> --><meta charset="big5">', "big5"),
    ],
)
def test_a_page_says_its_encoding_in_many_ways(top: str, encoding: str) -> None:
    found = read(source(f"{top}<p>茶三分</p>".encode(encoding), "page.html"))
    assert plain_text(found.blocks) == "茶三分"


def test_utf_8_is_utf_8_whatever_the_page_states() -> None:
    found = page('<meta http-equiv="Content-Type" content="text/html; charset=gbk"><p>茶</p>')
    assert plain_text(found.blocks) == "茶"


def test_a_page_in_no_encoding_says_what_to_do() -> None:
    with pytest.raises(SourceError, match=r"page.html:1: is not UTF-8; say which encoding"):
        source(b"<html><meta charset=utf-8><p>\xff", "page.html")


def test_a_byte_that_is_no_letter_is_shown_and_told() -> None:
    html = (
        b"<html><meta charset=utf-8><body><p>" + b"Steep it. " * 200 + b"\xff\n</p></body></html>"
    )
    found = read(source(html, "page.html"))
    assert plain_text(found.blocks).endswith("Steep it. \ufffd")
    assert [str(d.origin) for d in found.diagnostics if d.code == "r-014"] == ["page.html:1"]


# ── the reader ──────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("name", "content", "reader"),
    [
        ("a.html", "<p>a fragment</p>", "html"),
        ("a.HTM", "words", "html"),
        ("saved", "<!-- by hand -->\n<!DOCTYPE html>\n<p>a", "html"),
        ("a.md", "<p>Markdown may begin with a tag.</p>", "commonmark"),
    ],
)
def test_pages_are_known_by_suffix_or_beginning(name: str, content: str, reader: str) -> None:
    assert choose_reader(source(content.encode(), name)) == reader


def test_the_whole_page_when_asked() -> None:
    html = "<html><body><nav>Home</nav><article><p>Steep.</p></article></body></html>"
    assert plain_text(page(html, whole="yes").blocks) == "HomeSteep."


@pytest.mark.parametrize("html", ["<html></html>", "<html><body> <script>x</script></body></html>"])
def test_a_page_without_text_is_refused(html: str) -> None:
    with pytest.raises(SourceError, match="there is no text in this page"):
        page(html)


def test_a_block_knows_its_line() -> None:
    found = page("<html><body>\n<p>Steep it.</p>\n<p>Then pour it.</p>\n</body></html>")
    assert [str(block.origin) for block in found.blocks] == ["page.html:2", "page.html:3"]


def test_an_address_that_is_none_stays_as_it_is() -> None:
    found = page('<base href="http://[x"><p>Steep <a href="//[y">it</a> <img src="http://[z"></p>')
    assert [n.url for n in walk(found.blocks) if isinstance(n, m.Link)] == ["//[y"]


def test_a_page_nested_without_end_is_flattened_or_refused() -> None:
    found = page("<div>" * 200 + "Steep it for three minutes." + "</div>" * 200)
    assert "Steep" in plain_text(found.blocks)


# ── web archives ────────────────────────────────────────────────────────────────────────

ARCHIVE = """From: <Saved by Blink>
Snapshot-Content-Location: https://pot.example/tea
Subject: On tea
MIME-Version: 1.0
Content-Type: multipart/related;
\ttype="text/html"; boundary="----B"

------B
Content-Type: text/html
Content-Location: https://pot.example/tea
Content-Transfer-Encoding: quoted-printable

<html><head><meta charset=3D"utf-8"></head><body><h1>On tea</h1><p>Steep it=
 for three minutes: =E8=8C=B6.</p><img src=3D"/a.png" alt=3D"a pot"><img src=3D"cid:2@b">
<img src=3D"b.png"></body></html>
------B
Content-Type: image/png
Content-Location: https://pot.example/a.png
Content-Transfer-Encoding: base64

PIXEL
------B
Content-Type: image/png
Content-ID: <2@b>
Content-Transfer-Encoding: base64

PIXEL
------B--
""".replace("PIXEL", b64encode(PIXEL).decode())


def test_a_web_archive_brings_its_pictures_and_its_address(tmp_path) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "tea.mhtml").write_text(ARCHIVE)
    found = read(tmp_path / "tea.mhtml")
    assert found.metadata.title == "On tea"
    assert found.metadata.provenance.url == "https://pot.example/tea"
    assert "three minutes: 茶." in plain_text(found.blocks)
    images = [node.url for node in walk(found.blocks) if isinstance(node, m.Image)]
    assert images == ["0002.png", "0003.png", "b.png"]
    gallery = Gallery("local", Cache(str(tmp_path / "cache")))
    report = convert(tmp_path / "tea.mhtml", tmp_path / "tea.epub", images=gallery)
    assert [d.detail[:5] for d in report.diagnostics if d.code == "i-001"] == ["b.png"]


@pytest.mark.parametrize("header", ["8bit", "binary", "8bit\nContent-Type: text/html; charset=x"])
def test_a_web_archive_may_hold_its_text_as_it_is(header: str) -> None:
    plain = ARCHIVE.replace("quoted-printable", header).replace("=E8=8C=B6", "茶")
    assert "茶" in plain_text(read(source(plain.encode(), "tea.mhtml")).blocks)


def test_a_web_archive_may_call_its_encoding_by_no_name() -> None:
    odd = ARCHIVE.replace("text/html\n", "text/html; charset=bogus\n")
    assert "茶" in plain_text(read(source(odd.encode(), "tea.mhtml")).blocks)


def test_a_web_archive_without_a_page_says_so() -> None:
    with pytest.raises(SourceError, match=r"tea.mhtml: there is no page in this web archive"):
        read(source(ARCHIVE.replace("text/html\n", "text/css\n").encode(), "tea.mhtml"))


# ── our own pages ───────────────────────────────────────────────────────────────────────


@relaxed
@given(document=documents())
def test_our_own_page_gives_back_what_went_in(document: m.Document) -> None:
    again = reread(publish([document]))
    for name in KEPT:
        before, after = getattr(document.metadata, name), getattr(again.metadata, name)
        assert squeeze(str(before)) == squeeze(str(after)), name
    assert people(document) == people(again)
    assert {squeeze(c.text) for c in document.ledger} <= {squeeze(c.text) for c in again.ledger}
    assert not Counter(text(document.blocks)) - Counter(text(again.blocks))


@relaxed
@given(document=documents())
def test_what_was_claimed_is_still_proven_after_a_round_trip(document: m.Document) -> None:
    evidence = witness("html", io.BytesIO(exported(publish([reread(publish([document]))]))))
    alone = m.Document(document.metadata, (), document.ledger)
    assert compare(m.Publication(document.metadata, (alone,)), evidence, Html.places).findings == ()


def test_every_node_of_our_own_page_comes_back() -> None:
    before, after = publication().spine[0], reread(publication())
    kinds = {type(node) for node in walk(before.blocks)} - {m.Credits}
    assert kinds - {type(node) for node in walk(after.blocks)} == set()


def test_a_collection_is_read_as_chapters() -> None:
    found = reread(publish([simple("One", "a"), simple("Two", "b")], {"title": "Both"}))
    assert found.metadata.title == "Both"
    headings = [plain_text(b.content) for b in found.blocks if isinstance(b, m.Heading)]
    assert headings == ["One", "Two"]


# ── a library of pages ──────────────────────────────────────────────────────────────────


def test_pages_of_a_folder_become_a_book_and_link_to_each_other(tmp_path, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.chdir(tmp_path)
    site = tmp_path / "site"
    for folder in ("_layouts", "one_files"):
        (site / folder).mkdir(parents=True)
        (site / folder / "frame.html").write_text("<html><body>{{ page }}</body></html>")
    for name, other in (("one", "two"), ("two", "one")):
        link = f'<a href="{other}.html">{other}</a>'
        (site / f"{name}.html").write_text(f"<html><body><h1>{name}</h1><p>See {link}.</p>")
    assert run(["site", "-o", "book.epub", "-q"]) == 0
    with zipfile.ZipFile("book.epub") as book:
        assert 'href="c0002.xhtml"' in book.read("EPUB/c0001.xhtml").decode()
        assert "EPUB/c0003.xhtml" not in book.namelist()
