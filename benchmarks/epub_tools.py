"""The tools that ``epub_peers`` compares: how each makes one EPUB of some Markdown."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

Command = Callable[[list[Path], Path], list[str]]
Back = Callable[[Path, Path], list[str]]
SMALL = 2048
"""Bytes: a disk that is full after so many."""
TITLE = "Library"
_REMOTE = re.compile(r'<img [^>]*?src="(https?:[^"]*)"[^>]*>')


class Made:
    """A finished file, and what it took: seconds of the processor, MiB at the peak."""

    def __init__(self, path: Path, seconds: float, peak: float) -> None:
        self.path, self.seconds, self.peak = path, seconds, peak

    @property
    def cost(self) -> str:
        return f"{self.seconds:.2f} s, {self.peak:.0f}"


class Tool:
    """``command`` gives the arguments; what must lie ready is made before that. ``back`` gives
    those that turn an EPUB into text, for a tool that reads one."""

    def __init__(self, name: str, title: str, command: Command, back: Back | None = None) -> None:
        self.name, self.title, self._command, self._back = name, title, command, back

    def make(self, sources: list[Path], target: Path) -> Made:
        """Raises ``OSError`` when the tool fails."""
        arguments = self._command(sources, target)
        child = subprocess.Popen(arguments, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        assert child.stderr
        told = child.stderr.read()
        _, status, usage = os.wait4(child.pid, 0)
        child.returncode = status
        if status or not target.exists():
            raise OSError(told.decode(errors="replace")[-300:])
        return Made(target, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)

    def keeps(self, sources: list[Path], target: Path) -> bool:
        """Whether an older file is whole after the tool has failed to write the new one."""
        old = b"the old file" * SMALL
        target.write_bytes(old)
        subprocess.run(
            self._command(sources, target),
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, preexec_fn=_full_disk,
        )  # fmt: skip
        return target.read_bytes() == old

    def text(self, book: Path, target: Path) -> Path | None:
        """The text the tool makes of an EPUB; None for one that reads none."""
        if self._back is None:
            return None
        subprocess.run(self._back(book, target), check=True, capture_output=True)
        return target


def _full_disk() -> None:
    import resource
    import signal

    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (SMALL, SMALL))


def tools(percollate: str) -> list[Tool]:
    """Those that are installed."""
    found = [
        Tool("pubconvert", "pubconvert", _ours, lambda b, t: [_pubconvert(), str(b), "-o", str(t)])
    ]
    try:
        import pypandoc

        path = str(pypandoc.get_pandoc_path())
        back: Back = lambda b, t: [path, str(b), "-t", "plain", "-o", str(t)]  # noqa: E731
        found.append(Tool("pandoc", "pandoc 3.9", lambda s, t: _pandoc(path, s, t), back))
    except (ImportError, OSError):
        pass
    if shutil.which("ebook-convert"):
        back = lambda b, t: ["ebook-convert", str(b), str(t)]  # noqa: E731
        found.append(Tool("calibre", "calibre 6.13", _calibre, back))
    if known := shutil.which(percollate):
        found.append(Tool("percollate", "percollate 4.3", lambda s, t: _percollate(known, s, t)))
    return [*found, Tool("ebooklib", "EbookLib's writer", _ebooklib)]


def _ours(sources: list[Path], target: Path) -> list[str]:
    title = ["-m", f"title={TITLE}"] if len(sources) > 1 else []
    return [_pubconvert(), *map(str, sources), "-o", str(target), "-q", "--images", "link", *title]


def _pubconvert() -> str:
    return str(Path(sys.executable).with_name("pubconvert"))


def _pandoc(path: str, sources: list[Path], target: Path) -> list[str]:
    """An essay has footnotes, which pandoc knows in its own Markdown."""
    dialect = "markdown" if sources[0].suffix == ".md" and len(sources) == 1 else "gfm"
    read = dialect if dialect == "markdown" else f"{dialect}+yaml_metadata_block"
    several = len(sources) > 1
    title = ["--metadata", f"title={TITLE}"] if several or dialect == "gfm" else []
    return [
        path, "-f", read, "--sandbox", "--toc", *title, *map(str, sources),
        "-t", "epub3", "-o", str(target),
    ]  # fmt: skip


def _calibre(sources: list[Path], target: Path) -> list[str]:
    """One Markdown file as it is; several as an index of HTML pages, which calibre follows."""
    if len(sources) == 1:
        copy = target.with_name("article.md")  # it knows Markdown by the suffix alone
        shutil.copy(sources[0], copy)
        return ["ebook-convert", str(copy), str(target)]
    pages = _html(sources, target.parent)
    links = "".join(f'<p><a href="{page.name}">{page.stem}</a></p>' for page in pages)
    index = target.with_name("index.html")
    index.write_text(f"<html><head><title>{TITLE}</title></head><body>{links}</body></html>")
    return ["ebook-convert", str(index), str(target), "--max-levels", "1"]


def _percollate(path: str, sources: list[Path], target: Path) -> list[str]:
    pages = _html(sources, target.parent)
    for page in pages:  # it would wait for each of them
        page.write_text(_REMOTE.sub(r'<a href="\1">picture</a>', page.read_text("utf-8")), "utf-8")
    chromium = os.environ.setdefault("PUPPETEER_EXECUTABLE_PATH", shutil.which("chromium") or "")
    drawing = ["-t", TITLE, "--no-sandbox"] if chromium else []  # its cover needs Chromium
    return [path, "epub", "-o", str(target), *drawing, *map(str, pages)]


def _html(sources: list[Path], folder: Path) -> list[Path]:
    """The Markdown as web pages, for tools that read nothing else."""
    import markdown

    pages = []
    for number, source in enumerate(sources):
        body = markdown.markdown(source.read_text("utf-8"), extensions=["extra", "meta"])
        page = folder / f"p{number:04}.html"
        page.write_text(
            f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>{source.stem}</title>'
            f"</head><body><article>{body}</article></body></html>",
            "utf-8",
        )
        pages.append(page)
    return pages


def _ebooklib(sources: list[Path], target: Path) -> list[str]:
    return [sys.executable, __file__, str(target), *map(str, sources)]


def write_with_ebooklib(sources: list[Path], target: Path) -> None:
    """The usual script: Python-Markdown, and EbookLib's own writer."""
    import markdown
    from ebooklib import epub

    book = epub.EpubBook()
    book.set_title(TITLE)
    book.set_language("zh")
    for number, source in enumerate(sources, 1):
        text = source.read_text("utf-8")
        lines = (line for line in text.splitlines() if line.startswith("# "))
        title = next(lines, f"# {source.stem}")[2:]
        item = epub.EpubHtml(title=title, file_name=f"c{number:04}.xhtml", lang="zh")
        item.content = markdown.markdown(text, extensions=["extra", "meta"])
        book.add_item(item)
        book.spine.append(item)
        book.toc.append(item)
    book.spine.insert(0, "nav")
    book.add_item(epub.EpubNcx())
    book.add_item(epub.EpubNav())
    epub.write_epub(target, book)


if __name__ == "__main__":
    write_with_ebooklib([Path(name) for name in sys.argv[2:]], Path(sys.argv[1]))
