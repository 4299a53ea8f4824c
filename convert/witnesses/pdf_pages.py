"""The letters that are drawn on the pages of a PDF, read with PDFium.

In a tagged file only what hangs in the structure tree is text: running heads and folios do
not, so a sentence that goes over to the next page is whole.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from threading import Lock
from typing import Any

from convert.forks import context
from convert.witnesses.pdf_lines import TURNED, drawn
from convert.witnesses.pdf_shapes import slimmed
from convert.witnesses.pdf_tags import Ids, Marks

SLIM = 40
"""From here on a copy without shapes is read much faster than it is made."""

MANY, STRETCH = 200, 100
"""From this number of pages on they are read side by side, and how many at a time."""

_alone = Lock()
"""Held by the thread that works with PDFium, which is not made for several."""

Drawn = list[tuple[str, str]]
"""The running text of each page, and what stands apart from it; a line with letters from right
to left as it is drawn."""


def drawn_pages(content: bytes, marks: Callable[[], Sequence[Marks]]) -> Drawn:
    """What is on the pages; ``marks`` tells those of each page. Raises ``ValueError``."""
    with _alone, _faults():
        count = len(_opened(content))
        if count >= MANY:
            return _side_by_side(content, marks)
        found = slimmed(content) if count >= SLIM else content
        return _pages(_opened(found), 0, marks())


def _side_by_side(content: bytes, marks: Callable[[], Sequence[Marks]]) -> Drawn:
    """The pages of a long book, read by several processes: PDFium uses one processor. One of
    them makes the copy that all read, while the marks are found here."""
    from concurrent.futures import ProcessPoolExecutor
    from tempfile import TemporaryDirectory

    with (
        TemporaryDirectory(prefix="pubconvert-") as folder,
        ProcessPoolExecutor(None, context()) as pool,
    ):
        copy = pool.submit(_write, os.path.join(folder, "slim.pdf"), content)
        known = marks()
        starts, path = range(0, len(known), STRETCH), copy.result()
        runs = [pool.submit(_stretch, path, at, known[at : at + STRETCH]) for at in starts]
        return [page for run in runs for page in run.result()]


def _write(path: str, content: bytes) -> str:
    with open(path, "wb") as file:
        file.write(slimmed(content))
    return path


def _stretch(path: str, start: int, marks: Sequence[Marks]) -> Drawn:
    return _pages(_kept(path), start, marks)


@lru_cache(maxsize=1)
def _kept(path: str) -> Any:
    """The file as a process of the pool keeps it: to find a page takes all pages before it."""
    return _opened(path)


def _opened(content: bytes | str) -> Any:
    import pypdfium2

    return pypdfium2.PdfDocument(content)


@contextmanager
def _faults() -> Iterator[None]:
    import pypdfium2

    try:
        yield
    except pypdfium2.PdfiumError as error:
        raise ValueError(f"not a readable PDF: {error}") from error


def _pages(pdf: Any, start: int, marks: Sequence[Marks]) -> Drawn:
    return [_page(pdf, number, *found) for number, found in enumerate(marks, start)]


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
