"""One PDF from a publication: its parts written, laid out, described, saved."""

from __future__ import annotations

from collections.abc import Callable
from typing import IO, Any

from convert import model as m
from convert.diagnostics import Diagnostic
from convert.exporters.pdf import finish, fonts
from convert.exporters.pdf.composition import Composition, compose
from convert.exporters.pdf.engine import BOOK, engine
from convert.exporters.pdf.metadata import Description, joined
from convert.exporters.pdf.pages import Part, front, listed, parts
from convert.exporters.pdf.paper import Paper
from convert.exporters.pdf.private import with_codes
from convert.exporters.xhtml import Style
from convert.exporters.xhtml.text import encode
from convert.styles import sheet
from convert.value import Value


class Volume(Value):
    """The options of ``Pdf``, read: ``missing`` deals with characters that no font has."""

    paper: Paper
    contents: bool | None
    indent: bool
    noted_links: bool
    missing: Callable[[str], tuple[Diagnostic, ...]]
    font: str
    archive: bool
    attached: tuple[str, ...]
    piece_size: int
    jobs: int
    seconds: int
    memory: int


def write(publication: m.Publication, volume: Volume, output: IO[bytes]) -> tuple[Diagnostic, ...]:
    """Write the publication; gives back what was lost."""
    found, metadata = tuple(parts(publication, _style(publication, volume))), publication.metadata
    private: tuple[Diagnostic, ...] = ()
    if volume.archive:
        (found, metadata), private = with_codes(found, metadata)
    contents = listed(found, volume.contents)
    attached = [finish.read(path, publication) for path in volume.attached]
    fonts.check(volume.font)
    text = (front(metadata, contents or [], {}), *(part.html for part in found))
    unknown = (*private, *volume.missing(fonts.missing(text, volume.font)))
    engine()
    work = Composition(
        metadata=metadata,
        parts=found,
        contents=contents,
        paper=volume.paper,
        css=_sheets(volume),
        font=volume.font,
        pictures={_key(resource): resource for resource in publication.resources},
        noted=volume.noted_links,
        piece_size=volume.piece_size,
        jobs=volume.jobs,
        seconds=volume.seconds,
        memory=volume.memory,
    )
    pdf, failures = compose(work)
    _complete(pdf, publication, found, volume, attached)
    finish.save(pdf, output)
    broken = tuple(Diagnostic("x-001", failure) for failure in failures)
    return (*(loss for part in found for loss in part.diagnostics), *unknown, *broken)


def _style(publication: m.Publication, volume: Volume) -> Style:
    pictures = {
        resource.name: BOOK + _key(resource)
        for resource in publication.resources
        if resource.media_type.startswith("image/")
    }
    return Style("floats", image=lambda image: pictures.get(image.url))


def _key(resource: m.Resource) -> str:
    return f"picture/{encode(resource.name)}"


def _sheets(volume: Volume) -> str:
    return sheet("print-indent.css") if volume.indent else ""


def _complete(
    pdf: Any,
    publication: m.Publication,
    found: tuple[Part, ...],
    volume: Volume,
    attached: list[finish.Attachment],
) -> None:
    """Metadata, the records, the files that the user attaches."""
    rights = (*publication.metadata.rights, *(it for part in found for it in part.rights))
    producer = f"WeasyPrint {engine().VERSION}"
    known = tuple(dict.fromkeys(rights))
    description = Description(publication.metadata, known, producer, volume.archive)
    finish.attach(pdf, (finish.record(joined([part.record for part in found])), *attached))
    finish.describe(pdf, description)
    if volume.archive:
        finish.archive(pdf, finish.srgb())
