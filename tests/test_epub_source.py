"""EPUB as a source: ours come back with all they said; others are read; bad ones refused."""

from __future__ import annotations

import io
import tracemalloc
import zipfile
from collections import Counter

import pytest
from hypothesis import HealthCheck, given, settings
from sample import PIXEL, publication, simple
from strategies import documents
from test_epub import epub
from test_epub_witness import PAGE, archive

from convert import model as m
from convert.comparison import compare, squeeze
from convert.errors import SourceError
from convert.exporters.epub import Epub
from convert.fetch.cache import Cache
from convert.fetch.gallery import Gallery
from convert.formats import Source
from convert.ledger import Claim, Kind
from convert.metadata import Agent, Contribution, Metadata
from convert.pipeline import convert, publish, read, witness
from convert.readers.epub import EpubReader
from convert.sources import source
from convert.walk import plain_text, walk

KEPT = ("title", "subtitle", "identifier", "publisher", "published", "updated")
KEPT += ("description", "collection")


def reread(content: bytes) -> m.Document:
    return read(source(content, "book.epub"))


def text(blocks: m.Blocks) -> str:
    """The letters of the text; a picture that is not in the book is a link there."""
    notes = (note.content for note in walk(blocks) if isinstance(note, m.Note))
    return squeeze(plain_text(blocks) + "".join(map(plain_text, notes)))


relaxed = settings(deadline=None, max_examples=60, suppress_health_check=list(HealthCheck))


@relaxed
@given(document=documents())
def test_what_was_claimed_is_still_proven_after_a_round_trip(document):
    again = reread(epub(publish([document])))
    evidence = witness("epub", io.BytesIO(epub(publish([again]))))
    original = m.Publication(
        document.metadata, (m.Document(document.metadata, (), document.ledger),)
    )
    assert compare(original, evidence, Epub.places).findings == ()


@relaxed
@given(document=documents())
def test_metadata_ledger_and_text_come_back(document):
    again = reread(epub(publish([document])))
    for name in KEPT:
        before, after = getattr(document.metadata, name), getattr(again.metadata, name)
        assert squeeze(str(before)) == squeeze(str(after)), name
    assert set(document.metadata.subjects) == set(again.metadata.subjects)
    assert people(document) == people(again)
    assert {squeeze(c.text) for c in document.ledger} <= {squeeze(c.text) for c in again.ledger}
    lost = Counter(text(document.blocks)) - Counter(text(again.blocks))
    assert not lost, "a link without a text may have got its address as one; nothing may go"


def people(document: m.Document) -> set[tuple[str, str, str]]:
    return {(c.agent.name, c.role, c.agent.url) for c in document.metadata.contributions}


def test_every_node_comes_back():
    before, after = publication().spine[0], reread(epub(publication()))
    kinds = {type(node) for node in walk(before.blocks)} - {m.Credits}
    assert kinds - {type(node) for node in walk(after.blocks)} == set()


@pytest.mark.parametrize("target", ["again.epub", "book.pdf"])
def test_pictures_and_cover_come_along(target, tmp_path):
    work = Metadata("T", cover="c.png")
    image, cover = (m.Resource(n, "image/png", lambda: PIXEL) for n in ("a.png", "c.png"))
    document = m.Document(work, (m.Figure(m.Image("a.png", "a lamp")),))
    (tmp_path / "book.epub").write_bytes(epub(m.Publication(work, (document,), (image, cover))))
    again = read(tmp_path / "book.epub")
    (figure,) = again.blocks
    assert (figure.image.url, figure.image.alt) == ("EPUB/image0002.png", "a lamp")
    assert again.metadata.cover == "EPUB/image0001.png"
    gallery = Gallery("local", Cache(str(tmp_path / "cache")))
    report = convert(tmp_path / "book.epub", tmp_path / target, images=gallery)
    assert not [d for d in report.diagnostics if d.code in ("x-001", "i-001", "i-004")]
    if target.endswith("epub"):
        written = zipfile.ZipFile(tmp_path / target).namelist()
        assert any(name.startswith("EPUB/image-") for name in written)
        assert "EPUB/cover.svg" not in written


def test_a_collection_is_read_as_chapters():
    claim = Claim(Kind.AUTHOR, "Ada", (Contribution(Agent("Ada"), "aut"),))
    one = m.Document(Metadata("One", contributions=claim.contributions), (), (claim,))
    document = reread(epub(publish([one, simple("Two", "a line")], {"title": "Both"})))
    assert document.metadata.title == "Both"
    headings = [plain_text(b.content) for b in document.blocks if isinstance(b, m.Heading)]
    assert headings == ["One", "Two"]
    assert document.metadata.agents("aut") == ("Ada",)
    assert "Ada" in plain_text(document.blocks)


def test_a_book_of_other_hands_is_read():
    document = reread(signed(archive(page=PAGE).getvalue()))
    assert document.metadata.title == "The Lamp"
    assert document.metadata.contributions[0] == Contribution(
        Agent("Ada Brook", file_as="Brook, Ada"), "aut"
    )
    assert "One\xa0— two" in plain_text(document.blocks)
    assert "All rights reserved" in [claim.text for claim in document.ledger]


@pytest.mark.parametrize("target", ["book.pdf", "book.txt", "again.epub"])
def test_an_epub_becomes_any_book(target, tmp_path):
    (tmp_path / "book.epub").write_bytes(epub(publish([publication().spine[0]])))
    options = {"missing_glyphs": "warn"} if target.endswith("pdf") else {}
    assert convert(tmp_path / "book.epub", tmp_path / target, options=options).verdict.survives


def test_the_claims_of_a_collection_stand_in_their_own_chapters():
    claims = [
        Claim(Kind.AUTHOR, name, (Contribution(Agent(name), "aut"),)) for name in ("Ada", "Kim")
    ]
    works = [Metadata(n, contributions=c.contributions) for n, c in zip("AB", claims, strict=True)]
    both = [m.Document(w, (), (c,)) for w, c in zip(works, claims, strict=True)]
    again = reread(epub(publish([reread(epub(publish(both)))])))
    body = [b for b in again.blocks if not isinstance(b, m.Credits)]
    (_, second) = [at for at, block in enumerate(body) if isinstance(block, m.Heading)]
    first, last = plain_text(body[:second]), plain_text(body[second:])
    assert ("Ada" in first, "Kim" in first) == (True, False)
    assert ("Ada" in last, "Kim" in last) == (False, True)


# ── books of other tools ────────────────────────────────────────────────────────────────

MARKDOWN = """---
title: The lamp
author: [Ada Brook, 林晚舟]
rights: © 2024 Ada Brook. All rights reserved.
lang: en
---

# One {#one}

A line with a note[^1], and $x^2$.

[^1]: The note.

# Two

See [the first](#one).

```python
print(1)
```
"""


@pytest.mark.parametrize("version", ["epub3", "epub2"])
def test_a_book_of_pandoc_is_read(version, tmp_path):
    pypandoc = pytest.importorskip("pypandoc")
    book = tmp_path / "book.epub"
    pypandoc.convert_text(
        MARKDOWN, version, "markdown", outputfile=str(book), extra_args=["--mathml"]
    )
    document = read(book)
    assert document.metadata.agents("aut") == ("Ada Brook", "林晚舟")
    assert "© 2024 Ada Brook. All rights reserved." in {c.text for c in document.ledger}
    assert [n.text for n in walk(document.blocks) if isinstance(n, m.CodeBlock)] == ["print(1)"]
    (note,) = [node for node in walk(document.blocks) if isinstance(node, m.Note)]
    assert "The note." in plain_text(note.content)
    (link,) = [node for node in walk(document.blocks) if isinstance(node, m.Link)]
    ids = [b.id for b in document.blocks if isinstance(b, m.Heading)]
    assert link.url.removeprefix("#") in ids
    if version == "epub3":
        assert m.Math("x^2") in walk(document.blocks)


def test_a_book_of_ebooklib_is_read(tmp_path):
    from ebooklib import epub as library

    book = library.EpubBook()
    book.set_title("Lamps")
    book.set_language("en")
    book.add_author("Ada Brook", file_as="Brook, Ada", role="aut")
    book.set_cover("cover.png", PIXEL)
    page = library.EpubHtml(title="One", file_name="one.xhtml")
    page.content = "<html><body><h1>One</h1><p>Text &amp; more&nbsp;text</p></body></html>"
    book.add_item(page)
    book.add_item(library.EpubNav())
    book.add_item(library.EpubNcx())
    book.spine = ["cover", "nav", page]
    library.write_epub(tmp_path / "book.epub", book)
    document = read(tmp_path / "book.epub")
    assert document.metadata.contributions == (
        Contribution(Agent("Ada Brook", file_as="Brook, Ada"), "aut"),
    )
    assert document.metadata.cover == "EPUB/cover.png"
    assert plain_text(document.blocks[1:]) == "Text & more\xa0text"


# ── what is refused ─────────────────────────────────────────────────────────────────────


def test_a_bomb_is_refused():
    content = signed(archive(page=f"<p>{'0' * (5 << 20)}</p>").getvalue())
    with pytest.raises(SourceError, match="refused"):
        reread(content)


def test_a_file_that_lies_about_its_size_is_refused():
    """A small size in the directory must not let a large file out."""
    content = bytearray(signed(archive(page=f"<p>{'0' * (80 << 20)}</p>").getvalue()))
    for place in (b"PK\x01\x02", b"PK\x03\x04"):
        at = content.rindex(
            b"OPS/a b.html", 0, None if place[2] == 1 else content.rindex(b"PK\x01")
        )
        at = content.rindex(place, 0, at) + (24 if place[2] == 1 else 22)
        content[at : at + 4] = (100).to_bytes(4, "little")
    tracemalloc.start()
    with pytest.raises(SourceError, match="cannot be unpacked"):
        reread(bytes(content))
    assert tracemalloc.get_traced_memory()[1] < 16 << 20
    tracemalloc.stop()


def test_too_many_files_are_refused():
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w") as book:
        book.writestr("mimetype", "application/epub+zip")
        for number in range(70_001):
            book.writestr(str(number), "")
    with pytest.raises(SourceError, match="more than 70,000 files"):
        reread(output.getvalue())


def test_two_files_of_one_name_are_refused():
    output = io.BytesIO(signed(archive(page=PAGE).getvalue()))
    with zipfile.ZipFile(output, "a") as book, pytest.warns(UserWarning, match="Duplicate"):
        book.writestr("OPS/a b.html", "<p>another</p>")
    with pytest.raises(SourceError, match="two files of one name"):
        reread(output.getvalue())


@pytest.mark.parametrize("algorithm", ["http://www.w3.org/2001/04/xmlenc#aes256-cbc", ""])
def test_a_book_with_a_lock_is_named(algorithm):
    encrypted = f"""<encryption xmlns="urn:oasis:names:tc:opendocument:xmlns:container"
    xmlns:enc="http://www.w3.org/2001/04/xmlenc#"><enc:EncryptedData>
    <enc:EncryptionMethod Algorithm="{algorithm}"/><enc:CipherData>
    <enc:CipherReference URI="OPS/a%20b.html"/></enc:CipherData></enc:EncryptedData></encryption>"""
    output = io.BytesIO(signed(archive(page=PAGE).getvalue()))
    with zipfile.ZipFile(output, "a") as book:
        book.writestr("META-INF/encryption.xml", encrypted)
    with pytest.raises(SourceError, match="is encrypted"):
        reread(output.getvalue())


def test_other_zips_are_not_taken_for_books():
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w") as book:
        book.writestr("word/document.xml", "<w/>")
    letter = Source("letter.docx", "", data=output.getvalue())
    assert EpubReader().accepts(letter) == 0


def test_no_entity_is_resolved_and_no_file_is_reached(tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("secret")
    entity = f'<!DOCTYPE html [<!ENTITY e SYSTEM "{secret.as_uri()}">]>'
    page = f'{entity}<html><body><p>a &e; b <img src="../../../etc/passwd"/></p></body></html>'
    document = reread(signed(archive(page=page).getvalue()))
    assert "secret" not in repr(document)
    assert "data:" not in repr(document)


def test_deep_markup_is_flattened_or_refused():
    def nested(depth: int) -> bytes:
        page = f"<html><body>{'<div>' * depth}deep{'</div>' * depth}</body></html>"
        return signed(archive(page=page).getvalue())

    assert "deep" in plain_text(reread(nested(1000)).blocks)
    with pytest.raises(SourceError, match="nested too deeply"):
        reread(nested(5000))


def test_notes_that_cite_each_other_end_somewhere():
    cite = '<a epub:type="noteref" href="#{}">*</a>'
    aside = '<aside epub:type="footnote" id="{}"><p>{} {}</p></aside>'
    notes = aside.format("a", "first", cite.format("b")) + aside.format(
        "b", "second", cite.format("a")
    )
    page = (
        f'<html xmlns:epub="http://www.idpf.org/2007/ops"><body><p>x{cite.format("a")}</p>{notes}'
    )
    document = reread(signed(archive(page=f"{page}</body></html>").getvalue()))
    assert len([node for node in walk(document.blocks) if isinstance(node, m.Note)]) == 2


@pytest.mark.parametrize(
    "changes, reason",
    [
        ({"container": None}, "container.xml is missing"),
        ({"container": "<container/>"}, "names no package document"),
        ({"package": "<package>"}, "not well-formed"),
        ({"page": None}, "is missing"),
    ],
)
def test_a_broken_book_is_named(changes, reason):
    with pytest.raises(SourceError, match=reason):
        reread(signed(archive(**changes).getvalue()))


def test_half_a_book_is_refused():
    content = epub(publication())
    with pytest.raises(SourceError, match="not a readable EPUB"):
        reread(content[: len(content) // 2])


def signed(content: bytes) -> bytes:
    """The archive with a first member that says it is an EPUB."""
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr("mimetype", "application/epub+zip", zipfile.ZIP_STORED)
        with zipfile.ZipFile(io.BytesIO(content)) as old:
            for info in old.infolist():
                book.writestr(info.filename, old.read(info))
    return output.getvalue()
