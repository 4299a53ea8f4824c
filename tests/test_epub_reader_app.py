"""Our EPUBs in a real reader, foliate-js in Chromium, and under Ace by DAISY.

Needs Node.js, Chromium and the npm packages of ``tests/reader``, which ``.ci/setup test`` installs.
The screenshots go to the folder that EPUB_SCREENSHOTS names, or to pytest's own.
"""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import pytest
from browser import CHROMIUM, node_with
from sample import publication, simple, torture
from test_epub import epub

HERE = Path(__file__).parent / "reader"
ENVIRONMENT = {
    **os.environ,
    "CHROMIUM": CHROMIUM or "",
    "PUPPETEER_EXECUTABLE_PATH": CHROMIUM or "",
}
VIEWS = {
    "phone": ("390", "700", "light"),
    "phone at night": ("390", "700", "dark"),
    "e-ink": ("600", "800", "light"),
}
BOOKS = {
    "one": publication(),
    "several": publication(torture(), simple("Second", "a line"), simple("Third", "a line")),
}


@pytest.fixture(scope="module")
def node() -> str:
    return node_with(HERE)


def run(node: str, script: str, *arguments: object) -> object:
    command = [node, str(HERE / script), *map(str, arguments)]
    done = subprocess.run(command, env=ENVIRONMENT, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.strip().splitlines()[-1])


@pytest.mark.parametrize("view", VIEWS)
def test_a_reader_finds_all_it_needs(view, node, tmp_path):
    book = tmp_path / "book.epub"
    book.write_bytes(epub(BOOKS["one"]))
    shots = Path(os.environ.get("EPUB_SCREENSHOTS", tmp_path)) / view.replace(" ", "-")
    shots.mkdir(parents=True, exist_ok=True)
    notice = "未经许可，禁止转载"
    facts = run(node, "read.mjs", book, shots, notice, *VIEWS[view])
    assert facts["errors"] == []
    assert facts["metadata"]["title"] == "岛上的灯塔：A & B <c>"
    assert facts["metadata"]["author"]["name"] == "林晚舟"
    assert facts["metadata"]["translator"]["name"] == "Ada Brook & Söhne"
    assert [entry["label"] for entry in facts["toc"]][-1] == "署名与版权"
    assert facts["cover"] == "image/svg+xml"
    assert any(notice in hit for hit in facts["hits"])
    assert facts["places"] == sorted(set(facts["places"])), "every turn of a page leads on"
    assert len(list(shots.glob("*.png"))) == 5


@pytest.mark.parametrize("name", BOOKS)
def test_ace_finds_no_barrier(name, node, tmp_path):
    book = tmp_path / "book.epub"
    book.write_bytes(epub(BOOKS[name]))
    assert run(node, "ace.cjs", book, tmp_path / "report") == []


def test_ace_would_speak_up(node, tmp_path):
    sheet = tmp_path / "pale.css"
    sheet.write_text("p { color: #ddd; background: #fff }")
    book = tmp_path / "book.epub"
    book.write_bytes(epub(BOOKS["one"], css=str(sheet)))
    assert any("contrast" in line for line in run(node, "ace.cjs", book, tmp_path / "report"))
