"""What the command says when something is wrong: one line, without a traceback."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from convert.cli import run


@pytest.mark.parametrize(
    "arguments",
    [
        ["good.md", "-o", "a.epub", "--css", "gone"],
        ["good.md", "-o", "a.epub", "--font", "gone"],
        ["good.md", "-o", "a.epub", "--cover", "gone"],
        ["good.md", "-o", "a.html", "--css", "gone"],
        ["good.md", "-o", "a.pdf", "--font", "gone"],
        ["good.md", "-o", "a.pdf", "--attach", "gone"],
        ["good.md", "-o", "a.txt", "--site", "gone"],
        [".", "-o", "a.txt", "--site", "gone"],
        ["audit", "gone", "-t", "epub"],
    ],
    ids=" ".join,
)
def test_a_file_that_is_not_there_is_named_once(here, capsys, arguments):
    assert run(arguments) in (2, 3)
    said = capsys.readouterr().err
    assert "No such file or directory" in said
    assert "Errno" not in said
    assert said.count("gone") == 1
    assert said.count("\n") == 1


@pytest.mark.parametrize(
    "command, closed, code",
    [("good.md -t text -o -", ">&-", 4), ("inspect -", "<&-", 3), ("good.md -o a.txt", ">&-", 0)],
)
def test_closed_streams(here, command, closed, code):
    line = f'"{sys.executable}" -m convert {command} {closed}'
    done = subprocess.run(["sh", "-c", line], capture_output=True)
    assert done.returncode == code
    assert done.stderr.count(b"\n") == 1


@pytest.mark.parametrize(
    "option", ["--modified soon", "--pdf-jobs -1", "--seconds -1", "--memory -1", "--piece-size 0"]
)
def test_a_number_or_a_time_that_is_none(here, capsys, option):
    name = "a.epub" if "modified" in option else "a.pdf"
    assert run(["good.md", "-o", name, *option.split()]) == 2
    assert option.split()[1] in capsys.readouterr().err
    assert not (here / name).exists()


def test_a_broken_pdf_is_told_in_words(here, capsys):
    (here / "half.pdf").write_bytes(b"%PDF-1.7\n1 0 obj\n<<")
    assert run(["audit", "half.pdf"]) == 3
    assert "not a readable PDF: " in (said := capsys.readouterr().err)
    assert "BytesIO" not in said


@pytest.mark.parametrize(
    "arguments",
    [[], ["--no-such-flag"], ["good.md", "-o", "a.txt", "--images", "some"], ["cache", "fill"],
     [".", "-o", "a.txt", "--cache-size", "-1"],
     ["good.md", "-o", "a.txt", "--from-encoding", "utf-9"],
     ["good.md", "-o", "a", "-t", "text,epub"], [".", "-o", "a", "-t", "text,epub"],
     [".", "-o", "a.txt", "--select", "title=Nobody"],
     [".", "-o", "out/", "-t", "text", "--from-encoding", "utf-9"]],
    ids=" ".join,
)  # fmt: skip
def test_wrong_use_is_exit_2_and_one_line(here, capsys, arguments):
    assert run(arguments) == 2
    said = capsys.readouterr().err
    assert said.startswith("pubconvert: ")
    assert said.count("\n") == 1


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="no such device here")
@pytest.mark.parametrize("command", [["good.md", "-t", "text", "-o", "-"], ["inspect", "good.md"]])
def test_standard_output_that_takes_no_more(here, command):
    buffered = {**os.environ, "PYTHONUNBUFFERED": ""}
    with open("/dev/full", "wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "convert", *command],
            stdout=full, stderr=subprocess.PIPE, env=buffered,
        )  # fmt: skip
    assert done.returncode == 4
    assert b"cannot be written: No space left" in done.stderr
    assert done.stderr.count(b"\n") == 1
