"""Fields that state who, whence and on what terms: each becomes a claim."""

from __future__ import annotations

import re

from convert.ledger import Kind
from convert.metadata import Agent, Contribution, Rights, Work
from convert.readers.front_matter import Field, people
from convert.readers.front_matter import rights as terms
from convert.readers.front_matter.fields import text as set_text
from convert.readers.front_matter.keys import SUSPECTS, simple
from convert.readers.front_matter.reading import Reading
from convert.readers.front_matter.values import get, is_url, one_line, parts, sayings, texts
from convert.value import replace

_URL = re.compile(r"https?://[^\s<>\"'\])，。；、]+")


def person(reading: Reading, field: Field, role: str) -> None:
    """Everybody the field names, in ``role`` unless a map says another."""
    found = people.claims(field, role, reading.file)
    reading.claims += found
    if not found:
        unknown(reading, field)


def author_detail(reading: Reading, field: Field) -> None:
    reading.keep(field, Kind.BYLINE)


def publisher(reading: Reading, field: Field) -> None:
    """The first is the publisher of the metadata, others are contributors in that role."""
    found = people.claims(field, "pbl", reading.file)
    for claim in found:
        if claim.kind is Kind.AUTHOR and "publisher" not in reading.values:
            reading.set("publisher", claim.text, field)
            named = claim.contributions if claim.contributions[0].agent.url else ()
            claim = replace(claim, kind=Kind.PUBLISHER, contributions=named)
        reading.claims.append(claim)
    if not found:
        unknown(reading, field)


def licence(reading: Reading, field: Field) -> None:
    for rights in terms.licences(field):
        reading.claim(Kind.LICENCE, rights.statement, field, rights=rights)


def copyright(reading: Reading, field: Field) -> None:
    """A licence under this key stays a licence."""
    for rights in terms.copyrights(field):
        kind = Kind.LICENCE if rights.licence else Kind.COPYRIGHT
        reading.claim(kind, rights.statement, field, rights=rights)


def copyright_holder(reading: Reading, field: Field) -> None:
    for name in texts(field.value):
        line = f"{field.key}: {name}"
        named = (Contribution(Agent(name), "cph"),)
        rights = Rights(line, holder=name)
        reading.claim(Kind.COPYRIGHT, line, field, contributions=named, rights=rights)


def copyright_year(reading: Reading, field: Field) -> None:
    for year in texts(field.value):
        line = f"{field.key}: {year}"
        reading.claim(Kind.COPYRIGHT, line, field, rights=Rights(line, year=year))


def notice(reading: Reading, field: Field) -> None:
    """A sentence speaks for itself, a word needs its key."""
    for line in sayings(field.key, field.value):
        words = line.partition(": ")[2]
        plain = isinstance(field.value, str) and " " in words
        reading.claim(Kind.STATEMENT, words if plain else line, field)


def source(reading: Reading, field: Field) -> None:
    """Where the text was taken from or first stood: addresses, names, maps of both."""
    for part in parts(field.value):
        if isinstance(part, tuple):
            _work(reading, part, field)
        elif is_url(said := one_line(part)):
            reading.claim(Kind.SOURCE, said, field)
        elif said and not (simple(field.key).startswith("canonical") and " " not in said):
            _source_text(reading, said, field)


def _work(reading: Reading, stated: tuple[Field, ...], field: Field) -> None:
    url = get(stated, "url", "link", "href", "uri", "canonical")
    if is_url(url):
        reading.claim(Kind.SOURCE, url, field)
    if said := [words for words in texts(stated) if words != url]:
        work = Work(get(stated, "title", "name", "text"), url, get(stated, "author", "by"))
        reading.claim(Kind.ORIGINAL, f"{field.key}: {', '.join(said)}", field, work=work)


def _source_text(reading: Reading, said: str, field: Field) -> None:
    for url in _URL.findall(said):
        reading.claim(Kind.SOURCE, url.rstrip(".,;:!?"), field)
    reading.claim(Kind.ORIGINAL, f"{field.key}: {said}", field)


def address(reading: Reading, field: Field) -> None:
    """The page's own address; a relative one is where a generator puts the page."""
    for said in texts(field.value):
        if is_url(said):
            reading.claim(Kind.SOURCE, said, field)


def work_title(reading: Reading, field: Field) -> None:
    for said in texts(field.value):
        reading.claim(Kind.ORIGINAL, f"{field.key}: {said}", field, work=Work(title=said))


def translated_from(reading: Reading, field: Field) -> None:
    for said in texts(field.value):
        work = Work(url=said) if is_url(said) else Work(title=said)
        reading.claim(Kind.TRANSLATION, f"{field.key}: {said}", field, work=work)


def site(reading: Reading, field: Field) -> None:
    set_text(reading, field)
    reading.keep(field)


def unknown(reading: Reading, field: Field) -> None:
    """A key nobody taught us: words about a person, a source or terms are kept as a notice."""
    suspect = SUSPECTS.search(field.key.lower())
    if suspect:
        reading.keep(field)
    reading.not_understood(field, f"{field.key}, kept as a notice" if suspect else "")
