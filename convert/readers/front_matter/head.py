"""Front matter fields as the head of a document: metadata, and a claim for every statement.

Nothing that names a person, a source or terms is lost: what cannot be read as data becomes
a line of ``key: value`` in its author's words.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from convert.ledger import Kind
from convert.readers.assemble import Head
from convert.readers.front_matter import Field, FrontMatter, credits, fields
from convert.readers.front_matter.keys import meaning, simple
from convert.readers.front_matter.reading import Reading
from convert.readers.front_matter.values import get, parts

HANDLERS: Mapping[str, Callable[[Reading, Field], None]] = {
    "": credits.unknown,
    "title": fields.title,
    "language": fields.language,
    "published": fields.published,
    "created": fields.published,
    "updated": fields.updated,
    "subjects": fields.subjects,
    "identifier": fields.identifier,
    "cover": fields.cover,
    "cover-credit": fields.cover_credit,
    "licence": credits.licence,
    "copyright": credits.copyright,
    "copyright-holder": credits.copyright_holder,
    "copyright-year": credits.copyright_year,
    "source": credits.source,
    "address": credits.address,
    "publisher": credits.publisher,
    "site": credits.site,
    "work-title": credits.work_title,
    "translated-from": credits.translated_from,
    "notice": credits.notice,
    "author-detail": credits.author_detail,
}
"""What a key means -> the function that reads its field; any other meaning is plain text."""

_FLAGGED = frozenset({"", "source", "licence", "copyright", "notice"})
"""Meanings where a bare true or false may state something; elsewhere it is a switch."""


def head(front: FrontMatter) -> Head:
    """The head that ``front`` states; the day of the file counts only when no other is given."""
    reading = Reading(front.file)
    for field in sorted(front.fields, key=lambda field: meaning(field.key) == "created"):
        _take(reading, field)
    values = reading.values
    return Head(
        title=values.get("title", ""),
        subtitle=values.get("subtitle", ""),
        url=_url(reading, front),
        language=values.get("language", ""),
        identifier=values.get("identifier", ""),
        publisher=values.get("publisher", ""),
        published=values.get("published", ""),
        updated=values.get("updated", ""),
        description=values.get("description", ""),
        subjects=tuple(dict.fromkeys(filter(None, reading.subjects))),
        collection=values.get("collection", ""),
        cover=values.get("cover", ""),
        claims=tuple(dict.fromkeys(reading.claims)),
        summary_line=reading.lines.get("description", 0),
        diagnostics=(*front.diagnostics, *reading.diagnostics),
    )


def _take(reading: Reading, field: Field) -> None:
    meant, _, role = meaning(field.key).partition(":")
    if field.value in ("true", "false") and meant not in _FLAGGED:
        return
    inner = _inner(field, meant)
    if inner:
        for part in inner:
            _take(reading, part)
    elif meant == "person":
        credits.person(reading, field, role)
    elif meant not in ("ignored", "nested"):
        HANDLERS.get(meant, fields.text)(reading, field)


def _inner(field: Field, meant: str) -> tuple[Field, ...]:
    """The fields inside a table such as ``extra``, or a map of dates, or HTML's meta elements."""
    if meant not in ("nested", "published"):
        return ()
    found: list[Field] = []
    for part in parts(field.value):
        if isinstance(part, tuple):
            key, value = get(part, "name", "property"), get(part, "content")
            found += [Field(key, value, field.line)] if key and value else part
    return tuple(found)


def _url(reading: Reading, front: FrontMatter) -> str:
    """The canonical address, else the first source."""
    canonical = {f.line for f in front.fields if simple(f.key).startswith("canonical")}
    stated = [claim for claim in reading.claims if claim.kind is Kind.SOURCE]
    stated.sort(key=lambda claim: not (claim.origin and claim.origin.line in canonical))
    return stated[0].text if stated else ""
