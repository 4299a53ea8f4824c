"""Several documents as one publication; nothing is stated that no document states."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from convert.metadata import Contribution, Metadata, Provenance, Rights
from convert.model import Document, Publication
from convert.value import replace

SUBJECTS = 50
"""A collection has the most frequent subjects of its documents."""


def collect(
    documents: Sequence[Document], overrides: Mapping[str, str] | None = None
) -> Publication:
    """One publication with ``documents`` as its spine, in their order.

    A single document's metadata is the publication's own. Several share what they agree
    on and the language that most of them have; their contributors and rights are listed
    together, their title is the first one's with the number of the others, unless
    ``overrides`` has a title.
    """
    if len(documents) == 1:
        return Publication(documents[0].metadata, tuple(documents))
    metadata = Census(document.metadata for document in documents).metadata()
    if title := (overrides or {}).get("title"):
        metadata = replace(metadata, title=title)
    return Publication(metadata, tuple(documents))


class Census:
    """What many documents share, counted one by one; it holds no document."""

    def __init__(self, found: Iterable[Metadata] = ()) -> None:
        from hashlib import sha1
        from uuid import NAMESPACE_URL

        self.count = 0
        self._first: Metadata | None = None
        self._values: dict[str, dict[str, int]] = {}
        self._people: dict[tuple[str, str], Contribution] = {}
        self._rights: dict[Rights, None] = {}
        self._names: Any = sha1(NAMESPACE_URL.bytes, usedforsecurity=False)  # as in UUID 5
        for metadata in found:
            self.add(metadata)

    def add(self, metadata: Metadata) -> None:
        """Count one document."""
        self._names.update((" " if self.count else "").encode() + metadata.identifier.encode())
        self._first = self._first or metadata
        self.count += 1
        for name in ("language", "publisher", "published", "updated", "cover"):
            self._count(name, getattr(metadata, name))
        self._count("site", metadata.provenance.site)
        for subject in dict.fromkeys(metadata.subjects):
            self._count("subjects", subject)
        for contribution in metadata.contributions:
            self._people.setdefault((contribution.agent.name, contribution.role), contribution)
        self._rights |= dict.fromkeys(metadata.rights)

    def metadata(self) -> Metadata:
        """Of all documents counted so far; their identifier is a UUID made from theirs, so that
        the same set has the same one."""
        from uuid import UUID

        first = self._first or Metadata("")
        return Metadata(
            title=f"{first.title} (+{self.count - 1})" if self.count > 1 else first.title,
            language=self._most("language"),
            identifier=UUID(bytes=self._names.digest()[:16], version=5).urn,
            contributions=tuple(self._people.values()),
            publisher=self._agreed("publisher"),
            published=max(self._values.get("published", {"": 0})),
            updated=max(self._values.get("updated", {"": 0})),
            subjects=self._frequent(),
            cover=self._agreed("cover"),
            rights=tuple(self._rights),
            provenance=Provenance(site=self._agreed("site")),
        )

    def _count(self, name: str, value: str) -> None:
        found = self._values.setdefault(name, {})
        found[value] = found.get(value, 0) + 1

    def _agreed(self, name: str) -> str:
        found = self._values.get(name, {})
        return next(iter(found)) if len(found) == 1 else ""

    def _most(self, name: str) -> str:
        """What most documents have; of equals the first."""
        found = self._values.get(name, {"und": 1})
        return max(found, key=lambda value: found[value])

    def _frequent(self) -> tuple[str, ...]:
        found = self._values.get("subjects", {})
        most = set(sorted(found, key=lambda subject: -found[subject])[:SUBJECTS])
        return tuple(subject for subject in found if subject in most)
