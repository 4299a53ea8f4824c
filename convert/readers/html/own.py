"""A page that pubconvert wrote: its records give the ledger, its credits are left out again."""

from __future__ import annotations

from typing import Any

from lxml import etree

from convert import model as m
from convert.formats import Source
from convert.metadata import Metadata, Provenance, Rights
from convert.readers.front_matter import Field
from convert.readers.front_matter.rights import copyrights, licences
from convert.readers.html.place import Place
from convert.readers.xhtml import records
from convert.readers.xhtml.page import Page


def is_ours(root: etree._Element) -> bool:
    """Whether the page says that pubconvert made it."""
    return "pubconvert" in _metas(root).get("generator", ())


def document(root: etree._Element, source: Source) -> m.Document | None:
    """The document with all its credits; None for a page that has lost its records."""
    if not (found := list(records.within(root))):
        return None
    body = next(root.iter("body"))
    page = Page(body, source.name, Place(root, ""), ours=True, titled=len(found) > 1, lines=True)
    blocks, metadata = page.blocks(), _metadata(root, found, source)
    return records.document(metadata, found, blocks, page.diagnostics)


def _metadata(root: etree._Element, found: list[dict[str, Any]], source: Source) -> Metadata:
    """What the head says of the whole, and what the record of a single document adds."""
    metas = _metas(root)
    first = {name: values[0] for name, values in metas.items()}
    record = found[0] if len(found) == 1 else {}
    people = [c for each in found for c in records.contributions(each)]
    others = set(metas.get("dcterms.contributor", []))
    return Metadata(
        title=root.findtext("head/title") or "",
        subtitle=next(records.texts(record.get("alternativeHeadline")), ""),
        language=next(records.texts(record.get("inLanguage")), "und"),
        identifier=first.get("dcterms.identifier", ""),
        contributions=tuple(c for c in people if c.role != "cph" or c.agent.name in others),
        publisher=first.get("dcterms.publisher", ""),
        published=first.get("dcterms.issued", ""),
        description=next(records.texts(record.get("abstract")), first.get("description", "")),
        subjects=tuple(records.texts(record.get("keywords"))),
        collection=next((i.get("name", "") for i in records.items(record.get("isPartOf"))), ""),
        rights=_rights(metas.get("dcterms.rights", [])),
        provenance=Provenance(first.get("dcterms.source", ""), digest=source.digest),
    )


def _metas(root: etree._Element) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for meta in root.iter("meta"):
        found.setdefault(meta.get("name", ""), []).append(meta.get("content", ""))
    return found


def _rights(statements: list[str]) -> tuple[Rights, ...]:
    """Each statement as front matter would be read that makes it."""
    found = []
    for text in statements:
        licence = licences(Field("license", text))
        known = licence if licence and licence[0].licence else copyrights(Field("copyright", text))
        found += known or [Rights(text)]
    return tuple(found)
