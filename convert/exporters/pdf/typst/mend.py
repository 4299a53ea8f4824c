"""What is put right after layout: whom and what the file names, and how it opens."""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO, TYPE_CHECKING, Any

from convert.exporters.pdf.metadata import Description, info, xmp
from convert.value import replace

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_KEPT = ("{http://www.aiim.org/", "{http://ns.adobe.com/xap/1.0/mm/}")
_HISTORY = "{http://ns.adobe.com/xap/1.0/mm/}History"

_LICENCE_SCHEMA = """
<rdf:li xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
 xmlns:s="http://www.aiim.org/pdfa/ns/schema#" xmlns:p="http://www.aiim.org/pdfa/ns/property#"
 rdf:parseType="Resource"><s:schema>Creative Commons Rights Expression Language</s:schema>
<s:namespaceURI>http://creativecommons.org/ns#</s:namespaceURI><s:prefix>cc</s:prefix>
<s:property><rdf:Seq><rdf:li rdf:parseType="Resource"><p:name>license</p:name>
<p:valueType>URI</p:valueType><p:category>external</p:category>
<p:description>The licence of the work</p:description></rdf:li></rdf:Seq></s:property></rdf:li>
"""
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
        pdf.save(output, deterministic_id=True)


def _undate(pdf: Any) -> None:
    for file in pdf.Root.get("/AF", ()):
        file.EF.F.Params.pop("/ModDate", None)


def _packet(written: bytes, own: bytes) -> bytes:
    """Our packet with what Typst's says of conformance and of the file's identity."""
    from xml.etree.ElementTree import fromstring, tostring

    start, end = own.index(b"<x:xmpmeta"), own.index(b"<?xpacket end")
    root = fromstring(own[start:end])
    description = root.find(f".//{_RDF}Description")
    if description is None:
        return own
    for element in description.findall("{http://www.aiim.org/pdfua/ns/id/}part"):
        description.remove(element)
    description.extend(_conformance(written))
    return own[:start] + tostring(root, encoding="utf-8", xml_declaration=False) + own[end:]


def _conformance(written: bytes) -> Iterator[Element]:
    from xml.etree.ElementTree import fromstring

    root = fromstring(written[written.index(b"<x:xmpmeta") : written.index(b"<?xpacket end")])
    for element in root.iterfind(f".//{_RDF}Description/*"):
        if element.tag.startswith(_KEPT) and element.tag != _HISTORY:
            if element.tag.endswith("}schemas"):
                element[0].append(fromstring(_LICENCE_SCHEMA))
            yield element
