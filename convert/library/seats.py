"""What a book decides of its chapters: where links lead, and which pictures came."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from convert.exporters.xhtml.links import Anchors, Links
from convert.images.wanted import Key, Missing, Picture
from convert.library.reading import Facts
from convert.library.working import Seat, Shown, no_bytes
from convert.metadata import Metadata
from convert.model import Document
from convert.transforms.images import Found, key_of, missing
from convert.value import replace


class Album:
    """The pictures of a book, and the one that is its cover."""

    def __init__(self, found: Found | None = None, cover: Key | None = None) -> None:
        self.found: Found = found or {}
        self.cover = cover if cover and cover[0] else None
        self.missing = missing(self.found)


class Seats:
    """Gives the pages of one EPUB their seats. ``files`` are the places of pictures in it."""

    def __init__(self, links: Links, album: Album, files: Mapping[str, str]) -> None:
        self._links, self._album, self._files = links, album, files

    def of(self, path: str, facts: Facts, is_first: bool) -> Seat | None:
        """The seat of a page; None when only the whole book can write its chapter."""
        cover = self._album.cover if is_first else None
        shown = [self._shown(key) for key in self._keys(facts, cover)]
        if not all(file for _, picture, file in shown if isinstance(picture, Picture)):
            return None
        return Seat(links=tuple(self._targets(path, facts)), pictures=tuple(shown), cover=cover)

    def _keys(self, facts: Facts, cover: Key | None) -> list[Key]:
        source = facts.metadata.provenance
        keys = dict.fromkeys(key_of(url, source) for url in facts.images)
        keys |= {cover: None} if cover else {}
        return [key for key in keys if key in self._album.found]

    def _shown(self, key: Key) -> Shown:
        found = self._album.found[key]
        if isinstance(found, Missing):
            return key, found, ""
        bare = replace(found.resource, load=no_bytes)
        return key, replace(found, resource=bare), self._files.get(bare.name, "")

    def _targets(self, path: str, facts: Facts) -> Iterator[tuple[str, str | None]]:
        here = Document(Metadata(""), (), path=path)
        for url in dict.fromkeys(url for url, _ in facts.links):
            if not url.startswith("#"):
                yield url, self._links.find(url, here)


class Places(Mapping[str, str]):
    """The anchors of one document, which is read when a link names a heading of it."""

    def __init__(self, anchors: Anchors, number: int, read: Callable[[], Document]) -> None:
        self._anchors, self._number, self._read = anchors, number, read
        self._known: Mapping[str, str] | None = None

    def __getitem__(self, fragment: str) -> str:
        if not fragment:
            return self._anchors(Document(Metadata(""), ()), self._number)[""]
        if self._known is None:
            self._known = self._anchors(self._read(), self._number)
        return self._known[fragment]

    def __iter__(self) -> Iterator[str]:
        return iter(self._anchors(self._read(), self._number))

    def __len__(self) -> int:
        return len(self._anchors(self._read(), self._number))


def lazy_links(paths: Iterable[str], read: Callable[[int], Document], anchors: Anchors) -> Links:
    """The links of documents at ``paths``, '' for none, each of which ``read`` gives by its
    number."""
    stubs = [Document(Metadata(""), (), path=path) for path in paths]
    return Links(stubs, lambda _, number: Places(anchors, number, lambda: read(number)))
