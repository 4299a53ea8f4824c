"""Plans: what SUMMARY.md, .gitbook.yaml, mkdocs.yml, book.toml, a folder and a zip say."""

from __future__ import annotations

import stat
import zipfile
from pathlib import Path

import pytest

from convert.errors import SourceError, UsageError
from convert.library.names import Names, safe
from convert.library.plan import Plan
from convert.library.roots import Zip, open_root
from convert.library.select import select
from convert.library.structure import plan
from convert.library.summary import entries
from convert.metadata import Agent, Contribution, Metadata

SEEDS = Path(__file__).parent.parent / "seeds"


def shape(found: Plan) -> list[str]:
    return [f"{'  ' * (e.level - 1)}{e.title} <{e.path or e.url}>" for e in found.entries]


def losses(found: Plan) -> list[str]:
    return [f"{loss.code} {loss.detail}" for loss in found.diagnostics]


def library(folder: Path, *names: str, **files: str) -> Path:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"# {Path(name).stem}\n\nText of {name}.\n", "utf-8")
    for name, text in files.items():
        (folder / {"summary": "SUMMARY.md", "book": "book.toml"}[name]).write_text(text, "utf-8")
    return folder


# ── SUMMARY.md ──────────────────────────────────────────────────────────────────────────


def test_the_library_of_the_seeds():
    found = plan(str(SEEDS / "library"))
    assert shape(found)[:6] == [
        "Introduction <README.md>",
        "It <>",
        "  2024 <articles/it/2024/README.md>",
        "    四月 <articles/it/2024/04/README.md>",
        "      一台自动贩卖机的独白 <articles/it/2024/04/0000106.md>",
        "    三月 <articles/it/2024/03/README.md>",
    ]
    assert found.home == "README.md"
    assert losses(found) == []


def test_the_grammar_of_mdbook():
    text = """\
# Summary

[Preface](preface.md)

- [One](one.md)
    - [One and a half](<a half.md>)
- [Draft]()
* [Escaped \\[x\\] & `code`](two.md "a title")

# The second part

1. [Three](three.md#top)
   + Group
     + [Four](%E5%9B%9B.md)
- [Elsewhere](https://example.org/a?b=c#d)

---

[Afterword](after.md)
<!-- [Hidden](hidden.md) -->
"""
    assert [(e.level, e.title, e.path, e.anchor, e.url) for e in entries(text)] == [
        (1, "Preface", "preface.md", "", ""),
        (1, "One", "one.md", "", ""),
        (2, "One and a half", "a half.md", "", ""),
        (1, "Draft", "", "", ""),
        (1, "Escaped [x] & code", "two.md", "", ""),
        (1, "The second part", "", "", ""),
        (2, "Three", "three.md", "top", ""),
        (3, "Group", "", "", ""),
        (4, "Four", "四.md", "", ""),
        (2, "Elsewhere", "", "", "https://example.org/a?b=c#d"),
        (1, "Afterword", "after.md", "", ""),
    ]


def test_web_pages_beside_listed_markdown_are_parts_of_a_site(tmp_path):
    found = plan(str(library(tmp_path, "a.md", "demo.html", summary="# S\n* [A](a.md)\n")))
    assert losses(found) == []


def test_web_pages_that_a_structure_lists_are_pages_and_so_are_the_others(tmp_path):
    summary = "# S\n* [A](a.html)\n"
    found = plan(str(library(tmp_path, "a.html", "b.html", "static/c.html", summary=summary)))
    assert shape(found) == ["A <a.html>"]
    assert losses(found) == ["l-003 b.html"]


def test_what_a_summary_gets_wrong_has_a_name(tmp_path):
    text = (
        "# S\n* [A](a.md)\n* [Gone](gone.md)\n  * [B](b.md)\n* [A again](./a.md#x)\n* [Draft]()\n"
    )
    found = plan(str(library(tmp_path, "a.md", "b.md", "c.md", summary=text)))
    assert shape(found) == ["A <a.md>", "Gone <>", "  B <b.md>"]
    assert losses(found) == ["l-001 gone.md", "l-002 a.md#x", "l-004 Draft", "l-003 c.md"]
    assert str(found.diagnostics[0]).startswith("SUMMARY.md:3: l-001 entry of the contents")


def test_a_path_out_of_the_library_leads_nowhere(tmp_path):
    library(tmp_path / "in", "a.md", summary="# S\n* [A](a.md)\n* [Out](../secret.md)\n")
    library(tmp_path, "secret.md")
    assert losses(plan(str(tmp_path / "in"))) == ["l-001 ../secret.md"]


@pytest.mark.parametrize("hostile", ["[](" * 50_000, "# " + " a" * 50_000, "<!--" * 50_000])
def test_a_hostile_summary_takes_no_time(hostile):
    assert len(entries(f"* [A](a.md)\n{hostile}\n")) <= 2


# ── other structures ────────────────────────────────────────────────────────────────────


def test_gitbook_yaml_says_where_things_are(tmp_path):
    library(tmp_path, "docs/start.md", "docs/a.md", "other.md")
    (tmp_path / "docs" / "toc.md").write_text("# T\n* [A](a.md)\n", "utf-8")
    told = "root: ./docs/\nstructure:\n  readme: start.md\n  summary: toc.md\nodd: 1\n"
    (tmp_path / ".gitbook.yaml").write_text(told, "utf-8")
    found = plan(str(tmp_path))
    assert shape(found) == ["A <docs/a.md>"]
    assert found.home == "docs/start.md"
    assert losses(found) == ["l-008 odd", "l-003 docs/start.md"]


def test_the_nav_of_mkdocs(tmp_path):
    library(tmp_path, "docs/index.md", "docs/b/c.md", "docs/x.md")
    (tmp_path / "mkdocs.yml").write_text(
        "site_name: Tides\nsite_author: Petra Lund\nplugins: !!python/name:os.system\nnav:\n"
        "  - index.md\n  - 2024:\n    - Sea: b/c.md\n  - Web: https://example.org/\n", "utf-8",
    )  # fmt: skip
    found = plan(str(tmp_path))
    assert shape(found) == [
        " <docs/index.md>", "2024 <>", "  Sea <docs/b/c.md>", "Web <https://example.org/>",
    ]  # fmt: skip
    assert dict(found.stated) == {"title": "Tides", "author": "Petra Lund"}
    assert losses(found) == ["l-003 docs/x.md"]


def test_yaml_that_grows_is_refused(tmp_path):
    library(tmp_path, "docs/a.md")
    bomb = "a: &a [x, x]\nb: &b [*a, *a]\nnav: [*b, *b]\n"
    (tmp_path / "mkdocs.yml").write_text(bomb, "utf-8")
    with pytest.raises(SourceError, match="alias"):
        plan(str(tmp_path))


def test_book_toml_states_and_orders(tmp_path):
    book = """
title = "All the tides"
authors = ["Petra Lund", "Osei Brandt"]
editor = "Mei Lin"
order = "name"
files = ["**/*.md"]
exclude = ["drafts/**"]
colour = "blue"
language = "English"
"""
    found = plan(str(library(tmp_path, "b10.md", "b9.md", "drafts/x.md", "a/1.md", book=book)))
    assert shape(found) == [" <b9.md>", " <b10.md>", "a <>", "   <a/1.md>"]
    assert dict(found.stated) == {
        "title": "All the tides", "author": "Petra Lund; Osei Brandt", "editor": "Mei Lin",
    }  # fmt: skip
    assert losses(found) == ["l-008 colour", "l-008 language = 'English'"]


def test_the_book_toml_of_mdbook(tmp_path):
    library(tmp_path, "src/a.md", book='[book]\ntitle = "T"\nsrc = "src"\n[output.html]\n')
    (tmp_path / "src" / "SUMMARY.md").write_text("# Summary\n- [A](a.md)\n", "utf-8")
    found = plan(str(tmp_path))
    assert shape(found) == ["A <src/a.md>"]
    assert losses(found) == []


def test_a_folder_by_name_and_by_date(tmp_path):
    library(tmp_path, "02-b/README.md", "02-b/x.md", "10-c/y.md", "z.md", "README.md")
    assert shape(plan(str(tmp_path))) == [
        " <README.md>", " <z.md>", " <02-b/README.md>", "   <02-b/x.md>", "c <>", "   <10-c/y.md>",
    ]  # fmt: skip
    dates = {"z.md": "2024-01-02", "10-c/y.md": "2023-05-06"}
    found = plan(str(tmp_path), order="date", dates=lambda root, paths: dates)
    assert [entry.path for entry in found.entries][:2] == ["10-c/y.md", "z.md"]


# ── zips ────────────────────────────────────────────────────────────────────────────────


def packed(path: Path, *members: tuple[str | zipfile.ZipInfo, str]) -> str:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in members:
            archive.writestr(name, text)
    return str(path)


def test_a_zip_is_read_like_a_folder(tmp_path):
    name = packed(tmp_path / "a.zip", ("top/a.md", "# A"), ("top/SUMMARY.md", "# S\n* [A](a.md)"))
    assert shape(plan(name)) == ["A <a.md>"]
    assert open_root(name).read("a.md") == b"# A"


def link(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name)
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    return info


@pytest.mark.parametrize(
    "member, fault",
    [
        (("../out.md", "x"), "leads out"),
        (("/etc/passwd", "x"), "no path inside"),
        (("a\\..\\b.md", "x"), "no path inside"),
        (("C:/a.md", "x"), "no path inside"),
        (("bomb.md", "x" * 3_000_000), "is a bomb"),
        ((link("a.md"), "/etc/passwd"), "is a link"),
    ],
)
def test_a_hostile_zip_is_refused(tmp_path, member, fault):
    with pytest.raises(SourceError, match=fault):
        open_root(packed(tmp_path / "a.zip", ("good.md", "# G"), member))


def test_a_zip_that_lies_about_its_sizes(tmp_path):
    name = packed(tmp_path / "a.zip", ("a.md", "x" * 1000))
    data = bytearray(Path(name).read_bytes())
    at = data.rindex(b"PK\x01\x02")
    data[at + 24 : at + 28] = (10).to_bytes(4, "little")
    Path(name).write_bytes(data)
    with pytest.raises(SourceError):
        Zip(name).read("a.md")


def test_names_in_the_encoding_of_their_maker(tmp_path):
    info = zipfile.ZipInfo("x.md")
    name = packed(tmp_path / "a.zip", (info, "# A"))
    data = Path(name).read_bytes().replace(b"x.md", "灯".encode("gb18030") + b"md")
    Path(name).write_bytes(data)
    assert open_root(name, "gb18030").files() == ["灯md"]
    assert open_root(name).files() == ["灯md"]


def test_a_name_in_a_western_zip_is_not_taken_for_chinese(tmp_path):
    name = packed(tmp_path / "a.zip", (zipfile.ZipInfo("Grxn.md"), "# A"))
    Path(name).write_bytes(Path(name).read_bytes().replace(b"Grxn", "Grün".encode("cp437")))
    assert open_root(name).files() == ["Grün.md"]


# ── names and selections ────────────────────────────────────────────────────────────────

METADATA = Metadata(
    "A/B: the *tide*",
    published="2025-03-19",
    identifier="https://site.example/it/42.html?x=1",
    subjects=("sea", "It"),
    contributions=(Contribution(Agent("Petra Lund"), "aut"),),
)


@pytest.mark.parametrize(
    "template, name",
    [
        ("", "it/Page one"),
        ("{date}-{id}", "it/2025-03-19-42"),
        ("{slug}", "it/a-b-the-tide"),
        ("{title}", "it/A-B- the -tide-"),
        ("{year}/{category}/{n}", "2025/It/0007"),
        ("/{stem}", "Page one"),
        ("..", "it/untitled"),
    ],
)
def test_names_by_template(template, name):
    assert Names(template).name("it/Page one.md", 7, METADATA) == name


@pytest.mark.parametrize(
    "template, name",
    [("{date}", "it/untitled"), ("{year}/{date}", "untitled"), (" ", "it/untitled")],
)
def test_a_name_of_nothing_stays_in_its_folder(template, name):
    assert Names(template).name("it/a.md", 7, Metadata("!")) == name


def test_a_range_of_dates_makes_no_folder():
    metadata = Metadata("Tide", published="2019/2024-06")
    assert Names("{date}").name("a.md", 1, metadata) == "2019-2024-06"
    metadata = Metadata("Tide", published="2019-03/2024")
    assert Names("{year}.{month}").name("a.md", 1, metadata) == "2019.03"


def test_names_are_unique_whatever_the_file_system_makes_of_case():
    names = Names("{title}")
    found = [names.name("a.md", 1, Metadata(title)) for title in ("Sea", "sea", "SEA", "Sea-2")]
    assert found == ["Sea", "sea-2", "SEA-3", "Sea-2-2"]


@pytest.mark.parametrize("name", ["a" * 400, "长" * 400, "NUL", "com1.txt", " . ", "a\x00b", "‮x"])
def test_names_fit_every_file_system(name):
    found = safe(name)
    assert found == found.strip(" .") != ""
    assert len(found.encode()) <= 121
    assert not set(found) & set('<>:"/\\|?*\x00\u202e')
    assert found.casefold().partition(".")[0] not in ("nul", "com1")


@pytest.mark.parametrize("template", ["{titel}", "{title.x}", "{title!r}", "{", "{0}", "{}"])
def test_a_template_that_cannot_be(template):
    with pytest.raises(UsageError):
        Names(template)


@pytest.mark.parametrize(
    "text, holds",
    [
        ("category=it", True), ("category=It,date>=2025-04", False), ("date<=2025", True),
        ("date>2025-03", False), ("author!=Petra Lund", False), ("title~TIDE", True),
        ("path~it/", True), ("updated>2020", False), ("", True),
    ],
)  # fmt: skip
def test_selections(text, holds):
    assert all(c.holds("it/a.md", METADATA) for c in select(text)) is holds


@pytest.mark.parametrize("text", ["colour=blue", "date", "date=>2025", "title=Tide, blue", ",date"])
def test_a_selection_that_cannot_be(text):
    with pytest.raises(UsageError, match=rf"'{text.rpartition(',')[2].strip()}' selects nothing"):
        select(text)
