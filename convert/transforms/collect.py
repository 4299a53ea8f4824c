"""Several documents as one publication; nothing is stated that no document states."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from convert.metadata import Contribution, Metadata, Provenance
from convert.model import Document, Publication
from convert.value import replace


def collect(
    documents: Sequence[Document], overrides: Mapping[str, str] | None = None
) -> Publication:
    """One publication with ``documents`` as its spine, in their order.

    A single document's metadata is the publication's own. Several share what they agree
    on; their contributors and rights are listed together, their title is the first one's
    with the number of the others, unless ``overrides`` has a title.
    """
    if len(documents) == 1:
        return Publication(documents[0].metadata, tuple(documents))
    metadata = _common(documents)
    if title := (overrides or {}).get("title"):
        metadata = replace(metadata, title=title)
    return Publication(metadata, tuple(documents))


def _common(documents: Sequence[Document]) -> Metadata:
    all_ = [document.metadata for document in documents]
    first = all_[0]
    return Metadata(
        title=f"{first.title} (+{len(all_) - 1})",
        language=_agreed([m.language for m in all_]) or first.language,
        identifier=_identifier(all_),
        contributions=_unique([c for m in all_ for c in m.contributions]),
        publisher=_agreed([m.publisher for m in all_]),
        published=max(m.published for m in all_),
        updated=max(m.updated for m in all_),
        subjects=tuple(dict.fromkeys(s for m in all_ for s in m.subjects)),
        cover=_agreed([m.cover for m in all_]),
        rights=tuple(dict.fromkeys(r for m in all_ for r in m.rights)),
        provenance=Provenance(site=_agreed([m.provenance.site for m in all_])),
    )


def _identifier(all_: Sequence[Metadata]) -> str:
    """A UUID made from the documents' identifiers, so that the same set has the same one."""
    from uuid import NAMESPACE_URL, uuid5

    return f"urn:uuid:{uuid5(NAMESPACE_URL, ' '.join(m.identifier for m in all_))}"


def _agreed(values: Sequence[str]) -> str:
    return values[0] if len(set(values)) == 1 else ""


def _unique(contributions: Sequence[Contribution]) -> tuple[Contribution, ...]:
    found = {(c.agent.name, c.role): c for c in reversed(contributions)}
    return tuple(reversed(found.values()))
