"""How much of the articles' text other programs get out of our PDFs, letter for letter.

Usage: python benchmarks/pdf_recall.py SOURCES [--count 20] [--engine typst]

Each sentence must be found whole, blanks and hyphens at line ends aside, after the one
before it; the letters of those found are counted. Sentences that go over a page's end are
cut in two there, because pdftotext puts the page's frame between their halves.
"""

from __future__ import annotations

import argparse
import io
import re
import subprocess
import tempfile
from pathlib import Path

import pypdfium2

import convert
from convert.conservation import running_text
from convert.exporters.pdf import Pdf

SENTENCE = re.compile(r"[^。！？；：，、.!?;:,\n]+")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--count", type=int, default=20)
    parser.add_argument("--engine", default="auto")
    given = parser.parse_args()
    files = sorted(given.folder.rglob("*.md"))
    totals = {"letters": 0, "pdftotext": 0, "PDFium": 0}
    for file in files[:: max(1, len(files) // given.count)][: given.count]:
        document = convert.read(file)
        wanted = [squeeze(it) for it in SENTENCE.findall(running_text(document.blocks))]
        output = io.BytesIO()
        Pdf(engine=given.engine, missing_glyphs="ignore").export(
            convert.publish([document]), output
        )
        totals["letters"] += sum(map(len, wanted))
        for name, read in (("pdftotext", pdftotext), ("PDFium", pdfium)):
            totals[name] += found(wanted, squeeze(read(output.getvalue())))
    print(totals)
    for name in ("pdftotext", "PDFium"):
        print(f"{name}: {100 * totals[name] / totals['letters']:.2f} %")


def found(wanted: list[str], text: str) -> int:
    """The letters of the sentences that stand in ``text``, whole or in two halves."""
    return sum(len(it) for it in wanted if it in text or halved(it, text))


def halved(sentence: str, text: str) -> bool:
    cuts = range(1, len(sentence))
    return any(sentence[:cut] in text and sentence[cut:] in text for cut in cuts)


def pdftotext(content: bytes) -> str:
    with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
        file.write(content)
        file.flush()
        return subprocess.run(["pdftotext", file.name, "-"], capture_output=True, text=True).stdout


def pdfium(content: bytes) -> str:
    pdf = pypdfium2.PdfDocument(content)
    text = "\n".join(page.get_textpage().get_text_range() for page in pdf)
    return text.replace("\ufffe", "-")  # PDFium's sign for a hyphen at the end of a line


def squeeze(text: str) -> str:
    text = re.sub("[\u00ad\u2010\u0002]\\s*\n\\s*", "", text)
    return re.sub("[\\s\u200b-\u200f\u2060\ufeff]+", "", text)


if __name__ == "__main__":
    main()
