"""The package document of an EPUB 2 or 3: what it says of the book, and the reading order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from lxml import etree

from convert.errors import SourceError
from convert.metadata import Agent, Contribution, Metadata, Provenance, Rights
from convert.readers.epub.archive import Archive, inside

_OPF = "{http://www.idpf.org/2007/opf}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_PAGES = ("application/xhtml+xml", "text/html", "application/x-dtbook+xml")


class Package:
    """``pages`` are the paths of the spine, without the table of contents; ``cover`` is that of
    the cover picture, '' when there is none."""

    def __init__(self, archive: Archive) -> None:
        container = archive.xml("META-INF/container.xml")
        paths = (r.get("full-path") for r in container.iter("{*}rootfile"))
        self.path = next(filter(None, paths), "")
        if not self.path:
            raise SourceError(f"{archive.name}: META-INF/container.xml names no package document")
        self._root = archive.xml(self.path)
        self._metas = list(self._root.iter(f"{_OPF}meta"))
        self._refining = self._refinements()
        self.cover = ""
        self.pages = list(dict.fromkeys(self._spine()))

    @property
    def ours(self) -> bool:
        """Whether pubconvert wrote it: then its own credits need not be read as text."""
        return any(
            m.get("name") == "generator" and m.get("content") == "pubconvert" for m in self._metas
        )

    def metadata(self, digest: str) -> Metadata:
        """All the package says, as the model has it."""
        key = self._root.get("unique-identifier")
        ids = [e for e in self._root.iter(f"{_DC}identifier") if e.get("id") == key]
        titles = self._titled("main") or list(self._dc("title"))
        sources = list(self._dc("source"))
        return Metadata(
            title=titles[0] if titles else "",
            subtitle=next(iter(self._titled("subtitle")), ""),
            language=next(self._dc("language"), "und"),
            identifier=_text(ids[0]) if ids else next(self._dc("identifier"), ""),
            contributions=tuple(dict.fromkeys(self._people())),
            publisher=next(self._dc("publisher"), ""),
            published=next(self._dc("date"), "") or next(self._values("dcterms:issued"), ""),
            description=next(self._dc("description"), ""),
            subjects=tuple(self._dc("subject")),
            collection=next(self._values("belongs-to-collection"), ""),
            rights=tuple(self._rights()),
            provenance=Provenance(url=sources[0] if sources else "", digest=digest),
        )

    def publishers(self) -> list[str]:
        return list(self._dc("publisher"))

    def dates(self) -> list[str]:
        return [*self._dc("date"), *self._values("dcterms:issued")]

    def sources(self) -> list[str]:
        return list(self._dc("source"))

    def _spine(self) -> Iterator[str]:
        items = {item.get("id"): item for item in self._root.iter(f"{_OPF}item")}
        self.cover = self._cover(items)
        for itemref in self._root.iter(f"{_OPF}itemref"):
            found = items.get(itemref.get("idref"))
            if found is None or "nav" in found.get("properties", "").split():
                continue
            if found.get("media-type") in _PAGES:
                yield inside(self.path, found.get("href", ""))

    def _cover(self, items: Mapping[str | None, etree._Element]) -> str:
        """The path of the cover picture, '' when none is named."""
        named = {m.get("content") for m in self._metas if m.get("name") == "cover"}
        for key, item in items.items():
            is_cover = key in named or "cover-image" in item.get("properties", "").split()
            if is_cover and item.get("media-type", "").startswith("image/"):
                return inside(self.path, item.get("href", ""))
        return ""

    def _people(self) -> Iterator[Contribution]:
        for kind, unstated in (("creator", "aut"), ("contributor", "ctb")):
            for element in self._root.iter(f"{_DC}{kind}"):
                roles = self._refined(element, "role") or [element.get(f"{_OPF}role") or unstated]
                named = self._refined(element, "file-as") or [element.get(f"{_OPF}file-as", "")]
                for role in roles:
                    if name := _text(element):
                        yield Contribution(Agent(name, file_as=named[0]), role)

    def _rights(self) -> Iterator[Rights]:
        """The statements; a licence that refines none of them belongs to the only one."""
        elements = list(self._root.iter(f"{_DC}rights"))
        whole = [*self._values("dcterms:license")]
        holder = next(self._values("dcterms:rightsHolder"), "")
        for element in elements:
            own = self._refined(element, "dcterms:license")
            said = own or (whole if len(elements) == 1 else [])
            about = next(iter(self._refined(element, "schema:about")), "")
            named = next(iter(self._refined(element, "dcterms:rightsHolder")), holder)
            yield _with_licence(_text(element), said[0] if said else "", named, about)

    def _titled(self, kind: str) -> list[str]:
        titles = self._root.iter(f"{_DC}title")
        return [_text(t) for t in titles if kind in self._refined(t, "title-type")]

    def _dc(self, name: str) -> Iterator[str]:
        return filter(None, map(_text, self._root.iter(f"{_DC}{name}")))

    def _values(self, name: str) -> Iterator[str]:
        """Values of a property that speaks of the whole book."""
        for meta in self._metas:
            if meta.get("property") == name and not meta.get("refines") and _text(meta):
                yield _text(meta)

    def _refined(self, element: etree._Element, name: str) -> list[str]:
        found = self._refining.get(f"#{element.get('id')}", ())
        return [text for property, text in found if property == name]

    def _refinements(self) -> dict[str, list[tuple[str, str]]]:
        """What is refined -> property and text, in order."""
        found: dict[str, list[tuple[str, str]]] = {}
        for meta in self._metas:
            if (target := meta.get("refines")) and (text := _text(meta)):
                found.setdefault(target, []).append((meta.get("property", ""), text))
        return found


def _with_licence(statement: str, licence: str, holder: str, about: str) -> Rights:
    uri = licence if "://" in licence else ""
    plain = "" if uri else licence
    return Rights(statement, licence=plain, uri=uri, holder=holder, applies_to=about)


def _text(element: etree._Element) -> str:
    return "".join(map(str, element.itertext())).strip()
