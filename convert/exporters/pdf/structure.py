"""What is put right after layout: tags, data, how the file opens.

``pdf`` is the pydyf document that WeasyPrint hands to a ``finisher``; its objects are
dictionaries that refer to each other by bytes such as ``b'12 0 R'``.
"""

from __future__ import annotations

from typing import Any

from convert.exporters.pdf.metadata import ABOUT, RECORD


def mend_links(pdf: Any) -> None:
    """The annotation of a link belongs to an element Link (7.18.5), also where the link
    holds other elements: WeasyPrint 70 gives it to those."""
    from pydyf import Dictionary

    dictionaries = [found for found in pdf.objects if isinstance(found, Dictionary)]
    annotations = {found.reference for found in dictionaries if found.get("Type") == "/OBJR"}
    for element in dictionaries:
        if element.get("Type") == "/StructElem" and not annotations.isdisjoint(element["K"]):
            element["S"] = "/Link"


def mend_notes(pdf: Any) -> None:
    """The foot of a page, which WeasyPrint tags as nothing, holds elements Note, each with
    an identifier of its own (7.9)."""
    from pydyf import String

    elements = {found.reference: found for found in pdf.objects if found.number}
    count = 0
    for area in _kids(_kids(elements[pdf.catalog["StructTreeRoot"]], elements)[0], elements):
        for note in _kids(area, elements) if area["S"] == "/NonStruct" else ():
            count += 1
            note["S"], note["ID"] = "/Note", String(f"note-{count}")


def mend_lists(pdf: Any) -> None:
    """The paragraphs of a list item hang in an element LBody (7.2)."""
    from pydyf import Array, Dictionary

    elements = {found.reference: found for found in pdf.objects if found.number}
    for item in [found for found in elements.values() if _tag(found) == "/LI"]:
        loose = [kid for kid in item["K"] if _tag(elements.get(kid)) not in ("/Lbl", "/LBody")]
        if not loose:
            continue
        body = Dictionary({"Type": "/StructElem", "S": "/LBody", "P": item.reference})
        body["K"] = Array(loose)
        pdf.add_object(body)
        item["K"] = Array([*(kid for kid in item["K"] if kid not in loose), body.reference])
        for kid in _kids(body, elements):
            kid["P"] = body.reference


def _tag(element: Any) -> str:
    return str(element.get("S", "")) if isinstance(element, dict) else ""


def _kids(element: Any, elements: dict[bytes, Any]) -> list[Any]:
    return [elements[kid] for kid in element["K"] if kid in elements]


def describe(pdf: Any, xmp: bytes, info: dict[str, str]) -> None:
    """Set the metadata and the Info dictionary, and open the file with its outline shown."""
    from pydyf import Dictionary, Stream, String

    stream = Stream([xmp], Dictionary({"Type": "/Metadata", "Subtype": "/XML"}))
    pdf.add_object(stream)
    pdf.catalog["Metadata"] = stream.reference
    pdf.info.clear()
    pdf.info.update({key: String(value) for key, value in info.items()})
    if "Outlines" in pdf.catalog:
        pdf.catalog["PageMode"] = "/UseOutlines"


def attach(pdf: Any, record: str) -> None:
    """Attach the JSON-LD record as an associated file that is data about the whole."""
    from pydyf import Array, Dictionary, Stream, String

    kind = {"Type": "/EmbeddedFile", "Subtype": "/application#2fld+json"}
    content = Stream([record.encode("utf-8", "replace")], Dictionary(kind), compress=True)
    pdf.add_object(content)
    name = String(RECORD)
    file = Dictionary({"Type": "/Filespec", "F": name, "UF": name, "AFRelationship": "/Data"})
    file["EF"] = Dictionary({"F": content.reference, "UF": content.reference})
    file["Desc"] = String(ABOUT)
    pdf.add_object(file)
    names = pdf.catalog.setdefault("Names", Dictionary())
    names["EmbeddedFiles"] = Dictionary({"Names": Array([name, file.reference])})
    pdf.catalog["AF"] = Array([file.reference])
