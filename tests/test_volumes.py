"""One book as several files, each proven, each with its own people."""

from __future__ import annotations

from pathlib import Path

import pytest
from epub_check import complaints
from sample import PIXEL, simple

from convert import model as m
from convert.cli import run
from convert.errors import UsageError
from convert.ledger import Claim, Kind
from convert.metadata import Agent, Contribution, Metadata
from convert.pipeline import audit, publish
from convert.transforms.collect import collect
from convert.value import replace
from convert.volumes import Size, Volumes, export_volumes, size_of

NAMES = ("Ada", "Bo", "Cleo", "Dag", "Eve")


def document(name: str, text: str = "a line") -> m.Document:
    author = Contribution(Agent(name), "aut")
    claim = Claim(Kind.AUTHOR, name, (author,))
    found = simple(f"By {name}", text)
    return replace(found, metadata=Metadata(f"By {name}", contributions=(author,)), ledger=(claim,))


def library() -> m.Publication:
    return publish([document(name) for name in NAMES], {"title": "Lamps"})


def test_every_document_is_in_one_volume(tmp_path):
    output = str(tmp_path / "lamps.epub")
    reports = list(export_volumes(library(), output, "2", format="epub"))
    assert [Path(r.output).name for r in reports] == [
        "lamps-1.epub", "lamps-2.epub", "lamps-3.epub"
    ]  # fmt: skip
    assert all(complaints(report.output) == [] for report in reports)
    said = [audit(report.output).evidence for report in reports]
    assert [e.title for e in said] == ["Lamps (1/3)", "Lamps (2/3)", "By Eve"]
    assert [[n for n in NAMES if n in e.text] for e in said] == [
        ["Ada", "Bo"], ["Cleo", "Dag"], ["Eve"]
    ]  # fmt: skip


def test_a_volume_names_its_own_people():
    people = [v.metadata.agents() for v in Volumes(library(), Size(2))]
    assert people == [("Ada", "Bo"), ("Cleo", "Dag"), ("Eve",)]
    assert {v.metadata.collection for v in Volumes(library(), Size(2))} == {"Lamps"}


def test_no_volume_is_larger_than_asked():
    image = m.Resource("a.png", "image/png", lambda: PIXEL * 1000, size=len(PIXEL) * 1000)
    shown = m.Figure(m.Image("a.png", "a lamp"))
    documents = [document(name, "text " * 2000) for name in NAMES]
    documents = [replace(d, blocks=(*d.blocks, shown)) for d in documents]
    book = replace(collect(documents), resources=(image,))
    one = 2000 * 5 + 100
    assert Volumes(book, Size(bytes=2 * one + image.size)).counts == [2, 2, 1]
    assert Volumes(book, Size(bytes=1)).counts == [1] * 5, "a document is never cut"
    assert Volumes(book, Size(bytes=10**9)).counts == [5]


def test_a_small_book_stays_one(tmp_path):
    output = str(tmp_path / "lamps.txt")
    (report,) = export_volumes(library(), output, "8MB", format="text")
    assert report.output == output


@pytest.mark.parametrize("text", ["", "0", "-1", "8GB", "many", "٣"])
def test_a_size_is_a_number(text):
    with pytest.raises(UsageError, match="8MB"):
        size_of(text)


def test_the_command_writes_volumes(tmp_path, capsys):
    for name in NAMES:
        (tmp_path / f"{name}.md").write_text(f"---\nauthor: {name}\n---\n# By {name}\n\nText.\n")
    sources = [str(tmp_path / f"{name}.md") for name in NAMES]
    target = tmp_path / "lamps.kepub.epub"
    assert run([*sources, "-o", str(target), "--volume-size", "3", "-O", "kepub=yes"]) == 0
    assert sorted(path.name for path in tmp_path.glob("*.epub")) == [
        "lamps-1.kepub.epub", "lamps-2.kepub.epub"
    ]  # fmt: skip
    assert run([*sources, "-o", "-", "-t", "epub", "--volume-size", "3"]) == 2
    assert "volumes are files" in capsys.readouterr().err
