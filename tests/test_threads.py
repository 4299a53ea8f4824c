"""Several threads of one process convert at once; each gets what it would get alone."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from convert import convert

SEEDS = Path(__file__).parent.parent / "seeds"

MANY_PDFS = """\
import io, sys
from concurrent.futures import ThreadPoolExecutor
from convert import convert

def pdf(source):
    written = io.BytesIO()
    convert(source, written, format="pdf")
    return written.getvalue()

alone = [pdf(source) for source in sys.argv[1:]]
with ThreadPoolExecutor(8) as threads:
    assert list(threads.map(pdf, sys.argv[1:] * 8)) == alone * 8
"""


def test_pdfs_laid_out_by_threads_equal_those_of_one():
    """In a process of its own: what is not made for threads ends it."""
    sources = [SEEDS / "essay.md", SEEDS / "japanese.md"]
    subprocess.run([sys.executable, "-c", MANY_PDFS, *sources], check=True)


def test_threads_that_write_one_file_leave_it_whole(tmp_path):
    target = tmp_path / "essay.epub"
    convert(SEEDS / "essay.md", target)
    alone = target.read_bytes()
    with ThreadPoolExecutor(8) as threads:
        list(threads.map(lambda _: convert(SEEDS / "essay.md", target), range(24)))
    assert target.read_bytes() == alone
    assert list(tmp_path.iterdir()) == [target]
