"""Every field of an exporter is a flag."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest

from convert import registry
from convert.cli import run
from convert.commands.convert import command_line
from convert.commands.flags import parse
from convert.errors import UsageError
from convert.options import flag, options_of

NUMBERS = "一二三四五六七八九十百千万"

SAID = [
    ("-t text --width 60", {"text": {"width": "60"}}),
    ("-t text --width=60", {"text": {"width": "60"}}),
    ("-t text -O width=60", {"text": {"width": "60"}}),
    ("-t text -O width=60 --width 70", {"text": {"width": "70"}}),
    ("-t text --autospace", {"text": {"autospace": "yes"}}),
    ("-t text --no-autospace", {"text": {"autospace": "no"}}),
    ("-t text --bom=no", {"text": {"bom": "no"}}),
    ("-t text --encoding gb18030 --newline crlf",
     {"text": {"encoding": "gb18030", "newline": "crlf"}}),
    ("-t epub,text --width 60", {"epub": {}, "text": {"width": "60"}}),
    ("-t epub,pdf --font a.ttf", {"epub": {"font": "a.ttf"}, "pdf": {"font": "a.ttf"}}),
    ("-t epub,pdf --epub-font a.ttf", {"epub": {"font": "a.ttf"}, "pdf": {}}),
    ("-t epub --split-level 2 --writing-mode vertical-rl --kepub",
     {"epub": {"split_level": "2", "writing_mode": "vertical-rl", "kepub": "yes"}}),
    ("-t pdf --pdf-engine typst --missing-glyphs warn",
     {"pdf": {"engine": "typst", "missing_glyphs": "warn"}}),
    ("-t pdf --jobs 2 --pdf-jobs 3", {"pdf": {"jobs": "3"}}),
    ("-t markdown --flavour gfm", {"markdown": {"flavour": "gfm"}}),
    ("-t text", {}),
]  # fmt: skip
"""What is said, and the options of each format."""

WRONG = [
    ("-t text --widht 60", "text: no option --widht; did you mean --width?"),
    ("-t epub --width 60", "epub: no option --width; it is one of text"),
    ("-t epub,pdf --qwrtz 60", "epub, pdf: no option --qwrtz; pubconvert formats lists"),
    ("-t text --width", "--width needs a value, as in --width VALUE"),
    ("-t text --width --bom", "--width needs a value"),
    ("-t text --no-width 60", "no option --no-width"),
    ("-t text --encoding latin1 --from-enc x", "no option --from-enc"),
    ("-o out/ --width 60", "which format?"),
]


@pytest.mark.parametrize("arguments, options", SAID)
def test_what_is_said_of_each_format(arguments, options):
    given = parse(command_line(), ["a.md", "-o", "out", *arguments.split()])
    assert given.options == options
    assert given.sources == ["a.md"]


@pytest.mark.parametrize("place", [0, 1, 2, 4])
def test_a_flag_may_stand_anywhere(place):
    words = ["a.md", "b.md", "-o", "x.txt"]
    given = parse(command_line(), [*words[:place], "--width", "60", *words[place:]])
    assert (given.sources, given.options) == (["a.md", "b.md"], {"text": {"width": "60"}})


def test_behind_two_dashes_all_are_sources():
    given = parse(command_line(), ["-o", "x.txt", "--width", "60", "--", "--width", "a.md"])
    assert (given.sources, given.options) == (["--width", "a.md"], {"text": {"width": "60"}})


@pytest.mark.parametrize("arguments, message", WRONG)
def test_what_is_wrong_is_said(arguments, message):
    with pytest.raises(UsageError, match=re.escape(message)):
        parse(command_line(), ["a.md", "-o", "out", *arguments.split()])


@pytest.mark.parametrize("format", registry.names("exporters"))
def test_every_field_has_a_flag_of_its_format(format):
    for option in options_of(registry.load("exporters", format)).values():
        given = parse(
            command_line(),
            ["a.md", "-o", "x", "-t", format, f"{flag(f'{format}-{option.name}')}=1"],
        )
        assert given.options == {format: {option.name: "1"}}


def test_no_exporter_is_imported_before_a_flag_asks_for_it():
    code = (
        "import sys; from convert.commands.convert import command_line;"
        "from convert.commands.flags import parse; parse(command_line(), ['a.md', '-o', 'a.pdf']);"
        "print([name for name in sys.modules if name.startswith('convert.exporters')])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    assert done.stdout == "[]\n"


@pytest.fixture
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "pages").mkdir()
    for name in ("one", "two"):
        (tmp_path / "pages" / f"{name}.md").write_text(f"# {name}\n\n{NUMBERS}\n", "utf-8")
    return tmp_path


@pytest.mark.parametrize("source", [["pages/one.md", "pages/two.md"], ["pages"]])
def test_flags_serve_batches_and_libraries(here, source):
    assert run([*source, "-o", "out/", "-t", "html,text", "--width", "20", "--bom"]) == 0
    text = (here / "out/one.txt").read_text("utf-8")
    assert text.startswith("\ufeff")
    assert f"{NUMBERS[:10]}\n{NUMBERS[10:]}\n" in text
    assert NUMBERS in (here / "out/one.html").read_text("utf-8")


@pytest.mark.parametrize("source", [["pages/one.md", "pages/two.md"], ["pages"]])
def test_a_file_is_found_from_where_one_stands(here, source):
    (here / "look.css").write_text("p { color: teal }", "utf-8")
    assert run([*source, "-o", "out/", "-t", "html", "--css", "look.css"]) == 0
    assert run([*source, "-o", "one.html", "--css", "look.css"]) == 0
    for name in ("out/one.html", "one.html"):
        assert "color: teal" in (here / name).read_text("utf-8")


def test_a_wrong_flag_is_exit_2_and_one_line(here, capsys):
    assert run(["pages/one.md", "-o", "a.txt", "--widht", "60"]) == 2
    assert capsys.readouterr().err == "pubconvert: text: no option --widht; did you mean --width?\n"
