"""The visible text of a PDF in reading order, read with PDFium.

In a tagged file only what hangs in the structure tree is text: running heads and folios do
not, so a sentence that goes over to the next page is whole. Footnotes and the bullets of
lists, which PDFs put at the foot of the page that shows them, come last.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from typing import Any

from convert.forks import context
from convert.witnesses.pdf_tags import Ids, Marks

MANY, STRETCH = 200, 100
"""From this number of pages on they are read side by side, and how many at a time."""

_BROKEN_WORD = re.compile("[\u00ad\u2010\u0002]\\s*\n\\s*")
_LAST_HYPHEN = re.compile("\ufffe\\s*")
"""U+FFFE is PDFium's own sign for a hyphen at the end of a line."""

_LINE_END = re.compile(" *\n")
_WIDE = "\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\U00020000-\U0003ffff"
_WIDE_BREAK = re.compile(f"(?<=[{_WIDE}])\\s*\n|\\s*\n(?=[{_WIDE}])")
_ARABIC = re.compile("[\u0600-\u06ff]")
_RADICALS = re.compile("[\u2e80-\u2fdf]")
"""Letters that some PDFs give instead of the ideograph they look like."""


def visible_text(content: bytes, marks: Sequence[Marks], hyphen: str = "") -> str:
    """All pages as one text, words and lines joined again; ``marks`` are those of each page,
    ``hyphen`` is what a hyphen-minus at the end of a line stands for. Raises ``ValueError``."""
    import pypdfium2

    try:
        with pypdfium2.PdfDocument(content) as pdf:
            count = len(pdf)
            parts = [] if count >= MANY else _pages(pdf, marks, range(count))
    except pypdfium2.PdfiumError as error:
        raise ValueError(f"not a readable PDF: {error}") from error
    parts = parts or _side_by_side(content, marks, count)
    running, apart = ([part[index] for part in parts] for index in (0, 1))
    return _join(running, hyphen) + "\n" + _join(apart, hyphen)


def _side_by_side(content: bytes, marks: Sequence[Marks], count: int) -> list[tuple[str, str]]:
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


def _stretch(numbers: range) -> list[tuple[str, str]]:
    return _pages(*_opened[-1], numbers)


def _pages(pdf: Any, marks: Sequence[Marks], numbers: range) -> list[tuple[str, str]]:
    return [_page(pdf, number, *marks[number]) for number in numbers]


def _page(pdf: Any, number: int, body: Ids, apart: Ids) -> tuple[str, str]:
    """The running text of one page, and what stands apart from it."""
    page = pdf[number]
    if not body and not apart:
        return _text(page), ""
    _reduce(page, body, unmarked=True)
    running = _text(page)
    if not apart:
        return running, ""
    page = pdf[number]
    _reduce(page, apart, unmarked=False)
    return running, _text(page)


def _text(page: Any) -> str:
    textpage = page.get_textpage()
    text: str = textpage.get_text_range()
    if _ARABIC.search(text):
        text = _ligatures_mended(textpage)
    textpage.close()
    page.close()
    return text.replace("\r\n", "\n")


def _ligatures_mended(textpage: Any) -> str:
    """PDFium turns a line of Arabic round letter by letter, and so the two letters of a
    ligature; they are known by standing in the very same place."""
    import ctypes

    from pypdfium2 import raw

    x, y = ctypes.c_double(), ctypes.c_double()
    letters: list[str] = []
    before: tuple[float, float] | None = None
    for index in range(raw.FPDFText_CountChars(textpage.raw)):
        letter = chr(raw.FPDFText_GetUnicode(textpage.raw, index))
        drawn = raw.FPDFText_GetCharOrigin(textpage.raw, index, x, y)
        place = (x.value, y.value) if drawn and _ARABIC.match(letter) else None
        at = len(letters) - 1 if place and place == before else len(letters)
        letters.insert(at, letter)
        before = place
    return "".join(letters)


def _reduce(page: Any, wanted: Ids, *, unmarked: bool) -> None:
    """Take out of ``page`` (in memory) the text whose marked-content id is not ``wanted``;
    text without any mark stays if ``unmarked``."""
    from pypdfium2 import raw

    count = raw.FPDFPage_CountObjects(page.raw)
    objects = [raw.FPDFPage_GetObject(page.raw, index) for index in range(count)]
    for item in objects:
        if raw.FPDFPageObj_GetMarkedContentID(item) in wanted:
            continue
        if raw.FPDFPageObj_GetType(item) != raw.FPDF_PAGEOBJ_TEXT:
            continue
        if not unmarked or raw.FPDFPageObj_CountMarks(item) > 0:
            raw.FPDFPage_RemoveObject(page.raw, item)
            raw.FPDFPageObj_Destroy(item)


def _join(pages: Iterable[str], hyphen: str = "") -> str:
    """Lines to running text: no blank between ideographs, no hyphen where a word was cut.

    >>> _join(["守灯\\n人 of the light\u2010\\nhouse", "keeps\\nwatch"])
    '守灯人 of the lighthouse keeps watch'
    """
    text = _LAST_HYPHEN.sub(hyphen, _BROKEN_WORD.sub("", "\n".join(pages)))
    text = _RADICALS.sub(lambda found: unicodedata.normalize("NFKC", found[0]), text)
    return _LINE_END.sub(" ", _WIDE_BREAK.sub("", text))
