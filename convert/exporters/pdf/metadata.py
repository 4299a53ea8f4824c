"""What a PDF says of itself as data: one XMP packet, the Info dictionary, the record attached.

One entry per author, never a joined string; the roles that XMP has no place for are in the
attached JSON-LD record.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from convert.exporters.xhtml.text import drop_illegal, escape
from convert.metadata import Metadata, Rights
from convert.value import Value

GENERATOR = "pubconvert"
RECORD = "record.jsonld"
ABOUT = "schema.org record: who made this, its source and its terms"
"""What readers of the file are told of its attachment."""

CREATORS = ("aut", "cre")

_NAMESPACES = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "dc": "http://purl.org/dc/elements/1.1/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "xmpRights": "http://ns.adobe.com/xap/1.0/rights/",
    "pdf": "http://ns.adobe.com/pdf/1.3/",
    "pdfuaid": "http://www.aiim.org/pdfua/ns/id/",
    "pdfaid": "http://www.aiim.org/pdfa/ns/id/",
    "pdfaExtension": "http://www.aiim.org/pdfa/ns/extension/",
    "pdfaSchema": "http://www.aiim.org/pdfa/ns/schema#",
    "pdfaProperty": "http://www.aiim.org/pdfa/ns/property#",
    "cc": "http://creativecommons.org/ns#",
}
_DATE = re.compile(
    r"(\d{4}(?:-\d\d(?:-\d\d)?)?)(?:T(\d\d:\d\d(?::\d\d)?)(?:\.\d+)?(Z|[+-]\d\d:\d\d))?"
)


class Description(Value):
    """What goes in: the publication's metadata and the rights of all its documents; whether
    it is PDF/A-3a as well."""

    metadata: Metadata
    rights: tuple[Rights, ...] = ()
    producer: str = ""
    archive: bool = False


def xmp(description: Description) -> bytes:
    """The XMP packet: Dublin Core, xmpRights, cc:license, and the PDF/UA-1 mark."""
    names = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in _NAMESPACES.items())
    properties = "\n".join(line for line in _properties(description) if line)
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n'
        f'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF {names}>\n'
        f'<rdf:Description rdf:about="">\n{properties}\n</rdf:Description>\n'
        '</rdf:RDF></x:xmpmeta>\n<?xpacket end="r"?>'
    ).encode()


def joined(records: Sequence[str]) -> str:
    """The record of the one document, or a JSON array with that of each."""
    stripped = [record.strip() for record in records]
    return (stripped[0] if len(stripped) == 1 else f"[{','.join(stripped)}]") + "\n"


def info(description: Description) -> dict[str, str]:
    """The Info dictionary, for readers that know no XMP."""
    metadata = description.metadata
    fields = {
        "Title": metadata.title,
        "Author": "; ".join(metadata.agents(*CREATORS)),
        "Subject": metadata.description,
        "Keywords": ", ".join(metadata.subjects),
        "Creator": GENERATOR,
        "Producer": description.producer,
        "CreationDate": _pdf_date(metadata.published),
        "ModDate": _pdf_date(metadata.updated or metadata.published),
    }
    return {key: drop_illegal(value)[0] for key, value in fields.items() if value}


def _properties(description: Description) -> Iterable[str]:
    metadata, language = description.metadata, description.metadata.language
    yield _text("pdfuaid:part", "1")
    yield from _archive() if description.archive else ()
    yield _by_language("dc:title", metadata.title, language)
    yield _array("dc:creator", "Seq", metadata.agents(*CREATORS))
    yield _array("dc:contributor", "Bag", _contributors(metadata))
    yield _array("dc:publisher", "Bag", _publishers(metadata))
    yield _array("dc:date", "Seq", filter(_is_date, (metadata.published, metadata.updated)))
    yield _by_language("dc:description", metadata.description, language)
    yield _array("dc:subject", "Bag", metadata.subjects)
    yield _array("dc:language", "Bag", () if language == "und" else (language,))
    yield _text("dc:source", metadata.provenance.url)
    yield _text("dc:identifier", metadata.identifier)
    yield _text("dc:format", "application/pdf")
    yield from _rights(description)
    yield _text("xmp:CreatorTool", GENERATOR)
    yield _text("xmp:CreateDate", _checked(metadata.published))
    yield _text("xmp:ModifyDate", _checked(metadata.updated or metadata.published))
    yield _text("pdf:Producer", description.producer)
    yield _text("pdf:Keywords", ", ".join(metadata.subjects))


def _archive() -> Iterable[str]:
    """The mark of PDF/A-3a, and the schemas that it does not know by itself."""
    yield _text("pdfaid:part", "3")
    yield _text("pdfaid:conformance", "A")
    ua = _schema("PDF/UA identification", "pdfuaid", "part", "Integer", "internal")
    cc = _schema("Creative Commons rights", "cc", "license", "URI", "external")
    bag = f"<rdf:Bag>{ua}{cc}</rdf:Bag>"
    yield f"<pdfaExtension:schemas>{bag}</pdfaExtension:schemas>"


def _schema(name: str, prefix: str, field: str, kind: str, category: str) -> str:
    """One property described as PDF/A (ISO 19005-3, 6.6.2.3.3) asks for it."""
    about = {"name": field, "valueType": kind, "category": category, "description": name}
    inner = "".join(_text(f"pdfaProperty:{key}", value) for key, value in about.items())
    return (
        '<rdf:li rdf:parseType="Resource">'
        + _text("pdfaSchema:schema", name)
        + _text("pdfaSchema:namespaceURI", _NAMESPACES[prefix])
        + _text("pdfaSchema:prefix", prefix)
        + f'<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">{inner}</rdf:li>'
        "</rdf:Seq></pdfaSchema:property></rdf:li>"
    )


def _rights(description: Description) -> Iterable[str]:
    rights, language = description.rights, description.metadata.language
    own = [right for right in rights if not right.applies_to]
    links = _unique(right.uri for right in own)
    owners = (*(right.holder for right in own), *description.metadata.agents("cph"))
    yield _by_language("dc:rights", "\n".join(_unique(r.statement for r in rights)), language)
    terms = _unique(right.statement for right in own if right.terms or right.licence)
    yield _by_language("xmpRights:UsageTerms", "\n".join(terms), language)
    yield _array("xmpRights:Owner", "Bag", _unique(owners))
    yield _text("xmpRights:WebStatement", links[0] if links else "")
    yield _text("xmpRights:Marked", _marked(own))
    yield from (f'<cc:license rdf:resource="{_escape(link)}"/>' for link in links)


def _marked(rights: Iterable[Rights]) -> str:
    """'False' is XMP for the public domain; without a statement nothing is said."""
    free = [right.licence.startswith(("CC0", "Unlicense", "PDDL")) for right in rights]
    return str(not all(free)) if free else ""


def _contributors(metadata: Metadata) -> tuple[str, ...]:
    apart = (*CREATORS, "pbl")
    return _unique(c.agent.name for c in metadata.contributions if c.role not in apart)


def _publishers(metadata: Metadata) -> tuple[str, ...]:
    return _unique((metadata.publisher, *metadata.agents("pbl")))


def _unique(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text for text in texts if text))


def _text(name: str, value: str) -> str:
    return f"<{name}>{_escape(value)}</{name}>" if value else ""


def _array(name: str, kind: str, values: Iterable[str]) -> str:
    items = "".join(f"<rdf:li>{_escape(value)}</rdf:li>" for value in values)
    return f"<{name}><rdf:{kind}>{items}</rdf:{kind}></{name}>" if items else ""


def _by_language(name: str, value: str, language: str) -> str:
    """XMP wants 'x-default' first; the language itself is said beside it when it is known."""
    tags = ("x-default",) if language == "und" else ("x-default", language)
    items = "".join(f'<rdf:li xml:lang="{_escape(tag)}">{_escape(value)}</rdf:li>' for tag in tags)
    return f"<{name}><rdf:Alt>{items}</rdf:Alt></{name}>" if value else ""


def _escape(text: str) -> str:
    return escape(drop_illegal(text)[0]).replace('"', "&quot;")


def _is_date(text: str) -> bool:
    return bool(_DATE.fullmatch(text))


def _checked(date: str) -> str:
    return date if _is_date(date) else ""


def _pdf_date(date: str) -> str:
    """An ISO date in the form of the Info dictionary, '' when it is none.

    >>> dates = "2025-03-19", "2025-03-19T08:05:00+08:00", "May"
    >>> print(*map(_pdf_date, dates[:2]), _pdf_date(dates[2]) or "-")
    D:20250319 D:20250319080500+08'00' -
    """
    found = _DATE.fullmatch(date)
    if not found:
        return ""
    day, clock, zone = found.groups(default="")
    offset = zone.replace(":", "'") + "'" if ":" in zone else zone
    return f"D:{day.replace('-', '')}{clock.replace(':', '')}{offset}"
