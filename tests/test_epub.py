"""EPUB: valid whatever it holds, the same bytes every time, and honest read back."""

from __future__ import annotations

import io
import zipfile

import pytest
from epub_check import complaints
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree
from sample import PIXEL, metadata, publication, simple, torture
from strategies import documents

from convert import model as m
from convert.errors import SourceError, UsageError
from convert.exporters.epub import Epub
from convert.ledger import Claim, Kind
from convert.metadata import Agent, Contribution, Metadata, Rights
from convert.pipeline import publish
from convert.value import replace
from convert.witnesses.epub import witness

OPF = {"opf": "http://www.idpf.org/2007/opf", "dc": "http://purl.org/dc/elements/1.1/"}
HOSTILE = "\x00\x0b<&>\"']]>\ufffe مرحبا ‮abc 灯 \U0001f469\u200d\U0001f52c "


def epub(book: m.Publication, **options: object) -> bytes:
    output = io.BytesIO()
    Epub(**options).export(book, output)
    return output.getvalue()


def package(content: bytes) -> etree._Element:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return etree.fromstring(archive.read("EPUB/package.opf"))


def said(content: bytes, path: str) -> list[str]:
    return [
        e if isinstance(e, str) else e.text for e in package(content).xpath(path, namespaces=OPF)
    ]


def check(content: bytes, folder) -> list[str]:
    file = folder / "book.epub"
    file.write_bytes(content)
    return complaints(file)


def hostile() -> m.Document:
    people = tuple(
        Contribution(Agent(name, "javascript:x", "@x", name), role)
        for name in (HOSTILE, HOSTILE, "\x01", "A" * 3000)
        for role in ("aut", "not a role", "trl")
    )
    return m.Document(
        Metadata(
            title=HOSTILE * 300,
            subtitle=HOSTILE,
            language="klingon (old)",
            identifier=HOSTILE,
            contributions=people,
            publisher=HOSTILE,
            published="the day before",
            updated="2025-02-30",
            description=HOSTILE,
            subjects=(HOSTILE, "", HOSTILE),
            collection=HOSTILE,
            cover="no such file",
            rights=(
                Rights(HOSTILE, HOSTILE, HOSTILE, HOSTILE, HOSTILE),
                Rights("", applies_to="x"),
            ),
        ),
        (
            m.Heading(9, ()),
            m.Heading(-1, (m.Image("", "\u200b"),)),
            m.Paragraph(()),
            m.Figure(m.Image("x.png")),
            m.Paragraph((m.Text(HOSTILE), m.Link((), "https://a.example/" + HOSTILE, HOSTILE))),
            m.CodeBlock(HOSTILE, HOSTILE, HOSTILE),
            m.Table(((), (m.Cell(()),))),
            m.Credits("odd", "", ()),
            m.Credits("colophon", "\u200b", ()),
        ),
    )


BOOKS = {
    "every node": publication(),
    "a collection": publication(torture(), simple("Two", "x"), torture()),
    "empty": m.Publication(Metadata(""), (simple(""),)),
    "nothing known": m.Publication(Metadata(""), (simple(""), simple(""))),
    "hostile": m.Publication(hostile().metadata, (hostile(),)),
    "hostile collection": m.Publication(hostile().metadata, (hostile(), hostile())),
    "from right to left": m.Publication(
        Metadata("منارة", language="ar"), (simple("منارة", "بحر", language="ar"),)
    ),
}


@pytest.mark.parametrize("name", BOOKS)
def test_epubcheck_has_nothing_to_say(name, tmp_path):
    assert check(epub(BOOKS[name]), tmp_path) == []


options = st.fixed_dictionaries(
    {
        "split_level": st.sampled_from([0, 2, 6]),
        "kepub": st.booleans(),
        "paragraphs": st.sampled_from(["spaced", "indent"]),
        "writing_mode": st.sampled_from(["horizontal-tb", "vertical-rl"]),
    }
)


@settings(deadline=None, max_examples=25, suppress_health_check=list(HealthCheck))
@given(books=st.lists(documents(), min_size=1, max_size=2), options=options)
def test_epubcheck_has_nothing_to_say_of_any_publication(books, options, tmp_path):
    assert check(epub(publish(books), **options), tmp_path) == []


def test_epubcheck_would_speak_up(tmp_path):
    broken = epub(publication()).replace(b"application/epub+zip", b"application/epub+zap")
    assert any("PKG-007" in line for line in check(broken, tmp_path))


@pytest.mark.parametrize("name", BOOKS)
def test_the_same_publication_gives_the_same_bytes(name):
    assert epub(BOOKS[name]) == epub(BOOKS[name])


def test_the_container_begins_with_its_type_and_follows_the_spine():
    content = epub(publication(torture(), simple("Two"), simple("Three")))
    names = zipfile.ZipFile(io.BytesIO(content)).namelist()
    assert content[30:58] == b"mimetypeapplication/epub+zip"
    chapters = [name for name in names if "/c0" in name]
    assert chapters == ["EPUB/c0001.xhtml", "EPUB/c0002.xhtml", "EPUB/c0003.xhtml"]
    assert names[-1] == "EPUB/package.opf"


def test_everybody_is_named_once_with_each_role():
    work = replace(
        metadata(),
        contributions=(
            *metadata().contributions,
            Contribution(Agent("林晚舟"), "ill"),
            Contribution(Agent("Z"), "pht"),
        ),
    )
    content = epub(m.Publication(work, (torture(),)))
    assert said(content, "//dc:creator") == ["林晚舟"]
    assert said(content, "//dc:contributor") == ["Ada Brook & Söhne", "Z"]
    assert said(content, "//opf:meta[@property='role'][@refines='#agent1']") == ["aut", "ill"]
    assert said(content, "//opf:meta[@property='file-as']") == ["Lin, Wanzhou"]


def test_a_licence_of_the_cover_is_not_that_of_the_text():
    licences = package(epub(publication())).xpath(
        "//opf:meta[@property='dcterms:license']", namespaces=OPF
    )
    assert [licence.get("refines") for licence in licences] == ["#rights2"]


def test_the_tool_is_named_as_generator_only():
    content = epub(publication())
    assert said(content, "//opf:meta[@name='generator']/@content") == ["pubconvert"]
    assert b"".join(_members(content)).count(b"pubconvert") == 1


def _members(content: bytes) -> list[bytes]:
    archive = zipfile.ZipFile(io.BytesIO(content))
    return [archive.read(name) for name in archive.namelist()]


@pytest.mark.parametrize(
    "published, options, expected",
    [
        ("2025-03-19", {}, "2025-03-19T00:00:00Z"),
        ("2025-03-19", {"modified": "2026-01-02T03:04:05+02:00"}, "2026-01-02T01:04:05Z"),
        ("some day", {}, "2000-01-01T00:00:00Z"),
        ("2019/2024-06", {}, "2024-06-01T00:00:00Z"),
    ],
)
def test_the_time_comes_from_the_text_or_the_caller(published, options, expected):
    book = m.Publication(Metadata("T", published=published), (simple("T"),))
    modified = said(epub(book, **options), "//opf:meta[@property='dcterms:modified']")
    assert modified == [expected]


def test_a_date_in_words_is_kept_in_its_words():
    book = m.Publication(Metadata("T", published="spring 1892"), (simple("T"),))
    assert said(epub(book), "//dc:date") == []
    assert witness(io.BytesIO(epub(book))).dates == ("spring 1892",)


def test_accessibility_is_computed():
    features = "//opf:meta[@property='schema:accessibilityFeature']"
    assert "alternativeText" in said(epub(publication()), features)
    assert "alternativeText" not in said(epub(publication(simple("T"))), features)


def test_conformance_is_claimed_only_with_a_name(tmp_path):
    assert said(epub(publication()), "//opf:meta[@property='dcterms:conformsTo']") == []
    content = epub(publication(), certifier="Ada Brook")
    assert said(content, "//opf:meta[@property='a11y:certifiedBy']") == ["Ada Brook"]
    assert check(content, tmp_path) == []


@pytest.mark.parametrize(
    "notice, expected",
    [
        ("All rights reserved, also those of text and data mining.", ["1"]),
        ("未经许可，不得用于数据挖掘。", ["1"]),
        ("All rights reserved.", []),
        ("A book about data mining.", []),
    ],
)
def test_mining_is_reserved_only_where_the_source_says_so(notice, expected, tmp_path):
    document = m.Document(Metadata("T"), (), (Claim(Kind.STATEMENT, notice),))
    content = epub(publish([document]))
    assert said(content, "//opf:meta[@property='tdm:reservation']") == expected
    assert check(content, tmp_path) == []
    both = epub(publish([document, m.Document(Metadata("U"), ())]))
    assert said(both, "//opf:meta[@property='tdm:reservation']") == []


def test_only_pictures_that_are_shown_and_are_pictures_come_along():
    def resource(name: str, data: bytes) -> m.Resource:
        return m.Resource(name, "image/png", lambda: data)

    shown = m.Document(
        Metadata("T"), tuple(m.Figure(m.Image(name, "alt")) for name in ("a.png", "text.png"))
    )
    files = (resource("a.png", PIXEL), resource("b.png", PIXEL), resource("text.png", b"text"))
    output = io.BytesIO()
    losses = Epub().export(m.Publication(Metadata("T"), (shown,), files), output)
    assert [loss.code for loss in losses] == ["x-001"]
    names = zipfile.ZipFile(output).namelist()
    assert [name for name in names if name.endswith(".png")] == ["EPUB/image0001.png"]


@pytest.mark.parametrize(
    "inside, shown",
    [
        ('<circle r="1" fill="url(#a)"/>', True),
        ("<script>x()</script>", False),
        ('<circle onload="x()"/>', False),
        ('<use href="https://a.example/x.svg#y"/>', False),
    ],
)
def test_a_drawing_must_stand_still_and_alone(inside, shown):
    drawing = f'<svg xmlns="http://www.w3.org/2000/svg">{inside}</svg>'.encode()
    file = m.Resource("a.svg", "image/svg+xml", lambda: drawing)
    book = m.Document(Metadata("T"), (m.Figure(m.Image("a.svg", "alt")),))
    content = epub(m.Publication(Metadata("T"), (book,), (file,)))
    names = zipfile.ZipFile(io.BytesIO(content)).namelist()
    assert ("EPUB/image0001.svg" in names) is shown


def test_no_document_is_an_error():
    with pytest.raises(SourceError, match="at least one"):
        epub(m.Publication(Metadata("T"), ()))


@pytest.mark.parametrize("options", [{"compression": 10}, {"css": "/no/such/file.css"}])
def test_an_option_that_makes_no_sense_is_an_error(options):
    with pytest.raises(UsageError):
        epub(publication(), **options)
