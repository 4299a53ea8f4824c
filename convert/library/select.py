"""``--select 'category=It,date>=2025-01'``: which pages are meant."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from convert.errors import UsageError
from convert.metadata import Metadata
from convert.value import Value

KEYS = {
    "category": "subjects", "subject": "subjects", "tag": "subjects", "date": "published",
    "updated": "updated", "title": "title", "language": "language", "id": "identifier",
    "publisher": "publisher", "collection": "collection", "author": "", "site": "", "path": "",
}  # fmt: skip
"""KEY -> field of ``Metadata``; '' is found in another way."""

_CONDITION = re.compile(r"\s*([a-z]+)\s*(>=|<=|!=|=|>|<|~)\s*([^=<>~].*|)", re.S)


class Condition(Value):
    """``sign`` is one of = != ~ (holds the words) >= <= > <; the last four compare as far as
    ``value`` goes, so that 'date<=2025-01' has all of January."""

    key: str
    sign: str
    value: str

    def holds(self, path: str, metadata: Metadata) -> bool:
        wanted = self.value.casefold()
        found = [value.casefold() for value in _values(self.key, path, metadata)]
        match self.sign:
            case "=":
                return wanted in found
            case "!=":
                return wanted not in found
            case "~":
                return any(wanted in value for value in found)
        parts = [value[: len(wanted)] for value in found if value]
        return any(_compare(part, self.sign, wanted) for part in parts)


def select(text: str) -> tuple[Condition, ...]:
    """Conditions parted by commas, all of which must hold; raises ``UsageError``.

    >>> select("category=It, date>=2025-01")[1]
    Condition(key='date', sign='>=', value='2025-01')
    """
    parts = [part.strip() for part in text.split(",") if part.strip()]
    found = [_CONDITION.fullmatch(part) for part in parts]
    for condition, part in zip(found, parts, strict=True):
        if not condition or condition[1] not in KEYS:
            raise UsageError(f"{part!r} selects nothing: write KEY=VALUE, KEY being one of "
                             f"{', '.join(KEYS)}, and = one of = != ~ >= <= > <; "
                             "no value has a comma in it")  # fmt: skip
    return tuple(Condition(c[1], c[2], c[3].strip()) for c in found if c)


def by_path(paths: Iterable[str], conditions: Sequence[Condition]) -> list[str]:
    """The paths of pages that may be meant, before any of them is read.

    >>> by_path(["a/1.md", "b/2.md"], select("path~b/, date>2024"))
    ['b/2.md']
    """
    known = [condition for condition in conditions if condition.key == "path"]
    return [path for path in paths if all(c.holds(path, Metadata("")) for c in known)]


def _values(key: str, path: str, metadata: Metadata) -> tuple[str, ...]:
    match key:
        case "path":
            return (path,)
        case "author":
            return metadata.agents("aut", "cre")
        case "site":
            return (metadata.provenance.site,)
    value = getattr(metadata, KEYS[key])
    return value if isinstance(value, tuple) else (value,)


def _compare(found: str, sign: str, wanted: str) -> bool:
    if sign == ">=":
        return found >= wanted
    if sign == "<=":
        return found <= wanted
    return found > wanted if sign == ">" else found < wanted
