"""Labels in the language of the book; a language without a table gets English.

>>> role("trl", "zh-Hans"), role("trl", "vi"), word("notes", "fr-CA"), word("notes", "zh-TW")
('译者', 'Translator', 'Notes', '註釋')
"""

from __future__ import annotations

import re
from functools import cache
from unicodedata import bidirectional

from convert.words import KEYS, ROLES, TABLE

PRIVATE = "[\ue000-\uf8ff\U000f0000-\U0010ffff]"
"""Letters that mean nothing outside the font they were made for."""

RIGHT_TO_LEFT = {"ar", "arc", "ckb", "dv", "fa", "he", "ks", "ps", "sd", "syr", "ug", "ur", "yi"}


def word(key: str, language: str) -> str:
    """The word for ``key`` (see ``words.KEYS``) in ``language`` (BCP 47), or ``key`` itself."""
    found = next(words for tag in _tags(language) if (words := _words(tag)))
    return found.get(key, key)


def picture(told: str, language: str) -> str:
    """What stands for a picture: '图：灯塔', or '图1：灯塔' where its own words say so already.

    >>> picture("灯塔", "zh"), picture("图1：灯塔", "zh"), picture("", "en")
    ('图：灯塔', '图1：灯塔', 'Image')
    """
    label = word("image", language)
    says = told.startswith(label)
    if says and re.match(rf"{label}\s*[\d〇一二三四五六七八九十]+(?!\w)", told):
        return told
    return f"{label}{word('colon', language)}{told}" if told else label


def role(code: str, language: str) -> str:
    """The label of a MARC relator code in ``language``; the code itself when it has none."""
    labels = (ROLES.get(tag, {}).get(code) for tag in _tags(language))
    return next(filter(None, labels), code)


def direction(language: str) -> str:
    """'rtl' for a language written from right to left, else 'ltr'."""
    return "rtl" if language.partition("-")[0].lower() in RIGHT_TO_LEFT else "ltr"


def has_right_to_left(text: str) -> bool:
    """Whether any letter of ``text`` is written from right to left.

    >>> has_right_to_left("Ada"), has_right_to_left("Ada שלום")
    (False, True)
    """
    return any(bidirectional(letter) in ("R", "AL", "AN") for letter in text)


def spelled(text: str) -> str:
    """``text`` with the codes of letters for private use in their place.

    >>> spelled("Ada\ue412")
    'Ada[U+E412]'
    """
    return re.sub(PRIVATE, lambda found: f"[U+{ord(found[0]):04X}]", text)


def everywhere(key: str) -> frozenset[str]:
    """The words for ``key`` in all languages."""
    return frozenset(_words(tag)[key] for tag in TABLE)


def _tags(language: str) -> tuple[str, ...]:
    """From the most fitting table to English."""
    tag = language.lower()
    if tag in ("zh-tw", "zh-hk", "zh-mo"):
        tag = "zh-hant"
    return tag, tag.split("-")[0], "en"


@cache
def _words(tag: str) -> dict[str, str]:
    row = TABLE.get(tag)
    return dict(zip(KEYS, row.split("|"), strict=True)) if row else {}
