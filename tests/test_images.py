"""Pictures come along: from the web, from the folder, from the cache, into the book."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from epub_check import complaints
from PIL import Image
from server import Server, photo, running

from convert import convert
from convert.cli import run
from convert.errors import SourceError, UsageError
from convert.fetch.cache import Cache, Entry
from convert.fetch.gallery import Gallery
from convert.fetch.manners import Manners
from convert.images import xmp
from convert.images.credit import Credit
from convert.images.profiles import PROFILES, Profile
from convert.pipeline import Report

QUICK = Manners(connect=1, read=1, total=2, wait=0.01)
CREDIT = Credit("Zoë Brook", "Brook/Harbour Press", "© 2024 Zoë Brook", "https://cc.example/by/4")


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with running() as server:
        server.files["webp"] = written(large(), "WEBP")
        server.files["credited"] = written(large(), "JPEG", xmp=xmp.write(CREDIT))
        server.files["svg"] = (
            b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><script>x()</script>'
            b'<circle r="3"/></svg>'
        )
        yield server


@pytest.fixture
def here(tmp_path, monkeypatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "xdg"))
    (tmp_path / "lamp.png").write_bytes(photo(9, kind="PNG"))
    return tmp_path


def large() -> Image.Image:
    return Image.open(io.BytesIO(photo(3, (2000, 1200))))


def written(image: Image.Image, kind: str, **options: object) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def article(*images: str, cover: str = "", title: str = "The harbour lamp") -> str:
    """An article that shows images, given as 'alt|address'."""
    head = f"title: {title}\nauthor: Mei Lin\nsource: https://site.example/a/1\n"
    head += f"cover: {cover}\n" if cover else ""
    shown = "\n\n".join("![{}]({})".format(*image.split("|")) for image in images)
    return f"---\n{head}---\n\nA lamp was lit.\n\n{shown}\n"


def gallery(mode: str = "fetch", profile: Profile = PROFILES["web"], **options: object) -> Gallery:
    return Gallery(mode, Cache("cache"), profile, private=True, manners=QUICK, **options)


def book(text: str, images: Gallery | None, name: str = "book.epub") -> Report:
    Path("article.md").write_text(text, "utf-8")
    return convert("article.md", name, images=images)


def files(name: str = "book.epub") -> dict[str, bytes]:
    with zipfile.ZipFile(name) as archive:
        return {n.removeprefix("EPUB/"): archive.read(n) for n in archive.namelist()}


def pictures(name: str = "book.epub") -> list[str]:
    return sorted(n for n in files(name) if n.startswith("image"))


def codes(report: Report) -> list[str]:
    return [diagnostic.code for diagnostic in report.diagnostics]


def twelve(server: Server) -> str:
    good = ("photo/1", "moved/2", "busy/3", "guarded/4.jpg", "file/webp", "file/credited",
            "file/svg", "photo/1", "other-type")  # fmt: skip
    remote = [f"Picture {n} of the lamp|{server.url(path)}" for n, path in enumerate(good)]
    dot = "data:image/gif;base64,R0lGODlhAQABAIAAAP///wAAACH5BAAAAAAALAAAAAABAAEAAAICRAEAOw=="
    return article(*remote, f"Gone|{server.url('nothing')}", "Ours|lamp.png", f"Dot|{dot}",
                   cover=server.url("photo/8"))  # fmt: skip


@pytest.fixture
def text(server: Server) -> str:
    server.asked.clear()
    return twelve(server)


def test_twelve_pictures_and_a_dead_one(text, here, server):
    shown = gallery()
    report = book(text, shown)
    assert codes(report) == ["i-006", "i-001"]
    assert f"{server.url('nothing')} (HTTP 404)" in str(report.diagnostics[1])
    assert len(pictures()) == 11, "12 and the cover, less the dead and the one shown twice"
    page = files()["c0001.xhtml"].decode()
    assert page.count("<img") == 11
    assert server.url("nothing") in page, "the link takes the place of the picture"
    assert complaints("book.epub") == []
    assert codes(book(text, shown, "book.pdf")) == ["i-006", "i-001"]
    asked = server.asked.total()
    book(text, shown, "book.txt")
    assert "[Image: Gone]" in Path("book.txt").read_text("utf-8")
    assert server.asked.total() == asked, "text shows no pictures, and PDF had them already"
    assert server.asked["/nothing"] == 1


def test_the_pdf_holds_the_pictures(text, here):
    import pikepdf

    book(text, gallery(), "book.pdf")
    with pikepdf.open("book.pdf") as pdf:
        kinds = [o for o in pdf.objects if isinstance(o, pikepdf.Stream)]
        assert sum(o.get("/Subtype") == "/Image" for o in kinds) >= 8


@pytest.mark.parametrize("suffix", ["epub", "pdf"])
def test_the_same_book_again_without_a_network(suffix, text, here, server):
    book(text, gallery(lock="images.lock"), f"one.{suffix}")
    asked = server.asked.total()
    book(text, gallery("cached", lock="images.lock"), f"two.{suffix}")
    assert Path(f"one.{suffix}").read_bytes() == Path(f"two.{suffix}").read_bytes()
    assert server.asked.total() == asked


def test_the_lock_names_what_each_url_gave(text, here, server):
    book(text, gallery(lock="images.lock"))
    locked = json.loads(Path("images.lock").read_text("utf-8"))
    urls = [entry["url"] for entry in locked["images"]]
    assert urls == sorted(urls)
    assert server.url("nothing") not in urls
    assert set(locked["images"][0]) == {"url", "sha256", "media_type", "size", "fetched"}
    before = Path("images.lock").read_bytes()
    book(text, gallery(lock="images.lock"))
    assert Path("images.lock").read_bytes() == before


def test_a_picture_that_changed_is_noticed(here, server):
    server.files["changing"] = photo(1)
    changing = article(f"A lamp|{server.url('file/changing')}")
    book(changing, gallery(lock="images.lock"))
    server.files["changing"] = photo(2)
    assert codes(book(changing, gallery(lock="images.lock"))) == [], "kept as it was"
    Cache("cache").clear()
    for _ in range(2):
        assert codes(book(changing, gallery(lock="images.lock"))) == ["i-003"]
    with pytest.raises(SourceError, match="changed since it was locked"):
        book(changing, gallery(lock="images.lock", strict=True))


def test_a_broken_lock_is_wrong_use(here):
    Path("images.lock").write_text("{}", "utf-8")
    with pytest.raises(UsageError, match="is no lock file"):
        book(article("A|https://a.example/x.png"), gallery("cached", lock="images.lock"))


@pytest.mark.parametrize(
    "mode, count, found",
    [("cached", 1, ["i-001"]), ("local", 1, ["i-001"])],
)
def test_modes_that_ask_nobody(mode, count, found, here, server):
    asked = server.asked.total()
    text = article(f"Far|{server.url('photo/40')}", "Near|lamp.png")
    assert codes(book(text, gallery(mode))) == found
    assert len(pictures()) == count
    assert server.asked.total() == asked


def test_without_a_gallery_nothing_is_fetched(text, here, server):
    book(text, None)
    assert pictures() == []
    assert not server.asked


def test_strictness_names_what_is_missing(text, here, server):
    with pytest.raises(SourceError, match="HTTP 404"):
        book(text, gallery(strict=True))
    assert not Path("book.epub").exists()


def test_private_hosts_are_refused_unless_allowed(here, server):
    guarded = Gallery("fetch", Cache("cache"), manners=QUICK)
    report = book(article(f"A|{server.url('photo/41')}"), guarded)
    assert codes(report) == ["i-004"]
    assert "is not public; see --allow-private-hosts" in str(report.diagnostics[0])
    assert not server.asked["/photo/41"]


def test_a_path_out_of_the_source_is_refused(here):
    Path("book").mkdir()
    Path("book/article.md").write_text(article("Ours|../lamp.png"), "utf-8")
    report = convert("book/article.md", "book.epub", images=gallery("local"))
    assert codes(report) == ["i-004"]


# ── what is said of pictures ────────────────────────────────────────────────────────────


def test_the_credit_inside_a_picture_is_a_claim_and_is_shown(here, server):
    report = book(article(f"The lamp at dusk|{server.url('file/credited')}"), gallery())
    assert report.verdict.claims == 6, "title, author, source; credit line, notice, licence"
    page = files()["c0001.xhtml"].decode()
    line = f"{CREDIT.line} · {CREDIT.notice} · {CREDIT.licence}"
    assert f'<p class="credit">Picture credit: {line}</p>' in page
    (picture,) = pictures()
    told = xmp.read(Image.open(io.BytesIO(files()[picture])).info["xmp"])
    assert told["notice"] == CREDIT.notice, "in the file that was written anew"


def test_a_picture_in_a_line_has_its_credit_in_the_colophon(here, server):
    words = f"The lamp ![at dusk]({server.url('file/credited')}) was lit.\n"
    book(article() + words, gallery())
    page = files()["c0001.xhtml"].decode()
    assert CREDIT.notice in page[page.index("colophon") :]


def test_the_cover_comes_with_its_credit(here, server):
    text = article(cover=server.url("photo/50")) + "\n题图来自 Unsplash，基于 CC0 协议\n"
    book(text, gallery())
    package = files()["package.opf"].decode()
    (cover,) = [line for line in package.splitlines() if 'properties="cover-image"' in line]
    assert files()[cover.partition('href="')[2].partition('"')[0]] == photo(50)
    assert "题图来自 Unsplash，基于 CC0 协议" in files()["c0001.xhtml"].decode()


def test_the_title_as_the_description_of_every_picture_is_none(here, server):
    title = "The harbour lamp"
    book(
        article(*(f"{title}|{server.url(f'photo/{n}')}" for n in (60, 61)), title=title), gallery()
    )
    page, package = files()["c0001.xhtml"].decode(), files()["package.opf"].decode()
    assert page.count('alt=""') == 2
    assert "alternativeText" not in package
    book(article(f"A lamp on a pole|{server.url('photo/60')}"), gallery())
    assert "alternativeText" in files()["package.opf"].decode()


# ── size ────────────────────────────────────────────────────────────────────────────────


def test_pictures_together_keep_to_the_total(here, server):
    text = article(*(f"Picture {n}|{server.url(f'photo/{n}')}" for n in range(70, 78)))
    whole = Profile("test", side=320, quality=82, dense=9.0)
    book(text, gallery(profile=whole))
    heavy = sum(len(files()[name]) for name in pictures())
    book(
        text,
        gallery(profile=Profile("test", side=320, quality=82, dense=0.5, total=heavy * 2 // 3)),
    )
    assert len(pictures()) == 8
    assert sum(len(files()[name]) for name in pictures()) <= heavy * 2 // 3
    report = book(text, gallery(profile=Profile("test", side=320, quality=82, total=4000)))
    assert "i-007" in codes(report)
    assert sum(len(files()[name]) for name in pictures()) <= 4000


# ── the cache ───────────────────────────────────────────────────────────────────────────


def test_the_cache_lets_go_of_what_was_used_longest_ago(here):
    import os

    old = Cache("cache")
    names = [old.put(bytes([n]) * 1000) for n in range(5)]
    for age, name in enumerate(names):
        os.utime(f"cache/files/{name[:2]}/{name}", (1000 + age, 1000 + age))
    new = Cache("cache", cap=3000)
    assert new.holds(names[0]), "which makes it the newest"
    new.trim()
    assert [new.holds(name) for name in names] == [True, False, False, True, True]


def test_a_damaged_file_is_no_picture(here):
    cache = Cache("cache")
    name = cache.put(b"whole")
    Path(f"cache/files/{name[:2]}/{name}").write_bytes(b"hole")
    with pytest.raises(SourceError, match="damaged"):
        cache.get(name)
    assert not cache.holds(name)


def test_notes_that_are_broken_are_none(here):
    cache = Cache("cache")
    entry = Entry("https://a.example/", cache.put(b"x"), "image/png", 1, "2024-02-29")
    cache.remember(entry)
    assert cache.entry(entry.url) == entry
    for note in Path("cache/urls").rglob("*.json"):
        note.write_text("[1", "utf-8")
    assert cache.entry(entry.url) is None


# ── the command ─────────────────────────────────────────────────────────────────────────


def command(*arguments: str) -> int:
    return run(["article.md", "--allow-private-hosts", *arguments])


def test_the_command_fetches_keeps_and_locks(text, here, capsys):
    Path("article.md").write_text(text, "utf-8")
    fetch = ("--images", "fetch", "--lock", "images.lock")
    assert command("-o", "one.epub", *fetch) == 0
    assert "i-001 image not found, shown as a link" in capsys.readouterr().err
    assert Path("images.lock").exists()
    assert run(["cache", "info"]) == 0
    assert "xdg/pubconvert: holds" in capsys.readouterr().out
    assert command("-o", "two.epub", "--images", "cached", "--lock", "images.lock") == 0
    assert Path("one.epub").read_bytes() == Path("two.epub").read_bytes()
    assert run(["cache", "clear"]) == 0
    assert command("-o", "three.epub", "--images", "cached", "--strict-images") == 3
    assert command("-o", "out/", "-t", "epub,pdf,text", *fetch, "--image-profile", "tiny") == 0


def test_pictures_left_out_leave_their_words(here):
    Path("article.md").write_text(
        article("Far|https://a.example/x.png") + "\n图1：一盏灯\n\nAn ![x](lamp.png) end.\n",
        "utf-8",
    )
    assert command("-o", "book.txt", "--images", "drop") == 0
    words = Path("book.txt").read_text("utf-8")
    assert "图1：一盏灯" in words
    assert "[Image" not in words
    assert command("-o", "book.epub", "--images", "drop") == 0
    assert "<img" not in files()["c0001.xhtml"].decode()


@pytest.mark.parametrize(
    "arguments, message",
    [
        (["--image-profile", "huge"], "no image profile is called 'huge'"),
        (["--cache", "f"], "f: the"),
    ],
)
def test_wrong_use(arguments, message, here, capsys):
    Path("article.md").write_text(article("Ours|lamp.png"), "utf-8")
    Path("f").write_text("a file", "utf-8")
    assert command("-o", "book.epub", "--images", "local", *arguments) in (2, 4)
    assert message in capsys.readouterr().err


def test_plain_text_needs_neither_client_nor_decoder(here):
    import subprocess
    import sys

    Path("article.md").write_text(article("Far|https://a.example/x.png"), "utf-8")
    code = (
        "import sys; from convert.cli import run; "
        "run(['article.md', '-o', 'book.txt', '--images', 'fetch']); "
        "print([n for n in ('httpcore2', 'stamina', 'PIL', 'http') if n in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    assert done.stdout.strip() == "[]"


def test_no_network_is_said_once(here, capsys):
    many = [f"A lamp {n}|https://images.invalid/{n}.png" for n in range(100)]
    Path("article.md").write_text(article(*many), "utf-8")
    assert command("-o", "book.epub", "--images", "fetch") == 0
    told = capsys.readouterr().err.splitlines()
    assert [line for line in told if "100 images not fetched" in line]
    assert len(told) == 2, "and the book"
