"""A book of 6,000 chapters already rendered: our exporter against EbookLib's writer.

    python benchmarks/epub_writing.py [--chapters 6000] [--runs 3]

``floor`` packs the same bytes with zlib in two threads and writes no book: less than that
no writer needs. ``fast`` is ours with the package ``isal``, if it is there. Each writer runs
in a process of its own, so that its peak of memory is its own; figures are the best of
``--runs`` in turn.
"""

from __future__ import annotations

import argparse
import random
import resource
import subprocess
import sys
import tempfile
import time
import zlib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from convert.exporters.epub.document import Chapter
    from convert.model import Document

WORDS = (
    *("灯塔", "海面", "守夜", "航线", "船只", "潮汐", "lamp", "light"),
    *("岸边", "记录", "风向", "雾笛", "玻璃", "棱镜", "keeper", "一八九二年"),
)


WRITERS = ("floor", "ours", *(["fast"] if find_spec("isal") else []), "ebooklib")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--chapters", type=int, default=6000)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--writer", choices=WRITERS, help="run this one here, once")
    given = parser.parse_args()
    if given.writer:
        measure(given.writer, given.chapters)
        return
    best: dict[str, list[float]] = {}
    for _ in range(given.runs):
        for writer in WRITERS:
            figures = run(writer, given.chapters)
            best[writer] = min(best.get(writer, figures), figures)
    for writer, (seconds, cpu, peak, size) in best.items():
        print(
            f"{writer:<9} {seconds:6.2f} s, {seconds / best['floor'][0]:5.2f} × the floor; "
            f"processor {cpu:5.2f} s; peak {peak:.0f} MiB; file {size:.1f} MB"
        )


def run(writer: str, count: int) -> list[float]:
    command = [sys.executable, __file__, "--writer", writer, "--chapters", str(count)]
    told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return [float(figure) for figure in told.split()]


def measure(writer: str, count: int) -> None:
    """Prints seconds, seconds of the processor, MiB at the peak, MB of the file."""
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "book.epub"
        start = time.perf_counter()
        if writer == "ebooklib":
            ebooklib(target, count)
        elif writer == "floor":
            floor(target, count)
        else:
            ours(target, count, writer == "fast")
        seconds = time.perf_counter() - start
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(seconds, time.process_time(), peak, target.stat().st_size / 1e6)


def floor(target: Path, count: int) -> None:
    def deflate(page: bytes) -> bytes:
        packer = zlib.compressobj(6, zlib.DEFLATED, -15)
        return packer.compress(page) + packer.flush()

    with open(target, "wb") as file, ThreadPoolExecutor(2) as pool:
        for data in pool.map(deflate, pages(count)):
            file.write(data)


def ours(target: Path, count: int, fast: bool) -> None:
    from convert.exporters.epub import Epub
    from convert.metadata import Metadata
    from convert.model import Publication

    with open(target, "wb") as file:
        Epub(fast=fast).export(Publication(Metadata("Lamps", language="zh"), Spine(count)), file)


class Spine:
    """Documents whose chapters are written already."""

    def __init__(self, count: int) -> None:
        self.count = count

    def __len__(self) -> int:
        return self.count

    def __iter__(self) -> Iterator[Document]:
        from convert.metadata import Metadata
        from convert.model import Document

        return (Document(Metadata("Lamp"), ()) for _ in range(self.count))

    def chapters(self, _: object) -> Iterator[Chapter]:
        from convert.exporters.epub.document import Chapter, File
        from convert.exporters.xhtml import Entry

        for number, page in enumerate(pages(self.count), 1):
            name, title = f"c{number:04}.xhtml", f"{number}"
            entry = (Entry(1, "top", title), f"{name}#top")
            yield Chapter(1, title, (File(name, title, "zh", page.decode()),), (entry,))


def ebooklib(target: Path, count: int) -> None:
    from ebooklib import epub

    book = epub.EpubBook()
    book.set_title("Lamps")
    book.set_language("zh")
    for number, page in enumerate(pages(count), 1):
        item = epub.EpubHtml(title=f"{number}", file_name=f"c{number:04}.xhtml")
        item.content = page
        book.add_item(item)
        book.spine.append(item)
    book.add_item(epub.EpubNcx())
    book.add_item(epub.EpubNav())
    epub.write_epub(target, book)


def pages(count: int) -> Iterator[bytes]:
    """Chapters of about 16 KB; the text is drawn from 40 pages, so that making them costs
    next to nothing."""
    draw = random.Random(1892)
    made = [page(draw) for _ in range(40)]
    for number in range(count):
        yield made[number % 40].replace(b"NUMBER", b"%06d" % number)


def page(draw: random.Random) -> bytes:
    lines = "".join(f"<p>NUMBER {' '.join(draw.choices(WORDS, k=60))}。</p>\n" for _ in range(34))
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html>\n'
        '<html xmlns="http://www.w3.org/1999/xhtml"><head><title>Lamp</title></head>'
        f"<body><h1>NUMBER</h1>\n{lines}</body></html>\n"
    ).encode()


if __name__ == "__main__":
    main()
