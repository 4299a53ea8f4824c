"""The protocols: what a source, a reader, a site, an exporter and a witness are.

All of them are found through entry points (see ``registry``); none needs a base class.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Flag, auto
from typing import IO, TYPE_CHECKING, Protocol

from convert.diagnostics import Diagnostic
from convert.ledger import Claim, Kind
from convert.metadata import Contribution
from convert.value import Value

if TYPE_CHECKING:
    from convert.model import Document, Publication, Removal


class Source(Value):
    """One input: ``name`` for messages, ``text`` decoded, ``path`` when it is a file.

    ``digest`` is 'sha256:…' over the bytes. A source that is no text has its bytes in
    ``data`` and no ``text``. ``url`` is where it was fetched from, '' for a file.
    """

    name: str
    text: str
    path: str = ""
    digest: str = ""
    data: bytes = b""
    url: str = ""


class Reader(Protocol):
    """Turns one source into a document.

    ``accepts`` says how sure it is: 0 not mine, 1 by the suffix, 2 by the content, 3 both.
    ``read`` raises ``SourceError`` only when there is no document to return; every lesser
    loss is a diagnostic in the document.
    """

    name: str

    def accepts(self, source: Source) -> int: ...
    def read(self, source: Source) -> Document: ...


class Cleaned(Value):
    """What a site profile leaves: ``text`` has its removals blanked, its lines unmoved.

    ``cover`` is the URL of the cover image, '' when the site names none.
    """

    text: str
    removed: tuple[Removal, ...] = ()
    cover: str = ""
    diagnostics: tuple[Diagnostic, ...] = ()


class Site(Protocol):
    """Knows the frame one site puts around its articles, and its wording of notices.

    ``hosts`` are the domains it speaks for. ``clean`` cuts the frame, by full pattern and
    position, out of the Markdown source. ``notice`` reads one line (markup removed) as a
    claim in the site's own wording, or gives None to leave it to the general rules.
    """

    name: str
    hosts: tuple[str, ...]

    def clean(self, text: str, file: str) -> Cleaned: ...
    def notice(self, line: str) -> Claim | None: ...


class Place(Flag):
    """Where a claim stands in a file: visible, as data, or both."""

    TEXT = auto()
    DATA = auto()
    BOTH = TEXT | DATA


class Exporter(Protocol):
    """Writes one publication as one file; its annotated fields are its options.

    ``places`` says for each kind of claim where this format carries it; the audit holds
    the exporter to it. ``export`` never changes the publication, and writes the same
    bytes for the same publication.
    """

    name: str
    suffix: str
    media_type: str
    places: Mapping[Kind, Place]

    def export(self, publication: Publication, output: IO[bytes]) -> tuple[Diagnostic, ...]: ...


class Evidence(Value):
    """What a finished file says of itself, read back with other libraries than wrote it.

    ``text`` is the visible text in reading order, or '' when there is so much of it that
    ``pages`` have it; the rest is machine-readable metadata: ``statements`` are sentences
    found as data, verbatim (rights, credits, notices). ``letters`` are those of the visible
    text, -1 when nobody has counted them. ``readings`` are the text once more, in all other
    orders in which its lines may be read, where a page only shows letters from right to left.
    """

    text: str
    title: str = ""
    language: str = ""
    contributions: tuple[Contribution, ...] = ()
    publishers: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    dates: tuple[str, ...] = ()
    statements: tuple[str, ...] = ()
    pages: tuple[str, ...] = ()
    letters: int = -1
    readings: tuple[str, ...] = ()


class Witness(Protocol):
    """Opens a finished file and reports what it finds; raises ``ValueError`` if it is broken."""

    def __call__(self, file: IO[bytes]) -> Evidence: ...
