"""EPUBs of five tools side by side: valid, accessible, credited, reproducible, how fast.

    python benchmarks/epub_peers.py [--library FOLDER] [--percollate PATH] [--only NAME]

Every tool makes an EPUB of one article (``seeds/flat``), of an essay with footnotes
(``seeds/essay.md``) and, with ``--library``, of all articles in a folder; then the files are
looked into. Prints a Markdown table. A tool that is not installed is left out: pandoc comes
with the package ``pypandoc_binary``, calibre is ``ebook-convert``, percollate an npm package.
EPUBCheck needs Java, Ace needs ``npm ci`` in ``tests/reader`` and Chromium. No tool fetches
pictures; percollate, which would, is given links in their place.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from epub_facts import Facts, facts_of
from epub_judges import Judged, judge, lost
from epub_tools import Made, Tool, tools

ROOT = Path(__file__).resolve().parent.parent
ARTICLE = ROOT / "seeds" / "flat" / "borrowing-card.txt"
ESSAY = ROOT / "seeds" / "essay.md"

Look = Callable[["Book"], str]


class Book:
    """What one tool made of one input: the file twice, and what is in it."""

    def __init__(self, tool: Tool, sources: list[Path], folder: Path) -> None:
        self.sources = sources
        self.made: Made = tool.make(sources, folder / "first.epub")
        time.sleep(2)  # the time of day must have had its chance
        again = tool.make(sources, folder / "second.epub")
        self.facts: Facts = facts_of(self.made.path)
        self.judged: Judged = judge(self.made.path, sources)
        self.same = self.made.path.read_bytes() == again.path.read_bytes()
        if len(sources) == 1:
            self.keeps = tool.keeps(sources, folder / "third.epub")
            text = tool.text(self.made.path, folder / "first.txt")
            self.text = lost(text, sources) if text else "–"


ARTICLE_LINES: dict[str, Look] = {
    "EPUBCheck 5.3 `-u`: errors / all messages": lambda b: b.judged.checked,
    "Ace by DAISY: violations": lambda b: b.judged.ace,
    "properties of accessibility, of 5": lambda b: f"{b.facts.access}",
    "claims lost, per place": lambda b: b.judged.lost,
    "claims lost when it is turned into text": lambda b: b.text,
    "MARC roles, `license`, `rightsHolder`": lambda b: b.facts.terms,
    "JSON-LD record, `doc-colophon`": lambda b: f"{b.facts.records}, {b.facts.colophons}",
    "named as author, publisher or contributor": lambda b: b.facts.tool or "nobody wrong",
    "languages of its files": lambda b: ", ".join(sorted(b.facts.languages)),
    "claimed unasked": lambda b: b.facts.unasked or "nothing",
    "cover when the source has none": lambda b: _yes(b.facts.cover),
    "fonts and colours forced on the text": lambda b: f"{b.facts.forced}",
    "`line-break`, hyphens, tables that scroll": lambda b: b.facts.typography,
    "same bytes on a second run": lambda b: _yes(b.same),
    "`mimetype` first, declared XML, ASCII names": lambda b: b.facts.container,
    "old file whole after a failed write": lambda b: _yes(b.keeps),
    "seconds of the processor, MiB at the peak": lambda b: b.made.cost,
}
ESSAY_LINES: dict[str, Look] = {
    "EPUBCheck 5.3 `-u`: errors / all messages": lambda b: b.judged.checked,
    "Ace by DAISY: violations": lambda b: b.judged.ace,
    "claims lost, per place": lambda b: b.judged.lost,
    "footnotes that open as pop-ups": lambda b: f"{b.facts.popups}",
    "levels of contents, landmarks, NCX": lambda b: b.facts.navigation,
}
LIBRARY_LINES: dict[str, Look] = {
    "EPUBCheck 5.3 `-u`: errors / all messages": lambda b: b.judged.checked,
    "… without those about missing pictures": lambda b: b.judged.checked_otherwise,
    "claims lost, per place": lambda b: b.judged.lost,
    "records, colophons": lambda b: f"{b.facts.records}, {b.facts.colophons}",
    "levels of headings left out": lambda b: f"{b.facts.gaps}",
    "languages of its files": lambda b: ", ".join(sorted(b.facts.languages)),
    "own `<title>` per file": lambda b: b.facts.titles,
    "largest file of text": lambda b: f"{b.facts.largest / 1000:.0f} KB",
    "levels of contents, landmarks, NCX": lambda b: b.facts.navigation,
    "same bytes on a second run": lambda b: _yes(b.same),
    "seconds of the processor, MiB at the peak": lambda b: b.made.cost,
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--library", type=Path, help="a folder of articles")
    parser.add_argument("--percollate", default="percollate")
    parser.add_argument("--only", action="append", default=[], metavar="NAME")
    given = parser.parse_args()
    chosen = [t for t in tools(given.percollate) if not given.only or t.name in given.only]
    print(f"| | {' | '.join(tool.title for tool in chosen)} |")
    print(f"|---|{'---|' * len(chosen)}", flush=True)
    for name, sources, lines in inputs(given.library):
        print(f"| **{name}** |{' |' * len(chosen)}")
        for row in rows(chosen, sources, lines):
            print(row, flush=True)


def inputs(library: Path | None) -> Iterator[tuple[str, list[Path], dict[str, Look]]]:
    yield "an article", [ARTICLE], ARTICLE_LINES
    yield "an essay", [ESSAY], ESSAY_LINES
    if library:
        articles = sorted(p for p in library.rglob("*.md") if p.name not in _NO_ARTICLES)
        yield f"{len(articles)} articles", articles, LIBRARY_LINES


def rows(chosen: list[Tool], sources: list[Path], lines: dict[str, Look]) -> Iterator[str]:
    with tempfile.TemporaryDirectory() as folder:
        books = []
        for tool in chosen:
            place = Path(folder) / tool.name
            place.mkdir()
            books.append(_book(tool, sources, place))
        for name, look in lines.items():
            cells = (look(book) if book else "failed" for book in books)
            yield f"| {name} | {' | '.join(cells)} |"


def _book(tool: Tool, sources: list[Path], folder: Path) -> Book | None:
    try:
        return Book(tool, sources, folder)
    except OSError as error:
        print(f"<!-- {tool.name}: {error} -->")
        return None


def _yes(answer: bool) -> str:
    return "yes" if answer else "no"


_NO_ARTICLES = ("README.md", "SUMMARY.md")

if __name__ == "__main__":
    main()
