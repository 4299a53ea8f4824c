"""Pages named by their address, from a real server on loopback."""

from __future__ import annotations

import threading
import zipfile
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from server import photo

from convert import read
from convert.cli import run
from convert.fetch.page import open_page
from convert.walk import plain_text

TEA = '<html><body><article><h1>On tea</h1><p>Steep it. <a href="cup.html">A cup</a></p>'


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Nobody wants to read it."""


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "tea.html").write_text(f'{TEA}<p><img src="pot.jpg" alt="a pot"></p>')
    (tmp_path / "site" / "pot.jpg").write_bytes(photo())
    (tmp_path / "site" / "notes.md").write_text("# Notes\n\nWarm the cup.\n")
    monkeypatch.chdir(tmp_path)
    handler = partial(Quiet, directory=str(tmp_path / "site"))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def test_an_address_becomes_a_book_with_its_pictures(site: str) -> None:
    asked = [
        "-o",
        "tea.epub",
        "--images",
        "fetch",
        "--allow-private-hosts",
        "--cache",
        "cache",
        "-q",
    ]
    assert run([f"{site}/tea.html", *asked]) == 0
    with zipfile.ZipFile("tea.epub") as book:
        assert any("image-" in name for name in book.namelist())
        assert f"{site}/tea.html" in book.read("EPUB/package.opf").decode()


def test_relative_addresses_of_a_fetched_page_are_made_whole(site: str) -> None:
    document = read(open_page(f"{site}/tea.html", private=True))
    assert f"url='{site}/cup.html'" in repr(document.blocks)
    assert document.metadata.provenance.url == f"{site}/tea.html"


def test_any_kind_of_source_may_be_fetched(site: str) -> None:
    document = read(open_page(f"{site}/notes.md", private=True))
    assert (document.metadata.title, plain_text(document.blocks)) == ("Notes", "Warm the cup.")
    assert document.metadata.provenance.url == f"{site}/notes.md"


def test_several_addresses_become_files_named_after_them(site: str) -> None:
    addresses = [f"{site}/tea.html", f"{site}/notes.md"]
    assert run([*addresses, "-o", "out/", "-t", "text", "--allow-private-hosts", "-q"]) == 0
    assert sorted(path.name for path in Path("out").iterdir()) == ["notes.txt", "tea.txt"]


@pytest.mark.parametrize(
    ("path", "allowed", "said"),
    [
        ("/none.html", ["--allow-private-hosts"], "404"),
        ("/tea.html", [], "--allow-private-hosts"),
    ],
)
def test_what_cannot_be_fetched_is_an_error_with_a_reason(
    site: str, path: str, allowed: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run([f"{site}{path}", "-o", "a.epub", *allowed]) == 3
    told = capsys.readouterr().err
    assert f"{site}{path}: " in told
    assert said in told
    assert not Path("a.epub").exists()
