"""The same sources give the same file: in another process, place, time zone, language, Python."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
import sysconfig
from hashlib import sha256
from pathlib import Path

import pytest

from convert.exporters.epub.container import Container, deflater

ROOT = Path(__file__).parent.parent
SOURCES = [ROOT / "seeds" / name for name in ("essay.md", "japanese.md", "flat/borrowing-card.txt")]
MADE = {
    "plain": ["book.epub"],
    "packed by nobody": ["book.epub", "-O", "compression=0"],
    "everything": [
        *("book.epub", "-O", "split_level=2", "-O", "kepub=yes", "-O", "writing_mode=vertical-rl")
    ],
    "pdf": ["book.pdf", "-O", "engine=weasyprint", "-O", "piece_size=1"],
    "typst": ["book.pdf", "-O", "engine=typst"],
}
PLACES = {
    "another hash seed": {"PYTHONHASHSEED": "4242"},
    "Tokyo, in Turkish": {"TZ": "Asia/Tokyo", "LC_ALL": "tr_TR.UTF-8", "PYTHONUTF8": "0"},
    "plain C, another user": {"LC_ALL": "C", "HOME": "/nonexistent", "USER": "somebody"},
}


def made(folder: Path, wanted: list[str], python: str = sys.executable, **changes: str) -> str:
    """The digest of a book that a new process makes in ``folder``."""
    environment = {**os.environ, "PYTHONHASHSEED": "0", "TZ": "UTC", **changes}
    command = [python, "-m", "convert", *map(str, SOURCES), "-q", "-o", *wanted]
    subprocess.run(command, cwd=folder, env=environment, check=True)
    return sha256((folder / wanted[0]).read_bytes()).hexdigest()


@pytest.mark.parametrize("wanted", MADE.values(), ids=MADE)
@pytest.mark.parametrize("place", PLACES.values(), ids=PLACES)
def test_the_bytes_are_the_same_everywhere(wanted, place, tmp_path):
    here, there = tmp_path / "here", tmp_path / "there" / "far away"
    here.mkdir()
    there.mkdir(parents=True)
    assert made(here, wanted) == made(there, wanted, **place)


@pytest.mark.parametrize("wanted", MADE.values(), ids=MADE)
def test_another_python_gives_the_same_bytes(wanted, tmp_path):
    """The system's own Python, built by other people, where it is of the same version."""
    other = shutil.which("python3", path="/usr/bin") or pytest.skip("there is no other Python")
    version = "import sys; print(*sys.version_info[:2])"
    told = subprocess.run([other, "-c", version], capture_output=True, text=True).stdout
    if tuple(map(int, told.split())) != sys.version_info[:2]:
        pytest.skip("the other Python has another version, for which nothing is installed")
    packages = os.pathsep.join((str(ROOT), sysconfig.get_path("purelib")))
    assert made(tmp_path, wanted) == made(tmp_path, wanted, other, PYTHONPATH=packages)


def test_a_container_without_compression_has_these_bytes_whatever_zlib_there_is():
    output = io.BytesIO()
    with Container(output, deflater(0)) as container:
        container.add("c0001.xhtml", "<p>灯塔</p>")
        container.add("book.css", b"p { margin: 0 }")
    digest = sha256(output.getvalue()).hexdigest()
    assert digest == "106425086db3056aeebcd0174ed1b6528bcc0aea545e43e677ccaca2d510de55"
