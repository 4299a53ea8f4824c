"""Telling the language of a text by its letters; no library, no guess beyond that."""

from __future__ import annotations

import re
from collections.abc import Mapping

SHARE = 0.25
"""The share of a text's letters that a script needs before it speaks for the language."""

_SCRIPTS: Mapping[str, str] = {
    "han": r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]",
    "kana": r"[\u3041-\u3096\u30a1-\u30fa]",
    "ko": r"[\u1100-\u11ff\uac00-\ud7a3]",
    "ru": r"[\u0400-\u052f]",
    "el": r"[\u0370-\u03ff]",
    "he": r"[\u0590-\u05ff]",
    "ar": r"[\u0600-\u06ff]",
    "hi": r"[\u0900-\u097f]",
    "th": r"[\u0e00-\u0e7f]",
    "latin": r"[A-Za-z\u00c0-\u024f]+",
}
"""Letters that are one word each, and whole words of the Latin script."""

_TRADITIONAL = re.compile(
    "[這個們來說對時會為與無後還過發見書學國長東車馬門開關問題點經現樣聽話讓網體]"
)
_SIMPLIFIED = re.compile(
    "[这个们来说对时会为与无后还过发见书学国长东车马门开关问题点经现样听话让网体]"
)
_UKRAINIAN = re.compile("[іїєґ]", re.I)

_STOP_WORDS: Mapping[str, str] = {
    "en": "the and of to in is that for with was are this it on as by from",
    "de": "der die das und ist nicht ein eine mit den von auf sich dem zu",
    "fr": "le la les des et est une dans que pour qui sur pas avec du",
    "es": "el los las que una por con para del es como se su al lo",
    "pt": "não uma para com que os as do da em por mais ao dos",
    "it": "il che di per una non con della sono gli le nel del alla",
    "nl": "de het een en van is niet dat op zijn voor met te aan",
}


def detect(text: str) -> str:
    """BCP 47 tag of the language ``text`` is written in, 'und' when its letters do not say.

    >>> detect("这本书说的是茶"), detect("這本書說的是茶"), detect("お茶の本")
    ('zh-Hans', 'zh-Hant', 'ja')
    >>> detect("A book of tea"), detect("1984")
    ('en', 'und')
    """
    found = {name: len(re.findall(letters, text)) for name, letters in _SCRIPTS.items()}
    total = sum(found.values())
    if not total:
        return "und"
    asian = found["han"] + found["kana"]
    if asian >= SHARE * total:
        return "ja" if found["kana"] >= 0.05 * asian else _chinese(text)
    script = max((s for s in found if s not in ("han", "kana")), key=lambda s: found[s])
    if script == "latin":
        return _by_words(text)
    return "uk" if script == "ru" and len(_UKRAINIAN.findall(text)) > 0.02 * total else script


def _chinese(text: str) -> str:
    hant, hans = len(_TRADITIONAL.findall(text)), len(_SIMPLIFIED.findall(text))
    return "zh" if hant == hans else "zh-Hant" if hant > hans else "zh-Hans"


def _by_words(text: str) -> str:
    """The language whose small words are most frequent, if they are one word in twelve."""
    words = re.findall(r"[^\W\d_]+", text.lower())
    stops = {name: frozenset(small.split()) for name, small in _STOP_WORDS.items()}
    score = {name: sum(word in small for word in words) for name, small in stops.items()}
    best = max(score, key=lambda name: score[name])
    return best if score[best] * 12 >= len(words) else "und"
