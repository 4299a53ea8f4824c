"""What is drawn on the pages of a PDF as running text.

Footnotes and the bullets of lists, which PDFs put at the foot of the page that shows them,
come last.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

from convert.witnesses.pdf_lines import READINGS, TURNED, read
from convert.witnesses.pdf_pages import Drawn

_BROKEN_WORD = re.compile("[\u00ad\u2010\u0002]\\s*\n\\s*")
_LAST_HYPHEN = re.compile("\ufffe\\s*")
"""U+FFFE is PDFium's own sign for a hyphen at the end of a line."""

_WIDE = re.compile(
    "[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\U00020000-\U0003ffff]"
)
_RADICALS = re.compile("[\u2e80-\u2fdf]")
"""Letters that some PDFs give instead of the ideograph they look like."""


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


def _join(pages: Iterable[str], hyphen: str = "") -> str:
    """Lines to running text: no blank between ideographs, no hyphen where a word was cut.

    >>> _join(["守灯\\n人 of the light\u2010\\nhouse", "keeps\\nwatch"])
    '守灯人 of the lighthouse keeps watch'
    """
    text = _LAST_HYPHEN.sub(hyphen, _BROKEN_WORD.sub("", "\n".join(pages)))
    text = _RADICALS.sub(lambda found: unicodedata.normalize("NFKC", found[0]), text)
    return "".join(_pieces(text.split("\n")))


def _pieces(lines: Iterable[str]) -> Iterator[str]:
    """Lines that are not blank, and the blanks between them."""
    wide_before = True
    for line in filter(None, map(str.strip, lines)):
        if not wide_before and not _WIDE.match(line):
            yield " "
        yield line
        wide_before = bool(_WIDE.match(line[-1]))
