"""PDF by Typst: the same promises as by WeasyPrint, proven by the same witness."""

from __future__ import annotations

import io
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pytest
import sample
import verapdf
from hypothesis import HealthCheck, given, settings
from strategies import documents

from convert import model as m
from convert.comparison import compare, squeeze
from convert.data import decode, encode
from convert.diagnostics import Origin
from convert.errors import MissingDependency, OutputError, UsageError
from convert.exporters.pdf import Pdf
from convert.exporters.pdf.choice import choose
from convert.exporters.pdf.typst import fonts
from convert.exporters.pdf.typst.article import language
from convert.metadata import Metadata
from convert.pipeline import publish
from convert.witnesses.pdf import witness
from convert.witnesses.pdf_pages import drawn_pages
from convert.witnesses.pdf_shapes import slimmed
from convert.witnesses.pdf_tags import tagged

pytest.importorskip("typst", reason="the extra [typst] is not installed")

SENTENCE = "The keeper climbs the stairs with international perseverance, counting every step. "
HOSTILE = '#read("/etc/passwd") $x$ *b* _i_ `c` @l <l> = h \\ // /* */ #{panic()} ["] \\u{41} {{x}}'

slow = settings(
    deadline=None,
    max_examples=12,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


def export(publication: m.Publication, **options: object) -> bytes:
    output = io.BytesIO()
    Pdf(engine="typst", **options).export(publication, output)
    return output.getvalue()


def read(content: bytes) -> str:
    return witness(io.BytesIO(content)).text


def findings(publication: m.Publication, content: bytes) -> tuple[object, ...]:
    return compare(publication, witness(io.BytesIO(content)), Pdf.places).findings


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


@pytest.fixture(scope="session")
def pieces() -> bytes:
    return export(sample.publication(*[sample.torture()] * 3), piece_size=100)


# What is on the pages ───────────────────────────────────────────────────────────────────


def test_every_claim_is_on_a_page_and_in_the_data(article):
    assert findings(sample.publication(), article) == ()


def test_every_claim_of_every_document_is_in_a_book(several):
    assert findings(book(), several) == ()


TURNED = {ord(letter): "x" for letter in "שלוםسلام👩🔬"}


def straight(document: m.Document) -> m.Document:
    """The document without what PDFium turns round, a hyphen that ends a line and so may be
    none of the text, and what few machines have a font for."""
    text = json.dumps(encode(document), ensure_ascii=False).translate(TURNED).replace('-"', 'x"')
    return decode(m.Document, json.loads(text.replace('"language": "ar"', '"language": "fr"')))


@slow
@given(document=documents().map(straight))
def test_every_claim_survives(document):
    publication = publish([document])
    assert findings(publication, export(publication)) == ()


@slow
@given(first=documents().map(straight), second=documents().map(straight))
def test_documents_keep_their_own_claims_in_a_collection(first, second):
    publication = publish([first, second])
    assert findings(publication, export(publication)) == ()


def test_text_is_whole_across_lines_pages_and_notes(several):
    text = read(several)
    assert (SENTENCE * 40).strip() in text
    assert text.count("Of wrought iron.") == 1


def test_a_long_file_reads_the_same_without_its_shapes(several):
    with pikepdf.open(io.BytesIO(several)) as pdf:
        marks = tagged(pdf)
    one, other = (drawn_pages(it, lambda: marks) for it in (slimmed(several), several))
    assert [list(map(squeeze, it)) for it in one] == [list(map(squeeze, it)) for it in other]


def test_running_heads_and_folios_are_no_text(article):
    assert read(article).count("岛上的灯塔：A & B <c>") == 1


def test_several_documents_get_a_title_page_and_contents(several, article):
    assert "目录" in read(several)
    assert "目录" not in read(article)


def test_the_outline_leads_to_every_document(several):
    with pikepdf.open(io.BytesIO(several)) as pdf, pdf.open_outline() as outline:
        titles = [item.title for item in outline.root]
    assert titles == ["岛上的灯塔：A & B <c>", "The Stairs", "尾页"]


def test_pages_are_counted_from_the_first_article(several):
    with pikepdf.open(io.BytesIO(several)) as pdf:
        assert [page.label for page in pdf.pages][:4] == ["i", "ii", "1", "2"]


def test_the_paper_is_the_one_asked_for(article, several):
    for content, width in ((article, 419.5), (several, 255.1)):
        with pikepdf.open(io.BytesIO(content)) as pdf:
            assert float(pdf.pages[0].MediaBox[2]) == pytest.approx(width, abs=0.1)


def test_markup_of_typst_is_text_like_any_other():
    document = m.Document(
        Metadata(HOSTILE, language="en", description=HOSTILE),
        (sample.paragraph(HOSTILE), m.CodeBlock(HOSTILE, "typ"), m.MathBlock(HOSTILE)),
    )
    content = export(sample.publication(document))
    assert squeeze(read(content)).count(squeeze(HOSTILE)) == 5


def test_every_line_of_a_long_listing_is_on_its_own_line():
    """It is set in parts; blank lines stay where parts meet."""
    lines = [f"step {n}" if n % 3 else "" for n in range(900)]
    lines[397:403] = ["before", "", "", "", "", "after"]
    document = m.Document(Metadata("Fog", language="en"), (m.CodeBlock("\n".join(lines), ""),))
    content = export(sample.publication(document), page="500mmx700mm")
    assert squeeze("".join(lines)) in squeeze(read(content))
    heights = dict(_heights(content))
    assert heights["before"] - heights["after"] == pytest.approx(
        5 * (heights["step 394"] - heights["step 395"]), abs=0.1
    )


def _heights(content: bytes) -> Iterator[tuple[str, float]]:
    """Each line of text and how high it stands."""
    import pypdfium2

    with pypdfium2.PdfDocument(content) as pdf:
        for page in pdf:
            text = page.get_textpage()
            for number in range(text.count_rects()):
                left, bottom, right, top = text.get_rect(number)
                yield text.get_text_bounded(left, bottom, right, top).strip(), top


def test_a_link_leads_to_another_document_of_the_book():
    def document(name: str, url: str) -> m.Document:
        link = m.Paragraph((m.Link((m.Text("go"),), url),), Origin(f"{name}.md", 1))
        return m.Document(Metadata(name, language="en"), (link,))

    content = export(sample.publication(document("one", "two.md"), document("two", "no.md")))
    with pikepdf.open(io.BytesIO(content)) as pdf:
        counts = [len(page.get("/Annots", ())) for page in pdf.pages]
    assert counts == [0, 2, 1, 0], "title page, contents, the article that links, the other one"


def test_addresses_of_links_are_notes_on_paper():
    """But not in headings, and not where the address can be read."""

    def link(text: str) -> m.Link:
        return m.Link((m.Text(text),), "https://light.example/tower")

    document = m.Document(
        Metadata("Fog", language="en"),
        (
            m.Paragraph((m.Text("See "), link("the tower"), m.Text("."))),
            m.Paragraph((link("light.example/tower"),)),
            m.Heading(2, (link("Tower"),)),
        ),
    )
    text = read(export(sample.publication(document), links="notes"))
    assert text.count("https://light.example/tower") == 1


def test_cells_that_head_a_row_are_header_cells():
    def cell(text: str, *, header: bool = False) -> m.Cell:
        return m.Cell((m.Text(text),), header)

    head = (cell("", header=True), cell("Height", header=True))
    rows = (head, (cell("Tower", header=True), cell("41 m")))
    document = m.Document(Metadata("Fog", language="en"), (m.Table(rows),))
    content = export(sample.publication(document))
    with pikepdf.open(io.BytesIO(content)) as pdf:
        cells = [it for it in pdf.objects if _is_element(it) and it.S in ("/TH", "/TD")]
        (row,) = [it for it in cells if _of_table(it).get("/Scope") == "/Row"]
        (plain,) = [it for it in cells if it.S == "/TD"]
        assert row.S == "/TH"
        assert row.ID in list(_of_table(plain).Headers)
    assert findings(sample.publication(document), content) == ()


def _is_element(found: object) -> bool:
    return isinstance(found, pikepdf.Dictionary) and "/S" in found and "/P" in found


def _of_table(cell: pikepdf.Object) -> pikepdf.Object:
    return next(it for it in cell.A if it.O == "/Table")


def test_a_book_of_many_pieces_is_one_book():
    """Its pages are counted on, its links lead from piece to piece."""
    whole = book()
    one, many = export(whole), export(whole, piece_size=100)
    assert squeeze(read(many)) == squeeze(read(one))
    with pikepdf.open(io.BytesIO(one)) as first, pikepdf.open(io.BytesIO(many)) as second:
        for pdf in (first, second):
            with pdf.open_outline() as outline:
                assert [item.title for item in outline.root][1] == "The Stairs"
        assert [it.label for it in first.pages] == [it.label for it in second.pages]
        assert len(first.Root.Names.Dests.Names) == len(second.Root.Names.Dests.Names)
    assert findings(whole, many) == ()


@pytest.mark.parametrize("others", [0, 1])
def test_an_article_without_memory_is_named(others):
    articles = (sample.simple("The Stairs", "a"), *[sample.simple("b", "c")] * others)
    with pytest.raises(OutputError, match="The Stairs"):
        export(sample.publication(*articles), piece_size=1, memory=1)


def test_files_of_the_user_are_attached(tmp_path):
    (tmp_path / "fog.md").write_text("Grey.")
    content = export(sample.publication(), attach=(str(tmp_path / "fog.md"),))
    with pikepdf.open(io.BytesIO(content)) as pdf:
        assert sorted(pdf.attachments) == ["fog.md", "record.jsonld"]


def test_blocks_too_deep_for_a_page_are_set_beside_each_other():
    block: m.Block = sample.paragraph("innermost")
    for _ in range(40):
        block = m.Quote((block,))
    document = m.Document(Metadata("Deep", language="en"), (block,))
    output = io.BytesIO()
    losses = Pdf(engine="typst").export(sample.publication(document), output)
    assert [loss.code for loss in losses] == ["r-013"]
    assert "innermost" in read(output.getvalue())


# What it says as data ───────────────────────────────────────────────────────────────────


def test_xmp_names_each_author_alone_and_others_as_contributors(article):
    with pikepdf.open(io.BytesIO(article)) as pdf, pdf.open_metadata() as xmp:
        assert xmp["dc:creator"] == ["林晚舟"]
        assert xmp["dc:contributor"] == {"Ada Brook & Söhne"}
        assert xmp["dc:date"] == ["2025-03-19", "2025-04-01T08:00:00+08:00"]
        assert xmp["xmpRights:UsageTerms"] == sample.STATEMENT.statement


def test_it_says_that_it_is_archival_and_accessible(article):
    with pikepdf.open(io.BytesIO(article)) as pdf, pdf.open_metadata() as xmp:
        assert xmp.pdfa_status == "3A"
        assert xmp["pdfuaid:part"] == "1"


def test_the_record_of_every_document_is_attached(several):
    with pikepdf.open(io.BytesIO(several)) as pdf:
        records = json.loads(pdf.attachments["record.jsonld"].get_file().read_bytes())
        assert pdf.Root.AF[0].AFRelationship == "/Data"
    assert [it["headline"] for it in records] == ["岛上的灯塔：A & B <c>", "The Stairs", "尾页"]


def test_nothing_is_said_of_an_unknown_author_or_date():
    content = export(sample.publication(sample.simple("Fog", "Grey.")))
    evidence = witness(io.BytesIO(content))
    assert (evidence.contributions, evidence.statements, evidence.dates) == ((), (), ())
    assert b"1970" not in content


def test_the_same_publication_gives_the_same_bytes(article):
    assert export(sample.publication()) == article


def test_typst_knows_a_script_by_its_region():
    assert language("zh-Hant")["region"] == "TW"
    assert language("pt-BR")["region"] == "BR"
    assert language("ar")["rtl"]


def test_each_language_is_tagged_where_it_stands(several):
    with pikepdf.open(io.BytesIO(several)) as pdf:
        languages = {str(it["/Lang"]) for it in pdf.objects if _tags_language(it)}
    assert "en" in languages


def _tags_language(found: object) -> bool:
    return isinstance(found, pikepdf.Dictionary) and "/Lang" in found and "/S" in found


# What a judge says ──────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("flavour", ["ua1", "3a"])
def test_verapdf_finds_no_fault(article, several, pieces, tmp_path, flavour):
    files = [tmp_path / f"{name}.pdf" for name in ("article", "several", "pieces")]
    for file, content in zip(files, (article, several, pieces), strict=True):
        file.write_bytes(content)
    assert verapdf.failures(*files, flavour=flavour) == []


# What is kept out ───────────────────────────────────────────────────────────────────────


def with_picture(kind: str, content: bytes, **options: int) -> tuple[list[str], bytes]:
    """The codes of all losses, and the file."""
    document = m.Document(Metadata("Fog", language="en"), (m.Figure(m.Image("fog", "fog")),))
    picture = m.Resource("fog", kind, lambda: content)
    publication = m.Publication(document.metadata, (document,), (picture,))
    output = io.BytesIO()
    losses = Pdf(engine="typst", **options).export(publication, output)
    return [loss.code for loss in losses], output.getvalue()


def test_a_picture_that_is_none_is_named():
    codes, content = with_picture("image/png", b"no picture")
    assert codes == ["x-001"]
    assert "Image: fog" in read(content)


def test_a_picture_of_the_book_is_shown():
    assert with_picture("image/png", sample.PIXEL)[0] == []


def test_a_drawing_opens_nothing_outside_the_book(tmp_path):
    secret = tmp_path / "secret.png"
    secret.write_bytes(sample.PIXEL)
    for link in (secret.as_uri(), str(secret), "../secret.png", "https://img.example/a.png"):
        image = f'<image href="{link}" width="9" height="9"/>'
        svg = f'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">{image}</svg>'
        _, content = with_picture("image/svg+xml", svg.encode())
        with pikepdf.open(io.BytesIO(content)) as pdf:
            streams = [found for found in pdf.objects if isinstance(found, pikepdf.Stream)]
            assert not [s for s in streams if s.get("/Subtype") == "/Image"], link


def test_a_module_that_lies_in_the_folder_is_not_run(tmp_path, monkeypatch):
    (tmp_path / "json.py").write_text("raise SystemExit('run')")
    (tmp_path / "convert").mkdir()
    (tmp_path / "convert" / "__init__.py").write_text("raise SystemExit('run')")
    monkeypatch.chdir(tmp_path)
    assert "Grey." in read(export(sample.publication(sample.simple("Fog", "Grey."))))


ENDLESS = (
    "<svg xmlns='http://www.w3.org/2000/svg' width='9000' height='9000'><filter id='f'>"
    "<feTurbulence numOctaves='999999' baseFrequency='0.9'/></filter>"
    "<rect filter='url(#f)' width='9000' height='9000'/></svg>"
)


def test_a_drawing_that_takes_for_ever_ends_with_its_time():
    """Typst asks nobody while it draws: its process is stopped."""
    with pytest.raises(OutputError, match=r"Fog: took more than 1 s"):
        with_picture("image/svg+xml", ENDLESS.encode(), seconds=1)


ALONE = """
from test_pdf_typst import ENDLESS, with_picture
with_picture("image/svg+xml", ENDLESS.encode(), seconds=60)
"""


@pytest.mark.skipif(os.name != "posix", reason="processes are killed in another way")
@pytest.mark.parametrize("end", [os.kill, os.killpg], ids=["killed", "interrupted"])
def test_who_ends_early_leaves_no_process_behind(tmp_path, end):
    """Whoever holds the pipe is still there; it is closed when nobody is. A terminal interrupts
    all processes of a command."""
    tests = Path(__file__).parent
    path = f"{tests}{os.pathsep}{tests.parent}"
    environment = {**os.environ, "PYTHONPATH": path, "TMPDIR": str(tmp_path)}
    started = subprocess.Popen(
        [sys.executable, "-c", ALONE],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    while not list(tmp_path.glob("*/start.py")):
        time.sleep(0.05)
    time.sleep(1)
    assert started.poll() is None
    end(started.pid, signal.SIGKILL if end is os.kill else signal.SIGINT)
    assert started.communicate(timeout=20)[0] == b""


def test_control_characters_do_no_harm():
    document = m.Document(Metadata("a\x07b", language="en"), (sample.paragraph("c\x00d"),))
    evidence = witness(io.BytesIO(export(sample.publication(document))))
    assert evidence.title == "ab"
    assert "cd" in evidence.text


# Fonts and engines ──────────────────────────────────────────────────────────────────────


def test_a_letter_that_no_font_has_stops_the_export():
    publication = sample.publication(sample.simple("Fog", "a\U0003fff0"))
    with pytest.raises(MissingDependency, match=r"no font has a glyph for .*U\+3FFF0"):
        export(publication)


def test_a_letter_that_no_font_has_is_named_or_ignored():
    publication = sample.publication(sample.simple("Fog", "a\U0003fff0"))
    losses = Pdf(engine="typst", missing_glyphs="warn").export(publication, io.BytesIO())
    assert [str(loss) for loss in losses] == ["x-004 character without a glyph: U+3FFF0"]


def test_a_letter_that_no_font_has_is_still_in_the_text():
    document = sample.simple("Fog \U0003fff0", "a\U0003fff0b")
    content = export(sample.publication(document), missing_glyphs="ignore")
    assert "a\U0003fff0b" in read(content)
    assert findings(sample.publication(document), content) == ()


@pytest.mark.parametrize(
    "letter", ["👩\u200d🔬", "👍🏽", "🇩🇪", "1\ufe0f\u20e3", "👨\u200d👩\u200d👧"]
)
def test_a_letter_of_several_parts_that_no_font_has_is_no_lost_claim(letter):
    publication = sample.publication(sample.simple(f"Fog {letter}", f"Grey {letter} fog."))
    content = export(publication, missing_glyphs="ignore")
    assert findings(publication, content) == ()
    assert squeeze(f"Grey {letter} fog.") in squeeze(read(content)).replace("\u2060", "")


def test_latin_letters_need_no_font_of_the_machine():
    assert fonts.choose(set("Lamp, “Söhne” – 1892 €"), ["en"]).faces == ()


def test_a_font_file_that_is_none_is_a_usage_error(tmp_path):
    (tmp_path / "no.ttf").write_bytes(b"no font")
    with pytest.raises(UsageError, match="no font file"):
        export(sample.publication(), font=str(tmp_path / "no.ttf"))


def test_an_unknown_engine_is_a_usage_error():
    with pytest.raises(UsageError, match="engine is one of auto, weasyprint, typst"):
        choose("groff")


WITHOUT_PANGO = """
import ctypes, io, sys
sys.modules["typst"] = None if "{typst}" == "no" else __import__("typst")
load = ctypes.CDLL.__init__
def refuse(self, name, *rest, **more):
    if name and "pango" in str(name):
        raise OSError("cannot load " + str(name))
    load(self, name, *rest, **more)
sys.modules["weasyprint"] = None
from convert.errors import ConvertError
from convert.exporters.pdf import Pdf
import sample
try:
    for loss in Pdf().export(sample.publication(sample.simple("Fog", "Grey.")), io.BytesIO()):
        print(loss)
except ConvertError as error:
    print(error.exit_code, error)
"""


def without_weasyprint(typst: str) -> str:
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parent)}
    command = [sys.executable, "-c", WITHOUT_PANGO.format(typst=typst)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    return done.stdout.strip()


def test_auto_takes_typst_where_weasyprint_cannot_run_and_says_so():
    assert without_weasyprint("yes").startswith("x-006 WeasyPrint cannot run here, set by Typst")


def test_without_any_engine_the_error_says_what_to_install():
    said = without_weasyprint("no")
    assert said.startswith("6 ")
    assert "pip install 'pubconvert[typst]'" in said
