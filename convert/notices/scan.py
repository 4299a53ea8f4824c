"""Small tools for reading text by literal words.

Compiling a pattern with Chinese letters costs up to half a millisecond, more than reading an
article's notices with these; only what is looked for in line after line is one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

STOPS = "，,。；;！!"
BLANKS = " \t\u3000\xa0"


def until(text: str, marks: str) -> str:
    """``text`` up to the first of ``marks``.

    >>> until("甲，乙。", "。，")
    '甲'
    """
    ends = [at for at in map(text.find, marks) if at >= 0]
    return text[: min(ends)] if ends else text


def split(text: str, marks: str) -> list[str]:
    """The parts of ``text`` between any of ``marks``."""
    for mark in marks[1:]:
        text = text.replace(mark, marks[0])
    return text.split(marks[0])


def take(text: str, words: Iterable[str]) -> str:
    """The longest of ``words`` that ``text`` starts with, or ''."""
    if type(words) is tuple and not text.startswith(words):
        return ""
    found = ""
    for word in words:
        if text.startswith(word) and len(word) > len(found):
            found = word
    return found


def skip(text: str, words: tuple[str, ...]) -> str:
    """``text`` behind any number of ``words`` at its start.

    >>> skip("本文图片来源", ("本文", "以上"))
    '图片来源'
    """
    while word := take(text, words):
        text = text[len(word) :]
    return text


def near(text: str, first: tuple[str, ...], second: tuple[str, ...], reach: int) -> bool:
    """Whether one of ``second`` ends at most ``reach`` letters behind one of ``first``, in the
    same clause."""
    for word in first:
        at = text.find(word)
        while at >= 0:
            window = until(text[at + len(word) : at + len(word) + reach], STOPS)
            if holds(window, second):
                return True
            at = text.find(word, at + 1)
    return False


def holds(text: str, words: Iterable[str]) -> bool:
    """Whether any of ``words`` stands in ``text``."""
    for word in words:  # noqa: SIM110 (a generator costs twice the time)
        if word in text:
            return True
    return False


@cache
def pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    """Finds any of ``words``; made once."""
    return re.compile("|".join(map(re.escape, dict.fromkeys(words))))


def places(text: str, words: tuple[str, ...]) -> list[int]:
    """Where ``words`` begin in ``text``, in order.

    >>> places("甲：乙|丙", ("：", "|"))
    [1, 3]
    """
    return [found.start() for found in pattern(words).finditer(text)]


def between(text: str, opening: str, closing: str) -> str:
    """What the first ``opening`` and the next ``closing`` enclose, or ''."""
    _, found, rest = text.partition(opening)
    inner, ended, _ = rest.partition(closing)
    return inner if found and ended else ""


def url(text: str) -> str:
    """The first web address, or ''."""
    at = min((at for at in (text.find("http://"), text.find("https://")) if at >= 0), default=-1)
    return until(text[at:], "，。；）)】》>] \t\u3000\xa0\n") if at >= 0 else ""
