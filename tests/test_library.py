"""Libraries as books and as batches: structure, links, statements, what is made again."""

from __future__ import annotations

import io
import json
import re
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from epub_check import complaints
from sample import PIXEL
from server import photo

from convert.cli import run
from convert.errors import OutputError
from convert.fetch.cache import Cache
from convert.fetch.client import Client
from convert.fetch.errors import FetchError
from convert.fetch.gallery import Gallery
from convert.library.book import Library
from convert.library.engine import Engine
from convert.library.reading import Reading, keep, load
from convert.library.store import Store
from convert.library.structure import plan
from convert.model import Document
from convert.pipeline import audit, export
from convert.value import replace

SEEDS = Path(__file__).parent.parent / "seeds"
ARTICLE = """---
title: {title}
author: {author}
date: 2024-0{n}-11
source: https://example.org/{n}
---

The tide of {title} comes in. {more}
"""


@pytest.fixture
def here(tmp_path, monkeypatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path


def article(path: Path, title: str, n: int, more: str = "", author: str = "Petra Lund") -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(ARTICLE.format(title=title, author=author, n=n, more=more), "utf-8")


@pytest.fixture
def tides(here) -> Path:
    folder = here / "tides"
    article(folder / "north" / "one.md", "One", 1, "See [two](../south/two.md#low-water).")
    article(folder / "south" / "two.md", "Two", 2, "\n\n## Low water\n\nBack [to it](../north/).")
    article(folder / "north" / "README.md", "North", 3, "It is cold there, and far away.")
    (folder / "SUMMARY.md").write_text(
        "# S\n## Sea\n* [The north](north/README.md)\n  * [One](north/one.md)\n"
        "* [Two](south/two.md)\n", "utf-8",
    )  # fmt: skip
    (folder / "book.toml").write_text('title = "All tides"\neditor = "Mei Lin"\n', "utf-8")
    return folder


def member(book: Path, name: str) -> str:
    return zipfile.ZipFile(book).read(f"EPUB/{name}").decode()


def documents(source: str) -> Iterator[Document]:
    with Store("state.sqlite") as store:
        yield from Library(plan(source), Reading(), store, Engine()).publication({}).spine


# ── books ───────────────────────────────────────────────────────────────────────────────


def test_a_book_nests_as_its_summary_says(tides):
    assert run(["tides", "-o", "tides.epub"]) == 0
    nav = member(Path("tides.epub"), "nav.xhtml").partition("landmarks")[0]
    names = re.findall(r"(<ol>|</ol>)|xhtml\">([^<]+)<", nav)
    depth, found = 0, []
    for mark, name in names:
        depth += {"<ol>": 1, "</ol>": -1}.get(mark, 0)
        found += [(depth, name)] if name else []
    assert found[1:] == [(1, "All tides"), (1, "Sea"), (2, "The north"), (3, "One"), (2, "Two")]
    assert complaints("tides.epub") == []


def test_links_between_pages_lead_to_pages_and_headings(tides):
    assert run(["tides", "-o", "tides.epub"]) == 0
    assert 'href="c0005.xhtml#h1">two</a>' in member(Path("tides.epub"), "c0004.xhtml")
    assert 'href="c0003.xhtml">to it</a>' in member(Path("tides.epub"), "c0005.xhtml")


def test_dead_links_are_named_once(tides, capsys):
    article(tides / "south" / "two.md", "Two", 2, "[a](gone.md), [b](../north/one.md#gone).")
    assert run(["tides", "-o", "tides.epub", "-v"]) == 0
    said = [line for line in capsys.readouterr().err.splitlines() if "gone" in line]
    assert [line.partition(" ")[2] for line in said] == [
        "l-005 link leads to no page of the library: gone.md",
        "l-005 link leads to no page of the library: ../north/one.md#gone",
    ]


def test_what_a_book_toml_states_is_proven_and_the_authors_are_listed(tides):
    assert run(["tides", "-o", "tides.txt"]) == 0
    text = Path("tides.txt").read_text("utf-8")
    assert "All tides" in text.splitlines()[1]
    assert "Editor: Mei Lin" in text
    assert run(["tides", "-o", "tides.epub"]) == 0
    package = member(Path("tides.epub"), "package.opf")
    assert "Mei Lin" in package
    assert "Petra Lund" in package


def test_options_speak_before_the_book_toml(tides):
    assert run(["tides", "-o", "tides.txt", "-m", "title=Some tides"]) == 0
    assert Path("tides.txt").read_text("utf-8").splitlines()[1] == "Some tides"


def test_nothing_is_invented(tides):
    (tides / "book.toml").unlink()
    with Store("state.sqlite") as store:
        library = Library(plan("tides"), Reading(), store, Engine())
        metadata = library.publication({}).metadata
    assert metadata.title == "tides"
    assert [loss.code for loss in library.losses] == ["l-009"]
    assert [(c.agent.name, c.role) for c in metadata.contributions] == [("Petra Lund", "aut")]


def test_an_introduction_that_only_repeats_its_title_is_a_part_page(here):
    found = {document.path: document for document in documents(str(SEEDS / "library"))}
    part = found["articles/it/2024/README.md"]
    assert (part.metadata.title, part.blocks, part.level) == ("2024", (), 2)
    assert [loss.code for loss in part.diagnostics] == ["l-007"]
    assert found["README.md"].blocks


def test_an_introduction_with_words_stays(tides):
    found = {document.path: document for document in documents("tides")}
    assert found["north/README.md"].label == "The north"
    assert found["north/README.md"].metadata.title == "North"


def test_a_page_that_cannot_be_read_is_named_and_the_book_is_made(tides, capsys):
    (tides / "south" / "two.md").write_bytes(b"\xff\xfe\xff")
    assert run(["tides", "-o", "tides.txt"]) == 7
    assert "failed  south/two.md" in capsys.readouterr().err
    assert "The tide of One" in Path("tides.txt").read_text("utf-8")
    assert run(["tides", "-o", "other.txt", "--fail-fast"]) == 3
    assert not Path("other.txt").exists()


def test_a_book_of_a_selection(tides):
    assert run(["tides", "-o", "tides.txt", "--select", "date<=2024-01"]) == 0
    text = Path("tides.txt").read_text("utf-8")
    assert "The tide of One" in text
    assert "The tide of Two" not in text


def test_a_library_in_volumes(tides):
    assert run(["tides", "-o", "tides.epub", "--volume-size", "2"]) == 0
    found = {path.name for path in Path().glob("*.epub")}
    assert found == {"tides-1.epub", "tides-2.epub", "tides-3.epub"}
    assert all(complaints(name) == [] for name in found)
    assert run(["tides", "-o", "out/", "-t", "epub", "--volume-size", "2"]) == 2


def test_a_dry_run_makes_nothing(tides, capsys):
    assert run(["tides", "-o", "tides.epub", "--dry-run"]) == 0
    assert "    One  north/one.md" in capsys.readouterr().err
    assert not Path("tides.epub").exists()


def test_a_zip_brings_its_pictures_and_no_others(here):
    text = "# T\n\nSee ![a lamp](../img/l.png) and ![out](../../secret.png).\n"
    with zipfile.ZipFile("t.zip", "w") as archive:
        archive.writestr("t/a/page.md", text)
        archive.writestr("t/img/l.png", PIXEL)
    (here / "secret.png").write_bytes(PIXEL)
    assert run(["t.zip", "-o", "t.epub", "--images", "local", "-O", "cover=none"]) == 0
    book = zipfile.ZipFile("t.epub")
    assert sum(name.endswith(".png") for name in book.namelist()) == 1
    assert 'alt="a lamp"' in book.read("EPUB/c0002.xhtml").decode()


def test_a_library_of_one_page_is_that_page(here):
    Path("pages").mkdir()
    Path("pages/tea.md").write_text("# Tea\n\nPour slowly.\n", "utf-8")
    assert run(["pages", "-o", "tea.epub"]) == 0
    assert run(["pages", "-o", "told.epub", "-m", "title=On Tea", "-m", "author=Mei Lin"]) == 0
    assert audit("tea.epub").evidence.title == "Tea"
    told = audit("told.epub").evidence
    assert (told.title, told.contributions[0].agent.name) == ("On Tea", "Mei Lin")


def test_the_same_library_gives_the_same_book_however_it_is_read(tides):
    assert run(["tides", "-o", "one.epub"]) == 0
    assert run(["tides", "-o", "two.epub"]) == 0
    assert run(["tides", "-o", "three.epub", "--scheduler", "threads", "--fresh"]) == 0
    assert run(["tides", "-o", "four.epub", "--scheduler", "processes", "--fresh"]) == 0
    books = {Path(f"{name}.epub").read_bytes() for name in ("one", "two", "three", "four")}
    assert len(books) == 1


def test_a_change_is_seen(tides):
    assert run(["tides", "-o", "tides.txt"]) == 0
    article(tides / "south" / "two.md", "Two", 2, "And goes out.")
    assert run(["tides", "-o", "tides.txt"]) == 0
    assert "And goes out." in Path("tides.txt").read_text("utf-8")


def test_a_rebuild_after_a_change_equals_a_clean_build(here):
    shutil.copytree(SEEDS / "library", "library")
    assert run(["library", "-o", "old.epub"]) == 0
    page = next(Path("library").rglob("0000103.md"))
    page.write_text(page.read_text("utf-8").replace("。", "！", 3), "utf-8")
    assert run(["library", "-o", "again.epub"]) == 0
    assert run(["library", "-o", "clean.epub", "--fresh"]) == 0
    assert Path("again.epub").read_bytes() == Path("clean.epub").read_bytes()
    assert Path("again.epub").read_bytes() != Path("old.epub").read_bytes()


def pictured(folder: Path) -> None:
    """Pages with a picture, with a missing one, with more text than fits one file."""
    shown = "![a lamp](lamp.png) and ![gone](gone.png), see [Long](long.md#the-end)."
    (folder / "lamp.png").write_bytes(PIXEL)
    article(folder / "lamp.md", "Lamp", 4, shown)
    article(folder / "long.md", "Long", 5, "\n\nIt rises. It falls." * 9000 + "\n\n## The end")
    with (folder / "SUMMARY.md").open("a", encoding="utf-8") as summary:
        summary.write("* [Lamp](lamp.md)\n* [The long one](long.md)\n")


@pytest.mark.parametrize("images", ["link", "local"])
def test_chapters_written_apart_are_those_of_the_whole_book(tides, images):
    """Whoever writes a chapter, and whenever: links, pictures and parts are the same."""
    pictured(tides)
    assert run(["tides", "-o", "apart.epub", "--images", images]) == 0
    with Store("other.sqlite") as store:
        library = Library(plan("tides"), Reading(), store, Engine())
        found = library.publication({})
        gallery = Gallery("local", Cache("pictures")) if images == "local" else None
        if gallery:
            library.show_pictures(gallery)
        whole = replace(found, spine=tuple(found.spine))
        report = export(whole, "whole.epub", images=gallery)
    assert Path("apart.epub").read_bytes() == Path("whole.epub").read_bytes()
    assert report.images == (images == "local")


def test_a_picture_that_changes_makes_a_new_book(tides, capsys):
    pictured(tides)
    command = ["tides", "--images", "local", "-o"]
    assert run([*command, "old.epub"]) == 0
    assert "i-001" in capsys.readouterr().err, "one picture is missing"
    (tides / "gone.png").write_bytes(PIXEL)
    assert run([*command, "again.epub"]) == 0
    assert "i-001" not in capsys.readouterr().err
    assert run([*command, "clean.epub", "--fresh"]) == 0
    assert Path("again.epub").read_bytes() == Path("clean.epub").read_bytes()
    assert Path("again.epub").read_bytes() != Path("old.epub").read_bytes()


def test_what_we_wrote_is_no_page(tides):
    (tides / "SUMMARY.md").unlink()
    (tides / "book.toml").unlink()
    for _ in range(2):
        assert run(["tides", "-o", "tides/all.txt"]) == 0
        assert run(["tides", "-o", "tides/all.epub"]) == 0
        assert run(["tides", "-o", "tides/out/", "-t", "text,epub"]) == 0
    assert made("tides/out") == {
        "north/one.txt", "north/one.epub", "south/two.txt", "south/two.epub", "index.json",
    }  # fmt: skip
    assert Path("tides/all.txt").read_text("utf-8").count("The tide of One comes in") == 1


def test_a_book_by_date(tides):
    article(tides / "a.md", "Newest", 9)
    assert run(["tides", "-o", "tides.txt", "--order", "date"]) == 0
    lines = Path("tides.txt").read_text("utf-8").splitlines()
    listed = lines[lines.index("Contents") + 3 :][:5]
    assert listed == ["1. All tides", "2. One", "3. Two", "4. North", "5. Newest"]


def test_the_cache_command_knows_libraries(tides, capsys):
    assert run(["tides", "-o", "tides.txt"]) == 0
    kept = Path("cache/pubconvert/library.sqlite")
    assert kept.exists()
    assert run(["cache", "clear"]) == 0
    assert "libraries: 0." in capsys.readouterr().out
    assert not kept.exists()


# ── batches ─────────────────────────────────────────────────────────────────────────────


def made(folder: str) -> set[str]:
    files = (path for path in Path(folder).rglob("*") if path.is_file())
    return {str(path.relative_to(folder)) for path in files}


def stamps(folder: str) -> dict[str, int]:
    return {name: (Path(folder) / name).stat().st_mtime_ns for name in made(folder)}


def test_a_batch_mirrors_the_folders_and_tells_what_it_wrote(tides):
    assert run(["tides", "-o", "out/", "-t", "epub,text"]) == 0
    pages = {"north/one.epub", "north/one.txt", "south/two.epub", "south/two.txt"}
    assert made("out") == {*pages, "index.json"}
    index = json.loads(Path("out/index.json").read_text("utf-8"))
    assert [page["source"] for page in index["pages"]] == ["north/one.md", "south/two.md"]
    for page in index["pages"]:
        for file in page["files"]:
            from hashlib import sha256

            data = (Path("out") / file["file"]).read_bytes()
            assert sha256(data).hexdigest() == file["sha256"]
            assert file["claims"] == 4


def test_only_what_changed_is_made_again(tides):
    assert run(["tides", "-o", "out/", "-t", "epub,text"]) == 0
    before = stamps("out")
    article(tides / "south" / "two.md", "Two", 2, "And goes out.")
    assert run(["tides", "-o", "out/", "-t", "epub,text"]) == 0
    changed = {name for name, stamp in stamps("out").items() if before[name] != stamp}
    assert changed == {"south/two.epub", "south/two.txt", "index.json"}
    (Path("out") / "north" / "one.txt").write_text("touched by somebody", "utf-8")
    assert run(["tides", "-o", "out/", "-t", "epub,text"]) == 0
    assert "The tide of One" in (Path("out") / "north" / "one.txt").read_text("utf-8")


def test_an_option_or_a_picture_that_changes_makes_anew(tides):
    article(tides / "north" / "one.md", "One", 1, "![lamp](lamp.png)")
    (tides / "north" / "lamp.png").write_bytes(PIXEL)
    command = ["tides", "-o", "out/", "-t", "epub,text", "--images", "local"]
    assert run(command) == 0
    before = stamps("out")
    assert run([*command, "-O", "width=40"]) == 0
    changed = {name for name, stamp in stamps("out").items() if before[name] != stamp}
    assert changed == {"north/one.txt", "south/two.txt", "index.json"}
    (tides / "north" / "lamp.png").unlink()
    before = stamps("out")
    assert run([*command, "-O", "width=40"]) == 0
    changed = {name for name, stamp in stamps("out").items() if before[name] != stamp}
    assert changed == {"north/one.epub", "north/one.txt", "index.json"}


def test_where_there_is_no_network_it_is_asked_once(here, monkeypatch, capsys):
    """What was made without it is kept until there is one."""
    for n in range(1, 7):
        article(here / "pages" / f"{n}.md", f"Page {n}", n, f"![x](https://p.example/{n}.jpg)")
    command = ["pages", "-o", "out/", "-t", "epub", "--images", "fetch", "--scheduler", "here"]
    asked: list[str] = []

    def silent(client: Client, url: str, referer: str) -> bytes:
        asked.append(url)
        raise FetchError("is not known", down=True, offline=True)

    monkeypatch.setattr(Client, "get", silent)
    assert run(command) == 0
    assert len(asked) == 1
    assert "i-002       6 ×" in capsys.readouterr().err
    assert run(command) == 0
    assert "6 of them unchanged" in capsys.readouterr().err
    monkeypatch.setattr(Client, "get", lambda client, url, referer: photo())
    assert run(command) == 0
    assert "6 files, 6 images" in capsys.readouterr().err


def test_a_failing_page_does_not_stop_the_others(tides, capsys):
    (tides / "north" / "one.md").write_bytes(b"")
    assert run(["tides", "-o", "out/", "-t", "text"]) == 7
    assert made("out") == {"south/two.txt", "index.json"}
    said = capsys.readouterr().err
    assert "failed  north/one.md: is empty" in said
    assert "1 failed" in said.splitlines()[-1]
    index = json.loads(Path("out/index.json").read_text("utf-8"))
    assert "is empty" in index["pages"][0]["errors"][0]


def test_names_and_selections_of_a_batch(tides):
    assert run(["tides", "-o", "out/", "-t", "text", "--name", "{year}/{slug}-{id}"]) == 0
    assert made("out") == {"2024/one-1.txt", "2024/two-2.txt", "index.json"}
    assert run(["tides", "-o", "few/", "-t", "text", "--select", "title=two"]) == 0
    assert made("few") == {"south/two.txt", "index.json"}


def test_a_selection_of_nothing_is_told(tides, capsys):
    assert run(["tides", "-o", "out/", "-t", "text", "--select", "author=Nobody"]) == 2
    assert "there is no page with author=Nobody" in capsys.readouterr().err
    assert not Path("out/index.json").exists()


def test_a_dry_batch_tells_what_it_would_make(tides, capsys):
    assert run(["tides", "-o", "out/", "-t", "text", "--dry-run"]) == 0
    assert "make  north/one.txt  from north/one.md" in capsys.readouterr().err
    assert not Path("out").exists()
    assert run(["tides", "-o", "out/", "-t", "text"]) == 0
    capsys.readouterr()
    assert run(["tides", "-o", "out/", "-t", "text", "--dry-run"]) == 0
    assert "keep  north/one.txt  from north/one.md" in capsys.readouterr().err


def test_events_for_programs(tides, capsys):
    assert run(["tides", "-o", "out/", "-t", "text", "--json"]) == 0
    events = [json.loads(line) for line in capsys.readouterr().err.splitlines()]
    assert [e["event"] for e in events].count("page") == 2
    assert events[-1]["event"] == "done"
    assert events[-1]["claims"] == 8


def test_quiet_is_quiet(tides, capsys):
    assert run(["tides", "-o", "out/", "-t", "text", "-q"]) == 0
    assert capsys.readouterr().err == ""


def test_workers_make_the_same_files(here):
    shutil.copytree(SEEDS / "library", "library")
    one = ["library", "-t", "epub,text", "--scheduler", "here"]
    many = ["library", "-t", "epub,text", "--scheduler", "processes", "-j", "2"]
    assert run([*one, "-o", "one/"]) == run([*many, "-o", "two/"]) == 0
    assert made("one") == made("two")
    assert all(
        (Path("one") / n).read_bytes() == (Path("two") / n).read_bytes() for n in made("one")
    )


# ── the store ───────────────────────────────────────────────────────────────────────────


def test_a_broken_store_is_begun_anew(tides):
    (Path("cache") / "pubconvert").mkdir(parents=True)
    (Path("cache") / "pubconvert" / "library.sqlite").write_bytes(b"no database" * 1000)
    assert run(["tides", "-o", "tides.txt"]) == 0


def test_the_store_lets_go_of_the_oldest(tmp_path):
    for number in range(3):
        with Store(str(tmp_path / "s"), cap=400_000) as store:
            store.put([(bytes([number]), "document", bytes(200_000))])
            store.has(b"\0", "document")
            store.trim()
    with Store(str(tmp_path / "s")) as store:
        kept = [number for number in range(3) if store.has(bytes([number]), "document")]
    assert 2 in kept
    assert 1 not in kept


def test_two_runs_share_a_store(tmp_path):
    with Store(str(tmp_path / "s")) as one, Store(str(tmp_path / "s")) as two:
        one.put([(b"a", "document", b"1")])
        two.put([(b"b", "document", b"2")])
        one.flush()
        two.flush()
        assert one.get(b"b", "document") + two.get(b"a", "document") == b"21"


def test_a_store_that_was_touched_makes_no_objects_of_strangers():
    import os
    import pickle

    class Evil:
        def __reduce__(self):
            return os.getcwd, ()

    with pytest.raises(OutputError, match="is no value; --fresh makes all of it anew"):
        load(pickle.dumps(Evil()))


@pytest.mark.parametrize("garble", [lambda kept: b"", lambda kept: kept[:40], lambda kept: b"x"])
def test_what_a_disk_has_garbled_says_what_to_do(tides, garble):
    kept = keep(next(documents("tides")))
    with pytest.raises(OutputError, match=r"what an earlier run kept is broken: .*--fresh"):
        load(garble(kept))


def test_what_is_kept_is_what_was_read(tides):
    for document in documents("tides"):
        assert load(keep(document)) == document
    assert io.BytesIO(keep(document)).read(1) == b"\x80"


def test_what_is_said_of_losses_tells_where_to_look(here, capsys):
    article(here / "pages" / "one.md", "One", 1, "[gone](gone.md)")
    (here / "pages" / "two.md").write_bytes(b"\xff")
    assert run(["pages", "-o", "book.epub"]) == 7
    said = capsys.readouterr().err.splitlines()
    assert "-v names each of them, with its file and line" in said
    assert run(["pages", "-o", "book.epub", "-v"]) == 7
    said = capsys.readouterr().err.splitlines()
    assert "-v names each of them, with its file and line" not in said
    assert any(line.startswith("one.md:") and "l-005" in line for line in said)
    assert run(["pages", "-o", "out/", "-t", "text"]) == 7
    assert "failed  two.md:1: is not UTF-8" in capsys.readouterr().err
    assert run(["pages", "-o", "out/", "-t", "text", "--dry-run"]) == 0
    assert "1 file to make; nothing was made" in capsys.readouterr().err
    assert run(["pages", "-o", "book.epub", "--cache", "book.epub"]) == 4
    assert "Errno" not in capsys.readouterr().err


def test_a_library_among_files_is_named(here, capsys):
    article(here / "pages" / "one.md", "One", 1)
    (here / "pages" / "SUMMARY.md").write_text("* [One](one.md)\n", "utf-8")
    assert run(["pages/one.md", "pages/SUMMARY.md", "-o", "book.epub"]) == 2
    assert "pages/SUMMARY.md: is a library, which makes a book" in capsys.readouterr().err
