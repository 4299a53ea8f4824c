"""Dates as a package document wants them."""

from __future__ import annotations

import re

NO_DATE = "2000-01-01T00:00:00Z"
"""dcterms:modified of a book that knows no date: a package must have one."""

_W3C = re.compile(
    r"\d{4}(-\d\d(-\d\d(T\d\d:\d\d(:\d\d(\.\d{1,6})?)?(Z|[+-]\d\d:\d\d))?)?)?", re.ASCII
)

_DAY = re.compile(r"(?!0000)\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|1\d|2[0-8]))?)?", re.ASCII)
"""A year, month or day that exists without asking the calendar (from the 29th on, ask)."""


def is_w3c_date(text: str) -> bool:
    """Whether ``dc:date`` may hold it: an existing day, month or year, or a time with its zone.

    >>> is_w3c_date("2025-03"), is_w3c_date("2025-02-30"), is_w3c_date("March 2025")
    (True, False, False)
    """
    return bool(_W3C.fullmatch(text)) and bool(instant(text))


def instant(text: str) -> str:
    """A date or time as UTC seconds, '' when it cannot be read.

    >>> instant("2025-03-19"), instant("2025-04-01T08:00:00+08:00"), instant("soon")
    ('2025-03-19T00:00:00Z', '2025-04-01T00:00:00Z', '')
    """
    if not text:
        return ""
    if _DAY.fullmatch(text):
        return f"{text}{'-01-01'[len(text) - 10 :] if len(text) < 10 else ''}T00:00:00Z"
    from datetime import UTC, datetime

    try:
        moment = datetime.fromisoformat(text)
        moment = moment.astimezone(UTC) if moment.tzinfo else moment
    except (ValueError, OverflowError):
        return ""
    return moment.replace(microsecond=0, tzinfo=None).isoformat() + "Z"
