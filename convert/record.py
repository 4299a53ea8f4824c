"""One deterministic schema.org record per document: the ledger as JSON-LD.

The same record goes into every format, so that a machine finds the credits wherever the
file ends up (https://schema.org/CreativeWork). Roles schema.org has no property for are
given as ``Role`` with the MARC relator code in ``roleName``.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from convert.ledger import Claim, Kind, Ledger, image_credits, notices
from convert.metadata import Contribution, Metadata, Rights
from convert.model import Document

PROPERTIES = {
    "aut": "author",
    "trl": "translator",
    "edt": "editor",
    "ill": "illustrator",
    "pbl": "publisher",
    "cph": "copyrightHolder",
}
"""MARC relator code -> schema.org property; every other role is a ``contributor``."""


def record(document: Document, kind: str = "Article") -> dict[str, Any]:
    """The record of one document, its keys in a fixed order, empty ones left out; ``kind`` is a
    schema.org type."""
    metadata = document.metadata
    full = {
        "@context": "https://schema.org",
        "@type": kind,
        **_work(metadata),
        "url": _one_or_many(_urls(document)),
        **_agents(document),
        **_terms(document),
        "isBasedOn": _originals(document, translated=False),
        "translationOfWork": _originals(document, translated=True),
        "citation": _texts(c for c in document.ledger if c.kind is Kind.DATA_CREDIT),
        "image": _cover(document),
    }
    return {key: value for key, value in full.items() if value not in ("", [], None)}


def dumps(document: Document, kind: str = "Article") -> str:
    """The record as JSON text: UTF-8 letters, a property to a line, one newline at the end."""
    import json

    written = json.JSONEncoder(ensure_ascii=False).encode
    lines = (f"  {written(key)}: {written(value)}" for key, value in record(document, kind).items())
    return "{\n" + ",\n".join(lines) + "\n}\n"


def _work(metadata: Metadata) -> dict[str, Any]:
    provenance = metadata.provenance
    return {
        "identifier": metadata.identifier,
        "headline": metadata.title,
        "alternativeHeadline": metadata.subtitle,
        "inLanguage": "" if metadata.language == "und" else metadata.language,
        "datePublished": metadata.published,
        "dateModified": metadata.updated,
        "abstract": metadata.description,
        "keywords": list(metadata.subjects),
        "isPartOf": {"name": metadata.collection} if metadata.collection else "",
        "sdPublisher": {"name": provenance.site} if provenance.site else "",
    }


def _urls(document: Document) -> list[str]:
    stated = (claim.text for claim in document.ledger if claim.kind is Kind.SOURCE)
    return _unique((document.metadata.provenance.url, *stated))


def _agents(document: Document) -> dict[str, Any]:
    stated = (claim.text for claim in document.ledger if claim.kind is Kind.PUBLISHER)
    publishers = _unique((document.metadata.publisher, *stated))
    found: dict[str, list[dict[str, Any]]] = {}
    if publishers:
        found["publisher"] = [{"name": name} for name in publishers]
    for contribution in document.metadata.contributions:
        name = PROPERTIES.get(contribution.role, "contributor")
        agent = _agent(contribution)
        if name == "contributor":
            agent = {"@type": "Role", "roleName": contribution.role, "contributor": agent}
        found.setdefault(name, []).append(agent)
    return found


def _agent(contribution: Contribution) -> dict[str, Any]:
    agent = contribution.agent
    parts = {"name": agent.name, "url": agent.url, "alternateName": agent.account}
    return {key: value for key, value in parts.items() if value}


def _terms(document: Document) -> dict[str, Any]:
    ledger, rights = document.ledger, document.metadata.rights
    own = [r for r in rights if not r.applies_to]
    lines = (*notices(ledger), *image_credits(ledger))
    return {
        "creditText": _texts(lines),
        "copyrightNotice": _unique((*_stated(ledger), *(r.statement for r in own if r.holder))),
        "copyrightHolder": [{"name": name} for name in _unique(r.holder for r in own)],
        "copyrightYear": _unique(r.year for r in own),
        "license": _unique(r.uri or r.licence for r in own if r.licence),
        "usageInfo": [_usage(r) for r in own if r.terms or (r.uri and not r.licence)],
        "conditionsOfAccess": _texts(c for c in ledger if c.kind is Kind.LICENCE),
    }


def _stated(ledger: Ledger) -> list[str]:
    return _texts(claim for claim in ledger if claim.kind is Kind.COPYRIGHT)


def _usage(rights: Rights) -> dict[str, str]:
    """Terms of use, and the rightsstatements.org URI of a statement that is no licence."""
    parts = {
        "@type": "CreativeWork",
        "name": rights.terms,
        "url": "" if rights.licence else rights.uri,
        "text": rights.statement,
    }
    return {key: value for key, value in parts.items() if value}


def _originals(document: Document, *, translated: bool) -> list[dict[str, Any]]:
    works = (
        (claim.kind is Kind.TRANSLATION, claim.work) for claim in document.ledger if claim.work
    )
    found = []
    for translation, work in works:
        if translation is translated:
            author = {"name": work.author} if work.author else ""
            parts = {"@type": "CreativeWork", "name": work.title, "url": work.url, "author": author}
            found.append({key: value for key, value in parts.items() if value})
    return found


def _cover(document: Document) -> dict[str, Any] | None:
    credits = [r for r in document.metadata.rights if r.applies_to == "cover"]
    if not (document.metadata.cover or credits):
        return None
    parts = {
        "@type": "ImageObject",
        "contentUrl": document.metadata.cover,
        "creditText": _unique(r.statement for r in credits),
        "license": _unique(r.uri or r.licence for r in credits),
    }
    return {key: value for key, value in parts.items() if value}


def _one_or_many(texts: list[str]) -> str | list[str]:
    return texts[0] if len(texts) == 1 else texts


def _texts(claims: Iterable[Claim]) -> list[str]:
    return _unique(claim.text for claim in claims)


def _unique(texts: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(text for text in texts if text))
