"""Libraries and targets that are not as they should be: each fault is told, nothing is lost."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import stat
import subprocess
import sys
import unicodedata
import zipfile
from pathlib import Path
from urllib.parse import quote

import pytest
from sample import PIXEL

from convert.cli import run
from convert.library.batch import Batch
from convert.library.engine import Engine
from convert.library.making import Order
from convert.library.names import Names
from convert.library.roots import Disk
from convert.library.store import Store
from convert.library.structure import plan

SITE = Path(__file__).parent.parent / "examples" / "site"
PAGE = "---\ntitle: {title}\nauthor: Petra Lund\ndate: 2025-01-02\n---\n\nThe tide of {title}.\n"


@pytest.fixture
def here(tmp_path, monkeypatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path


def page(path: str, title: str = "It") -> None:
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    Path(path).write_text(PAGE.format(title=title), "utf-8")


@pytest.fixture
def two(here) -> None:
    page("in/a.md", "A")
    page("in/b.md", "B")


# ── targets ─────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("source", ["in", "in/a.md"])
def test_a_pipe_or_device_is_not_replaced(two, capsys, source):
    os.mkfifo("pipe")
    assert run([source, "-o", "pipe", "-t", "text"]) == 4
    assert "pipe: cannot be written: is no file" in capsys.readouterr().err
    assert stat.S_ISFIFO(os.stat("pipe").st_mode)


@pytest.mark.parametrize("source", ["in", "in/a.md"])
def test_a_folder_that_is_missing_is_to_be_made_first(two, capsys, source):
    assert run([source, "-o", "no/where/all.epub"]) == 4
    told = "no/where/all.epub: cannot be written: there is no folder no/where; make it first"
    assert told in capsys.readouterr().err


def test_where_a_book_cannot_be_put_is_told_before_any_page_is_read(two, capsys):
    assert run(["in", "-o", "no/all.epub", "--json"]) == 4
    assert '"reading"' not in capsys.readouterr().err


@pytest.mark.parametrize("sources", [["in"], ["in/a.md"], ["in/a.md", "in/b.md"]])
def test_a_folder_that_cannot_be_made_is_told(two, capsys, sources):
    Path("file").write_text("a file", "utf-8")
    assert run([*sources, "-o", "file/out/", "-t", "text"]) == 4
    assert "file/out/: cannot be made: " in capsys.readouterr().err


def test_a_folder_that_cannot_be_made_for_a_page_is_a_failure_of_that_page(two, capsys):
    page("in/deep/c.md", "C")
    Path("out").mkdir()
    Path("out/deep").write_text("a file", "utf-8")
    assert run(["in", "-o", "out/", "-t", "text"]) == 7
    assert "failed  deep/c.md: out/deep: cannot be made: File exists" in capsys.readouterr().err
    assert Path("out/a.txt").exists()


FULL = """
import sys
import unicodedata
import zipfile
from convert.pipeline import exporter_of, publish, read
full = open("/dev/full", "w+b")
try:
    exporter_of("pdf", {"engine": sys.argv[1]}).export(publish([read("in/a.md")]), full)
except OSError as error:
    print(error.strerror)
"""


@pytest.mark.skipif(not Path("/dev/full").is_char_device(), reason="needs a disk that is full")
@pytest.mark.parametrize("engine", ["weasyprint", "typst"])
def test_a_pdf_that_does_not_fit_on_the_disk_is_an_error_and_no_crash(two, engine):
    done = subprocess.run([sys.executable, "-c", FULL, engine], stdout=subprocess.PIPE, text=True)
    assert done.stdout == "No space left on device\n"
    assert done.returncode == 0


# ── structure ───────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("output", ["all.epub", "out/"])
@pytest.mark.parametrize(
    ("toml", "fault"),
    [
        ("", "in/: there is no page in it; pages end in .md, "),
        ('src = "text"', "in/text: there is no page in it"),
        ('files = ["*.rst", "*.adoc"]', "in/: no file in it is one of *.rst, *.adoc"),
        ('reading = "site.toml"', "book.toml: reading is a table, as in reading = {"),
    ],
)
def test_a_library_without_a_page_says_where_it_looked(here, capsys, output, toml, fault):
    Path("in").mkdir()
    Path("in/book.toml").write_text(toml, "utf-8")
    assert run(["in", "-o", output, "-t", "epub"]) == 3
    assert fault in capsys.readouterr().err


# ── files ───────────────────────────────────────────────────────────────────────────────


@pytest.mark.timeout(20)
@pytest.mark.parametrize("output", ["all.epub", "out/"])
def test_a_pipe_in_a_library_is_no_page_to_wait_for(two, capsys, output):
    os.mkfifo("in/c.md")
    assert run(["in", "-o", output, "-t", "epub"]) == 7
    assert "failed  c.md: is a folder, pipe or device" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["index.md", "Index.txt"])
def test_a_page_called_index_is_not_lost_to_the_index(here, name):
    page(f"in/{name}")
    assert run(["in", "-o", "out/", "-t", "json"]) == 0
    told = json.loads(Path("out/index.json").read_text("utf-8"))
    (file,) = told["pages"][0]["files"]
    assert file["file"] == f"{Path(name).stem}-2.json"
    assert hashlib.sha256(Path("out", file["file"]).read_bytes()).hexdigest() == file["sha256"]


def test_no_source_is_written_over_by_the_file_of_another(here, capsys):
    page("a.md")
    page("a.txt", "A source")
    before = Path("a.txt").read_text("utf-8")
    assert run(["a.md", "a.txt", "-o", "./", "-t", "text"]) == 7
    assert "failed  a.md: ./a.txt: is a source, which would be gone" in capsys.readouterr().err
    assert Path("a.txt").read_text("utf-8") == before


@pytest.mark.skipif(os.name != "posix" or sys.platform == "darwin", reason="names are text there")
@pytest.mark.parametrize("format", ["epub", "text", "json", "html", "markdown"])
def test_a_name_that_is_no_text_does_no_harm(here, format):
    page("in/a.md")
    for name in (b"in/\xb5\xc6.md", b"in/\xff/c.md"):
        Path(os.fsdecode(name)).parent.mkdir(exist_ok=True)
        Path(os.fsdecode(name)).write_text("Words without a title.\n", "utf-8")
    assert run(["in", "-o", "all", "-t", format]) == 0
    assert run(["in", "-o", "out/", "-t", format, "--json"]) == 0
    told = json.loads(Path("out/index.json").read_text("utf-8"))
    assert [page["source"] for page in told["pages"]] == ["a.md", "\udcb5\udcc6.md", "\udcff/c.md"]
    assert run([*map(str, Path("in").glob("*.md")), "-o", "both", "-t", format]) == 0


def test_a_batch_tells_what_its_structure_gets_wrong(two, capsys):
    Path("in/SUMMARY.md").write_text("* [A](a.md)\n* [Gone](gone.md)\n", "utf-8")
    assert run(["in", "-o", "out/", "-t", "text", "-v"]) == 0
    told = capsys.readouterr().err
    assert "SUMMARY.md:2: l-001 entry of the contents leads to no file: gone.md" in told
    assert "l-003" not in told
    assert run(["in", "-o", "out/", "-t", "text", "--order", "summary"]) == 0
    assert "l-003       1 ×" in capsys.readouterr().err


def test_the_contents_under_another_name_are_no_page(two):
    Path("in/book.toml").write_text('summary = "toc.md"\n', "utf-8")
    Path("in/toc.md").write_text("* [A](a.md)\n", "utf-8")
    assert run(["in", "-o", "out/", "-t", "text"]) == 0
    assert sorted(os.listdir("out")) == ["a.txt", "b.txt", "index.json"]


def test_the_order_of_a_nav_may_be_asked_for(two, capsys):
    Path("in/mkdocs.yml").write_text("docs_dir: .\nnav:\n- b.md\n", "utf-8")
    assert run(["in", "-o", "out/", "-t", "text", "--order", "summary"]) == 0
    assert sorted(os.listdir("out")) == ["b.txt", "index.json"]


@pytest.mark.parametrize("output", ["all.txt", "out/"])
def test_the_profile_of_a_book_toml_lies_beside_it_and_a_change_of_it_counts(here, output):
    Path("in").mkdir()
    shutil.copy(SITE / "last-lamplighter.md", "in")
    shutil.copy(SITE / "lantern.toml", "in")
    Path("in/book.toml").write_text('reading = { site = "lantern.toml" }\n', "utf-8")
    made = Path(output) / "last-lamplighter.txt" if output.endswith("/") else Path(output)
    assert run(["in", "-o", output, "-t", "text"]) == 0
    assert "readers today" not in made.read_text("utf-8")
    profile = Path("in/lantern.toml").read_text("utf-8")
    Path("in/lantern.toml").write_text(profile.replace("Lantern Post ·", "Latern Post ·"), "utf-8")
    assert run(["in", "-o", output, "-t", "text"]) == 0
    assert "readers today" in made.read_text("utf-8")


# ── what is told ────────────────────────────────────────────────────────────────────────


def test_a_selection_of_nothing_is_wrong_use_also_for_a_book(two, capsys):
    assert run(["in", "-o", "all.epub", "--select", "title=Nothing"]) == 2
    assert "in: there is no page of which all that is selected is true" in capsys.readouterr().err


def test_why_no_page_can_be_read_is_told(here, capsys):
    Path("in").mkdir()
    Path("in/a.md").write_bytes(b"")
    assert run(["in", "-o", "all.epub"]) == 3
    assert "in: no page of it can be read: a.md: is empty" in capsys.readouterr().err
    Path("in/SUMMARY.md").write_text("* [Gone](gone.md)\n", "utf-8")
    assert run(["in", "-o", "all.epub"]) == 3
    assert "no page of it can be read: SUMMARY.md:1: l-001" in capsys.readouterr().err


def test_a_dry_run_of_a_book_shows_what_is_selected(two, capsys):
    assert run(["in", "-o", "all.epub", "--dry-run", "--select", "title=B"]) == 0
    told = capsys.readouterr().err.splitlines()
    assert told == ["b.md", "all.epub: 1 entry; nothing was made"]


def test_a_page_that_fails_in_all_formats_fails_once(two, capsys):
    Path("in/a.md").write_bytes(b"")
    assert run(["in", "-o", "out/", "-t", "epub,text"]) == 7
    told = capsys.readouterr().err
    assert told.count("failed  a.md: is empty") == 1
    assert "2 documents, 2 files" in told
    assert "1 failed" in told


def test_a_dry_batch_tells_what_cannot_be_read(two, capsys):
    Path("in/a.md").write_bytes(b"")
    assert run(["in", "-o", "out/", "-t", "text", "--name", "{title}", "--dry-run"]) == 0
    told = capsys.readouterr().err.splitlines()
    empty = "fail  a.md: is empty; there is nothing to convert"
    assert told == ["make  B.txt  from b.md", empty, "1 file to make; nothing was made"]


@pytest.mark.parametrize("more", [[], ["--fresh"]])
@pytest.mark.parametrize("output", ["all.epub", "out/"])
def test_a_store_that_is_broken_within_says_what_to_do(two, capsys, output, more):
    command = ["in", "-o", output, "-t", "epub"]
    assert run(command) == 0
    store = Path("cache/pubconvert/library.sqlite")
    size = store.stat().st_size
    with store.open("r+b") as file:
        for start in range(16384, size, 4096):
            file.seek(start)
            file.write(b"\xff" * 2048)
    assert run([*command, *more]) == 4
    told = "library.sqlite: is broken: database disk image is malformed; delete it"
    assert told in capsys.readouterr().err
    store.unlink()
    assert run(command) == 0


def test_a_page_that_changes_while_others_are_made_is_made_as_it_is_then(here):
    for n in range(9):
        page(f"in/{n}.md", f"Old {n}")
    order = Order(Disk("in"), "out")
    with Store("state.sqlite") as store:
        found = Batch(plan("in"), order, ["text"], Names("{n}-{date}"), store, Engine())
        outcomes = found.run()
        next(outcomes)
        page("in/8.md", "New")
        list(outcomes)
    assert "The tide of New" in Path("out/0009-2025-01-02.txt").read_text("utf-8")


def test_a_page_alone_in_its_folder_is_an_article_whatever_its_name(two):
    for name in ("in/README.md", "in/posts/one/index.md", "in/posts/two/index.md"):
        page(name)
    assert run(["in", "-o", "out/", "-t", "text", "-q"]) == 0
    found = sorted(str(path.relative_to("out")) for path in Path("out").rglob("*.txt"))
    assert found == ["a.txt", "b.txt", "posts/one/index.txt", "posts/two/index.txt"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read anything")
@pytest.mark.parametrize("locked", ["in", "in/more"])
def test_a_folder_that_cannot_be_listed_is_not_lost_in_silence(two, capsys, locked):
    page("in/more/c.md", "C")
    Path(locked).chmod(0)
    try:
        assert run(["in", "-o", "all.epub"]) == 3
    finally:
        Path(locked).chmod(0o700)
    assert f"{locked}: cannot be read: Permission denied" in capsys.readouterr().err


def test_what_was_written_to_a_url_in_the_library_is_no_page_of_it(here):
    memory = pytest.importorskip("fsspec").filesystem("memory")
    memory.pipe_file("/odd/a.md", PAGE.format(title="A").encode())
    command = ["memory://odd", "-t", "text", "--scheduler", "here"]
    for output in ("memory://odd/out/", "memory://odd/all.txt", "memory://odd/out/"):
        assert run([*command, "-o", output]) == 0
    found = [name.removeprefix("/odd/") for name in memory.find("/odd")]
    assert found == ["a.md", "all.txt", "out/a.txt", "out/index.json"]


@pytest.mark.parametrize("output", ["it.epub", "it.txt", "it.html", "it.pdf"])
@pytest.mark.parametrize("source", ["one/a.md", "one", "in"])
def test_a_date_that_is_stated_stands_beside_the_one_of_the_page(two, source, output):
    page("one/a.md", "A")
    assert run([source, "-o", output, "-m", "date=2020-05-06"]) == 0
    assert run([source, "-o", "told.txt", "-m", "date=2020-05-06"]) == 0
    told = Path("told.txt").read_text("utf-8")
    assert "2020-05-06" in told
    assert "2025-01-02" in told


@pytest.mark.parametrize("more", [[], ["-m", "editor=Mei Lin"], ["--select", "title=A"]])
@pytest.mark.parametrize("first", ["", "## Part\n"])
def test_the_cover_of_a_book_toml_lies_beside_it(here, capsys, first, more):
    page("in/deep/a.md", "A")
    page("in/deep/b.md", "B")
    Path("in/lamp.png").write_bytes(PIXEL)
    Path("in/book.toml").write_text('title = "All"\ncover = "lamp.png"\n', "utf-8")
    Path("in/SUMMARY.md").write_text(f"# S\n{first}* [A](deep/a.md)\n* [B](deep/b.md)\n", "utf-8")
    assert run(["in", "-o", "all.epub", "--images", "local", *more]) == 0
    assert "1 image, " in capsys.readouterr().err


# ── links ───────────────────────────────────────────────────────────────────────────────

LINKS = {
    "/a/x.md": "a/x.md", "/a/": "a/README.md", "./": "b/readme.md", "../b/": "b/readme.md",
    "x.md": "b/x.md", "..": "index.md", "../a/x.html": "a/x.md", "../a/index.html": "a/README.md",
    "../a/x/": "a/x.md", "/index.html": "index.md",
}  # fmt: skip


@pytest.mark.parametrize("url", LINKS)
def test_a_link_leads_where_the_library_says_it_does(here, capsys, url):
    pages = ["index.md", "a/README.md", "a/x.md", "b/readme.md", "b/x.md"]
    for path in pages:
        page(f"in/{path}", f"{path}, and words enough that an introduction is more than a remark")
    page("in/b/y.md", f"See [it]({url})")
    assert run(["in", "-o", "all.html", "-v"]) == 0
    told = capsys.readouterr().err
    assert "l-005" not in told
    assert "x-002" not in told
    place = pages.index(LINKS[url]) + 1
    assert f'<a href="#d{place}-top">it</a>' in Path("all.html").read_text("utf-8")


@pytest.mark.parametrize("more", [[], ["--dry-run"]])
def test_a_name_says_nothing_to_the_terminal(here, capsys, more):
    with zipfile.ZipFile("in.zip", "w") as file:
        file.writestr("a\x1b]0;mine\x07\x9b2J.md", "")
    assert run(["in.zip", "-o", "out/", "-t", "text", *more]) == (0 if more else 7)
    assert "a\ufffd]0;mine\ufffd\ufffd2J.md" in (told := capsys.readouterr().err)
    assert not set(told) & {"\x1b", "\x07", "\x9b"}


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_a_name_is_one_however_its_letters_are_composed(here, capsys, form):
    """On macOS, and in zips made there, letters and their marks are apart."""
    other = {"NFC": "NFD", "NFD": "NFC"}[form]
    page(unicodedata.normalize(form, "in/é.md"), "See [it](한국/n.md)")
    page(unicodedata.normalize(form, "in/한국/n.md"), "See [it](/é.md)")
    entries = unicodedata.normalize(other, "* [É](é.md)\n* [N](한국/n.md)\n")
    Path("in/SUMMARY.md").write_text(entries, "utf-8")
    assert run(["in", "-o", "all.html", "-v"]) == 0
    told = capsys.readouterr().err
    assert not {"l-001", "l-003", "l-005", "x-002"} & set(told.split())
    text = Path("all.html").read_text("utf-8")
    assert text.count('<a href="#d1-top">it</a>') == 1
    assert text.count('<a href="#d2-top">it</a>') == 1


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize("source", ["in", "in.zip"])
def test_a_picture_is_found_however_its_name_is_composed(here, capsys, source, form):
    other = {"NFC": "NFD", "NFD": "NFC"}[form]
    Path("in").mkdir()
    shown = unicodedata.normalize(other, "![it](<한국/그림 é.png>)\n")
    Path("in/a.md").write_text(shown, "utf-8")
    Path("in/b.md").write_text(f"![it]({quote('한국/그림 é.png')})\n", "utf-8")
    picture = Path(unicodedata.normalize(form, "in/한국/그림 é.png"))
    picture.parent.mkdir()
    picture.write_bytes(PIXEL)
    shutil.make_archive("in", "zip", "in")
    assert run([source, "-o", "all.epub", "--images", "local"]) == 0
    assert "1 image, " in (told := capsys.readouterr().err)
    assert "i-00" not in told


def test_the_folder_around_a_library_may_hold_its_files(here):
    (here / "pages").mkdir()
    (here / "pages" / "a.md").write_text("# A\n\nSteep it.\n")
    assert run(["pages", "-o", ".", "-t", "text", "-q"]) == 0
    assert (here / "a.txt").exists()


def test_no_page_of_a_library_is_written_over(here, capsys):
    (here / "pages" / "pages").mkdir(parents=True)
    for folder in ("pages", "pages/pages"):
        (here / folder / "a.md").write_text(f"# A in {folder}\n\nSteep it.\n")
    before = (here / "pages" / "a.md").read_bytes()
    assert run(["pages", "-o", ".", "-t", "markdown,text", "-q"]) == 7
    assert "pages/a.md: is a source, which would be gone" in capsys.readouterr().err
    assert (here / "pages" / "a.md").read_bytes() == before
    assert (here / "a.md").exists()
    assert (here / "pages" / "a.txt").exists()
