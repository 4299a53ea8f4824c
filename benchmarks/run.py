"""pubconvert against pandoc, a naive script and the physical floor, in one run.

    python benchmarks/run.py [--only NAME] [--runs N] [--scale 1] [--sample FOLDER] [--write]

Installs the other tools where they are missing (``peers.py``) and makes a library to measure
with (``library.py``), or repeats the articles of ``--sample``. The tools take turns, figures
are medians of whole processes, ratios compare runs of the same minutes. pubconvert proves
every file. ``--scale 0.1`` measures with a tenth of the articles; ``--runs 1`` does every job
once. pandoc makes no book of more than 1,000 articles unless ``--large`` asks for it: it would
take minutes and gigabytes. ``--write`` puts what was measured into ``RESULTS.md``.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Iterator
from pathlib import Path

import library
import peers
import report
from clock import Command, Taken, run, turns

HERE = Path(__file__).parent
LARGE = 1000


class Jobs:
    """What is measured: each job gives the tools that do it."""

    def __init__(self, folder: Path, scale: float, sample: Path | None, large: bool) -> None:
        self.folder, self.scale, self.sample, self.large = folder, scale, sample, large
        self.tools = peers.Peers(folder)

    def all(self) -> Iterator[tuple[str, str, int]]:
        """Name, format and number of articles of every job; a negative number makes files of
        each."""
        for format in ("epub", "text", "pdf"):
            yield f"one article → {format}", format, 1
        hundred, thousand, many = (int(n * self.scale) for n in (100, 1000, 6000))
        for n in (hundred, thousand, many):
            yield f"a book of {n:,} → epub", "epub", n
        for format in ("epub", "text"):
            yield f"{thousand:,} articles → {thousand:,} {format}", format, -thousand
        yield f"a book of {many:,} again, one article changed", "again", many

    def commands(self, format: str, number: int) -> dict[str, Command]:
        """The tools of a job."""
        files = self._library(abs(number))
        root = files[0].parents[3]
        if format == "again":
            return self._again(files, root)
        if number < 0:
            return self.tools.files(files, root, format)
        found = self.tools.book(files, root if number > 1 else None, format)
        if number > LARGE and not self.large:
            del found["pandoc"]
        return found

    def _again(self, files: list[Path], root: Path) -> dict[str, Command]:
        """The whole book, and the book when all but one article is known."""
        known = str(self.tools.new_folder())
        target = str(self.folder / "again.epub")

        def changed() -> list[str]:
            with files[len(files) // 2].open("a", encoding="utf-8") as file:
                file.write("\n又一句。\n")
            return [*self.tools.ours(known), str(root), "-o", target]

        run(changed())
        whole = lambda: [*self.tools.ours(), str(root), "-o", target]  # noqa: E731
        return {"pubconvert": changed, "the whole book": whole}

    def _library(self, number: int) -> list[Path]:
        root = self.folder / f"library-{number}"
        if not root.exists():
            library.write(root, number, sample=self.sample)
        return sorted((root / "articles").rglob("*.md"))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--only", default="", help="jobs whose name has this in it")
    parser.add_argument("--runs", type=int, default=0, help="of every job; by its size if 0")
    parser.add_argument("--scale", type=float, default=1.0)
    parser.add_argument("--sample", type=Path, help="articles to measure with")
    parser.add_argument("--large", action="store_true", help="pandoc makes the largest book too")
    parser.add_argument("--write", action="store_true")
    given = parser.parse_args()
    peers.install()
    found: dict[str, dict[str, Taken]] = {}
    with tempfile.TemporaryDirectory() as folder:
        jobs = Jobs(Path(folder), given.scale, given.sample, given.large)
        for name, format, number in jobs.all():
            if given.only in name:
                runs = given.runs or _runs(number)
                found[name] = turns(jobs.commands(format, number), runs, warm=number == 1)
                print(report.line(name, found[name]), flush=True)
    if given.write:
        report.write(HERE / "RESULTS.md", found, "a sample" if given.sample else "generated")


def _runs(number: int) -> int:
    size = abs(number)
    return 7 if size == 1 else 3 if size <= LARGE else 1


if __name__ == "__main__":
    main()
