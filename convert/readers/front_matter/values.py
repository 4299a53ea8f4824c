"""What a front matter value says: texts, dates, languages, addresses."""

from __future__ import annotations

import re
from collections.abc import Iterator

from convert.readers.front_matter import Field, Tree
from convert.readers.front_matter.keys import simple

NOTHING = frozenset({"", "none", "n/a", "null", "~", "-", "tbd", "todo", "无"})
"""Words that fill a field without stating anything."""


def one_line(text: str) -> str:
    """The text with its line breaks as blanks; '' for a mere placeholder."""
    line = " ".join(text.split())
    return "" if line.lower() in NOTHING else line


def texts(tree: Tree) -> list[str]:
    """Every text inside, in order, keys left out, placeholders and doubles too."""
    return list(dict.fromkeys(filter(None, map(one_line, _scalars(tree)))))


def _scalars(tree: Tree) -> Iterator[str]:
    if isinstance(tree, str):
        yield tree
        return
    for part in tree:
        yield from _scalars(part.value if isinstance(part, Field) else part)


def parts(tree: Tree) -> list[str | tuple[Field, ...]]:
    """The items of a list, lists inside it opened too; any other value by itself."""
    if not isinstance(tree, list):
        return [tree]
    return [part for item in tree for part in parts(item)]


def sayings(key: str, tree: Tree) -> list[str]:
    """A value as lines of 'key: value', every word of it kept."""
    if isinstance(tree, tuple):
        return [line for field in tree for line in sayings(f"{key}: {field.key}", field.value)]
    if isinstance(tree, list):
        return [line for item in tree for line in sayings(key, item)]
    return [f"{key}: {line}"] if (line := one_line(tree)) else []


def get(mapping: tuple[Field, ...], *names: str) -> str:
    """The first text under one of ``names``, tried in their order; '' when there is none."""
    for name in names:
        for field in mapping:
            if simple(field.key) == name and (found := texts(field.value)):
                return found[0]
    return ""


def is_url(text: str) -> bool:
    return re.match(r"(?:https?|ftp)://[^\s<>]+$|doi:10\.", text) is not None


def iso_date(text: str) -> str:
    """A date as ISO 8601, as exact as it was written; '' when it is not clearly one.

    >>> iso_date("2024/1/5"), iso_date("5 January 2024"), iso_date("2024年1月5日")
    ('2024-01-05', '2024-01-05', '2024-01-05')
    >>> iso_date("2024-01-05 10:00:00 +0800"), iso_date("05/06/2024")
    ('2024-01-05T10:00:00+08:00', '')
    >>> iso_date("2019–2024"), iso_date("2019-01/2024-06"), iso_date("2024/2019")
    ('2019/2024', '2019-01/2024-06', '')
    >>> iso_date("2024-13/2024-99")
    ''
    """
    for pattern in (_NUMBERS, _CHINESE, _DAY_FIRST, _MONTH_FIRST):
        if found := re.fullmatch(pattern, text.strip(), re.I | re.X):
            return _iso(found.groupdict())
    found = re.fullmatch(_RANGE, text.strip())
    start, end = map(iso_date, found.groups()) if found else ("", "")
    return f"{start}/{end}" if start and start <= end else ""


_TIME = r"""(?:[T\s]+(?P<clock>\d{1,2}:\d\d(?::\d\d)?)(?:\.\d+)?
    \s*(?P<zone>Z|UTC|GMT|[+-]\d\d:?\d\d)?)?"""
_YEAR, _MONTH, _DAY = r"(?P<year>\d{4})", r"(?P<month>\d\d?)", r"(?P<day>\d\d?)"
_NUMBERS = rf"{_YEAR}(?:(?P<sep>[-/.]){_MONTH}(?:(?P=sep){_DAY}{_TIME})?)?"
_CHINESE = rf"{_YEAR}\s*年\s*(?:{_MONTH}\s*月\s*(?:{_DAY}\s*[日号]{_TIME})?)?"
_RANGE = r"(\d{4}(?:-\d\d(?:-\d\d)?)?)\s*(?:/|[-–—]+)\s*(\d{4}(?:-\d\d(?:-\d\d)?)?)"
"""From one date to another, as ISO 8601 or a title page has it."""

_NAME = r"(?P<name>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?"
_WEEKDAY = r"(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6},?\s+)?"
_DAY_FIRST = rf"{_WEEKDAY}{_DAY}(?:st|nd|rd|th)?\s+{_NAME},?\s+{_YEAR}{_TIME}"
_MONTH_FIRST = rf"{_WEEKDAY}{_NAME}\s+(?:{_DAY}(?:st|nd|rd|th)?,?\s+)?{_YEAR}{_TIME}"
_MONTHS = ("", "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def _iso(found: dict[str, str | None]) -> str:
    name = (found.get("name") or "").lower()
    month = _MONTHS.index(name) if name else int(found.get("month") or 0)
    day = int(found.get("day") or 0)
    if month > 12 or day > 31:
        return ""
    date = "-".join([found["year"] or "", *(f"{part:02}" for part in (month, day) if part)])
    return date + _clock(found.get("clock") or "", (found.get("zone") or "").upper())


def _clock(clock: str, zone: str) -> str:
    if not clock:
        return ""
    zone = {"UTC": "Z", "GMT": "Z"}.get(zone, zone)
    if len(zone) == 5:
        zone = f"{zone[:3]}:{zone[3:]}"
    full = clock if clock.count(":") == 2 else f"{clock}:00"
    return f"T{full.zfill(8)}{zone}"


LANGUAGES = {
    "english": "en", "chinese": "zh", "中文": "zh", "简体中文": "zh-Hans", "繁體中文": "zh-Hant",
    "german": "de", "deutsch": "de", "french": "fr", "français": "fr", "spanish": "es",
    "español": "es", "italian": "it", "italiano": "it", "japanese": "ja", "日本語": "ja",
    "korean": "ko", "한국어": "ko", "russian": "ru", "русский": "ru", "portuguese": "pt",
    "português": "pt", "dutch": "nl", "nederlands": "nl", "polish": "pl", "polski": "pl",
}  # fmt: skip


def language_tag(text: str) -> str:
    """A BCP 47 tag in its usual case; '' when ``text`` is none.

    >>> language_tag("en_US"), language_tag("ZH-hans-cn"), language_tag("Deutsch")
    ('en-US', 'zh-Hans-CN', 'de')
    """
    if known := LANGUAGES.get(text.lower()):
        return known
    tag = text.partition(".")[0].replace("_", "-")
    if not re.fullmatch(r"[A-Za-z]{2,3}(?:-[A-Za-z]{4})?(?:-(?:[A-Za-z]{2}|\d{3}))?", tag):
        return ""
    first, *rest = tag.split("-")
    return "-".join([first.lower(), *(p.title() if len(p) == 4 else p.upper() for p in rest)])
