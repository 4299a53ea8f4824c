"""What every reader ends with: a head and blocks become a document."""

from __future__ import annotations

import re
from collections.abc import Iterator

from convert import conservation, tongues
from convert import ledger as claims
from convert import model as m
from convert.diagnostics import Diagnostic, Origin
from convert.formats import Cleaned, Site, Source
from convert.ledger import Claim, Kind, Ledger
from convert.metadata import Metadata, Provenance
from convert.value import Value, replace
from convert.walk import plain_text

SAMPLE = 1000
"""Letters of the text that are looked at to tell its language."""

_IGNORED = r"[\s\u200b-\u200d\ufeff]+"


class Head(Value):
    """What the top of a file states of the work; '' where it states nothing.

    ``claims`` are its statements verbatim, in their order, with the people and rights read
    in them; the other fields are as in ``Metadata``. ``url`` is where the work comes from,
    ``summary_line`` the line the description stands in.
    """

    title: str = ""
    subtitle: str = ""
    url: str = ""
    language: str = ""
    identifier: str = ""
    publisher: str = ""
    published: str = ""
    updated: str = ""
    description: str = ""
    subjects: tuple[str, ...] = ()
    collection: str = ""
    cover: str = ""
    claims: Ledger = ()
    summary_line: int = 0
    diagnostics: tuple[Diagnostic, ...] = ()


def clean(source: Source, body: str, site: Site | None) -> Cleaned:
    """``body`` without the frame of its site, each cut recorded; all of it without a site."""
    cleaned = site.clean(body, source.name) if site else Cleaned(body)
    conservation.cutting(source.name, body, cleaned.text, cleaned.removed)
    return cleaned


def assemble(
    source: Source,
    head: Head,
    blocks: m.Blocks,
    *,
    site: Site | None = None,
    cleaned: Cleaned | None = None,
    diagnostics: tuple[Diagnostic, ...] = (),
) -> m.Document:
    """The document: notices moved from the blocks into the ledger, metadata filled.

    ``cleaned`` is what the site profile made of the text, ``diagnostics`` those of parsing.
    A title, an author, a language that is not stated is looked for, and never invented; where a
    source was fetched from is where it comes from, unless it names another place.
    """
    cleaned = cleaned or Cleaned("")
    if source.url and not head.url:
        fetched = Claim(Kind.SOURCE, source.url, origin=Origin(source.name))
        head = replace(head, url=source.url, claims=(*head.claims, fetched))
    blocks, ledger = _claims(source, head, blocks, site)
    title = head.title or _first_heading(blocks)
    blocks, repeated = _without_title(blocks, title)
    metadata = _metadata(source, head, title, ledger, _sample(title, blocks), cleaned.cover)
    missing = tuple(_missing(source, title, metadata))
    return m.Document(
        metadata,
        blocks,
        ledger,
        (*cleaned.removed, *repeated),
        (*head.diagnostics, *cleaned.diagnostics, *diagnostics, *missing),
    )


def _claims(
    source: Source, head: Head, blocks: m.Blocks, site: Site | None
) -> tuple[m.Blocks, Ledger]:
    """The blocks without the notices at their end, and every claim: head, summary, text."""
    from convert.notices import find, in_summary

    summary = in_summary(head.description, Origin(source.name, head.summary_line))
    kept, found = find(blocks, site)
    conservation.moving(source.name, blocks, kept, [claim.text for claim in found])
    return kept, (*head.claims, *summary, *found)


def _metadata(
    source: Source, head: Head, title: str, ledger: Ledger, sample: str, cover: str
) -> Metadata:
    return Metadata(
        title=title or _stem(source),
        subtitle=head.subtitle,
        language=head.language or tongues.detect(sample),
        identifier=head.identifier or head.url or _urn(source.digest),
        contributions=claims.contributions(ledger),
        publisher=head.publisher,
        published=head.published,
        updated=head.updated,
        description=head.description,
        subjects=head.subjects,
        collection=head.collection,
        cover=head.cover or cover,
        rights=claims.rights(ledger),
        provenance=Provenance(head.url, _host(head.url), digest=source.digest),
    )


def _missing(source: Source, title: str, metadata: Metadata) -> Iterator[Diagnostic]:
    origin = Origin(source.name, 1)
    if not metadata.agents("aut", "cre"):
        yield Diagnostic("r-010", "", origin)
    if not title:
        yield Diagnostic("r-011", f"{metadata.title!r} is the name of the file", origin)


def _first_heading(blocks: m.Blocks) -> str:
    """The text of the first chapter heading, or of any heading that opens the text."""
    for at, block in enumerate(blocks):
        if isinstance(block, m.Heading) and (block.level == 1 or at == 0):
            return plain_text(block.content).strip()
    return ""


def _without_title(blocks: m.Blocks, title: str) -> tuple[m.Blocks, tuple[m.Removal, ...]]:
    """Without the heading that only repeats the title; pictures may stand before it."""
    for at, block in enumerate(blocks):
        text = plain_text((block,))
        if isinstance(block, m.Heading) and _letters(text) == _letters(title):
            removal = m.Removal("title repeated", text, block.origin)
            return (*blocks[:at], *blocks[at + 1 :]), (removal,)
        if text.strip():
            break
    return blocks, ()


def _letters(text: str) -> str:
    return re.sub(_IGNORED, "", text)


def _sample(title: str, blocks: m.Blocks) -> str:
    found, length = [title], len(title)
    for block in blocks:
        found.append(plain_text((block,))[:SAMPLE])
        length += len(found[-1])
        if length > SAMPLE:
            break
    return "\n".join(found)[:SAMPLE]


def _stem(source: Source) -> str:
    """The file's name without its suffix."""
    name = source.name.rsplit("/", 1)[-1]
    return name.rsplit(".", 1)[0] or name


def _urn(digest: str) -> str:
    """A UUID (RFC 9562, version 8) out of the digest: the same bytes, the same name."""
    code = digest.rpartition(":")[2][:32]
    if len(code) < 32:
        return ""
    return f"urn:uuid:{code[:8]}-{code[8:12]}-8{code[13:16]}-a{code[17:20]}-{code[20:32]}"


def _host(url: str) -> str:
    return url.split("/")[2].lower() if url.startswith(("http://", "https://")) else ""
