"""The addresses of links as footnotes, for those who read on paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_NOT_IN = ("credits", "footnote", "image")
_NOT_BELOW = ("h1", "h2", "h3", "h4", "h5", "h6", "figcaption", "pre", "th")


def note_addresses(element: Element) -> None:
    """Put a footnote behind each link of the running text whose address cannot be read.

    Not in headings and captions, in the credits, which print theirs, and in other notes.
    """
    for position, child in reversed(list(enumerate(element))):
        if child.tag in _NOT_BELOW or _classes(child) & {*_NOT_IN}:
            continue
        address = child.get("href", "") if child.tag == "a" else ""
        if is_hidden(address, "".join(child.itertext())):
            element.insert(position + 1, _note(address, child))
        else:
            note_addresses(child)


def is_hidden(address: str, text: str) -> bool:
    """Whether ``text`` leaves the reader without the address."""
    shown = address.partition("://")[2].rstrip("/")
    return address.startswith(("http://", "https://")) and shown not in text


def _note(address: str, link: Element) -> Element:
    from xml.etree.ElementTree import Element, SubElement

    note = Element("span", {"class": "footnote address"})
    inside = SubElement(note, "a", {"href": address})
    inside.text = address
    note.tail, link.tail = link.tail, None
    return note


def _classes(element: Element) -> set[str]:
    return set(element.get("class", "").split())
