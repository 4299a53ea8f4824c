"""The command: each kind of bad input gets one clear line, its exit code, and no half file."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest
from ferry import GOOD

from convert.cli import run


def files(folder) -> set[str]:
    return {path.name for path in folder.rglob("*") if path.is_file()}


BAD = {
    "missing file": (None, [], 3, "bad.md: there is no such file"),
    "binary": (b"PK\x03\x04\x00\x00\x01", [], 3, "bad.md: is a binary file"),
    "empty": (b" \n\n", [], 3, "bad.md: is empty"),
    "wrong encoding": ("标题\n正文".encode("gb18030"), [], 3, "bad.md:1: is not UTF-8"),
    "broken front matter": (b"---\ntitle: [a\nauthor: b\n---\nText\n", [], 3, "bad.md:"),
    "unknown reader": (b"# A\n", ["-f", "markdwon"], 2, "unknown reader 'markdwon'"),
    "unknown format": (b"# A\n", ["-t", "epbu"], 2, "did you mean 'epub'"),
    "unknown option": (b"# A\n", ["-O", "widht=3"], 2, "no option 'widht'; did you mean 'width'"),
    "unknown metadata": (b"# A\n", ["-m", "autor=B"], 2, "no metadata is called 'autor'"),
    "a language": (b"# A\n", ["-m", "language=klingon"], 2, "a language is a code, such as en"),
    "metadata without a value": (b"# A\n", ["-m", "author"], 2, "'author' is not KEY=VALUE"),
}


OVER = {
    "itself": (["good.md", "-o", "good.md"], 2, "good.md: is a source, which would be gone"),
    "one of ours": (["ours.md", "-o", "ours.md", "--images", "drop"], 2, "ours.md: is a source"),
    "each itself": (["good.md", "two.md", "-o", "./", "-t", "markdown"], 7, "is a source"),
    "a page of the library": ([".", "-o", "README.md"], 2, "README.md: is a page of the library"),
    "the library": ([".", "-o", ".", "-t", "markdown"], 2, ".: is the library itself"),
}


@pytest.mark.parametrize("name", OVER)
def test_a_source_is_never_written_over(name, here, capsys):
    arguments, code, message = OVER[name]
    (here / "two.md").write_text("# Two\n", "utf-8")
    assert run(["good.md", "-o", "ours.md", "-q"]) == 0
    (here / "README.md").write_text("# Ferries\n", "utf-8")
    before = {path: path.read_bytes() for path in here.glob("*.md")}
    assert run([*arguments, "--cache", str(here / "cache")]) == code
    assert message in capsys.readouterr().err
    assert {path: path.read_bytes() for path in here.glob("*.md")} == before


@pytest.mark.parametrize("name", BAD)
def test_bad_input(name, here, capsys):
    content, arguments, code, message = BAD[name]
    if content is not None:
        (here / "bad.md").write_bytes(content)
    (here / "book.txt").write_text("old", "utf-8")
    before = files(here)
    assert run(["bad.md", "-o", "book.txt", *arguments]) == code
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 1
    assert message in lines[0]
    assert files(here) == before
    assert (here / "book.txt").read_text("utf-8") == "old"


def test_a_folder_is_a_library(here):
    assert run([".", "-o", "book.txt"]) == 0
    assert "Every fare was written down." in (here / "book.txt").read_text("utf-8")


def test_a_folder_is_no_single_source(here, capsys):
    assert run(["inspect", "."]) == 3
    assert "is a folder" in capsys.readouterr().err


def test_an_output_without_a_format(here, capsys):
    assert run(["good.md", "-o", "book.xyz"]) == 2
    assert "no format has the suffix .xyz" in capsys.readouterr().err


def test_an_output_that_cannot_be_written(here, capsys):
    assert run(["good.md", "-o", "no/such/folder/book.txt"]) == 4
    assert "no/such/folder/book.txt: cannot be written" in capsys.readouterr().err


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_cannot_be_written(here):
    (here / "locked").mkdir(mode=0o500)
    assert run(["good.md", "-o", "locked/book.txt"]) == 4


def test_a_hint_never_closed_is_kept_and_named(here, capsys):
    (here / "open.md").write_text('# A\n\n{% hint style="info" %}\nKept words.\n', "utf-8")
    assert run(["open.md", "-o", "book.txt"]) == 0
    assert "open.md:3: r-003 GitBook block never closed" in capsys.readouterr().err
    assert "Kept words." in (here / "book.txt").read_text("utf-8")


def test_a_lost_claim_is_exit_5_and_the_old_file_stays(here, capsys, monkeypatch):
    """A witness that cannot see any notice makes the very same file fail its proof."""
    from convert import pipeline
    from convert.formats import Evidence

    (here / "book.txt").write_text("old", "utf-8")
    monkeypatch.setattr(pipeline, "witness", lambda *_: Evidence("The ferry ledger"))
    assert run(["good.md", "-o", "book.txt"]) == 5
    said = capsys.readouterr().err
    assert "is missing in the text: Anna Lindgren" in said
    assert said.endswith("; nothing was written\n")
    assert (here / "book.txt").read_text("utf-8") == "old"
    assert files(here) == {"good.md", "book.txt"}


def test_a_folder_gets_one_file_for_each_source_and_format(here):
    (here / "sub").mkdir()
    (here / "sub" / "good.md").write_text(GOOD, "utf-8")
    assert run(["good.md", "sub/good.md", "-o", "out/", "-t", "epub,text"]) == 0
    made = {"good.epub", "good.txt", "good-2.epub", "good-2.txt"}
    assert files(here / "out") == {*made, "index.json"}


def test_many_files_are_made_by_many_hands(here, capsys):
    """And what is there already stays as it is."""
    for number in range(30):
        (here / f"{number}.md").write_text(GOOD.replace("ferry", f"ferry {number}"), "utf-8")
    names = [f"{number}.md" for number in range(30)]
    command = ["-o", "out/", "-t", "text", "--cache", "cache", "-j", "2"]
    assert run([*names, *command]) == 0
    assert "30 documents, 30 files" in capsys.readouterr().err
    assert "ferry 29" in (here / "out" / "29.txt").read_text("utf-8")
    assert run([*names, *command]) == 0
    assert "30 of them unchanged" in capsys.readouterr().err


def test_a_failing_source_does_not_stop_the_others(here, capsys):
    assert run(["good.md", "gone.md", "-o", "out/", "-t", "text"]) == 7
    assert files(here / "out") == {"good.txt", "index.json"}
    assert "gone.md: there is no such file" in capsys.readouterr().err


def test_several_sources_make_one_publication(here):
    (here / "two.md").write_text(GOOD.replace("ferry", "bridge"), "utf-8")
    assert run(["good.md", "two.md", "-o", "both.txt", "-m", "title=Two ledgers"]) == 0
    text = (here / "both.txt").read_text("utf-8")
    assert "Two ledgers" in text
    assert text.count("CC-BY-4.0") >= 2, "each document has its own colophon"


def test_stated_metadata_becomes_a_claim(here):
    assert run(["good.md", "-o", "book.txt", "-m", "translator=Mei Lin"]) == 0
    assert "Translator: Mei Lin" in (here / "book.txt").read_text("utf-8")


@pytest.mark.parametrize("suffix", ["epub", "txt", "pdf", "md"])
def test_a_date_that_is_stated_anew_does_not_erase_that_of_the_source(here, capsys, suffix):
    assert run(["good.md", "-o", f"book.{suffix}", "-m", "date=2023-01-01", "-m", "author="]) == 0
    assert "6 claims proven" in capsys.readouterr().err


def test_both_dates_can_be_read(here):
    assert run(["good.md", "-o", "book.txt", "-m", "date=2023-01-01"]) == 0
    text = (here / "book.txt").read_text("utf-8")
    assert "Published: 2023-01-01" in text.partition("Every fare")[0]
    assert "Published: 2024-02-29" in text.partition("Every fare")[2]


def test_inspect_as_json(here, capsys):
    assert run(["inspect", "good.md", "--json"]) == 0
    shown = json.loads(capsys.readouterr().out)
    assert shown["title"] == "The ferry ledger"
    assert shown["published"] == "2024-02-29"
    assert shown["contributions"] == [{"name": "Anna Lindgren", "role": "aut", "url": ""}]
    assert shown["rights"][0]["licence"] == "CC-BY-4.0"
    assert set(shown) >= {
        "language", "source_url", "site", "tags", "summary", "notices",
        "image_credits", "rights", "cover", "removed",
    }  # fmt: skip


def test_audit_finds_what_another_tool_lost(here, capsys):
    assert run(["good.md", "-o", "book.txt"]) == 0
    assert run(["audit", "book.txt", "--source", "good.md"]) == 0
    lossy = (here / "book.txt").read_text("utf-8").replace("Anna Lindgren", "Various")
    (here / "lossy.txt").write_text(lossy, "utf-8")
    assert run(["audit", "lossy.txt", "--source", "good.md"]) == 5
    told = capsys.readouterr().out
    assert "lost: author of 'The ferry ledger'" in told
    assert "findings over 5 claims" in told


def test_formats_lists_every_group(capsys):
    assert run(["formats", "--json"]) == 0
    shown = json.loads(capsys.readouterr().out)
    assert {"epub", "pdf", "text"} <= set(shown["exporters"])
    assert shown["exporters"]["text"]["options"]["width"]["default"] == 78


def test_formats_fits_a_terminal(capsys, monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")
    assert run(["formats"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert max(map(len, lines)) <= 80
    assert "    --width=78        number  display columns of a line; 0 puts each paragraph" in lines
    assert any(line.startswith("    --pdf-jobs=0 ") for line in lines), "--jobs is the command's"


def test_formats_of_one_name(capsys):
    assert run(["formats", "gemtxt"]) == 2
    assert run(["formats", "text"]) == 0
    assert set(capsys.readouterr().out.split()) >= {"--newline=lf", "(.txt)", "WITNESSES"}


def test_the_module_is_the_command(here):
    done = subprocess.run(
        [sys.executable, "-m", "convert", "-", "-t", "text", "-o", "-"],
        input=GOOD.encode(), capture_output=True, check=True,
    )  # fmt: skip
    assert "Every fare was written down." in done.stdout.decode("utf-8")


def test_what_an_audit_shows_stands_in_columns(here, capsys):
    good = GOOD.replace("license: CC-BY-4.0", "rights: © 2024 Anna Lindgren")
    (here / "one.md").write_text(good, "utf-8")
    assert run(["one.md", "-o", "book.epub", "-q"]) == 0
    assert run(["audit", "book.epub"]) == 0
    lines = capsys.readouterr().out.splitlines()[1:-1]
    assert "  copyright holder Anna Lindgren" in lines
    assert {line[18] for line in lines} == {" "}
    assert " " not in {line[19] for line in lines}
