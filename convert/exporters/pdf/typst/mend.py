"""What is put right after layout: whom and what the file names, and how it opens."""

from __future__ import annotations

import re
from typing import IO, Any, BinaryIO, cast

from convert.exporters.pdf.metadata import Description, info, xmp
from convert.value import replace

_FRAME = re.compile("<rdf:Description [^>]*>")
_KEPT = re.compile(
    r"<(pdfaid:\w+|pdfuaid:\w+|pdfaExtension:schemas|xmpMM:(?!History)\w+)>.*?</\1>", re.DOTALL
)
_MARK = "pdfuaid:part"
_SCHEMAS = "</rdf:Bag></pdfaExtension:schemas>"
_LICENCE = (
    '<rdf:li rdf:parseType="Resource">'
    "<pdfaSchema:schema>Creative Commons Rights Expression Language</pdfaSchema:schema>"
    "<pdfaSchema:namespaceURI>http://creativecommons.org/ns#</pdfaSchema:namespaceURI>"
    "<pdfaSchema:prefix>cc</pdfaSchema:prefix>"
    '<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">'
    "<pdfaProperty:name>license</pdfaProperty:name>"
    "<pdfaProperty:valueType>URI</pdfaProperty:valueType>"
    "<pdfaProperty:category>external</pdfaProperty:category>"
    "<pdfaProperty:description>The licence of the work</pdfaProperty:description>"
    "</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li>"
)
"""PDF/A wants every property described that is not its own."""


def mend(content: bytes, description: Description, output: IO[bytes], *, dated: bool) -> None:
    """Write ``content`` with the metadata that ``description`` asks for.

    ``dated`` False: takes out the date of the attachment, which nobody stated.
    """
    import io

    import pikepdf

    with pikepdf.open(io.BytesIO(content)) as pdf:
        written = pdf.Root.Metadata.read_bytes()
        description = replace(description, producer=str(pdf.docinfo.get("/Creator", "")))
        packet = pdf.make_stream(_packet(written, xmp(description)))
        packet.Type, packet.Subtype = pikepdf.Name.Metadata, pikepdf.Name.XML
        pdf.Root.Metadata = packet
        pdf.Root.Lang = description.metadata.language
        pdf.trailer.Info = pdf.make_indirect(
            pikepdf.Dictionary({f"/{key}": text for key, text in info(description).items()})
        )
        if "/Outlines" in pdf.Root:
            pdf.Root.PageMode = pikepdf.Name.UseOutlines
        if not dated:
            _undate(pdf)
        _group_articles(pdf)
        pdf.save(
            cast("BinaryIO", output),
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            deterministic_id=True,
        )


def _group_articles(pdf: Any) -> None:
    """Each article in an element Art of its own, where there are several: Typst hangs all
    blocks of a book side by side, and readers of the tree take quadratic time for that."""
    from pikepdf import Array, Dictionary, Name

    (document,) = pdf.Root.StructTreeRoot.K
    blocks = list(document.K)
    tops = [at for at, block in enumerate(blocks) if block.S == Name.H1]
    if len(tops) < 2:
        return
    kept = blocks[: tops[0]]
    for start, end in zip(tops, (*tops[1:], len(blocks)), strict=True):
        article = pdf.make_indirect(
            Dictionary(Type=Name.StructElem, S=Name.Art, P=document, K=Array(blocks[start:end]))
        )
        kept.append(article)
        for block in blocks[start:end]:
            block.P = article
    document.K = Array(kept)


def _undate(pdf: Any) -> None:
    for file in pdf.Root.get("/AF", ()):
        if "/ModDate" in file.EF.F.Params:
            del file.EF.F.Params["/ModDate"]


def _packet(written: bytes, own: bytes) -> bytes:
    """Our packet, with what Typst's says of conformance and of the file's identity."""
    theirs, ours = written.decode(), own.decode().replace(f"<{_MARK}>1</{_MARK}>", "")
    kept = "".join(found[0] for found in _KEPT.finditer(theirs))
    kept = kept.replace(_SCHEMAS, _LICENCE + _SCHEMAS)
    frame = _FRAME.search(theirs)
    if frame and kept:
        ours = ours.replace("</rdf:RDF>", f"{frame[0]}{kept}</rdf:Description>\n</rdf:RDF>")
    return ours.encode()
