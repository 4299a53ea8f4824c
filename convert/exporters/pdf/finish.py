"""What every PDF says of itself, whichever engine laid it out: metadata and attachments."""

from __future__ import annotations

from collections.abc import Iterable
from io import RawIOBase
from typing import IO, Any

from convert import model as m
from convert.errors import UsageError, reason
from convert.exporters.pdf.metadata import ABOUT, RECORD, Description, info, xmp
from convert.value import Value


class Attachment(Value):
    """A file inside the file; ``relation`` is that of ISO 32000-2 14.13: 'Data', 'Source'
    or 'Supplement'."""

    name: str
    media_type: str
    content: bytes
    relation: str
    about: str = ""


def save(pdf: Any, output: IO[bytes]) -> None:
    """Write a PDF, always the same bytes of the same one; raises ``OSError``."""
    from pikepdf import ObjectStreamMode

    patient = Patient(output)
    pdf.save(patient, object_stream_mode=ObjectStreamMode.generate, deterministic_id=True)
    if patient.fault:
        raise patient.fault


class Patient(RawIOBase):
    """Keeps the first fault of the file behind it: one that is raised while qpdf writes ends
    the whole process."""

    def __init__(self, output: IO[bytes]) -> None:
        self._output = output
        self.fault: OSError | None = None

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        try:
            if not self.fault:
                self._output.write(data)
        except OSError as error:
            self.fault = error
        return len(data)


def record(text: str) -> Attachment:
    """The schema.org record as an attachment."""
    content = text.encode("utf-8", "replace")
    return Attachment(RECORD, "application/ld+json", content, "Data", ABOUT)


def read(path: str, publication: m.Publication) -> Attachment:
    """A file of the user's; it is a source when a document was read from these very bytes.

    Raises ``UsageError`` when it cannot be read.
    """
    from hashlib import sha256
    from mimetypes import guess_type
    from os.path import basename

    try:
        with open(path, "rb") as file:
            content = file.read()
    except OSError as error:
        raise UsageError(f"the attachment {path} cannot be read: {reason(error)}") from error
    digest = f"sha256:{sha256(content).hexdigest()}"
    known = {document.metadata.provenance.digest for document in publication.spine}
    kind = guess_type(path)[0] or "application/octet-stream"
    return Attachment(basename(path), kind, content, "Source" if digest in known else "Supplement")


def srgb() -> bytes:
    """The ICC profile of sRGB that travels with WeasyPrint."""
    from importlib.resources import files

    return (files("weasyprint.pdf") / "sRGB2014.icc").read_bytes()


def describe(pdf: Any, description: Description) -> None:
    """Set XMP, Info and language, and open the file with its title and its outline shown."""
    import pikepdf

    stream = pdf.make_stream(xmp(description))
    stream.Type, stream.Subtype = pikepdf.Name.Metadata, pikepdf.Name.XML
    pdf.Root.Metadata = stream
    pdf.Root.Lang = pikepdf.String(description.metadata.language)
    fields = {f"/{key}": pikepdf.String(text) for key, text in info(description).items()}
    pdf.trailer.Info = pdf.make_indirect(pikepdf.Dictionary(fields))
    pdf.Root.ViewerPreferences = pikepdf.Dictionary(DisplayDocTitle=True)
    if "/Outlines" in pdf.Root:
        pdf.Root.PageMode = pikepdf.Name.UseOutlines


def attach(pdf: Any, attachments: Iterable[Attachment]) -> None:
    """Attach files as associated files of the whole, as PDF/A-3 asks for it."""
    import pikepdf

    found = {it.name: _file(pdf, it) for it in attachments}
    names = [part for name in sorted(found) for part in (pikepdf.String(name), found[name])]
    if "/Names" not in pdf.Root:
        pdf.Root.Names = pikepdf.Dictionary()
    pdf.Root.Names.EmbeddedFiles = pikepdf.Dictionary(Names=pikepdf.Array(names))
    pdf.Root.AF = pikepdf.Array(list(found.values()))


def number_pages(pdf: Any, first: int) -> None:
    """Page 1 is the one with index ``first``; those before it count in Roman numbers."""
    import pikepdf

    front = [0, pikepdf.Dictionary(S=pikepdf.Name.r)] if first else []
    labels = pikepdf.Array([*front, first, pikepdf.Dictionary(S=pikepdf.Name.D)])
    pdf.Root.PageLabels = pikepdf.Dictionary(Nums=labels)


def archive(pdf: Any, profile: bytes) -> None:
    """What PDF/A asks for: colours mean sRGB, whose ICC profile is ``profile``, and no
    picture is smoothed (ISO 19005-3, 6.2.8)."""
    import pikepdf

    for found in pdf.objects:
        if isinstance(found, pikepdf.Stream) and found.get("/Interpolate"):
            found.Interpolate = False
    stream = pdf.make_stream(profile)
    stream.N = 3
    intent = pikepdf.Dictionary(
        Type=pikepdf.Name.OutputIntent,
        S=pikepdf.Name.GTS_PDFA1,
        OutputConditionIdentifier=pikepdf.String("sRGB"),
        Info=pikepdf.String("sRGB"),
        DestOutputProfile=stream,
    )
    pdf.Root.OutputIntents = pikepdf.Array([pdf.make_indirect(intent)])


def _file(pdf: Any, attachment: Attachment) -> Any:
    import pikepdf

    stream = pdf.make_stream(attachment.content)
    stream.Type = pikepdf.Name.EmbeddedFile
    stream.Subtype = pikepdf.Name("/" + attachment.media_type)
    stream.Params = pikepdf.Dictionary(Size=len(attachment.content))
    name = pikepdf.String(attachment.name)
    file = pikepdf.Dictionary(
        Type=pikepdf.Name.Filespec,
        F=name,
        UF=name,
        EF=pikepdf.Dictionary(F=stream, UF=stream),
        AFRelationship=pikepdf.Name("/" + attachment.relation),
        Desc=pikepdf.String(attachment.about),
    )
    return pdf.make_indirect(file)
