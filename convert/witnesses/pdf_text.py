"""The visible text of a PDF in reading order, read with PDFium.

In a tagged file only what hangs in the structure tree is text: running heads and folios do
not, so a sentence that goes over to the next page is whole. Footnotes and the bullets of
lists, which PDFs put at the foot of the page that shows them, come last.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from convert.forks import context
from convert.witnesses.pdf_lines import READINGS, TURNED, drawn, read
from convert.witnesses.pdf_tags import Ids, Marks

MANY, STRETCH = 200, 100
"""From this number of pages on they are read side by side, and how many at a time."""

_BROKEN_WORD = re.compile("[\u00ad\u2010\u0002]\\s*\n\\s*")
_LAST_HYPHEN = re.compile("\ufffe\\s*")
"""U+FFFE is PDFium's own sign for a hyphen at the end of a line."""

_LINE_END = re.compile(" *\n")
_WIDE = "\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\U00020000-\U0003ffff"
_WIDE_BREAK = re.compile(f"(?<=[{_WIDE}])\\s*\n|\\s*\n(?=[{_WIDE}])")
_RADICALS = re.compile("[\u2e80-\u2fdf]")
"""Letters that some PDFs give instead of the ideograph they look like."""


Drawn = list[tuple[str, str]]
"""The running text of each page, and what stands apart from it; a line with letters from right
to left as it is drawn."""


def readings(pages: Drawn, hyphen: str, way: str) -> Iterator[str]:
    """All pages as one text, words and lines joined again, for paragraphs that begin on the
    side ``way``; then, where letters run from right to left, in the other ways in which lines
    may be read. ``hyphen`` is what a hyphen-minus at the end of a line stands for."""
    yield _joined(pages, hyphen, way, False)
    if any(TURNED.search(text) for page in pages for text in page):
        for other in READINGS:
            if other != (way, False):
                yield _joined(pages, hyphen, *other)


def _joined(pages: Drawn, hyphen: str, way: str, parted: bool) -> str:
    running = _join((read(text, way, parted) for text, _ in pages), hyphen)
    return running + "\n" + _join((read(text, way, parted) for _, text in pages), hyphen)


def drawn_pages(content: bytes, marks: Sequence[Marks]) -> Drawn:
    """What is on the pages; ``marks`` are those of each page. Raises ``ValueError``."""
    import pypdfium2

    try:
        with pypdfium2.PdfDocument(content) as pdf:
            count = len(pdf)
            parts = [] if count >= MANY else _pages(pdf, marks, range(count))
    except pypdfium2.PdfiumError as error:
        raise ValueError(f"not a readable PDF: {error}") from error
    return parts or _side_by_side(content, marks, count)


def _side_by_side(content: bytes, marks: Sequence[Marks], count: int) -> Drawn:
    """The pages of a long book, read by several processes: PDFium uses one processor."""
    from concurrent.futures import ProcessPoolExecutor

    with ProcessPoolExecutor(None, context(), _open, (content, marks)) as pool:
        starts = range(0, count, STRETCH)
        runs = [range(start, min(start + STRETCH, count)) for start in starts]
        return [page for pages in pool.map(_stretch, runs) for page in pages]


_opened: list[tuple[Any, Sequence[Marks]]] = []
"""The file as a process of the pool keeps it: to find a page takes all pages before it."""


def _open(content: bytes, marks: Sequence[Marks]) -> None:
    import pypdfium2

    _opened.append((pypdfium2.PdfDocument(content), marks))


def _stretch(numbers: range) -> Drawn:
    return _pages(*_opened[-1], numbers)


def _pages(pdf: Any, marks: Sequence[Marks], numbers: range) -> Drawn:
    return [_page(pdf, number, *marks[number]) for number in numbers]


def _page(pdf: Any, number: int, body: Ids, apart: Ids) -> tuple[str, str]:
    """The running text of one page, and what stands apart from it."""
    page = pdf[number]
    beside = _reduce(page, body, apart) if body or apart else []
    running = _text(page)
    standing = _text(_with_only(page, beside)) if beside else ""
    page.close()
    return running, standing


def _text(page: Any) -> str:
    textpage = page.get_textpage()
    text: str = textpage.get_text_range()
    if TURNED.search(text):
        text = drawn(textpage)
    textpage.close()
    return text.replace("\r\n", "\n")


def _reduce(page: Any, body: Ids, apart: Ids) -> list[Any]:
    """Take out of ``page`` (in memory) the text whose marked-content id is not of the ``body``,
    unless it has no mark at all; gives back that which stands ``apart``."""
    from pypdfium2 import raw

    beside = []
    for item in _texts(page):
        mark = raw.FPDFPageObj_GetMarkedContentID(item)
        if mark in body or (raw.FPDFPageObj_CountMarks(item) <= 0 and mark not in apart):
            continue
        raw.FPDFPage_RemoveObject(page.raw, item)
        if mark in apart:
            beside.append(item)
        else:
            raw.FPDFPageObj_Destroy(item)
    return beside


def _with_only(page: Any, beside: Iterable[Any]) -> Any:
    """The page with the text that was taken out of it instead of its own."""
    from pypdfium2 import raw

    for item in _texts(page):
        raw.FPDFPage_RemoveObject(page.raw, item)
        raw.FPDFPageObj_Destroy(item)
    for item in beside:
        raw.FPDFPage_InsertObject(page.raw, item)
    return page


def _texts(page: Any) -> list[Any]:
    from pypdfium2 import raw

    count = raw.FPDFPage_CountObjects(page.raw)
    objects = (raw.FPDFPage_GetObject(page.raw, index) for index in range(count))
    return [it for it in objects if raw.FPDFPageObj_GetType(it) == raw.FPDF_PAGEOBJ_TEXT]


def _join(pages: Iterable[str], hyphen: str = "") -> str:
    """Lines to running text: no blank between ideographs, no hyphen where a word was cut.

    >>> _join(["守灯\\n人 of the light\u2010\\nhouse", "keeps\\nwatch"])
    '守灯人 of the lighthouse keeps watch'
    """
    text = _LAST_HYPHEN.sub(hyphen, _BROKEN_WORD.sub("", "\n".join(pages)))
    text = _RADICALS.sub(lambda found: unicodedata.normalize("NFKC", found[0]), text)
    return _LINE_END.sub(" ", _WIDE_BREAK.sub("", text))
