"""Characters that no page can show, taken out before anything is laid out."""

from __future__ import annotations

import re

from convert.diagnostics import Diagnostic
from convert.exporters.xhtml.text import drop_illegal
from convert.labels import PRIVATE, spelled

_JOINER_NEEDED = "\u0590-\u109f\u1780-\u18af\ufb1d-\ufdff\ufe70-\ufefc"
"""Scripts whose letters change shape beside a joiner: Arabic, the Indic ones, Mongolian."""

_PICTURE = "\u2190-\u2bff\ufe0f\U0001f000-\U0001faff"

_INVISIBLE = re.compile(
    "[\u200b\u2060\ufeff\x7f\x80-\x9f]"
    f"|(?<![{_JOINER_NEEDED}])\u200c|(?<![{_JOINER_NEEDED}{_PICTURE}])\u200d"
)
_SEPARATOR = re.compile("[\u2028\u2029]")


def printable(markup: str) -> str:
    """``markup`` without characters that XML forbids or that have no shape of their own.

    Zero-width blanks go, line and paragraph separators become a blank.

    >>> printable("a\u200bb\u2028c")
    'ab c'
    """
    return _INVISIBLE.sub("", _SEPARATOR.sub(" ", drop_illegal(markup)[0]))


def normalise(text: str) -> tuple[str, tuple[Diagnostic, ...]]:
    """``text`` for PDF/A, which forbids letters for private use: their codes stand for them."""
    return spelled(printable(text)), named_private(text)


def named_private(text: str) -> tuple[Diagnostic, ...]:
    """What is told of letters for private use whose codes are shown."""
    found = sorted(set(re.findall(PRIVATE, text)))
    return tuple(
        Diagnostic("x-004", f"private use, shown by its code: U+{ord(it):X}") for it in found
    )
