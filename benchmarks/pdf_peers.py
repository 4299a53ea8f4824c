"""PDF by several tools from the same articles: time, memory, and what the file says of itself.

Usage: python benchmarks/pdf_peers.py SOURCES [--count 1 100] [--tools pubconvert weasyprint …]

Each tool is a process of its own and gets the same Markdown, without its pictures. Times
are compared within one run only: this machine may be busy.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pikepdf

import convert

Make = Callable[[list[Path], Path], list[str]]

STYLE = """@page { size: A5; margin: 15mm; @bottom-center { content: counter(page) } }
body { font: 10.5pt/1.7 "Noto Serif CJK SC", serif } h1 { break-before: page }"""
NAIVE = """
import sys, markdown
from weasyprint import HTML
texts = [open(name, encoding="utf-8").read() for name in sys.argv[3:]]
body = "".join(f"<article>{markdown.markdown(t, extensions=['extra'])}</article>" for t in texts)
page = f"<html lang='zh'><style>{open(sys.argv[2]).read()}</style><body>{body}</body></html>"
HTML(string=page).write_pdf(sys.argv[1])
"""
TYPST = """
import sys, typst
typst.compile(sys.argv[1], output=sys.argv[2], sys_inputs={})
"""


def pubconvert(sources: list[Path], output: Path) -> list[str]:
    options = ["-q", "-O", "missing_glyphs=ignore"]
    title = ["-m", "title=Articles"] if len(sources) > 1 else []
    return [
        sys.executable,
        "-m",
        "convert",
        *map(str, sources),
        "-o",
        str(output),
        *options,
        *title,
    ]


def typst_engine(sources: list[Path], output: Path) -> list[str]:
    return [*pubconvert(sources, output), "-O", "engine=typst"]


def weasyprint(sources: list[Path], output: Path) -> list[str]:
    style = output.with_suffix(".css")
    style.write_text(STYLE)
    return [sys.executable, "-c", NAIVE, str(output), str(style), *map(str, sources)]


def pandoc_weasyprint(sources: list[Path], output: Path) -> list[str]:
    style = output.with_suffix(".css")
    style.write_text(STYLE)
    engine = str(Path(sys.executable).with_name("weasyprint"))
    extra = ["--toc", "--pdf-engine", engine, "-V", "lang=zh", "--css", str(style)]
    return [_pandoc(), *map(str, sources), "-s", "-o", str(output), *extra]


def pandoc_typst(sources: list[Path], output: Path) -> list[str]:
    font = "mainfont=Noto Serif CJK SC"
    made = f"{_pandoc()} -f markdown-citations {' '.join(map(str, sources))} -s --toc -t typst"
    made += f" -V '{font}' -V lang=zh -V papersize=a5"
    script = f"{made} -o {output}.typ && {sys.executable} -c '{TYPST}' {output}.typ {output}"
    return ["bash", "-c", script]


def chromium(sources: list[Path], output: Path) -> list[str]:
    page = output.with_suffix(".html")
    made = f"{_pandoc()} {' '.join(map(str, sources))} -s --toc -t html -V lang=zh -o {page}"
    flags = "--headless --no-sandbox --disable-gpu --no-pdf-header-footer"
    flags += " --generate-pdf-document-outline"
    return ["bash", "-c", f"{made} && chromium {flags} --print-to-pdf={output} file://{page}"]


def calibre(sources: list[Path], output: Path) -> list[str]:
    joined = output.with_suffix(".md")
    joined.write_text("\n\n".join(source.read_text("utf-8") for source in sources), "utf-8")
    return ["ebook-convert", str(joined), str(output), "--paper-size", "a5"]


TOOLS: dict[str, Make] = {
    "pubconvert": pubconvert,
    "pubconvert, typst": typst_engine,
    "WeasyPrint alone": weasyprint,
    "pandoc + WeasyPrint": pandoc_weasyprint,
    "pandoc + Typst": pandoc_typst,
    "Chromium": chromium,
    "calibre": calibre,
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--count", type=int, nargs="+", default=[1, 100])
    parser.add_argument("--tools", nargs="+", default=list(TOOLS))
    parser.add_argument("--limit", type=int, default=900, help="seconds for one run")
    given = parser.parse_args()
    files = sorted(given.folder.rglob("*.md"))
    with tempfile.TemporaryDirectory() as folder:
        for count in given.count:
            sources = _copies(files, count, Path(folder))
            print(
                f"\n{count} articles | wall s | CPU s | MB | KB | tags | outline | "
                "claims as text | as data"
            )
            for name in given.tools:
                print(
                    f"{name} | {_run(TOOLS[name], sources, Path(folder), given.limit)}", flush=True
                )


def _copies(files: list[Path], count: int, folder: Path) -> list[Path]:
    """``count`` sources without pictures, the same ones again when there are too few."""
    made = []
    for number in range(count):
        text = files[number % len(files)].read_text("utf-8")
        made.append(folder / f"{count}-{number:04}.md")
        made[-1].write_text(re.sub(r"!\[[^]]*\]\([^)]*\)|<img[^>]*>", "", text), "utf-8")
    return made


def _run(make: Make, sources: list[Path], folder: Path, limit: int) -> str:
    output = folder / "output.pdf"
    output.unlink(missing_ok=True)
    command = ["timeout", str(limit), *make(sources, output)]
    if command[2] == "ebook-convert" and not shutil.which("ebook-convert"):
        return "not installed"
    start = time.perf_counter()
    environment = {**os.environ, "QTWEBENGINE_DISABLE_SANDBOX": "1"}
    with open(os.devnull, "w") as nowhere, tempfile.TemporaryFile() as said:
        process = subprocess.Popen(command, stdout=nowhere, stderr=said, env=environment)
        _, status, usage = os.wait4(process.pid, 0)
        said.seek(0)
        error = said.read().decode(errors="replace").strip().splitlines()
    wall = time.perf_counter() - start
    if not output.exists():
        return f"failed after {wall:.0f} s: {error[-1][:120] if error else status}"
    cpu, size = usage.ru_utime + usage.ru_stime, output.stat().st_size
    cost = f"{wall:.1f} | {cpu:.1f} | {usage.ru_maxrss // 1024} | {size // 1024}"
    return f"{cost} | {_facts(output, sources)}"


def _facts(output: Path, sources: list[Path]) -> str:
    with pikepdf.open(output) as pdf:
        tagged = "yes" if "/StructTreeRoot" in pdf.Root else "no"
        outline = "yes" if "/Outlines" in pdf.Root else "no"
    verdict = convert.audit(output, [convert.read(source) for source in sources]).verdict
    lost = [finding.place for finding in verdict.findings]
    shares = (100 * max(0, 1 - lost.count(it) / verdict.claims) for it in ("text", "data"))
    return f"{tagged} | {outline} | {' | '.join(f'{share:.0f} %' for share in shares)}"


def _pandoc() -> str:
    import pypandoc

    return str(pypandoc.get_pandoc_path())


if __name__ == "__main__":
    main()
