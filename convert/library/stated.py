"""What is said of a library as a whole, and by whom: never more than somebody stated."""

from __future__ import annotations

import os
from collections.abc import Mapping

from convert.diagnostics import Diagnostic
from convert.library.reading import Facts
from convert.metadata import Metadata
from convert.model import Document
from convert.transforms.collect import Census
from convert.transforms.override import PEOPLE, STATEMENTS, override
from convert.value import replace

OWN = ("subtitle", "description", "publisher", "published", "updated", "collection", "cover")
"""What an introduction states of the whole, as far as it states it."""


def front(told: Mapping[str, str]) -> dict[str, str]:
    """Of what is told, the statements that a reader of the book must find: who, when, terms."""
    return {k: v for k, v in told.items() if k in PEOPLE or k in STATEMENTS}


def metadata_of(
    census: Census,
    home: Facts | None,
    told: Mapping[str, str],
    root: str,
    losses: list[Diagnostic],
) -> Metadata:
    """The metadata of the whole: what is ``told``, else what the introduction at ``home`` says,
    else what all documents agree on. The contributors of all of them are listed."""
    found = replace(census.metadata(), title="", cover="")
    if home:
        found = _with_home(found, home.metadata)
    (stated,) = override((Document(found, ()),), told)
    people = (*stated.metadata.contributions, *found.contributions)
    rights = (*stated.metadata.rights, *found.rights)
    title = stated.metadata.title or _named(root)
    if not stated.metadata.title:
        losses.append(Diagnostic("l-009", f"{title!r} is the name of the folder"))
    return replace(
        stated.metadata,
        title=title,
        contributions=tuple({(c.agent.name, c.role): c for c in people[::-1]}.values())[::-1],
        rights=tuple(dict.fromkeys(rights)),
    )


def _with_home(found: Metadata, home: Metadata) -> Metadata:
    values = {name: getattr(home, name) for name in OWN if getattr(home, name)}
    if home.identifier and not home.identifier.startswith("urn:uuid:"):
        values["identifier"] = home.identifier
    return replace(found, title=home.title, **values)


def _named(root: str) -> str:
    name = os.path.basename(os.path.abspath(root)) if "://" not in root else root.split("/")[-1]
    return name.removesuffix(".zip") or root
