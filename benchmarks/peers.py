"""The tools that are measured, and how each is called: for one file, or for one of each source.

None of them fetches pictures. pandoc reads GitHub's Markdown in its sandbox; where it makes
many files, two of its processes run at a time, as a user with two cores would have it.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from importlib.util import find_spec
from itertools import count
from pathlib import Path

from clock import Command

HERE = Path(__file__).parent
PYTHON = sys.executable
PACKAGES = {
    "pypandoc": "pypandoc_binary",
    "ebooklib": "EbookLib",
    "markdown": "Markdown",
    "weasyprint": "weasyprint",
    "typst": "typst",
}
"""Module -> package on PyPI, of the tools and of the naive script."""

SUFFIX = {"text": "txt"}
WRITER = {"text": "plain", "epub": "epub3", "pdf": "typst"}
TYPST = "import sys, typst; typst.compile(sys.argv[1], output=sys.argv[2])"
FONT = ["-V", "mainfont=Noto Serif CJK SC", "-V", "lang=zh"]


def install() -> None:
    """Install what is missing, into the environment that runs this."""
    missing = [package for module, package in PACKAGES.items() if not find_spec(module)]
    if missing:
        subprocess.run([PYTHON, "-m", "pip", "install", "--quiet", *missing], check=True)


class Peers:
    """Commands, each with a target of its own under ``folder``."""

    def __init__(self, folder: Path) -> None:
        import pypandoc

        self.folder = folder
        self._number = count(1)
        self._pandoc = str(pypandoc.get_pandoc_path())

    def book(self, files: list[Path], root: Path | None, format: str) -> dict[str, Command]:
        """One file of all sources; ``root`` is the library they are in, if they are several."""
        names = list(map(str, files))
        sources = [str(root)] if root else names
        found: dict[str, Command] = {
            "pubconvert": lambda: [*self.ours(), *sources, "-o", self._target(format)],
            "naive script": lambda: self._naive(format, self._target(format), names),
            "pandoc": lambda: self._pandoc_book(format, self._target(format), names),
        }
        if shutil.which("ebook-convert") and not root and format != "pdf":
            found["calibre"] = lambda: ["ebook-convert", *names, self._target(format)]
        if format == "epub" and root:
            found["floor"] = lambda: [PYTHON, str(HERE / "floor.py"), self._target(format), *names]
        return found

    def files(self, files: list[Path], root: Path, format: str) -> dict[str, Command]:
        """A file of each source."""
        names = list(map(str, files))
        ours = [str(root), "-t", format]
        return {
            "pubconvert": lambda: [*self.ours(), *ours, "-o", f"{self.new_folder()}/"],
            "naive script": lambda: self._naive(format, str(self.new_folder()), names),
            "pandoc": lambda: self._pandoc_files(format, names),
        }

    def ours(self, cache: str = "") -> list[str]:
        """pubconvert, which knows nothing of an earlier run, or only what is in ``cache``."""
        command = str(Path(PYTHON).with_name("pubconvert"))
        return [command, "-q", "--images", "link", "--cache", cache or str(self.new_folder())]

    def new_folder(self) -> Path:
        """An empty one."""
        found = self.folder / f"made-{next(self._number)}"
        found.mkdir()
        return found

    def _target(self, format: str) -> str:
        return str(self.folder / f"made-{next(self._number)}.{SUFFIX.get(format, format)}")

    def _naive(self, format: str, target: str, names: list[str]) -> list[str]:
        return [PYTHON, str(HERE / "naive.py"), format, target, *names]

    def _pandoc_book(self, format: str, target: str, names: list[str]) -> list[str]:
        read = [self._pandoc, "-f", "gfm", "--sandbox", "--metadata", "title=Book", *names]
        if format != "pdf":
            return [*read, "-t", WRITER[format], "-o", target]
        middle = f"{target}.typ"
        script = '"$@" && "$0" -c "$TYPST" "$MIDDLE" "$TARGET"'
        given = [f"TYPST={TYPST}", f"MIDDLE={middle}", f"TARGET={target}"]
        bare = Path(f"{target}.lua")
        bare.write_text("function Image() return {} end\n")  # Typst asks for every file it names
        made = [*read, "-L", str(bare), "-s", "-t", "typst", *FONT, "-o", middle]
        return ["env", *given, "sh", "-c", script, PYTHON, *made]

    def _pandoc_files(self, format: str, names: list[str]) -> list[str]:
        target = self.new_folder()
        suffix = SUFFIX.get(format, format)
        (target / "list").write_text("\n".join(names))
        (target / "one.sh").write_text(
            f'exec {self._pandoc} -f gfm --sandbox "$1" -t {WRITER[format]} '
            f'-o "{target}/$(basename "$1" .md).{suffix}"\n'
        )
        return ["sh", "-c", f"xargs -P 2 -n 1 sh {target}/one.sh < {target}/list"]
