"""A book of 6,000 chapters already rendered: our container against EbookLib's writer.

    python benchmarks/epub_writing.py [--chapters 6000] [--fast]

Each writer runs in a process of its own, so that its peak of memory is its own. ``--fast``
compresses with the package ``isal``.
"""

from __future__ import annotations

import argparse
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

WORDS = (
    *("灯塔", "海面", "守夜", "航线", "船只", "潮汐", "lamp", "light"),
    *("岸边", "记录", "风向", "雾笛", "玻璃", "棱镜", "keeper", "一八九二年"),
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--chapters", type=int, default=6000)
    parser.add_argument("--writer", choices=["ours", "ebooklib"], help="run this one here")
    parser.add_argument("--fast", action="store_true")
    given = parser.parse_args()
    if given.writer:
        measure(given.writer, given.chapters, given.fast)
        return
    for writer in ("ours", "ebooklib"):
        command = [sys.executable, __file__, "--writer", writer, "--chapters", str(given.chapters)]
        subprocess.run([*command, *(["--fast"] if given.fast else [])], check=True)


def measure(writer: str, count: int, fast: bool) -> None:
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "book.epub"
        start = time.perf_counter()
        size = ours(target, count, fast) if writer == "ours" else ebooklib(target, count)
        seconds = time.perf_counter() - start
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(
            f"{writer:<9} {count} chapters, {size / 1e6:.1f} MB: {seconds:.2f} s, "
            f"peak {peak:.0f} MiB, file {target.stat().st_size / 1e6:.1f} MB"
        )


def ours(target: Path, count: int, fast: bool) -> int:
    from convert.exporters.epub.container import Container, deflater

    size = 0
    with open(target, "wb") as file, Container(file, deflater(6, fast=fast)) as container:
        for number, page in enumerate(pages(count), 1):
            container.add(f"c{number:04}.xhtml", page)
            size += len(page)
    return size


def ebooklib(target: Path, count: int) -> int:
    from ebooklib import epub

    book, size = epub.EpubBook(), 0
    book.set_title("Lamps")
    book.set_language("zh")
    for number, page in enumerate(pages(count), 1):
        item = epub.EpubHtml(title=f"{number}", file_name=f"c{number:04}.xhtml")
        item.content = page
        book.add_item(item)
        book.spine.append(item)
        size += len(page)
    book.add_item(epub.EpubNcx())
    book.add_item(epub.EpubNav())
    epub.write_epub(target, book)
    return size


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
