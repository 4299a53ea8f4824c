"""schema.org JSON-LD read back: whom it names, and what it states, sentence by sentence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from convert.metadata import Agent, Contribution

ROLES = {
    "author": "aut",
    "creator": "cre",
    "translator": "trl",
    "editor": "edt",
    "illustrator": "ill",
    "publisher": "pbl",
    "copyrightHolder": "cph",
    "contributor": "ctb",
}
"""schema.org property -> MARC relator code; a ``Role`` names its own in ``roleName``."""

STATEMENTS = (
    "creditText",
    "copyrightNotice",
    "conditionsOfAccess",
    "license",
    "usageInfo",
    "acquireLicensePage",
)
DATES = ("datePublished", "dateModified", "dateCreated")
ORIGINALS = ("isBasedOn", "translationOfWork")


class Stated:
    """All that the records added so far state, everything once and in order."""

    def __init__(self) -> None:
        self.contributions: dict[tuple[str, str], Contribution] = {}
        self.publishers: dict[str, None] = {}
        self.sources: dict[str, None] = {}
        self.dates: dict[str, None] = {}
        self.statements: dict[str, None] = {}

    def add(self, text: str | bytes) -> None:
        """Take in a JSON-LD text; one that is not JSON states nothing."""
        for record in _records(text):
            for contribution in _contributions(record):
                key = (contribution.agent.name, contribution.role)
                self.contributions.setdefault(key, contribution)
            self.publishers.update(dict.fromkeys(_names(record.get("publisher"))))
            self.sources.update(dict.fromkeys(_sources(record)))
            self.dates.update(dict.fromkeys(t for key in DATES for t in _texts(record.get(key))))
            self.statements.update(dict.fromkeys(_statements(record)))


def _records(text: str | bytes) -> list[dict[str, Any]]:
    import json

    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        return []
    return [found for item in _items(data) for found in (_items(item.get("@graph")) or [item])]


def _contributions(record: dict[str, Any]) -> Iterator[Contribution]:
    for name, role in ROLES.items():
        for item in _items(record.get(name)):
            code = item.get("roleName")
            if isinstance(code, str):
                yield from (c for agent in _items(item.get(name)) for c in _agent(agent, code))
            else:
                yield from _agent(item, role)


def _sources(record: dict[str, Any]) -> Iterator[str]:
    """The addresses of the text, and those and the names of the works it is based on."""
    yield from _texts(record.get("url"))
    for name in ORIGINALS:
        yield from _texts(record.get(name))
        for work in _items(record.get(name)):
            yield from (*_texts(work.get("url")), *_texts(work.get("name")))


def _statements(record: dict[str, Any]) -> Iterator[str]:
    """Credits and terms, of the text and of its pictures."""
    for name in STATEMENTS:
        yield from _texts(record.get(name))
        for item in _items(record.get(name)):
            yield from (*_texts(item.get("text")), *_texts(item.get("name")))
    for image in _items(record.get("image")):
        yield from (text for name in STATEMENTS for text in _texts(image.get(name)))


def _names(value: Any) -> Iterator[str]:
    return (name for item in _items(value) for name in _texts(item.get("name")))


def _agent(agent: dict[str, Any], role: str) -> Iterator[Contribution]:
    url, account = (next(_texts(agent.get(key)), "") for key in ("url", "alternateName"))
    for name in _texts(agent.get("name")):
        yield Contribution(Agent(name, url, account), role)


def _several(value: Any) -> Iterable[Any]:
    return value if isinstance(value, list) else [value]


def _items(value: Any) -> list[dict[str, Any]]:
    return [item for item in _several(value) if isinstance(item, dict)]


def _texts(value: Any) -> Iterator[str]:
    return (item for item in _several(value) if isinstance(item, str) and item)
