"""What one would write in an afternoon: Python-Markdown, EbookLib, WeasyPrint.

    python benchmarks/naive.py epub|text|pdf TARGET FILE...

A target that is a folder gets one file for each source, otherwise all go into one book.
"""

from __future__ import annotations

import sys
from pathlib import Path

import markdown


def main(format: str, target: Path, sources: list[Path]) -> None:
    if not target.is_dir():
        WRITERS[format](target, sources)
        return
    for source in sources:
        WRITERS[format](target / f"{source.stem}.{format}", [source])


def _html(source: Path) -> str:
    return markdown.markdown(source.read_text("utf-8"), extensions=["extra"])


def epub(target: Path, sources: list[Path]) -> None:
    from ebooklib import epub

    book = epub.EpubBook()
    book.set_title(target.stem)
    book.set_language("zh")
    for source in sources:
        item = epub.EpubHtml(title=source.stem, file_name=f"{source.stem}.xhtml", lang="zh")
        item.content = _html(source)
        book.add_item(item)
        book.spine.append(item)
        book.toc.append(item)
    book.add_item(epub.EpubNcx())
    book.add_item(epub.EpubNav())
    epub.write_epub(target, book)


def text(target: Path, sources: list[Path]) -> None:
    from lxml import html

    pages = (html.fromstring(f"<div>{_html(source)}</div>") for source in sources)
    target.write_text("\n\n".join(str(page.text_content()) for page in pages), "utf-8")


def pdf(target: Path, sources: list[Path]) -> None:
    from weasyprint import HTML

    HTML(string="".join(map(_html, sources))).write_pdf(target)


WRITERS = {"epub": epub, "text": text, "pdf": pdf}


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), [Path(name) for name in sys.argv[3:]])
