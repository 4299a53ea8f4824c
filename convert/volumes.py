"""One book as several files: for readers that open no large one, and for mails that carry none.

Every volume is a book of its own: its people and its terms are those of its own documents,
its title has its number, and it is proven by itself.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING, Any, TypeVar

from convert import registry
from convert.errors import UsageError
from convert.metadata import Metadata
from convert.model import Document, Image, Note, Publication
from convert.pipeline import Report, export
from convert.value import Value, replace
from convert.walk import plain_text, walk

if TYPE_CHECKING:
    from convert.images.wanted import Gallery

T = TypeVar("T")


class Size(Value):
    """What a volume may hold: a number of documents, or of bytes of text and pictures before
    they are packed, so that no EPUB of several documents is larger."""

    documents: int = 0
    bytes: int = 0


def size_of(text: str) -> Size:
    """'500' documents, or '8MB'; raises ``UsageError`` for anything else."""
    number, unit = text.upper().removesuffix("MB").strip(), text.upper().endswith("MB")
    if not (number.isascii() and number.isdigit() and int(number)):
        raise UsageError(f"a volume holds a number of documents, as 500, or 8MB, not {text!r}")
    return Size(bytes=int(number) * 1_000_000) if unit else Size(int(number))


def export_volumes(
    publication: Publication, output: Any, size: str, format: str, *,
    images: Gallery | None = None, **options: Any,
) -> Iterator[Report]:  # fmt: skip
    """Write a publication as one file, or as volumes of ``size`` when there is one:
    ``library-1.epub``, ``library-2.epub``; a report for each as soon as it is in place.

    Raises what ``export`` raises, and ``UsageError`` for an output that is no file.
    """
    if not size:
        yield export(publication, output, format=format, images=images, **options)
        return
    if not isinstance(output, str):
        raise UsageError("volumes are files; name one with -o")
    if images and getattr(registry.load("exporters", format), "embeds_images", False):
        from convert.transforms.images import embed

        publication = embed(publication, images)
    volumes = Volumes(publication, size_of(size))
    names = volume_names(output, len(volumes.counts))
    for name, volume in zip(names, volumes, strict=True):
        yield export(volume, name, format=format, **options)


def volume_names(output: str, count: int) -> Iterator[str]:
    """One name for each volume; the only one has the name as it is.

    >>> list(volume_names("a/b.kepub.epub", 2))
    ['a/b-1.kepub.epub', 'a/b-2.kepub.epub']
    """
    if count < 2:
        return iter((output,))
    stem, suffix = os.path.splitext(output)
    if stem.endswith(".kepub"):
        stem, suffix = stem.removesuffix(".kepub"), f".kepub{suffix}"
    return (f"{stem}-{n:0{len(str(count))}}{suffix}" for n in range(1, count + 1))


class Volumes:
    """The volumes of a publication, one at a time; only one of them is in memory.

    ``counts`` says how many documents each holds.
    """

    def __init__(self, publication: Publication, size: Size) -> None:
        self.whole, self.size = publication, size
        self.counts: list[int] = []
        self._weights = {r.name: r.size or len(r.load()) for r in publication.resources}
        self._plan()

    def __iter__(self) -> Iterator[Publication]:
        if len(self.counts) < 2:
            yield self.whole
            return
        documents = iter(self.whole.spine)
        for number, count in enumerate(self.counts, 1):
            part = Part(tuple(islice(documents, count)), self.whole.spine)
            yield Publication(self._metadata(part, number), part, self.whole.resources)

    def _plan(self) -> None:
        """Count what fits."""
        count = weight = 0
        shown: set[str] = set()
        for document in self.whole.spine:
            pictures = self._pictures(document)
            more = _letters(document) + sum(self._weights[name] for name in pictures - shown)
            if count and self._is_full(count + 1, weight + more):
                self.counts.append(count)
                count = weight = 0
                shown = set()
                more = _letters(document) + sum(self._weights[name] for name in pictures)
            count, weight, shown = count + 1, weight + more, shown | pictures
        self.counts += [count] if count else []

    def _is_full(self, documents: int, weight: int) -> bool:
        return 0 < self.size.documents < documents or 0 < self.size.bytes < weight

    def _pictures(self, document: Document) -> set[str]:
        shown = {node.url for node in walk(document.blocks) if isinstance(node, Image)}
        return shown & self._weights.keys()

    def _metadata(self, part: Part, number: int) -> Metadata:
        """A single document keeps its own title: its text shows no other."""
        whole, own = self.whole.metadata, set(_said(part))
        collection = whole.collection or whole.title
        if len(part) == 1:
            (document,) = part
            return replace(document.metadata, collection=collection)

        def kept(values: Iterable[T]) -> tuple[T, ...]:
            return tuple(value for value in values if value in own)

        return replace(
            whole,
            title=f"{whole.title} ({number}/{len(self.counts)})",
            identifier=_identifier(whole.identifier, number),
            collection=collection,
            contributions=kept(whole.contributions),
            rights=kept(whole.rights),
            subjects=kept(whole.subjects),
        )


class Part:
    """Some documents of a spine."""

    def __init__(self, documents: tuple[Document, ...], whole: Iterable[Document]) -> None:
        self._documents, self._whole = documents, whole

    def __iter__(self) -> Iterator[Document]:
        return iter(self._documents)

    def __len__(self) -> int:
        return len(self._documents)

    @property
    def explained(self) -> Any:
        """See ``convert.transforms.images.Illustrated``."""
        return getattr(self._whole, "explained", ())


def _said(documents: Iterable[Document]) -> Iterator[Any]:
    """Everybody, every term and every subject that some document names."""
    for document in documents:
        metadata = document.metadata
        yield from (*metadata.contributions, *metadata.rights, *metadata.subjects)


def _letters(document: Document) -> int:
    """Bytes of its text, notes included."""
    notes = (node.content for node in walk(document.blocks) if isinstance(node, Note))
    return sum(len(plain_text(blocks).encode()) for blocks in (document.blocks, *notes))


def _identifier(whole: str, number: int) -> str:
    from uuid import NAMESPACE_URL, uuid5

    return f"urn:uuid:{uuid5(NAMESPACE_URL, f'{whole} {number}')}" if whole else ""
