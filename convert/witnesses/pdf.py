"""What a PDF says of itself: its text (PDFium), XMP, Info and attached records (pikepdf)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import IO, Any, TypeVar

from convert.formats import Evidence
from convert.metadata import Agent, Contribution
from convert.witnesses.pdf_text import visible_text

T = TypeVar("T")

ROLES = {
    "author": "aut",
    "translator": "trl",
    "editor": "edt",
    "illustrator": "ill",
    "publisher": "pbl",
    "copyrightHolder": "cph",
}
"""schema.org property -> MARC relator code; ``contributor`` is a Role that names its code."""


def witness(file: IO[bytes]) -> Evidence:
    """Read a PDF of any origin. Raises ``ValueError`` when it is broken or locked."""
    import io

    import pikepdf

    content = file.read()
    try:
        with pikepdf.open(io.BytesIO(content)) as pdf:
            facts = _Facts(pdf)
    except (pikepdf.PdfError, pikepdf.PasswordError) as error:
        raise ValueError(f"not a readable PDF: {error}") from error
    return facts.evidence(visible_text(content))


class _Facts:
    """The data of one file, gathered while it is open."""

    def __init__(self, pdf: Any) -> None:
        self.xmp = dict(_xmp(pdf))
        self.info = {str(key): str(value) for key, value in pdf.docinfo.items()}
        self.language = str(pdf.Root.get("/Lang", ""))
        self.records = [record for data in _attached(pdf) for record in _records(data)]

    def evidence(self, text: str) -> Evidence:
        return Evidence(
            text=text,
            title=self._title(),
            language=self.language,
            contributions=_unique(self._contributions()),
            publishers=_unique((*self._list("dc:publisher"), *self._names("publisher"))),
            sources=_unique((*self._list("dc:source"), *self._values("url"))),
            dates=_unique(self._dates()),
            statements=_unique(self._statements()),
        )

    def _title(self) -> str:
        return next(iter(self._list("dc:title")), "") or self.info.get("/Title", "")

    def _contributions(self) -> Iterator[Contribution]:
        """With their roles from the records; else the names of XMP, else that of Info."""
        known: set[str] = set()
        for record in self.records:
            for contribution in _agents(record):
                known.add(contribution.agent.name)
                yield contribution
        authors = self._list("dc:creator") or _some(self.info.get("/Author", ""))
        for role, names in (("aut", authors), ("ctb", self._list("dc:contributor"))):
            yield from (Contribution(Agent(name), role) for name in names if name not in known)

    def _dates(self) -> Iterator[str]:
        yield from self._list("dc:date")
        yield from (*self._values("datePublished"), *self._values("dateModified"))
        if created := self.info.get("/CreationDate", "").removeprefix("D:"):
            yield "-".join(part for part in (created[:4], created[4:6], created[6:8]) if part)

    def _statements(self) -> Iterator[str]:
        for name in ("dc:rights", "xmpRights:UsageTerms", "xmpRights:WebStatement"):
            for value in self._list(name):
                yield from value.splitlines()
        for name in ("creditText", "copyrightNotice", "license", "conditionsOfAccess"):
            yield from self._values(name)

    def _list(self, name: str) -> tuple[str, ...]:
        return self.xmp.get(name, ())

    def _names(self, name: str) -> Iterator[str]:
        for record in self.records:
            yield from (agent["name"] for agent in _items(record.get(name)) if "name" in agent)

    def _values(self, name: str) -> Iterator[str]:
        for record in self.records:
            value = record.get(name, ())
            yield from (value,) if isinstance(value, str) else filter(_is_text, value)


def _agents(record: dict[str, Any]) -> Iterator[Contribution]:
    for name, role in ROLES.items():
        yield from (_contribution(agent, role) for agent in _items(record.get(name)))
    for item in _items(record.get("contributor")):
        agent = item.get("contributor", item)
        yield from (_contribution(it, item.get("roleName", "ctb")) for it in _items(agent))


def _contribution(agent: dict[str, Any], role: str) -> Contribution:
    found = {key: str(agent.get(key, "")) for key in ("name", "url", "alternateName")}
    return Contribution(Agent(found["name"], found["url"], found["alternateName"]), role)


def _attached(pdf: Any) -> Iterator[bytes]:
    """The attachments that are JSON."""
    for name, attachment in pdf.attachments.items():
        if name.endswith((".json", ".jsonld")):
            yield attachment.get_file().read_bytes()


def _records(data: bytes) -> list[dict[str, Any]]:
    import json

    try:
        return _items(json.loads(data))
    except ValueError:
        return []


def _items(value: object) -> list[dict[str, Any]]:
    """One object or several, as a list; anything that is no object is left out."""
    several = value if isinstance(value, list) else [value]
    return [item for item in several if isinstance(item, dict)]


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


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _unique(values: Iterable[T]) -> tuple[T, ...]:
    return tuple(dict.fromkeys(values))
