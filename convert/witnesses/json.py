"""What a JSON file of ours says of itself, read with the ``json`` module and nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import IO, Any

from convert.formats import Evidence
from convert.metadata import Agent, Contribution

FIELDS = {"author", "date", "source", "publisher"}
"""Kinds of claims that are a bare value; all others are sentences."""

SEEN = (
    *("title", "term", "image", "caption", "credit", "text"),
    *("tex", "base", "reading", "content", "items", "rows"),
)
"""The fields of nodes that show, in the order a reader meets them."""

BLOCKS = {"Paragraph", "Heading", "CodeBlock", "MathBlock", "Rule"}
"""Nodes that stand on a line of their own."""


def witness(file: IO[bytes]) -> Evidence:
    """What the model in the file says.

    Raises ``ValueError`` for what is no JSON, or not of this format.
    """
    import json

    try:
        data = json.loads(file.read())
        metadata, documents = data["metadata"], data["documents"]
        claims = [claim for document in documents for claim in document.get("ledger", ())]
        text = "\n".join(line for document in documents for line in _text(document))
        return _evidence(text, metadata, documents, claims)
    except KeyError as error:
        raise ValueError(f"not a publication in JSON: {error} is missing") from None
    except (TypeError, AttributeError, RecursionError) as error:
        raise ValueError(f"not a publication in JSON: {error}") from None


def _evidence(text: str, metadata: Any, documents: Any, claims: Any) -> Evidence:
    all_ = [metadata, *(document["metadata"] for document in documents)]
    people = [c for holder in (*all_, *claims) for c in holder.get("contributions", ())]
    stated = [claim["text"] for claim in claims if claim["kind"] not in FIELDS]
    return Evidence(
        text=f"{metadata['title']}\n{text}",
        title=metadata["title"],
        language=metadata.get("language", "und"),
        contributions=_unique(map(_contribution, people)),
        publishers=_unique([*_values(all_, "publisher"), *_of_kind("publisher", claims)]),
        sources=_unique(_of_kind("source", claims)),
        dates=_unique([*_values(all_, "published"), *_of_kind("date", claims)]),
        statements=_unique(stated),
    )


def _text(document: Any) -> Iterator[str]:
    """What a reader of the text would see, the notes at its end."""
    notes: list[Any] = []
    yield document["metadata"]["title"]
    yield "".join(_letters(document.get("blocks", []), notes))
    for note in notes:
        yield "".join(_letters(note["content"], notes))


def _letters(node: Any, notes: list[Any]) -> Iterator[str]:
    """The letters of a node; the footnotes in it are put into ``notes``."""
    if isinstance(node, list):
        for part in node:
            yield from _letters(part, notes)
    elif node.get("type") == "Note":
        notes.append(node)
    elif node.get("type") == "Image":
        yield node.get("alt", "")
    else:
        yield from _fields(node, notes)
        if node.get("type") in BLOCKS:
            yield "\n"


def _fields(node: Any, notes: list[Any]) -> Iterator[str]:
    for key in SEEN:
        value = node.get(key, "")
        if isinstance(value, str) and not (key == "title" and node.get("type") == "Link"):
            yield value
        elif isinstance(value, (list, dict)):
            yield from _letters(value, notes)


def _contribution(data: Any) -> Contribution:
    agent = data["agent"]
    return Contribution(Agent(agent["name"], agent.get("url", "")), data["role"])


def _of_kind(kind: str, claims: Any) -> list[str]:
    return [claim["text"] for claim in claims if claim["kind"] == kind]


def _values(holders: Any, name: str) -> list[str]:
    return [holder[name] for holder in holders if holder.get(name)]


def _unique(items: Iterable[Any]) -> tuple[Any, ...]:
    return tuple(dict.fromkeys(items))
