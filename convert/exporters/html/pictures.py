"""Pictures inside the page, as ``data:`` addresses (RFC 2397)."""

from __future__ import annotations

from convert import model as m

KINDS = {"image/jpeg", "image/png", "image/gif", "image/webp", "image/svg+xml", "image/avif"}
"""What every browser shows; an SVG inside ``<img>`` runs no script and asks for no file."""


class Pictures:
    """The resources of a publication by the address the text has for them."""

    def __init__(self, resources: tuple[m.Resource, ...]) -> None:
        self._resources = {r.name: r for r in resources if r.media_type in KINDS}

    def address(self, image: m.Image) -> str | None:
        """The picture itself as an address; None when the publication does not hold it."""
        from base64 import b64encode

        resource = self._resources.get(image.url)
        if resource is None:
            return None
        content = b64encode(resource.load()).decode("ascii")
        return f"data:{resource.media_type};base64,{content}"
