"""XMP packets: the statements read from one, and a small one to write."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element

    from convert.images.credit import Credit

LIMIT = 1 << 20
"""Bytes of a packet that is read."""

_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_SPACES = {
    "rdf": _RDF,
    "dc": "http://purl.org/dc/elements/1.1/",
    "photoshop": "http://ns.adobe.com/photoshop/1.0/",
    "xmpRights": "http://ns.adobe.com/xap/1.0/rights/",
    "cc": "http://creativecommons.org/ns#",
}
_FIELDS = {
    "creator": ("dc:creator",),
    "line": ("photoshop:Credit",),
    "notice": ("dc:rights",),
    "licence": ("cc:license", "xmpRights:WebStatement"),
}


def read(packet: bytes) -> dict[str, str]:
    """The statements in a packet, or in the metadata of a drawing; none in a broken one."""
    from lxml import etree

    start, end = packet.find(b"<"), packet.rfind(b">") + 1
    if start < 0 or end > LIMIT:
        return {}
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        return read_tree(etree.fromstring(packet[start:end], parser))
    except etree.XMLSyntaxError:
        return {}


def read_tree(root: _Element) -> dict[str, str]:
    """The statements in a tree."""
    return {name: _first(root, fields) for name, fields in _FIELDS.items()}


def write(credit: Credit) -> bytes:
    """A packet with the statements of ``credit``."""
    from xml.sax.saxutils import escape, quoteattr

    def listed(name: str, kind: str, text: str, mark: str = "") -> str:
        item = f"<rdf:li{mark}>{escape(text)}</rdf:li>"
        return f"<{name}><rdf:{kind}>{item}</rdf:{kind}></{name}>" if text else ""

    def plain(name: str, text: str) -> str:
        return f" {name}={quoteattr(text)}" if text else ""

    spaces = "".join(f' xmlns:{key}="{space}"' for key, space in _SPACES.items())
    line = plain("photoshop:Credit", credit.line)
    web = plain("xmpRights:WebStatement", credit.licence)
    inside = listed("dc:creator", "Seq", credit.creator)
    inside += listed("dc:rights", "Alt", credit.notice, ' xml:lang="x-default"')
    about = f'<rdf:Description rdf:about=""{line}{web}>{inside}</rdf:Description>'
    meta = f'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF{spaces}>{about}</rdf:RDF></x:xmpmeta>'
    head = '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>'
    return f'{head}{meta}<?xpacket end="r"?>'.encode()


def _first(root: _Element, names: tuple[str, ...]) -> str:
    for name in names:
        space, _, local = name.partition(":")
        tag = f"{{{_SPACES[space]}}}{local}"
        for element in root.iter("*"):
            if told := element.get(tag):
                return str(told)
            if element.tag == tag:
                return str(element.get(f"{{{_RDF}}}resource", "")) or ", ".join(_items(element))
    return ""


def _items(element: _Element) -> list[str]:
    """The items of a list in XMP, in order; of translations of one text the first."""
    items = list(element.iter(f"{{{_RDF}}}li")) or [element]
    texts = ["".join(map(str, item.itertext())).strip() for item in items]
    translated = element.find(f"{{{_RDF}}}Alt") is not None
    return texts[:1] if translated else texts
