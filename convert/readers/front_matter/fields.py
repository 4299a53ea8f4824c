"""Fields that state no claim but fill the metadata: title, language, subjects, cover."""

from __future__ import annotations

import re

from convert.ledger import Kind
from convert.metadata import Rights
from convert.readers.front_matter import Field
from convert.readers.front_matter.keys import SUSPECTS, meaning, simple
from convert.readers.front_matter.reading import Reading
from convert.readers.front_matter.values import (
    get,
    is_url,
    iso_date,
    language_tag,
    one_line,
    parts,
    sayings,
    texts,
)

_PICTURE = re.compile(r"\S*/\S*|.+\.(?:jpe?g|png|gif|webp|svg|avif)$", re.I)
_DOI = re.compile(r"(?:doi:\s*|https?://(?:dx\.)?doi\.org/)?(10\.\d{4}.*)", re.I)
_ADDRESSES = ("image", "url", "src", "path", "href", "relative", "feature", "teaser", "thumbnail")


def title(reading: Reading, field: Field) -> None:
    """A text, or Pandoc's maps of ``type`` and ``text``."""
    for part in parts(field.value):
        kind = get(part, "type") if isinstance(part, tuple) else ""
        text = get(part, "text", "name", "main") if isinstance(part, tuple) else part
        name = "subtitle" if kind == "subtitle" else "title"
        reading.set(name, one_line(str(text)), field)


def text(reading: Reading, field: Field) -> None:
    """The first text, or the name in a map: subtitle, description, collection."""
    for part in parts(field.value):
        named = get(part, "name", "title", "text") if isinstance(part, tuple) else ""
        reading.set(meaning(field.key), named or next(iter(texts(part)), ""), field)


def language(reading: Reading, field: Field) -> None:
    stated = texts(field.value)
    tags = list(filter(None, map(language_tag, stated)))
    reading.set("language", next(iter(tags), ""), field)
    if stated and not tags:
        reading.not_understood(field, f"{field.key}: {stated[0]}")


def subjects(reading: Reading, field: Field) -> None:
    """A list, or a text with commas; a leading # is the mark of a tag, not its name."""
    for part in parts(field.value):
        if isinstance(part, tuple):
            reading.subjects.append(get(part, "name", "title", "term", "label"))
        else:
            names = re.split("[,，、;]", str(part))
            reading.subjects += [one_line(name).lstrip("#") for name in names]


def identifier(reading: Reading, field: Field) -> None:
    """An ISBN or the like as a URN; a DOI as its address, which is a source too."""
    key = simple(field.key)
    for stated in texts(field.value):
        if found := _DOI.fullmatch(stated):
            url = f"https://doi.org/{found[1]}"
            reading.set("identifier", url, field)
            reading.claim(Kind.SOURCE if is_url(url) else Kind.STATEMENT, url, field)
        else:
            urn = key in ("isbn", "issn") and not stated.lower().startswith(("urn:", key))
            reading.set("identifier", f"urn:{key}:{stated}" if urn else stated, field)


def published(reading: Reading, field: Field) -> None:
    date(reading, field, "published")


def updated(reading: Reading, field: Field) -> None:
    date(reading, field, "updated")


def date(reading: Reading, field: Field, name: str) -> None:
    """The first date becomes metadata; every other, and every unusual wording, a line."""
    for stated in texts(field.value):
        read = iso_date(stated)
        reading.set(name, read, field)
        first = bool(read) and reading.values[name] == read
        if first:
            reading.claim(Kind.DATE, read, field)
        if not first or stated[:10] != read[:10]:
            reading.claim(Kind.STATEMENT, f"{field.key}: {stated}", field)
        if not read:
            reading.not_understood(field, f"{field.key}: {stated}")


def cover(reading: Reading, field: Field) -> None:
    """An address, or a map of an address and a credit; other words are a credit."""
    for part in parts(field.value):
        if isinstance(part, tuple):
            _picture(reading, part, field)
        elif _PICTURE.match(one_line(part)):
            reading.set("cover", one_line(part), field)
        elif " " in one_line(part):
            cover_credit(reading, Field(field.key, part, field.line))


def _picture(reading: Reading, picture: tuple[Field, ...], field: Field) -> None:
    reading.set("cover", get(picture, *_ADDRESSES), field)
    for inner in picture:
        key = simple(inner.key)
        if SUSPECTS.search(key) or key in ("credit", "caption", "by"):
            cover_credit(reading, inner)


def cover_credit(reading: Reading, field: Field) -> None:
    for line in sayings(field.key, field.value):
        words = line.partition(": ")[2]
        credit = words if " " in words else line
        rights = Rights(credit, applies_to="cover")
        reading.claim(Kind.COVER_CREDIT, credit, field, rights=rights)
