"""Pictures come along: gathered, named inside the book, credited."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from convert import labels
from convert import model as m
from convert.diagnostics import Diagnostic, Origin
from convert.images.alt import undescribed
from convert.images.wanted import Gallery, Key, Missing, Picture
from convert.ledger import Claim, Kind
from convert.metadata import Metadata, Provenance, Rights
from convert.transforms.rewrite import rewrite
from convert.value import replace
from convert.walk import beyond_text, plain_text

COUNT = 1000
"""Pictures of one document that are fetched; the others are shown as links."""
SEPARATOR = " · "

Found = Mapping[Key, Picture | Missing]


def embed(publication: m.Publication, gallery: Gallery) -> m.Publication:
    """The publication with its pictures as resources.

    All are gathered at once; documents are changed when the spine is read. An ``Image.url``
    becomes the name of its resource, whose ``source`` keeps the URL; a picture that is
    missing stays as it is, with a diagnostic. What a picture says of its makers becomes a
    claim, shown with the picture or in the colophon.
    """
    wanted: dict[Key, str] = {}
    cover: Key | None = None
    for provenance, urls in _shown(publication.spine):
        if cover is None:
            cover = key_of(publication.metadata.cover, provenance)
            if cover[0]:
                wanted[cover] = provenance.url
        for url in urls[:COUNT]:
            wanted.setdefault(key_of(url, provenance), provenance.url)
    inside = {resource.name for resource in publication.resources}
    wanted = {key: referer for key, referer in wanted.items() if key[0] not in inside}
    if not wanted:
        return publication
    found = gallery.gather(wanted)
    metadata, resources = _with_cover(publication.metadata, cover, found)
    lazily = getattr(publication.spine, "illustrated", None)
    spine = lazily(found, cover) if lazily else Illustrated(publication.spine, found, cover)
    return m.Publication(metadata, spine, (*publication.resources, *resources))


class Illustrated:
    """A spine whose documents show their pictures. ``explained`` are the addresses of missing
    ones, as an exporter names them: the documents tell of them."""

    def __init__(self, spine: Iterable[m.Document], found: Found, cover: Key | None) -> None:
        self._spine, self._found, self._cover = spine, found, cover
        self.explained = {*getattr(spine, "explained", ()), *missing(found)}

    def __iter__(self) -> Iterator[m.Document]:
        for number, document in enumerate(self._spine):
            self.explained.update(url[:200] for url in image_urls(document)[COUNT:])
            yield show(document, self._found, self._cover if number == 0 else None)


def show(document: m.Document, found: Found, cover: Key | None = None) -> m.Document:
    """A document that shows the pictures of ``found``; ``cover`` when it tells of that too."""
    return _Work(document, found, cover).done()


def missing(found: Found) -> set[str]:
    """The addresses of pictures that are not there, as an exporter names them."""
    return {url[:200] for (url, _), picture in found.items() if isinstance(picture, Missing)}


def image_urls(document: m.Document) -> tuple[str, ...]:
    """The addresses of the pictures that a document shows, in order."""
    return tuple(image.url.strip() for image in _images(document))


def key_of(url: str, source: Provenance) -> Key:
    """A relative path is one thing in this document and another in the next."""
    url = url.strip()
    relative = "://" not in url[:24] and not url.startswith("//") and url[:5].lower() != "data:"
    return url, source.digest if relative else ""


def _shown(spine: Iterable[m.Document]) -> Iterable[tuple[Provenance, tuple[str, ...]]]:
    """The pictures of each document; a lazy spine may know them without reading it."""
    known = getattr(spine, "pictures", None)
    return known() if known else ((d.metadata.provenance, image_urls(d)) for d in spine)


class _Work:
    """One document that gets its pictures."""

    def __init__(self, document: m.Document, found: Found, cover: Key | None) -> None:
        self.document, self.found, self.cover = document, found, cover
        images = _images(document)
        self.silent = undescribed(images, document.metadata.title)
        self.credits: dict[str, Origin | None] = {}
        self.below: dict[str, None] = {}
        self.losses: dict[tuple[str, str], Diagnostic] = {}

    def done(self) -> m.Document:
        blocks = tuple(node for block in self.document.blocks for node in self._block(block))
        if self.cover and self.cover[0]:
            self._lose(self.cover, None)
            self._credit_below(self.found.get(self.cover), None)
        claims = tuple(_claim(text, origin) for text, origin in self.credits.items())
        blocks = _with_lines(blocks, tuple(self.below), self.document.metadata.language)
        return replace(
            self.document,
            blocks=blocks,
            ledger=(*self.document.ledger, *claims),
            diagnostics=(*self.document.diagnostics, *self._told()),
        )

    def _block(self, block: m.Block) -> m.Blocks:
        def change(node: m.Node) -> Sequence[m.Node] | None:
            if isinstance(node, m.Figure):
                return (self._figure(node),)
            return (self._image(node, block.origin),) if isinstance(node, m.Image) else None

        return rewrite((block,), change)

    def _figure(self, figure: m.Figure) -> m.Figure:
        found = self._found(figure.image, figure.origin)
        if found is None:
            return figure
        said = plain_text((*figure.caption, *figure.credit))
        new = [text for text in found.credit.statements() if text not in said]
        credit: m.Inlines = figure.credit
        if new:
            self.credits |= {text: figure.origin for text in new if text not in self.credits}
            line = m.Text(_labelled(new, self.document.metadata.language))
            credit = (*credit, m.LineBreak(), line) if credit else (line,)
        return replace(figure, image=self._shown(figure.image, found), credit=credit)

    def _image(self, image: m.Image, origin: Origin | None) -> m.Image:
        found = self._found(image, origin)
        self._credit_below(found, origin)
        return self._shown(image, found) if found else image

    def _shown(self, image: m.Image, found: Picture) -> m.Image:
        alt = "" if image.alt in self.silent else image.alt
        return m.Image(found.resource.name, alt, image.title)

    def _found(self, image: m.Image, origin: Origin | None) -> Picture | None:
        key = key_of(image.url, self.document.metadata.provenance)
        self._lose(key, origin)
        found = self.found.get(key)
        return found if isinstance(found, Picture) else None

    def _credit_below(self, found: Picture | Missing | None, origin: Origin | None) -> None:
        """A picture within a line has no room for its credit: the colophon has."""
        if isinstance(found, Picture) and (texts := found.credit.statements()):
            self.credits |= {text: origin for text in texts if text not in self.credits}
            self.below[_labelled(texts, self.document.metadata.language)] = None

    def _lose(self, key: Key, origin: Origin | None) -> None:
        found = self.found.get(key) or Missing("i-007", f"more than {COUNT} images in one text")
        url = key[0][:200]
        if isinstance(found, Missing):
            self._note(found.code, f"{url} ({found.reason})", origin)
        elif found.note:
            self._note("i-006", f"{url} ({found.note})", origin)
        if isinstance(found, Picture) and found.changed:
            self._note("i-003", f"{url} ({found.changed})", origin)

    def _note(self, code: str, detail: str, origin: Origin | None) -> None:
        self.losses.setdefault((code, detail), Diagnostic(code, detail, origin))

    def _told(self) -> Iterator[Diagnostic]:
        """Every loss; that there is no network is said once for all."""
        offline = [loss for loss in self.losses.values() if loss.code == "i-002"]
        if offline:
            file = next((loss.origin.file for loss in offline if loss.origin), "")
            count = f"{len(offline)} image{'s'[: len(offline) != 1]} not fetched"
            reason = offline[0].detail.partition(" (")[2].removesuffix(")")
            yield Diagnostic("i-002", f"{count}: {reason}", Origin(file) if file else None)
        yield from (loss for loss in self.losses.values() if loss.code != "i-002")


def _images(document: m.Document) -> list[m.Image]:
    nodes = beyond_text(document.blocks)
    return [node for node in nodes if type(node) is m.Image and node.url.strip()]


def _with_cover(
    metadata: Metadata, cover: Key | None, found: Found
) -> tuple[Metadata, tuple[m.Resource, ...]]:
    """Each resource once; the one that is the cover has the credit of the cover."""
    shown = (p.resource for p in found.values() if isinstance(p, Picture))
    resources = {resource.name: resource for resource in shown}
    picture = found.get(cover) if cover else None
    if isinstance(picture, Picture):
        name = picture.resource.name
        rights = [r for r in metadata.rights if r.applies_to == "cover"]
        metadata = replace(metadata, cover=name)
        resources[name] = _credited(resources[name], rights)
    return metadata, tuple(resources[name] for name in sorted(resources))


def _credited(resource: m.Resource, rights: Sequence[Rights]) -> m.Resource:
    if not rights:
        return resource
    credit = " ".join(right.statement for right in rights)
    return replace(resource, credit=credit, rights=rights[0])


def _claim(text: str, origin: Origin | None) -> Claim:
    from convert.notices import rights

    terms = rights.read(text, "image")
    if terms is None and text.startswith(("http://", "https://")):
        terms = Rights(text, uri=text, applies_to="image")
    return Claim(Kind.IMAGE_CREDIT, text, (), terms, origin=origin)


def _labelled(texts: Sequence[str], language: str) -> str:
    label = labels.word("image-credit", language) + labels.word("colon", language)
    return label + SEPARATOR.join(texts)


def _with_lines(blocks: m.Blocks, lines: Sequence[str], language: str) -> m.Blocks:
    """Credits of pictures that have no figure, at the end of the colophon."""
    if not lines:
        return blocks
    content = tuple(m.Paragraph((m.Text(line),)) for line in lines)
    last = blocks[-1] if blocks else None
    if isinstance(last, m.Credits) and last.role == "colophon":
        return (*blocks[:-1], replace(last, content=(*last.content, *content)))
    return (*blocks, m.Credits("colophon", labels.word("colophon", language), content))
