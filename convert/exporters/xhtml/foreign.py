"""Passages in another language than their document, so that they are read aloud rightly."""

from __future__ import annotations

import re
from typing import Protocol

from convert import model as m
from convert.labels import direction
from convert.walk import plain_text

SHORTEST, FEWEST = 12, 4
"""Letters of a passage whose language can be told: of Latin ones, and of others."""

_OTHER = re.compile("[^\x00-\u036f\u1e00-\u3040\ud7a4-\U0010ffff]")
"""Letters of scripts that are not Latin, as all but the others: of these there are fewer, and
each of them takes its time when a set is compiled."""

NOT_LATIN = frozenset((
    "ar", "be", "bg", "el", "fa", "he", "hi", "hy", "ja", "ka", "ko", "mk", "mr", "ne", "ru",
    "sr", "th", "uk", "ur", "yi", "zh",
))  # fmt: skip
"""Languages that are written in another script."""


class Speaks(Protocol):
    language: str


def attributes(html: str, content: m.Inlines, state: Speaks) -> str:
    """``lang`` for a paragraph, with a blank before it; '' when it is in the document's own.

    A paragraph of a Latin language is looked at when it has other letters too, one of any
    other language when it has none but Latin ones: most cost one search.
    """
    home = state.language.partition("-")[0]
    latin = home not in NOT_LATIN
    if home == "und" or latin == (_OTHER.search(html) is None):
        return ""
    text = plain_text(content)
    letters, others = sum(map(str.isalpha, text)), len(_OTHER.findall(text))
    long = letters >= (FEWEST if others else SHORTEST)
    return _tag(text, home) if long and (others * 2 > letters or not latin) else ""


def _tag(text: str, home: str) -> str:
    from convert.tongues import detect

    found = detect(text)
    if found in ("und", home) or found.partition("-")[0] == home:
        return ""
    way = direction(found)
    turned = f' dir="{way}"' if way != direction(home) else ""
    return f' lang="{found}" xml:lang="{found}"{turned}'
