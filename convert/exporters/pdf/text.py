"""Characters that no page can show, taken out before anything is laid out."""

from __future__ import annotations

import re

from convert.diagnostics import Diagnostic
from convert.exporters.xhtml.text import drop_illegal

_JOINER_NEEDED = "\u0590-\u109f\u1780-\u18af\ufb1d-\ufdff\ufe70-\ufefc"
"""Scripts whose letters change shape beside a joiner: Arabic, the Indic ones, Mongolian."""

_PICTURE = "\u2190-\u2bff\ufe0f\U0001f000-\U0001faff"

_INVISIBLE = re.compile(
    "[\u200b\u2060\ufeff\x7f\x80-\x9f]"
    f"|(?<![{_JOINER_NEEDED}])\u200c|(?<![{_JOINER_NEEDED}{_PICTURE}])\u200d"
)
_SEPARATOR = re.compile("[\u2028\u2029]")


_PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U0010ffff]")


def printable(markup: str) -> str:
    """``markup`` without characters that XML forbids or that have no shape of their own.

    Zero-width blanks go, line and paragraph separators become a blank.

    >>> printable("a\u200bb\u2028c")
    'ab c'
    """
    return _INVISIBLE.sub("", _SEPARATOR.sub(" ", drop_illegal(markup)[0]))


def normalise(text: str) -> tuple[str, tuple[Diagnostic, ...]]:
    """``text`` for PDF/A, which forbids characters for private use: they go, and are named."""
    text, private = printable(text), private_use(text)
    losses = tuple(Diagnostic("x-004", f"private use, left out: U+{ord(it):X}") for it in private)
    return (_PRIVATE.sub("", text) if private else text), losses


def private_use(text: str) -> list[str]:
    """The characters that mean nothing outside the font they were made for."""
    return sorted(set(_PRIVATE.findall(text)))
