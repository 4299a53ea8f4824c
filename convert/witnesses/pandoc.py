"""What pandoc's JSON says of itself, read with the ``json`` module and nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import IO, Any

from convert.formats import Evidence
from convert.metadata import Agent, Contribution

FIELDS = {"author", "date", "source", "publisher"}
"""Kinds of claims that are a bare value; all others are sentences."""

LINES = {"Para", "Plain", "Header", "CodeBlock", "HorizontalRule", "LineBlock"}


def witness(file: IO[bytes]) -> Evidence:
    """What pandoc's content and metadata say.

    Raises ``ValueError`` for what is no JSON of pandoc's.
    """
    import json

    try:
        data = json.loads(file.read())
        meta, own = data["meta"], json.loads(data["meta"].get("pubconvert", {"c": "{}"})["c"])
        return _evidence(meta, own.get("documents", ()), _text(data))
    except (KeyError, TypeError, IndexError, AttributeError, RecursionError) as error:
        raise ValueError(f"not pandoc's JSON: {error!r}") from None


def _evidence(meta: Any, parts: Any, text: str) -> Evidence:
    claims = [claim for part in parts for claim in part.get("ledger", ())]
    holders = [*claims, *(part["metadata"] for part in parts)]
    named = [(c["agent"]["name"], c["role"]) for h in holders for c in h.get("contributions", ())]
    named += [(name, "aut") for name in _values(meta, "author")]
    return Evidence(
        text=text,
        title="".join(_values(meta, "title")),
        language="".join(_values(meta, "lang")),
        contributions=tuple(Contribution(Agent(n), role) for n, role in dict.fromkeys(named)),
        publishers=_unique([*_values(meta, "publisher"), *_of_kind("publisher", claims)]),
        sources=_unique([*_values(meta, "source"), *_of_kind("source", claims)]),
        dates=_unique([*_values(meta, "date"), *_of_kind("date", claims)]),
        statements=_unique(
            [*_values(meta, "rights"), *(c["text"] for c in claims if c["kind"] not in FIELDS)]
        ),
    )


def _text(data: Any) -> str:
    """The visible text: the title, the blocks, and the notes where they are cited."""
    notes: list[Any] = []
    lines = ["".join(_values(data["meta"], "title")), "".join(_letters(data["blocks"], notes))]
    for note in notes:
        lines.append("".join(_letters(note, notes)))
    return "\n".join(lines)


def _letters(node: Any, notes: list[Any]) -> Iterator[str]:
    if isinstance(node, list):
        for part in node:
            yield from _letters(part, notes)
    elif isinstance(node, dict) and "t" in node:
        yield from _node(node["t"], node.get("c"), notes)
        if node["t"] in LINES:
            yield "\n"


def _node(kind: str, content: Any, notes: list[Any]) -> Iterator[str]:
    match kind:
        case "Str":
            yield content
        case "Space" | "SoftBreak" | "LineBreak":
            yield " "
        case "Code" | "Math" | "CodeBlock":
            yield from dict(content[0][2] if kind == "CodeBlock" else {}).values()
            yield content[1]
        case "Note":
            notes.append(content)
        case "Span" | "Div":
            yield from _letters(content[1], notes)
            yield from dict(content[0][2]).values()
        case "Link" | "Image":
            yield from _letters(content[1], notes)
        case _:
            yield from _letters(content, notes)


def _values(meta: Any, key: str) -> list[str]:
    """The texts under a key, one for each item of a list."""
    value = meta.get(key)
    if not value:
        return []
    items = value["c"] if value["t"] == "MetaList" else [value]
    found = [i["c"] if isinstance(i["c"], str) else "".join(_letters(i["c"], [])) for i in items]
    return [text for text in found if text]


def _of_kind(kind: str, claims: Any) -> Iterator[str]:
    return (claim["text"] for claim in claims if claim["kind"] == kind)


def _unique(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(texts))
