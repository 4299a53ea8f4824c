"""Many files that are named one by one: one book by many hands, the same as by one."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from server import photo

from convert.cli import run
from convert.diagnostics import summary
from convert.library import WORTH
from convert.pipeline import convert

COUNT = WORTH + 6
PAGE = """---
title: Tide {n}
author: {author}
date: 2024-01-{day:02}
language: en
---

The water of tide {n} comes in, see [the next one](../{beside}/{next}.md#low), [its low water](#low)
and [nothing](nowhere.md). ![A gauge](gauge{n}.png)

## Low

It goes out again.[^1] Reserved: text and data mining is not permitted.

[^1]: As it does every day.
"""


@pytest.fixture
def files(tmp_path, monkeypatch) -> list[str]:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    for n in range(COUNT):
        path = Path(f"{n % 3}/{n}.md")
        path.parent.mkdir(exist_ok=True)
        author = "Petra Lund" if n % 2 else "Ravi Menon"
        beside, after = (n + 1) % COUNT % 3, (n + 1) % COUNT
        text = PAGE.format(n=n, author=author, day=n % 28 + 1, next=after, beside=beside)
        path.write_text(text, "utf-8")
    return [f"{n % 3}/{n}.md" for n in range(COUNT)][::-1]


def made(files: list[str], name: str, *more: str) -> bytes:
    """What the command makes of the files."""
    assert run([*files, "-o", name, "--images", "link", "--scheduler", "processes", *more]) == 0
    return Path(name).read_bytes()


def alone(files: list[str], name: str, **more: object) -> bytes:
    """What one process makes of them."""
    convert(files, f"alone-{name}", **more)
    return Path(f"alone-{name}").read_bytes()


@pytest.mark.parametrize("name", ["book.epub", "book.kepub.epub", "book.txt", "book.json"])
def test_many_hands_make_the_same_book_as_one(files, name):
    assert made(files, name) == alone(files, name)
    assert made(files, name) == alone(files, name), "and again of what is kept"


def test_what_is_stated_is_stated_of_every_file(files):
    stated = {"title": "All tides", "author": "Ana Reis", "rights": "© 2024 Ana Reis"}
    given = [f"-m{key}={value}" for key, value in stated.items()]
    assert made(files, "book.epub", *given) == alone(files, "book.epub", metadata=stated)


def test_a_file_that_is_named_twice_is_there_twice(files):
    twice = [*files, files[0]]
    assert made(twice, "book.epub") == alone(twice, "book.epub")
    assert made(files, "one.epub") != Path("book.epub").read_bytes()


def test_files_of_one_name_are_told_apart(files):
    for n in range(3):
        Path(f"{n}/same.md").write_text(f"# Same {n}\n\nSee [it](same.md).\n", "utf-8")
    several = [*files, *(f"{n}/same.md" for n in range(3))]
    assert made(several, "book.epub") == alone(several, "book.epub")


def test_the_first_file_that_cannot_be_read_is_named_with_its_own_exit_code(files, capsys):
    Path(files[9]).write_bytes(b"\0\1\2")
    assert run([*files, "-o", "book.epub"]) == 3
    assert capsys.readouterr().err == f"pubconvert: {files[9]}: is a binary file, not text\n"
    assert run(["-f", "nobody", *files, "-o", "book.epub"]) == 2
    assert "nobody" in capsys.readouterr().err
    assert not Path("book.epub").exists()


def test_what_is_said_at_the_end_is_the_same(files, capsys):
    made(files, "book.epub")
    report = convert(files, "alone.epub")
    said = [*summary(report.diagnostics), f"book.epub: epub, {report.verdict.claims} claims proven"]
    assert capsys.readouterr().err.splitlines() == said
    assert len(said) > 2


def test_pictures_beside_the_files_come_along(files):
    for n in range(2):
        Path(f"{n}/gauge{n}.png").write_bytes(photo(n, kind="PNG"))
    made(files, "book.epub", "--images", "local")
    names = zipfile.ZipFile("book.epub").namelist()
    assert sum(name.startswith("EPUB/image-") for name in names) == 2


def test_a_source_is_never_written_over(files, capsys):
    assert run([*files, "-o", files[4], "-t", "markdown"]) == 2
    assert "is a source, which would be gone" in capsys.readouterr().err
