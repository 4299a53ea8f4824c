"""Plain text by several tools from the same sources: what a reader finds in it.

Usage: python benchmarks/text_peers.py SOURCE... [--width 78]

html2text gets the HTML of pandoc; a tool that is not installed is left out. Prints a table
for docs/text.md.
"""

from __future__ import annotations

import argparse
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import convert
from convert.exporters.text.width import width
from convert.model import Document, Image, Link
from convert.walk import walk

NEVER_FIRST = "。，、；：？！）」』】》”’"
NEVER_LAST = "（「『【《“‘"
ADDRESS = re.compile(r"https?://[^\s<>()\[\]\"']+")


def pubconvert(source: Path, target: Path, columns: int) -> None:
    """As it is installed."""
    options = ["-q", "--images", "link", "--width", str(columns)]
    _run([sys.executable, "-m", "convert", str(source), "-o", str(target), *options])


def pandoc(source: Path, target: Path, columns: int) -> None:
    """Its ``plain`` writer."""
    _run([*_pandoc(source), "-t", "plain", f"--columns={columns}", "-o", str(target)])


def html2text(source: Path, target: Path, columns: int) -> None:
    """Prints to standard output."""
    page = target.with_suffix(".html")
    _run([*_pandoc(source), "-t", "html", "-o", str(page)])
    command = [sys.executable, "-m", "html2text", "-b", str(columns), str(page)]
    target.write_bytes(subprocess.run(command, check=True, capture_output=True).stdout)


def calibre(source: Path, target: Path, columns: int) -> None:
    """Knows Markdown by its suffix."""
    copy = target.with_suffix(".md")
    shutil.copy(source, copy)
    command = [shutil.which("ebook-convert") or "ebook-convert", str(copy), str(target)]
    _run([*command, "--max-line-length", str(columns)])


TOOLS: dict[str, Callable[[Path, Path, int], None]] = {
    "pubconvert": pubconvert,
    "pandoc `plain`": pandoc,
    "html2text": html2text,
    "calibre": calibre,
}


class Facts:
    """What is counted in one text."""

    def __init__(self, file: Path, document: Document, columns: int) -> None:
        text = file.read_text("utf-8")
        lines = [line.strip() for line in text.splitlines() if line.strip()]
        prose = [line for line in lines if not ADDRESS.search(line)]
        wanted = {node.url for node in walk(document.blocks) if isinstance(node, Image | Link)}
        wanted = {url for url in wanted if ADDRESS.fullmatch(url)}
        verdict = convert.audit(file, [document], format="text").verdict
        self.widest = max(map(width, prose))
        self.wide = sum(width(line) > columns for line in prose)
        self.wrong = sum(line[0] in NEVER_FIRST or line[-1] in NEVER_LAST for line in prose)
        self.addresses = f"{sum(url in text for url in wanted)} of {len(wanted)}"
        stated = {claim.text for claim in document.ledger}
        lost = stated & {finding.text for finding in verdict.findings if finding.place == "text"}
        self.claims = f"{len(stated) - len(lost)} of {len(stated)}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("sources", type=Path, nargs="+")
    parser.add_argument("--width", type=int, default=78)
    given = parser.parse_args()
    print("| source | tool | widest line | wider lines | wrong breaks | addresses | claims |")
    print("|---|---|---|---|---|---|---|")
    for source in given.sources:
        for name, make in TOOLS.items():
            if facts := _facts(source, make, given.width):
                row = (facts.widest, facts.wide, facts.wrong, facts.addresses, facts.claims)
                print("|", " | ".join([source.name, name, *map(str, row)]), "|")


def _facts(source: Path, make: Callable[[Path, Path, int], None], columns: int) -> Facts | None:
    document = convert.read(source)
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder, "out.txt")
        try:
            make(source, target, columns)
        except (OSError, ImportError, subprocess.CalledProcessError) as error:
            print(f"{make.__name__}: {error}", file=sys.stderr)
            return None
        return Facts(target, document, columns)


def _pandoc(source: Path) -> list[str]:
    import pypandoc

    return [str(pypandoc.get_pandoc_path()), "-f", "markdown", "-s", str(source)]


def _run(command: list[str]) -> None:
    subprocess.run(command, check=True, capture_output=True)


if __name__ == "__main__":
    main()
