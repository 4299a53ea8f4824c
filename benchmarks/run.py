"""pubconvert against pandoc, a naive script and the physical floor, in one run.

    python benchmarks/run.py [--only NAME] [--runs 3] [--scale 1] [--write]

Needs the package ``pypandoc_binary``; a library is generated (``library.py``). The tools take
turns, figures are medians of whole processes, ratios compare runs of the same minutes.
``--write`` puts the tables and the picture into ``benchmarks/RESULTS.md``. ``--scale 0.1``
measures with a tenth of the articles. No tool fetches pictures; pubconvert proves every file.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import library
import report
from clock import Command, Taken, turns

HERE = Path(__file__).parent
PYTHON = sys.executable


class Jobs:
    """What is measured: each job gives the tools that do it."""

    def __init__(self, folder: Path, scale: float) -> None:
        self.folder, self.scale = folder, scale
        self._number = count(1)
        self.pandoc = _pandoc()

    def all(self) -> Iterator[tuple[str, str, int]]:
        """Name, format and number of articles of every job."""
        for format in ("epub", "text", "pdf"):
            yield f"one article → {format}", format, 1
        thousand = int(1000 * self.scale)
        for n in (int(100 * self.scale), thousand, int(6000 * self.scale)):
            yield f"a book of {n:,} → epub", "epub", n
        yield f"{thousand:,} articles → {thousand:,} epub", "epub", -thousand
        yield f"{thousand:,} articles → {thousand:,} text", "text", -thousand
        yield f"a book of {thousand * 6:,} again, one article changed", "again", thousand * 6

    def tools(self, format: str, number: int) -> dict[str, Command]:
        """The commands of a job; a negative number makes one file for each article."""
        files = self._library(abs(number))
        if format == "again":
            return self._again(files)
        if number < 0:
            return self._separate(files, format)
        return self._book(files, format)

    def _book(self, files: list[Path], format: str) -> dict[str, Command]:
        suffix = {"text": "txt"}.get(format, format)
        target = lambda: str(self._new().with_suffix(f".{suffix}"))  # noqa: E731
        names = list(map(str, files))
        source = names if len(files) == 1 else [str(self._root(files))]
        found: dict[str, Command] = {
            "pubconvert": lambda: [[*self._ours(), *source, "-o", target(), *self._cache()]],
            "naive script": lambda: [[PYTHON, str(HERE / "naive.py"), format, target(), *names]],
        }
        if format != "pdf":
            to = {"text": "plain", "epub": "epub3"}[format]
            found["pandoc"] = lambda: [[*self.pandoc, *names, "-t", to, "-o", target()]]
        if format == "epub" and len(files) > 1:
            found["floor"] = lambda: [[PYTHON, str(HERE / "floor.py"), target(), *names]]
        return found

    def _separate(self, files: list[Path], format: str) -> dict[str, Command]:
        names = list(map(str, files))
        to, suffix = {"text": ("plain", "txt"), "epub": ("epub3", "epub")}[format]
        script, listed = self.folder / f"{suffix}.sh", self.folder / f"{len(files)}.list"
        target = f'"$OUT/$(basename "$1" .md).{suffix}"'
        script.write_text(f'exec {self.pandoc[0]} -f gfm --sandbox "$1" -t {to} -o {target}\n')
        listed.write_text("\n".join(names))

        def pandoc() -> list[list[str]]:
            """Two processes at a time, as a shell user would have it."""
            line = f"OUT={self._folder()} xargs -P 2 -n 1 sh {script} < {listed}"
            return [["sh", "-c", line]]

        return {
            "pubconvert": lambda: [
                [*self._ours(), str(self._root(files)), "-t", format, "-o", f"{self._folder()}/",
                 *self._cache()]
            ],
            "naive script": lambda: [
                [PYTHON, str(HERE / "naive.py"), format, str(self._folder()), *names]
            ],
            "pandoc": pandoc,
        }  # fmt: skip

    def _again(self, files: list[Path]) -> dict[str, Command]:
        """The whole book, and the book when all but one article is known."""
        known = str(self._folder())
        root, target = str(self._root(files)), str(self._new().with_suffix(".epub"))

        def changed() -> list[list[str]]:
            with files[len(files) // 2].open("a", encoding="utf-8") as file:
                file.write("\n又一句。\n")
            return [[*self._ours(), root, "-o", target, "--cache", known]]

        self._first_time(changed())
        whole = lambda: [[*self._ours(), root, "-o", target, *self._cache()]]  # noqa: E731
        return {"pubconvert": changed, "the whole book": whole}

    def _first_time(self, commands: list[list[str]]) -> None:
        import subprocess

        subprocess.run(commands[0], check=True, stderr=subprocess.DEVNULL)

    def _ours(self) -> list[str]:
        return [str(Path(PYTHON).with_name("pubconvert")), "-q", "--images", "link"]

    def _cache(self) -> list[str]:
        """Nothing is known from an earlier run."""
        return ["--cache", str(self._folder())]

    def _library(self, number: int) -> list[Path]:
        root = self.folder / f"library-{number}"
        if not root.exists():
            library.write(root, number)
        return sorted((root / "articles").rglob("*.md"))

    def _root(self, files: list[Path]) -> Path:
        return files[0].parents[3]

    def _new(self) -> Path:
        return self.folder / f"made-{next(self._number)}"

    def _folder(self) -> Path:
        found = self._new()
        found.mkdir()
        return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--only", default="", help="jobs whose name has this in it")
    parser.add_argument("--runs", type=int, default=0, help="of every job; by its size if 0")
    parser.add_argument("--scale", type=float, default=1.0)
    parser.add_argument("--write", action="store_true")
    given = parser.parse_args()
    found: dict[str, dict[str, Taken]] = {}
    with tempfile.TemporaryDirectory() as folder:
        jobs = Jobs(Path(folder), given.scale)
        for name, format, number in jobs.all():
            if given.only in name:
                found[name] = turns(jobs.tools(format, number), given.runs or _runs(number))
                print(report.line(name, found[name]), flush=True)
    if given.write:
        report.write(HERE / "RESULTS.md", found)


def _runs(number: int) -> int:
    size = abs(number)
    return 9 if size == 1 else 3 if size <= 1000 else 1


def _pandoc() -> list[str]:
    import pypandoc

    return [str(pypandoc.get_pandoc_path()), "-f", "gfm", "--sandbox", "--metadata", "title=Book"]


if __name__ == "__main__":
    main()
