"""The head of the page: its title, its credits as ``<meta>``, its styles."""

from __future__ import annotations

from collections.abc import Iterator

from convert import model as m
from convert.exporters.xhtml import escape, language_tag, quote
from convert.exporters.xhtml.text import absolute, one_line
from convert.labels import word
from convert.ledger import Kind
from convert.metadata import Metadata


def head(metadata: Metadata, document: m.Document | None, css: str) -> str:
    """``<head>``; ``document`` is the only one, when there is only one."""
    language = language_tag(metadata.language)
    title = one_line(metadata.title) or word("untitled", language)
    lines = [
        '<meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        '<meta name="color-scheme" content="light dark">',
        '<meta name="generator" content="pubconvert">',
        f"<title>{escape(title)}</title>",
        *(f'<meta name="{name}" content="{quote(value)}">' for name, value in _facts(metadata)),
        *(_links(metadata, document) if document else ()),
        f"<style>\n{css}</style>",
    ]
    return "<head>\n" + "\n".join(lines) + "\n</head>\n"


def link_target(url: str) -> str | None:
    """Relative links lead nowhere once the file is moved."""
    return None


def _facts(metadata: Metadata) -> Iterator[tuple[str, str]]:
    """The standard names of HTML, then those of Dublin Core (dublincore.org/documents/dcmi-terms).

    Roles beyond author and publisher are in the JSON-LD, which has them by name.
    """
    provenance = metadata.provenance
    found = [
        *(("author", name) for name in metadata.agents("aut", "cre")),
        ("description", metadata.description),
        ("keywords", ", ".join(metadata.subjects)),
        *(("dcterms.contributor", c.agent.name) for c in metadata.contributions if c.role != "aut"),
        ("dcterms.publisher", metadata.publisher),
        ("dcterms.issued", metadata.published),
        ("dcterms.modified", metadata.updated),
        ("dcterms.source", provenance.url),
        ("dcterms.identifier", metadata.identifier),
        *(("dcterms.rights", rights.statement) for rights in metadata.rights),
    ]
    return ((name, value) for name, value in dict.fromkeys(found) if value.strip())


def _links(metadata: Metadata, document: m.Document) -> Iterator[str]:
    """Where the text comes from, and its licence."""
    stated = [claim.text for claim in document.ledger if claim.kind is Kind.SOURCE]
    for url in [metadata.provenance.url, *stated][:1]:
        if href := absolute(url):
            yield f'<link rel="canonical" href="{quote(href)}">'
    licences = (rights.uri for rights in metadata.rights if not rights.applies_to)
    for href in dict.fromkeys(filter(None, map(absolute, filter(None, licences)))):
        yield f'<link rel="license" href="{quote(href)}">'
