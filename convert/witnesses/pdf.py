"""What a PDF says of itself: its text (PDFium), XMP, Info and attached records (pikepdf)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import IO, Any

from convert.formats import Evidence
from convert.labels import direction
from convert.metadata import Agent, Contribution
from convert.witnesses.pdf_pages import drawn_pages
from convert.witnesses.pdf_tags import tagged
from convert.witnesses.pdf_text import readings
from convert.witnesses.record import Stated


def witness(file: IO[bytes]) -> Evidence:
    """Read a PDF of any origin. Raises ``ValueError`` when it is broken or locked."""
    import io

    import pikepdf

    content = file.read()
    stream = io.BytesIO(content)
    try:
        with pikepdf.open(stream) as pdf:
            facts = _Facts(pdf)
            pages = drawn_pages(content, lambda: tagged(pdf))
    except (pikepdf.PdfError, pikepdf.PasswordError) as error:
        fault = str(error).removeprefix(f"stream {stream}: ")
        raise ValueError(f"not a readable PDF: {fault}") from error
    text, *others = readings(pages, _hyphen(facts.info), direction(facts.language))
    return facts.evidence(text, tuple(others))


def _hyphen(info: Mapping[str, str]) -> str:
    """What a hyphen-minus at the end of a line is: WeasyPrint cuts words with U+2010, so
    that it is the author's own; other tools cut words with it."""
    return "-" if "WeasyPrint" in info.get("/Producer", "") else ""


class _Facts:
    """The data of one file, gathered while it is open."""

    def __init__(self, pdf: Any) -> None:
        self.xmp = dict(_xmp(pdf))
        self.info = {str(key): str(value) for key, value in pdf.docinfo.items()}
        self.language = str(pdf.Root.get("/Lang", ""))
        self.stated = Stated()
        for record in _attached(pdf):
            self.stated.add(record)

    def evidence(self, text: str, others: tuple[str, ...]) -> Evidence:
        stated = self.stated
        return Evidence(
            text=text,
            readings=others,
            title=next(iter(self._list("dc:title")), "") or self.info.get("/Title", ""),
            language=self.language,
            contributions=tuple(self._contributions()),
            publishers=_unique(self._list("dc:publisher"), stated.publishers),
            sources=_unique(self._list("dc:source"), stated.sources),
            dates=_unique(self._list("dc:date"), stated.dates, self._created()),
            statements=_unique(*self._rights(), stated.statements),
        )

    def _contributions(self) -> Iterator[Contribution]:
        """With their roles from the records; else the names of XMP, else that of Info."""
        yield from self.stated.contributions.values()
        known = {name for name, _ in self.stated.contributions}
        authors = self._list("dc:creator") or _some(self.info.get("/Author", ""))
        for role, names in (("aut", authors), ("ctb", self._list("dc:contributor"))):
            yield from (Contribution(Agent(name), role) for name in names if name not in known)

    def _created(self) -> tuple[str, ...]:
        created = self.info.get("/CreationDate", "").removeprefix("D:")
        parts = (created[:4], created[4:6], created[6:8])
        return _some("-".join(part for part in parts if part))

    def _rights(self) -> Iterator[list[str]]:
        for name in ("dc:rights", "xmpRights:UsageTerms", "xmpRights:WebStatement"):
            yield from (value.splitlines() for value in self._list(name))

    def _list(self, name: str) -> tuple[str, ...]:
        return self.xmp.get(name, ())


def _attached(pdf: Any) -> Iterator[bytes]:
    """The attachments that are JSON."""
    for name, attachment in pdf.attachments.items():
        if name.endswith((".json", ".jsonld")):
            yield attachment.get_file().read_bytes()


def _xmp(pdf: Any) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Each property of the XMP packet once, by its usual prefix, as a tuple of texts."""
    from xml.etree.ElementTree import ParseError, fromstring

    stream = pdf.Root.get("/Metadata")
    try:
        root = fromstring(stream.read_bytes()) if stream is not None else None
    except ParseError:
        root = None
    for description in root.iter(f"{_RDF}Description") if root is not None else ():
        for name, value in description.attrib.items():
            yield _prefixed(name), (value,)
        for element in description:
            items = [item.text or "" for item in element.iter(f"{_RDF}li")]
            yield _prefixed(element.tag), tuple(items or _some(element.text or ""))


_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_PREFIXES = {
    "{http://purl.org/dc/elements/1.1/}": "dc:",
    "{http://ns.adobe.com/xap/1.0/rights/}": "xmpRights:",
}


def _prefixed(name: str) -> str:
    uri, brace, local = name.rpartition("}")
    return _PREFIXES.get(uri + brace, "") + local


def _some(text: str) -> tuple[str, ...]:
    return (text,) if text.strip() else ()


def _unique(*several: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for values in several for value in values))
