"""The pictures of a book: which of them an EPUB may hold, and their names inside it."""

from __future__ import annotations

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
        resource = self._resources.get(image.url)
        if resource is None:
            return None
        if resource.name not in self._names:
            self._names[resource.name] = self._keep(resource)
        return self._names[resource.name]

    def _keep(self, resource: m.Resource) -> str | None:
        data = resource.load()
        if not _is(resource.media_type, data):
            return None
        name = f"image{len(self.kept) + 1:04}{_SUFFIX[resource.media_type]}"
        self._container.add(name, data, packed=resource.media_type != "image/svg+xml")
        self.kept.append((name, resource))
        return name


def _is(media_type: str, data: bytes) -> bool:
    match media_type:
        case "image/jpeg":
            return data.startswith(b"\xff\xd8\xff")
        case "image/png":
            return data.startswith(b"\x89PNG\r\n\x1a\n")
        case "image/gif":
            return data.startswith((b"GIF87a", b"GIF89a"))
        case "image/webp":
            return data[:4] == b"RIFF" and data[8:12] == b"WEBP"
        case "image/svg+xml":
            return _is_still_drawing(data)
        case _:
            return False


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
