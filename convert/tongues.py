"""Telling the language of a text by its letters; no library, no guess beyond that."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping

SHARE = 0.25
"""The share of a text's letters that a script needs before it speaks for the language."""

_SCRIPTS = (
    (0x41, 0x5A, "latin"), (0x61, 0x7A, "latin"), (0xC0, 0x24F, "latin"), (0x370, 0x3FF, "el"),
    (0x400, 0x52F, "ru"), (0x590, 0x5FF, "he"), (0x600, 0x6FF, "ar"), (0x900, 0x97F, "hi"),
    (0xE00, 0xE7F, "th"), (0x1100, 0x11FF, "ko"), (0x1E00, 0x1EFF, "latin"),
    (0x3041, 0x3096, "kana"), (0x30A1, 0x30FA, "kana"), (0x3400, 0x9FFF, "han"),
    (0xAC00, 0xD7A3, "ko"), (0xF900, 0xFAFF, "han"), (0x20000, 0x3FFFF, "han"),
)  # fmt: skip
"""First letter, last letter, and the script, or the language that alone has the script."""

_FIRSTS = [first for first, _, _ in _SCRIPTS]
_TRADITIONAL = frozenset(
    "這個們來說對時會為與無後還過發見書學國長東車馬門開關問題點經現樣聽話讓網體"
)
_SIMPLIFIED = frozenset(
    "这个们来说对时会为与无后还过发见书学国长东车马门开关问题点经现样听话让网体"
)
_UKRAINIAN = frozenset("іїєґІЇЄҐ")

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
    found: dict[str, int] = {}
    letters = Counter(text)
    for letter, count in letters.items():
        script = _SCRIPT[letter]
        # one Han letter says as much as a short Latin word
        found[script] = found.get(script, 0) + count * (1 if script == "latin" else 4)
    found.pop("", None)
    asian = found.get("han", 0) + found.get("kana", 0)
    if not found:
        return "und"
    if asian >= SHARE * sum(found.values()):
        return "ja" if found.get("kana", 0) >= 0.05 * asian else _chinese(letters)
    script = max(found, key=lambda name: found[name])
    if script == "latin":
        return _by_words(text)
    return "uk" if script == "ru" and _often(letters, _UKRAINIAN) else script


class _Scripts(dict[str, str]):
    """The script of a letter, '' for anything else; each is looked up once."""

    def __missing__(self, letter: str) -> str:
        code = ord(letter)
        at = bisect_right(_FIRSTS, code) - 1
        self[letter] = _SCRIPTS[at][2] if at >= 0 and code <= _SCRIPTS[at][1] else ""
        return self[letter]


_SCRIPT = _Scripts()


def _chinese(letters: Mapping[str, int]) -> str:
    hant, hans = _often(letters, _TRADITIONAL), _often(letters, _SIMPLIFIED)
    return "zh" if hant == hans else "zh-Hant" if hant > hans else "zh-Hans"


def _often(letters: Mapping[str, int], wanted: Iterable[str]) -> int:
    """How often one of ``wanted`` stands among the counted letters."""
    return sum(letters.get(letter, 0) for letter in wanted)


def _by_words(text: str) -> str:
    """The language whose small words are most frequent, if they are one word in twelve."""
    words = re.findall(r"[^\W\d_]+", text.lower())
    stops = {name: frozenset(small.split()) for name, small in _STOP_WORDS.items()}
    score = {name: sum(word in small for word in words) for name, small in stops.items()}
    best = max(score, key=lambda name: score[name])
    return best if score[best] * 12 >= len(words) else "und"
