"""What a Markdown file says of itself: front matter read with YAML, its text as HTML has it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import IO, Any

from convert.formats import Evidence
from convert.metadata import Agent, Contribution

FIELDS = {"author", "date", "source", "publisher"}
"""Kinds of claims that are a bare value; all others are sentences."""
ROLES = {"author": "aut", "translator": "trl", "editor": "edt", "illustrator": "ill"}

_FRONT = re.compile(r"\A---[ \t]*\n(.*?)^(?:---|\.\.\.)[ \t]*\n", re.M | re.S)
_DATA = re.compile(r"^<!-- pubconvert: document\n(.*)\n-->$", re.M)


def witness(file: IO[bytes]) -> Evidence:
    """What the text and its front matter say.

    Raises ``ValueError`` for bytes that are no text, and front matter that is not closed.
    """
    import json

    content = file.read().decode("utf-8-sig")
    if "\0" in content:
        raise ValueError("not a text: it holds zero bytes")
    front = _front(content)
    own = front.get("pubconvert") or {}
    parts = [json.loads(found[1]) for found in _DATA.finditer(content)]
    claims = [claim for part in (own, *parts) for claim in part.get("ledger", ())]
    return _evidence(front, claims, parts, _visible(_FRONT.sub("", content, count=1)))


def _evidence(front: Any, claims: Any, parts: Any, text: str) -> Evidence:
    listed = [
        (c["agent"]["name"], c["role"]) for claim in claims for c in claim.get("contributions", ())
    ]
    listed += [(name, role) for key, role in ROLES.items() for name in _texts(front.get(key))]
    dates = [part["metadata"].get("published", "") for part in parts]
    return Evidence(
        text=text,
        title=str(front.get("title", "")),
        language=str(front.get("lang", "")),
        contributions=tuple(Contribution(Agent(n), role) for n, role in dict.fromkeys(listed)),
        publishers=_unique([*_texts(front.get("publisher")), *_of_kind("publisher", claims)]),
        sources=_unique([*_texts(front.get("source")), *_of_kind("source", claims)]),
        dates=_unique([*_texts(front.get("date")), *dates, *_of_kind("date", claims)]),
        statements=_unique(
            [*_texts(front.get("rights")), *(c["text"] for c in claims if c["kind"] not in FIELDS)]
        ),
    )


def _front(content: str) -> dict[str, Any]:
    import yaml

    found = _FRONT.match(content)
    if not found:
        if content.startswith("---\n"):
            raise ValueError("the front matter is cut off: it has no closing line")
        return {}
    loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        data = yaml.load(found[1], loader)
    except yaml.YAMLError as error:
        raise ValueError(f"the front matter is no YAML: {error}") from None
    return data if isinstance(data, dict) else {}


def _visible(markdown: str) -> str:
    """The text a browser would show; marks of footnotes stand in sentences and are left out."""
    import pyromark
    from lxml import html

    from convert.witnesses.xhtml import visible_text

    options = (
        pyromark.Options.ENABLE_TABLES
        | pyromark.Options.ENABLE_FOOTNOTES
        | pyromark.Options.ENABLE_STRIKETHROUGH
    )
    page = re.sub(r"<!--.*?-->", "", pyromark.html(markdown, options=options), flags=re.S)
    root: Any = html.document_fromstring(f"<html><body>{page}</body></html>")
    for mark in root.xpath("//sup[contains(@class, 'footnote')]"):
        mark.drop_tree()
    return visible_text(root)


def _of_kind(kind: str, claims: Any) -> Iterator[str]:
    return (claim["text"] for claim in claims if claim["kind"] == kind)


def _texts(value: Any) -> list[str]:
    several = value if isinstance(value, list) else [value]
    return [str(item) for item in several if item]


def _unique(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, texts)))
