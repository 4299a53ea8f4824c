"""What the package document says of the book: people, source, dates, terms."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ebooklib import epub

from convert import ledger
from convert import model as m
from convert.exporters.epub.dates import NO_DATE, instant, is_w3c_date
from convert.exporters.xhtml.text import drop_illegal, language_tag, one_line
from convert.labels import direction, word
from convert.metadata import Agent, Contribution, Metadata, Rights
from convert.value import replace

_ROLE = re.compile("[a-z]{3}")
_MINING = re.compile(r"data[ -]mining|\bTDM\b|数据挖掘|資料探勘|データマイニング", re.I)
_RESERVED = r"(?i)reserv|prohibit|not permitted|may not|forbidden|保留|禁止|不得|未经|未經|留保"


def describe(metadata: Metadata, modified: str, *, alone: bool) -> epub.EpubBook:
    """An EbookLib book of one document ``alone``, or of several, with all of ``metadata`` and
    no content yet."""
    language = language_tag(metadata.language)
    book = epub.EpubBook()
    book.metadata.clear()
    book.IDENTIFIER_ID = "uid"
    book.set_identifier(_plain(metadata.identifier) or _identifier(metadata))
    _titles(book, metadata, one_line(metadata.title) or word("untitled", language))
    book.set_language(language)
    book.set_direction("rtl" if direction(language) == "rtl" else None)
    _people(book, metadata.contributions)
    _facts(book, metadata)
    _terms(book, metadata.rights, alone)
    dates = (modified, *map(_end, (metadata.updated, metadata.published)))
    _meta(book, next(filter(None, map(instant, dates)), NO_DATE), "dcterms:modified")
    book.add_metadata("OPF", "meta", "", {"name": "generator", "content": "pubconvert"})
    return book


def with_claims(publication: m.Publication, only: m.Document) -> Metadata:
    """The metadata of a publication of one document, with all that its ledger names."""
    metadata = publication.metadata
    people = (*metadata.contributions, *ledger.contributions(only.ledger))
    return replace(
        metadata,
        contributions=tuple(dict.fromkeys(people)),
        rights=tuple(dict.fromkeys((*metadata.rights, *ledger.rights(only.ledger)))),
    )


def add_fields(book: epub.EpubBook, document: m.Document) -> None:
    """What a ledger states as data and the metadata may lack: sources, dates, publishers."""
    for claim in document.ledger:
        match claim.kind:
            case ledger.Kind.SOURCE:
                _fact(book, "source", claim.text)
            case ledger.Kind.PUBLISHER:
                _fact(book, "publisher", claim.text)
            case ledger.Kind.DATE:
                _date(book, claim.text)
        if claim.work:
            _fact(book, "source", claim.work.url or claim.work.title)


def certify(book: epub.EpubBook, standard: str, certifier: str) -> None:
    """Somebody vouches for the book: without a name nothing is claimed."""
    if name := _plain(certifier):
        _meta(book, standard, "dcterms:conformsTo", key="conformance")
        _meta(book, name, "a11y:certifiedBy", "conformance")


def reserve(book: epub.EpubBook) -> None:
    """Rights of text and data mining are reserved (TDM Reservation Protocol, W3C)."""
    _meta(book, "1", "tdm:reservation")


def reserves(document: m.Document) -> bool:
    """Whether a document itself reserves its text against text and data mining."""
    said = (claim.text for claim in document.ledger)
    return any(_MINING.search(text) and re.search(_RESERVED, text) for text in said)


def _titles(book: epub.EpubBook, metadata: Metadata, title: str) -> None:
    book.title = title
    book.add_metadata("DC", "title", title, {"id": "title"})
    _meta(book, "main", "title-type", "title")
    if subtitle := _plain(metadata.subtitle):
        book.add_metadata("DC", "title", subtitle, {"id": "subtitle"})
        _meta(book, "subtitle", "title-type", "subtitle")
    if collection := _plain(metadata.collection):
        _meta(book, collection, "belongs-to-collection", key="collection")


def _people(book: epub.EpubBook, contributions: Iterable[Contribution]) -> None:
    """Each agent once, with all its roles; whoever wrote or created is a creator."""
    agents: dict[str, tuple[Agent, list[str]]] = {}
    for contribution in contributions:
        if name := _plain(contribution.agent.name):
            known, roles = agents.setdefault(name, (contribution.agent, []))
            roles.append(contribution.role)
            if contribution.agent.file_as and not known.file_as:
                agents[name] = (contribution.agent, roles)
    for number, (name, (agent, roles)) in enumerate(agents.items(), 1):
        kind = "creator" if {"aut", "cre"} & set(roles) else "contributor"
        book.add_metadata("DC", kind, name, {"id": f"agent{number}"})
        for code in dict.fromkeys(filter(_ROLE.fullmatch, roles)):
            _meta(book, code, "role", f"agent{number}", scheme="marc:relators")
        if agent.file_as:
            _meta(book, _plain(agent.file_as), "file-as", f"agent{number}")


def _end(date: str) -> str:
    """The second of two dates, or the only one."""
    return date.rpartition("/")[2]


def _facts(book: epub.EpubBook, metadata: Metadata) -> None:
    _fact(book, "publisher", metadata.publisher)
    _date(book, metadata.published)
    _fact(book, "source", metadata.provenance.url)
    for subject in filter(None, dict.fromkeys(map(_plain, metadata.subjects))):
        book.add_metadata("DC", "subject", subject)
    _fact(book, "description", metadata.description)


def _fact(book: epub.EpubBook, name: str, text: str) -> None:
    """One ``dc:`` element, unless it is there already."""
    value = _plain(text)
    if value and value not in _said(book, name):
        book.add_metadata("DC", name, value)


def _date(book: epub.EpubBook, text: str) -> None:
    """``dc:date`` stands once and follows W3CDTF; any other date is ``dcterms:issued``."""
    date, said = _plain(text), _said(book, "date")
    if is_w3c_date(date) and not said:
        book.add_metadata("DC", "date", date)
    elif date and date not in said:
        _meta(book, date, "dcterms:issued")


def _said(book: epub.EpubBook, name: str) -> list[str]:
    return [value for value, _ in book.metadata[epub.NAMESPACES["DC"]].get(name, [])]


def _terms(book: epub.EpubBook, rights: Iterable[Rights], alone: bool) -> None:
    """Every statement verbatim. What is read from one about a picture, or made by one document
    of several, refines that statement and is not said of the whole book."""
    for number, right in enumerate(rights, 1):
        key, licence = f"rights{number}", _plain(right.uri or right.licence)
        statement = _plain(right.statement) or licence
        if statement:
            book.add_metadata("DC", "rights", statement, {"id": key})
        if statement and right.applies_to:
            _meta(book, right.applies_to, "schema:about", key)
        about = key if statement and (right.applies_to or not alone) else ""
        if licence:
            _meta(book, licence, "dcterms:license", about)
        if holder := _plain(right.holder):
            _meta(book, holder, "dcterms:rightsHolder", about)


def _meta(
    book: epub.EpubBook, value: str, name: str, about: str = "", scheme: str = "", key: str = ""
) -> None:
    attributes = {"property": name, "refines": f"#{about}" if about else "", "scheme": scheme}
    given = {name: text for name, text in {**attributes, "id": key}.items() if text}
    book.add_metadata("OPF", "meta", value, given)


def _plain(text: str) -> str:
    """Verbatim, but for what XML forbids and blanks around it."""
    return drop_illegal(text)[0].strip()


def _identifier(metadata: Metadata) -> str:
    """The address of the text, or else a UUID made from what is known of it."""
    if url := _plain(metadata.provenance.url):
        return url
    from uuid import NAMESPACE_URL, uuid5

    known = metadata.provenance.digest or repr(metadata)
    return f"urn:uuid:{uuid5(NAMESPACE_URL, known)}"
