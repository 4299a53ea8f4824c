"""What an EPUB says of itself, EPUB 2 or 3, whoever made it: read with zip and lxml."""

from __future__ import annotations

import posixpath
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from typing import IO, TypeVar
from urllib.parse import unquote

from lxml import etree

from convert.formats import Evidence
from convert.metadata import Agent, Contribution
from convert.squeezed import letters
from convert.value import Value
from convert.witnesses.record import Stated
from convert.witnesses.xhtml import embedded, parse, visible_text

T = TypeVar("T")

MANY = 1000
"""Pages whose text is not joined: it would be in memory once more."""

LIMIT = 256 << 20
"""Bytes one file inside may unpack to."""

_OPF = "{http://www.idpf.org/2007/opf}"
_DC = "{http://purl.org/dc/elements/1.1/}"


class Seen(Value):
    """What one page shows, the JSON-LD it carries, and how many letters it shows."""

    text: str
    records: tuple[str, ...] = ()
    letters: int = 0


def see(data: bytes) -> Seen:
    """Look at one page. Raises ``ValueError`` when there is no markup in it."""
    root = parse(data)
    records = tuple(embedded(root))
    text = visible_text(root)
    return Seen(text, records, letters(text))


def witness(file: IO[bytes], look: Callable[[bytes], Seen] = see) -> Evidence:
    """Read an EPUB. Raises ``ValueError`` when it is broken, saying where.

    ``look`` may remember what ``see`` saw in the same bytes, or only the letters of its text;
    then the pages are not joined.
    """
    try:
        with zipfile.ZipFile(file) as archive:
            return _Book(archive, look).evidence()
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        raise ValueError(f"not a readable EPUB: {error}") from error


class _Book:
    """One open EPUB: its package document, its spine, its records."""

    def __init__(self, archive: zipfile.ZipFile, look: Callable[[bytes], Seen]) -> None:
        self.archive, self.look = archive, look
        self.path = self._package_path()
        self.package = self._xml(self.path)
        self.metas = self._metas()
        self.stated = Stated()
        self.letters = 0

    def evidence(self) -> Evidence:
        """The metadata of the package, then that of the records in it and in its pages."""
        people = {(c.agent.name, c.role): c for c in self._contributions()}
        self._linked_records()
        pages = tuple(self._pages())
        text = "\n".join(pages) if self.look is see and len(pages) < MANY else ""
        stated = self.stated
        terms = (*self._dc("rights"), *self._meta("license"), *self._meta("rightsHolder"))
        return Evidence(
            text=text,
            title=self._title(),
            language=next(self._dc("language"), ""),
            contributions=tuple({**stated.contributions, **people}.values()),
            publishers=_unique(self._dc("publisher"), stated.publishers),
            sources=_unique(self._dc("source"), stated.sources),
            dates=_unique(self._dc("date"), self._meta("issued"), stated.dates),
            statements=_unique(terms, stated.statements),
            pages=() if text else pages,
            letters=self.letters,
        )

    def _package_path(self) -> str:
        container = self._xml("META-INF/container.xml")
        for rootfile in container.iter("{*}rootfile"):
            if path := rootfile.get("full-path"):
                return path
        raise ValueError("META-INF/container.xml names no package document")

    def _pages(self) -> Iterator[str]:
        """The visible text of each file of the spine, in reading order; a file outside that
        order, such as a table of contents, is left out."""
        files = {i.get("id"): i.get("href", "") for i in self.package.iter(f"{_OPF}item")}
        for itemref in self.package.iter(f"{_OPF}itemref"):
            key = itemref.get("idref")
            if key not in files:
                raise ValueError(f"the spine names {key!r}, which the manifest does not hold")
            if itemref.get("linear") == "no":
                continue
            page = self._page(self._inside(files[key]))
            for record in page.records:
                self.stated.add(record)
            self.letters += page.letters
            yield page.text

    def _linked_records(self) -> None:
        for link in self.package.iter(f"{_OPF}link"):
            if link.get("media-type") == "application/ld+json" and ":" not in link.get("href", ":"):
                self.stated.add(self._read(self._inside(link.get("href", ""))))

    def _title(self) -> str:
        titles = [e for e in self.package.iter(f"{_DC}title") if _text(e)]
        main = [e for e in titles if "main" in self._refined(e, "title-type")]
        return _text((main or titles)[0]) if titles else ""

    def _contributions(self) -> Iterator[Contribution]:
        for kind, unstated in (("creator", "cre"), ("contributor", "ctb")):
            for element in self.package.iter(f"{_DC}{kind}"):
                old = [role for role in (element.get(f"{_OPF}role"),) if role]
                file_as = self._refined(element, "file-as") or [element.get(f"{_OPF}file-as", "")]
                for role in self._refined(element, "role") or old or [unstated]:
                    if name := _text(element):
                        yield Contribution(Agent(name, file_as=file_as[0]), role)

    def _dc(self, name: str) -> Iterator[str]:
        return filter(None, map(_text, self.package.iter(f"{_DC}{name}")))

    def _meta(self, name: str) -> Iterable[str]:
        """Values of a ``dcterms:`` property, whatever element they refine."""
        return (text for (_, term), texts in self.metas.items() if term == name for text in texts)

    def _refined(self, element: etree._Element, name: str) -> list[str]:
        return self.metas.get((f"#{element.get('id')}", name), [])

    def _metas(self) -> dict[tuple[str, str], list[str]]:
        """The EPUB 3 metas: (what they refine or '', property without its prefix) -> texts."""
        found: dict[tuple[str, str], list[str]] = {}
        for meta in self.package.iter(f"{_OPF}meta"):
            key = (meta.get("refines", ""), meta.get("property", "").removeprefix("dcterms:"))
            if text := _text(meta):
                found.setdefault(key, []).append(text)
        return found

    def _inside(self, href: str) -> str:
        path = unquote(href.partition("#")[0])
        return posixpath.normpath(posixpath.join(posixpath.dirname(self.path), path))

    def _page(self, path: str) -> Seen:
        data = self._read(path)
        try:
            return self.look(data)
        except ValueError as error:
            raise ValueError(f"{path}: {error}") from None

    def _xml(self, path: str) -> etree._Element:
        try:
            return etree.fromstring(
                self._read(path), etree.XMLParser(resolve_entities=False, no_network=True)
            )
        except etree.XMLSyntaxError as error:
            raise ValueError(f"{path} is not well-formed: {error}") from None

    def _read(self, path: str) -> bytes:
        try:
            info = self.archive.getinfo(path)
        except KeyError:
            raise ValueError(f"{path} is missing") from None
        if info.file_size > LIMIT:
            raise ValueError(f"{path} unpacks to {info.file_size:,} bytes, too many")
        return self.archive.read(info)


def _text(element: etree._Element) -> str:
    return "".join(map(str, element.itertext())).strip()


def _unique(*several: Iterable[T]) -> tuple[T, ...]:
    return tuple(dict.fromkeys(chain.from_iterable(several)))
