"""EPUB as a source: ours come back with all they said; others are read; bad ones refused."""

from __future__ import annotations

import io
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
from convert.ledger import Claim, Kind
from convert.metadata import Agent, Contribution, Metadata
from convert.pipeline import convert, publish, read, witness
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


def test_a_picture_comes_along():
    image = m.Resource("a.png", "image/png", lambda: PIXEL)
    document = m.Document(Metadata("T"), (m.Figure(m.Image("a.png", "a lamp")),))
    content = epub(m.Publication(Metadata("T"), (document,), (image,)))
    (figure,) = reread(content).blocks
    assert figure.image.url.startswith("data:image/png;base64,iVBOR")
    assert figure.image.alt == "a lamp"


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


# ── what is refused ─────────────────────────────────────────────────────────────────────


def test_a_bomb_is_refused():
    content = signed(archive(page=f"<p>{'0' * (5 << 20)}</p>").getvalue())
    with pytest.raises(SourceError, match="refused"):
        reread(content)


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
