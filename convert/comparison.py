"""Claims against evidence: does the finished file say all that its source says?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from convert.conservation import running_text
from convert.diagnostics import Diagnostic
from convert.formats import Evidence, Place
from convert.labels import direction, has_right_to_left, spelled
from convert.ledger import Claim, Kind, Ledger
from convert.metadata import Metadata
from convert.model import Document, Publication
from convert.squeezed import Squeezed, find_letters, letters, squeeze
from convert.value import Value


class Finding(Value):
    """A claim that did not survive, ``place`` being 'text' or 'data', or one that no source
    makes, ``place`` being 'source'."""

    what: str
    text: str
    place: str
    document: str = ""

    def __str__(self) -> str:
        text = spelled(self.text)
        if self.place == "source":
            return f"{self.what} is stated by no source: {text}"
        where = f" of {self.document!r}" if self.document else ""
        return f"{self.what}{where} is missing in the {self.place}: {text}"


class Verdict(Value):
    """``claims`` were compared, ``findings`` did not survive."""

    claims: int
    findings: tuple[Finding, ...] = ()

    @property
    def survives(self) -> bool:
        return not self.findings


class Told(Value):
    """What a document tells without its text; ``letters`` are those of its running text."""

    metadata: Metadata
    ledger: Ledger
    letters: int
    diagnostics: tuple[Diagnostic, ...] = ()


def tell(document: Document) -> Told:
    """See ``Told``."""
    count = letters(running_text(document.blocks))
    return Told(document.metadata, document.ledger, count, document.diagnostics)


def told_by(spine: Iterable[Document]) -> Iterable[Told]:
    """What the documents tell, in order; a lazy spine may know it without reading them."""
    known = getattr(spine, "told", None)
    return known() if known else map(tell, spine)


def compare(publication: Publication, evidence: Evidence, places: Mapping[Kind, Place]) -> Verdict:
    """Compare every claim of every document with what the file says of itself.

    The visible text is searched in spine order: a document's claims are looked for after
    those of the document before it, so one copy of a sentence cannot stand for two.
    """
    return Comparison(evidence, places).run(publication)


class Comparison:
    """One comparison; it remembers how far in the text it has come."""

    def __init__(self, evidence: Evidence, places: Mapping[Kind, Place]) -> None:
        self.places = places
        self.evidence = evidence
        self.text = Squeezed(evidence.pages or (evidence.text,))
        self.agents = {(squeeze(c.agent.name), c.role) for c in evidence.contributions}
        self.statements = frozenset(map(squeeze, evidence.statements))
        values = (*evidence.sources, *evidence.dates, *evidence.publishers)
        self.values = frozenset(map(squeeze, values))
        self.position = 0
        readings = (evidence.text, *evidence.readings) if evidence.readings else ()
        self.readings = tuple(map(squeeze, readings))
        self.turned = False

    def run(self, publication: Publication) -> Verdict:
        claims, findings = 1, list(self._title(publication))
        named = {publication.metadata.publisher, *publication.metadata.agents()}
        read = 0
        for document in told_by(publication.spine):
            claims += len(document.ledger)
            findings += self._document(document)
            named.update(_names(document))
            read += document.letters
        findings += (*self._invented(named), *self._body(read))
        return Verdict(claims, tuple(findings))

    def _title(self, publication: Publication) -> Iterator[Finding]:
        title = publication.metadata.title
        self.turned = direction(publication.metadata.language) == "rtl"
        if self._find(title, 0) < 0:
            yield Finding("title", title, "text")
        as_data = any(Place.DATA in place for place in self.places.values())
        if as_data and squeeze(title) != squeeze(self.evidence.title):
            yield Finding("title", title, "data")

    def _invented(self, named: Iterable[str]) -> Iterator[Finding]:
        stated = set(map(squeeze, named))
        found = [(c.role, c.agent.name) for c in self.evidence.contributions]
        for what, name in (*found, *(("publisher", name) for name in self.evidence.publishers)):
            if squeeze(name) not in stated:
                yield Finding(what, name, "source")

    def _body(self, read: int) -> Iterator[Finding]:
        """Not word by word, but a file that lost a paragraph has fewer letters."""
        known = self.evidence.letters
        written = known if known >= 0 else self.text.letters()
        if written < read:
            yield Finding("running text", f"{read - written} of {read} letters", "text")

    def _document(self, document: Told) -> Iterator[Finding]:
        start = end = self.position
        self.turned = direction(document.metadata.language) == "rtl"
        for claim in document.ledger:
            place = self.places.get(claim.kind, Place.BOTH)
            found = self._find(claim.text, start)
            if found < 0 and Place.TEXT in place:
                yield self._finding(claim, "text", document)
            if claim.kind not in _REPEATED:
                end = max(end, found + 1)
            if Place.DATA in place and not self._as_data(claim):
                yield self._finding(claim, "data", document)
            yield from self._names(claim, place, document)
        self.position = end

    def _find(self, text: str, start: int) -> int:
        """Where ``text`` stands, -1 for nowhere; a letter for private use may stand there by
        its code."""
        places = (at for it in _spellings(text) for at in self._places(it, start))
        return next((at for at in places if at >= 0), -1)

    def _places(self, text: str, start: int) -> Iterator[int]:
        """Where lines run from right to left, what counts is the letters of ``text``, in their
        order, and its numbers among them."""
        squeezed = squeeze(text)
        yield self.text.find(squeezed, start)
        turns = self.turned or (self.readings and has_right_to_left(text))
        for lines in self.readings:
            yield find_letters(lines, text, start) if turns else lines.find(squeezed, start)

    def _names(self, claim: Claim, place: Place, document: Told) -> Iterator[Finding]:
        for contribution in claim.contributions:
            name, role = contribution.agent.name, contribution.role
            if Place.DATA in place and (squeeze(name), role) not in self.agents:
                yield Finding(f"{role} ({claim.kind})", name, "data", document.metadata.title)
            if self._find(name, self.position) < 0 and self._find(name, 0) < 0:
                yield Finding(f"{role} ({claim.kind})", name, "text", document.metadata.title)

    def _as_data(self, claim: Claim) -> bool:
        if claim.kind is Kind.AUTHOR:
            return all((squeeze(c.agent.name), c.role) in self.agents for c in claim.contributions)
        if claim.kind in (Kind.DATE, Kind.SOURCE, Kind.PUBLISHER):
            return squeeze(claim.text) in self.values
        return squeeze(claim.text) in self.statements

    def _finding(self, claim: Claim, place: str, document: Told) -> Finding:
        return Finding(str(claim.kind), claim.text, place, document.metadata.title)


_REPEATED = frozenset({Kind.AUTHOR, Kind.DATE, Kind.PUBLISHER})
"""Short claims that other text may hold by chance; they do not move the search on."""


def _spellings(text: str) -> Iterator[str]:
    """``text``, and as it is where its letters for private use stand by their codes."""
    yield text
    if (coded := spelled(text)) != text:
        yield coded


def _names(document: Told) -> Iterator[str]:
    """Every name a document states, and the publishers."""
    yield document.metadata.publisher
    yield from document.metadata.agents()
    yield from (right.holder for right in document.metadata.rights)
    yield from (c.text for c in document.ledger if c.kind is Kind.PUBLISHER)
