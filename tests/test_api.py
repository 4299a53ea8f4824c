"""What a developer gets who imports ``convert`` and hands over the wrong thing."""

from __future__ import annotations

import inspect
import io
import pydoc
import re
from pathlib import Path

import pikepdf
import pytest

import convert as package
from convert import audit, convert, export, publish, read, replace
from convert.errors import ConvertError, OutputError, SourceError, UsageError
from convert.sources import read_stream, source

ESSAY = Path(__file__).parent.parent / "seeds" / "essay.md"
DOCUMENT = read(ESSAY)
PUBLICATION = publish([DOCUMENT])


def closed() -> io.BytesIO:
    stream = io.BytesIO()
    stream.close()
    return stream


WRONG = {
    "no path": (lambda: read(None), UsageError, "a source is a path, not None"),
    "bytes": (lambda: read(b"# Tea"), UsageError, "not bytes; convert.sources makes one of bytes"),
    "a stream": (lambda: convert(io.BytesIO(b"x"), "o.txt"), UsageError, "not BytesIO"),
    "a document": (lambda: convert(DOCUMENT, "o.txt"), UsageError, "not Document"),
    "no name": (lambda: read(""), SourceError, "'': there is no such file"),
    "a text": (lambda: read("# Tea\n\nPour."), SourceError, r"'# Tea\n\nPour.': there is no"),
    "a long text": (lambda: read("Pour. " * 999), SourceError, "…: cannot be read"),
    "an address": (
        lambda: read("https://a.example/tea"), SourceError, "convert.fetch.page.open_page makes",
    ),
    "a zero": (lambda: read("a\0b"), SourceError, r"'a\x00b': there is no such file"),
    "text as bytes": (lambda: source("# Tea", "tea.md"), UsageError, "not str; encode the text"),
    "a stream of text to read": (
        lambda: read_stream(io.StringIO("# Tea")), UsageError, "not str; encode the text",
    ),
    "a number that is none": (
        lambda: convert(ESSAY, "o.txt", options={"width": None}),
        UsageError, "option width is a whole number, not None",
    ),
    "a number for a file": (
        lambda: convert(ESSAY, "o.html", options={"css": 5}), UsageError, "css is a text, not 5",
    ),
    "no source": (lambda: convert([], "o.txt"), UsageError, "the list of them is empty"),
    "no output": (lambda: convert(ESSAY, None), UsageError, "a path or a binary stream, not None"),
    "a stream of text": (
        lambda: convert(ESSAY, io.StringIO(), format="text"), UsageError, "mode 'wb'",
    ),
    "a closed stream": (lambda: convert(ESSAY, closed(), format="text"), OutputError, "closed"),
    "a typo": (lambda: convert(ESSAY, "o", format="epbu"), UsageError, "did you mean 'epub'?"),
    "no gallery": (lambda: convert(ESSAY, "o.txt", images="fetch"), UsageError, "not str"),
    "one document": (lambda: publish(DOCUMENT), UsageError, "a list of what read() gives"),
    "two authors": (
        lambda: publish([DOCUMENT], {"author": ["A", "B"]}), UsageError, "is a text, not ['A',",
    ),
    "a path to publish": (lambda: publish([ESSAY]), UsageError, "what read() gives, not Posix"),
    "a document to export": (lambda: export(DOCUMENT, "o.txt"), UsageError, "not Document"),
    "a path to audit against": (lambda: audit(ESSAY, [ESSAY]), UsageError, "what read() gives"),
    "a stream to audit": (lambda: audit(io.BytesIO()), UsageError, "a path, not BytesIO"),
}  # fmt: skip


@pytest.mark.parametrize(("call", "error", "says"), WRONG.values(), ids=WRONG)
def test_a_mistake_gets_one_clear_sentence(tmp_path, monkeypatch, call, error, says):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ConvertError) as raised:
        call()
    assert type(raised.value) is error
    assert says in str(raised.value)
    assert "\n" not in str(raised.value)
    assert len(str(raised.value)) < 400
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("suffix", ["epub", "txt"])
def test_a_spine_that_is_gone_after_one_reading_is_refused(tmp_path, suffix):
    """A text file would be empty, and as there is nothing to hold it against, proven."""
    gone = replace(PUBLICATION, spine=(document for document in PUBLICATION.spine))
    with pytest.raises(UsageError, match="make a tuple of the generator"):
        export(gone, tmp_path / f"o.{suffix}")
    assert not list(tmp_path.iterdir())


def test_sources_may_come_from_a_generator(tmp_path):
    seeds = ESSAY.parent
    of_some = convert(sorted(seeds.glob("*a*.md")), tmp_path / "list.txt")
    convert((path for path in sorted(seeds.glob("*a*.md"))), tmp_path / "generator.txt")
    assert (tmp_path / "list.txt").read_bytes() == (tmp_path / "generator.txt").read_bytes()
    assert of_some.verdict.claims > 8


def test_bytes_are_made_a_source():
    assert read(source(b"# Tea\n\nPour.\n", "tea.md")).metadata.title == "Tea"


def test_a_path_is_a_value_of_options(tmp_path):
    sheet, attached = tmp_path / "own.css", tmp_path / "a, b.md"
    sheet.write_text("p { color: teal }")
    attached.write_text("Pour.")
    convert(ESSAY, tmp_path / "a.html", options={"css": sheet})
    assert "color: teal" in (tmp_path / "a.html").read_text("utf-8")
    convert(ESSAY, tmp_path / "a.pdf", options={"attach": attached})
    with pikepdf.open(tmp_path / "a.pdf") as pdf:
        assert "a, b.md" in pdf.attachments
    with pytest.raises(UsageError, match=r"gone\.otf"):
        convert(ESSAY, tmp_path / "a.epub", options={"font": tmp_path / "gone.otf"})


def test_help_tells_of_the_fields_of_a_value():
    fields = inspect.signature(package.Report).parameters
    assert list(fields)[:3] == ["output", "format", "verdict"]
    assert fields["proven"].default is True
    assert fields["images"].annotation == "int"
    assert re.search(r"\bReport\([\s|]*output: ", pydoc.plain(pydoc.render_doc(package.Report)))


def test_help_tells_of_every_public_name():
    told = pydoc.plain(pydoc.render_doc(package))
    for name in package.__all__:
        assert re.search(rf"^    (class )?{name}\(", told, re.M), name
