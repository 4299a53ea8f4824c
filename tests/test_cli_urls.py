"""One file at a place that fsspec knows."""

from __future__ import annotations

import fsspec
import pytest

from convert.cli import run

PAGE = "# Tide\n\nThe water comes in.\n"


@pytest.fixture
def page(tmp_path) -> str:
    file = tmp_path / "tide.md"
    file.write_text(PAGE, "utf-8")
    return str(file)


def test_one_file_goes_to_a_url_with_the_same_bytes(page, tmp_path):
    assert run([page, "-o", str(tmp_path / "tide.epub"), "-q"]) == 0
    assert run([page, "-o", "memory://shelf/tide.epub", "-q"]) == 0
    stored = fsspec.filesystem("memory").cat("/shelf/tide.epub")
    assert stored == (tmp_path / "tide.epub").read_bytes()


def test_nothing_goes_there_when_a_source_cannot_be_read(page, capsys):
    assert run([page, "nowhere.md", "-o", "memory://shelf/lost.epub", "-q"]) == 3
    assert not fsspec.filesystem("memory").exists("/shelf/lost.epub")
    assert "nowhere.md" in capsys.readouterr().err
