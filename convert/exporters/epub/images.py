"""The pictures of a book: which of them an EPUB may hold, and their names inside it."""

from __future__ import annotations

import re

from lxml import etree

from convert import model as m
from convert.exporters.epub.container import Container

_SUFFIX = {
    "image/jpeg": ".jpg",
    "image/png": ".png",
    "image/gif": ".gif",
    "image/webp": ".webp",
    "image/svg+xml": ".svg",
}
_STARTS = {
    b"\xff\xd8\xff": "image/jpeg",
    b"\x89PNG\r\n\x1a\n": "image/png",
    b"GIF87a": "image/gif",
    b"GIF89a": "image/gif",
}
_DIGEST = r"/([0-9a-f]{20})\.[a-z]+$"
_ACTIVE = {"script", "foreignObject", "style", "animate", "set", "animateMotion", "a", "image"}


class Shelf:
    """Puts a picture into the container the first time a document shows it.

    A resource nobody shows stays out, and so does one whose bytes are no picture of the
    media type it states.
    """

    def __init__(self, resources: tuple[m.Resource, ...], container: Container) -> None:
        self._resources = {resource.name: resource for resource in resources}
        self._container = container
        self._names: dict[str, str | None] = {}
        self.kept: list[tuple[str, m.Resource]] = []
        self.cover = ""

    def path(self, image: m.Image) -> str | None:
        """Where in the book the picture is; ``None`` when it is not there."""
        return self.show(image.url)

    def show(self, name: str) -> str | None:
        """Where in the book a resource is; it is put there the first time."""
        resource = self._resources.get(name)
        if resource is None:
            return None
        if name not in self._names:
            self._names[name] = self._keep(resource)
        return self._names[name]

    def names(self) -> dict[str, str]:
        """Resources whose place in the book nothing else decides, with that place."""
        found = {name: own_name(resource) for name, resource in self._resources.items()}
        return {
            name: place
            for name, place in found.items()
            if place and (not place.endswith(".svg") or self._is_fit(self._resources[name]))
        }

    def take(self, resource: m.Resource) -> str:
        """Put a file that is no picture of the documents into the book, under its own name."""
        return self._add(f"{resource.name}{_SUFFIX[resource.media_type]}", resource)

    def credit(self, url: str) -> str:
        """The credit line of a picture, '' when it has none."""
        return self._resources[url].credit if url in self._resources else ""

    def _keep(self, resource: m.Resource) -> str | None:
        if not self._is_fit(resource):
            return None
        number = f"image{len(self._names) + 1:04}{_SUFFIX[resource.media_type]}"
        return self._add(own_name(resource) or number, resource)

    def _is_fit(self, resource: m.Resource) -> bool:
        return media_type(resource.load()) == resource.media_type

    def _add(self, name: str, resource: m.Resource) -> str:
        packed = resource.media_type != "image/svg+xml"
        self._container.add(name, resource.load(), packed=packed)
        self.kept.append((name, resource))
        return name


def own_name(resource: m.Resource) -> str:
    """The file of a picture that is named by its digest: the same in every book. '' for others."""
    found = re.search(_DIGEST, resource.name)
    suffix = _SUFFIX.get(resource.media_type, "")
    return f"image-{found[1]}{suffix}" if found and suffix else ""


def media_type(data: bytes) -> str:
    """What kind of picture the bytes are, '' for one that no EPUB may hold."""
    for start, kind in _STARTS.items():
        if data.startswith(start):
            return kind
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "image/webp"
    return "image/svg+xml" if _is_still_drawing(data) else ""


def _is_still_drawing(data: bytes) -> bool:
    """An SVG that runs no script, moves nothing and asks for no other file."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError:
        return False
    if root.tag != "{http://www.w3.org/2000/svg}svg" or b"<!DOCTYPE" in data:
        return False
    return all(_is_still(element) for element in root.iter("*"))


def _is_still(element: etree._Element) -> bool:
    return etree.QName(element).localname not in _ACTIVE and not any(
        _reaches_out(str(name), str(value)) for name, value in element.attrib.items()
    )


def _reaches_out(name: str, value: str) -> bool:
    """Whether an attribute runs something, or names something outside the drawing."""
    target = value.strip().lower()
    link = name.endswith("href") and not target.startswith("#")
    return link or name.startswith("on") or "url(" in target.replace("url(#", "")
