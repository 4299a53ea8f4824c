"""One job: read -> add credits -> export -> read back -> audit -> put in place."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from typing import IO, TYPE_CHECKING, Any

from convert import arguments, registry
from convert.arguments import Input, Output
from convert.comparison import Verdict, compare
from convert.diagnostics import Diagnostic
from convert.errors import ClaimLost, SourceError, UsageError, reason
from convert.files import in_place, to_stream
from convert.formats import Evidence, Exporter, Reader, Source
from convert.heard import Heard, unexplained
from convert.model import Document, Publication
from convert.options import with_options
from convert.sources import spare
from convert.transforms.collect import collect
from convert.transforms.colophon import add_credits
from convert.transforms.override import override
from convert.value import Value, replace

if TYPE_CHECKING:
    from convert.images.wanted import Gallery

Options = Mapping[str, str]


CONTENT = 2
"""How sure a reader is that knows a source by its content."""


class Report(Value):
    """What one conversion did.

    ``output`` is the path of the file, '' for a stream, ``format`` the name of its format.
    ``verdict`` is the proof: ``claims`` counts what was looked for, ``survives`` says that all
    of it was found. ``diagnostics`` are the losses that have a name, ``images`` counts the
    pictures that went in. ``proven`` is False for a format that has no witness.
    """

    output: str
    format: str
    verdict: Verdict
    diagnostics: tuple[Diagnostic, ...] = ()
    images: int = 0
    proven: bool = True


class Audit(Value):
    """What a finished file says of itself (``evidence``) and, when there was a source, what it
    lost (``verdict``)."""

    file: str
    format: str
    evidence: Evidence
    verdict: Verdict


def read(source: Input, *, reader: str = "", **options: str) -> Document:
    """Read one source into a document.

    ``source`` is a path, or what ``convert.sources`` makes of bytes (``source``) or of a
    stream (``read_stream``), or ``convert.fetch.page`` of an address. ``reader`` is a name
    such as 'gitbook'; without it, the reader that is surest of the content is taken.
    ``options`` are the reader's fields. Raises ``SourceError`` when there is nothing to
    return, and ``UsageError`` for an unknown reader or option; lesser losses are in
    ``document.diagnostics``.
    """
    source = arguments.opened(source)
    name = reader or choose_reader(source)
    chosen: Reader = with_options(registry.load("readers", name), options)
    try:
        return chosen.read(source)
    except Exception as error:
        raise registry.blame("readers", name, error) from error


def choose_reader(source: Source) -> str:
    """The name of the reader that is surest of ``source``; the first by name among equals.

    The first that knows its content is taken without asking the others.
    """
    best, sure = "", 0
    for name, reader in registry.working("readers"):
        accepted = _accepts(name, reader, source)
        if accepted > sure:
            best, sure = name, accepted
        if sure >= CONTENT:
            return best
    if not best:
        known = ", ".join(registry.names("readers"))
        raise UsageError(
            f"{source.name}: no reader knows this kind of file; choose one of {known}"
            f"{registry.faults('readers')}"
        )
    return best


def _accepts(name: str, reader: Any, source: Source) -> int:
    """How sure a reader is; a stranger's that fails here is not chosen."""
    try:
        return int(reader().accepts(source))
    except Exception as error:
        registry.blame("readers", name, error)
        return 0


def publish(
    documents: Iterable[Document], metadata: Mapping[str, str] | None = None
) -> Publication:
    """Documents as one publication, every document with its imprint and its colophon.

    ``metadata`` is KEY=VALUE as for the command, and overrides what the sources say: title,
    author, language, publisher, date … Raises ``UsageError`` for any other key.
    """
    found = override(arguments.documents_of(documents), metadata or {})
    return collect([add_credits(document) for document in found], metadata)


def convert(
    sources: Input | Iterable[Input],
    output: Output,
    *,
    format: str = "",
    reader: str = "",
    metadata: Mapping[str, str] | None = None,
    options: Options | None = None,
    reader_options: Options | None = None,
    images: Gallery | None = None,
    unproven: bool = False,
) -> Report:
    """Convert one source, or several into one publication, and prove the file.

    ``sources`` are one source or any number of them, see ``read``. ``output`` is a path,
    whose suffix picks the format unless ``format`` names it, or a binary stream. The file is
    written beside its target, read back, compared with every claim of the sources, and only
    then renamed into place. Raises a ``ConvertError`` (``convert.errors`` lists them); the
    old file then stays as it was.

    ``reader`` and ``reader_options`` are for ``read``, ``metadata`` is for ``publish``,
    ``options`` are the fields of the exporter (``pubconvert formats`` lists both), as text or
    as values: ``{"width": 60}``. ``images`` brings the pictures (see
    ``convert.fetch.gallery``); without it they are shown as links, and nothing is asked of
    the network. A format without a witness is refused unless ``unproven`` asks for it; every
    other is proven in any case.
    """
    arguments.check_images(images)
    many, target = arguments.several(sources), arguments.target_of(output)
    spare(target, map(_path, many))
    documents = [read(s, reader=reader, **(reader_options or {})) for s in many]
    for source, document in zip(many, documents, strict=True):
        if images and (path := _path(source)):
            images.at(document.metadata.provenance.digest, path)
    publication = publish(documents, metadata)
    return export(
        publication, output, format=format, options=options, images=images, unproven=unproven
    )


def _path(source: Input) -> str:
    return source.path if isinstance(source, Source) else arguments.path_of(source, "a source")


def export(
    publication: Publication,
    output: Output,
    *,
    format: str = "",
    options: Options | None = None,
    images: Gallery | None = None,
    unproven: bool = False,
) -> Report:
    """Write what ``publish`` gives as one file and prove it; all else is as in ``convert``."""
    arguments.check_publication(publication)
    arguments.check_images(images)
    target = arguments.target_of(output)
    name = format or format_of(target)
    exporter = exporter_of(name, options)
    proven = name in registry.entries("witnesses")
    if not (proven or unproven):
        raise UsageError(f"nothing proves a file of {name!r}, it has no witness; see --unproven")
    if images and getattr(exporter, "embeds_images", False):
        from convert.transforms.images import embed

        publication = embed(publication, images)
    heard = Heard(publication.spine)
    write = _Write(replace(publication, spine=heard), exporter, name, proven)
    if isinstance(output, (str, os.PathLike)):
        in_place(target, write)
    else:
        to_stream(output, write)
    losses = (*heard.losses(), *unexplained(publication, write.diagnostics))
    return Report(target, name, write.verdict, losses, len(publication.resources), proven)


def exporter_of(format: str, options: Options | None = None) -> Exporter:
    """The exporter of a format, with ``options`` for its fields."""
    cls = registry.load("exporters", format)
    found: Exporter = with_options(cls, {**_build_date(cls), **(options or {})})
    return found


def _build_date(exporter: Any) -> dict[str, str]:
    """SOURCE_DATE_EPOCH (reproducible-builds.org) for a format that records its making."""
    seconds = os.environ.get("SOURCE_DATE_EPOCH", "")
    if not seconds.isdigit() or "modified" not in exporter.__match_args__:
        return {}
    from datetime import UTC, datetime

    return {"modified": datetime.fromtimestamp(int(seconds), UTC).isoformat()}


class _Write:
    """Exports into a file, reads it back and holds it against the ledger."""

    def __init__(
        self, publication: Publication, exporter: Exporter, name: str, proven: bool
    ) -> None:
        self.publication, self.exporter, self.name = publication, exporter, name
        self.proven = proven
        self.diagnostics: tuple[Diagnostic, ...] = ()
        self.verdict = Verdict(0)

    def __call__(self, file: IO[bytes]) -> None:
        try:
            self.diagnostics = self.exporter.export(self.publication, file)
            if not self.proven:
                return
            file.seek(0)
            evidence = witness(self.name, file, getattr(self.publication.spine, "look", None))
        except Exception as error:
            raise registry.blame("exporters", self.name, error) from error
        self.verdict = compare(self.publication, evidence, self.exporter.places)
        if not self.verdict.survives:
            lost, more = self.verdict.findings[:5], len(self.verdict.findings[5:])
            told = [*map(str, lost), *([f"and {more} more"] if more else []), "nothing was written"]
            raise ClaimLost(f"{self.name}: {'; '.join(told)}")


def audit(
    file: str | os.PathLike[str], documents: Sequence[Document] = (), *, format: str = ""
) -> Audit:
    """Hold a finished file, also one that another tool wrote, against its ``documents``.

    ``format`` is picked by the suffix when left out. Without documents the verdict has no
    claims; the evidence is there either way. ``verdict.findings`` are the claims that are
    lost; that is no error here. Raises ``SourceError`` when the file cannot be read or is
    broken.
    """
    path = arguments.path_of(file, "a finished file")
    documents = arguments.documents_of(documents)
    name = format or format_of(path)
    try:
        with open(path, "rb") as opened:
            evidence = witness(name, opened)
    except (OSError, ValueError) as error:
        raise SourceError(f"{path}: cannot be read as {name}: {reason(error)}") from error
    if not documents:
        return Audit(path, name, evidence, Verdict(0))
    places = registry.load("exporters", name).places
    return Audit(path, name, evidence, compare(publish(documents), evidence, places))


def witness(format: str, file: IO[bytes], look: Any = None) -> Evidence:
    """What a finished file of ``format`` says of itself; raises ``ValueError`` if broken.

    ``look`` is what a library remembers of the pages of an EPUB, see its witness.
    """
    found: Any = registry.load("witnesses", format)
    evidence: Evidence = found(file, look) if look and format == "epub" else found(file)
    return evidence


def format_of(path: str) -> str:
    """The name of the format whose suffix ``path`` has; raises ``UsageError`` for none."""
    suffix = os.path.splitext(path)[1].lower()
    known = registry.names("exporters")
    likeliest = sorted(known, key=lambda name: -len({*name} & {*suffix}))
    for name, exporter in registry.working("exporters", likeliest if suffix else ()):
        if getattr(exporter, "suffix", "") == suffix:
            return name
    if not suffix:
        raise UsageError(
            f"{path or 'this output'}: which format? Name it with -t {', '.join(known)}"
        )
    raise UsageError(
        f"{path}: no format has the suffix {suffix}; there are {', '.join(known)}"
        f"{registry.faults('exporters')}"
    )
