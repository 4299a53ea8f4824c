"""The data of a document: YAML front matter, or a comment inside a collection.

The plain fields are those that every static site generator knows. ``pubconvert`` holds the
ledger, claim by claim, as ``convert.data`` has it.
"""

from __future__ import annotations

from typing import Any

from convert import model as m
from convert.data import VERSION, encode
from convert.ledger import Kind, Ledger, contributions, rights
from convert.metadata import Metadata

ROLES = {"aut": "author", "trl": "translator", "edt": "editor", "ill": "illustrator"}


def front_matter(metadata: Metadata, document: m.Document | None) -> str:
    """The whole front matter, its fences and a blank line; no document for a collection."""
    import yaml

    base: Any = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
    dumper: Any = type("Dumper", (base,), {"ignore_aliases": lambda self, data: True})
    dumper.add_representer(str, _represent)
    text: str = yaml.dump(
        _fields(metadata, document),
        Dumper=dumper,
        allow_unicode=True,
        sort_keys=False,
        width=10**6,
    )
    return f"---\n{text}---\n\n"


def comment(document: m.Document) -> str:
    """The data of one document of a collection, where no reader of the page sees it."""
    import json

    data = {"metadata": encode(document.metadata), "ledger": encode(document.ledger)}
    text = json.dumps(data, ensure_ascii=False).replace("--", "\\u002d\\u002d")
    return f"<!-- pubconvert: document\n{text}\n-->\n"


def _fields(metadata: Metadata, document: m.Document | None) -> dict[str, Any]:
    ledger = document.ledger if document else ()
    provenance = metadata.provenance
    full = {
        "title": metadata.title,
        "subtitle": metadata.subtitle,
        **{key: list(metadata.agents(role)) for role, key in ROLES.items()},
        "date": metadata.published,
        "updated": metadata.updated,
        "lang": metadata.language,
        "description": metadata.description,
        "tags": list(metadata.subjects),
        "series": metadata.collection,
        "cover": metadata.cover,
        "publisher": metadata.publisher,
        "identifier": metadata.identifier,
        "source": [claim.text for claim in ledger if claim.kind is Kind.SOURCE],
        "rights": list(dict.fromkeys(stated.statement for stated in metadata.rights)),
    }
    own = {"version": VERSION, "provenance": encode(provenance), "ledger": encode(ledger)}
    shown = {key: value for key, value in full.items() if value}
    kept = {key: value for key, value in own.items() if value}
    return {**shown, "pubconvert": {**kept, **_beside(metadata, ledger)}}


def _beside(metadata: Metadata, ledger: Ledger) -> dict[str, Any]:
    """People and rights, where they are not just what the ledger says."""
    found = {"contributions": contributions(ledger), "rights": rights(ledger)}
    return {
        name: encode(getattr(metadata, name))
        for name, stated in found.items()
        if getattr(metadata, name) != stated
    }


def _represent(dumper: Any, text: str) -> Any:
    """Several lines as a literal block, where YAML can."""
    style = "|" if "\n" in text.strip() else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)
