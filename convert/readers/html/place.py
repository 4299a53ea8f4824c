"""What the addresses in a page mean, which may have been saved with its pictures beside it."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urljoin

from lxml import etree

from convert.readers.html.tree import domain


class Place:
    """Addresses that only a server could answer, and all below a stated ``base``, are made whole;
    any other may be a file beside the page and stays. ``url`` is where the page was, ``site``
    the domain of that, '' when nobody knows; ``near`` says that there may be such files."""

    def __init__(
        self,
        root: etree._Element,
        url: str,
        pictures: Mapping[str, str] | None = None,
        *,
        near: bool = True,
    ) -> None:
        self._pictures = pictures or {}
        base = next((b.get("href", "") for b in root.iter("base") if b.get("href")), "")
        self._far = bool(base) or not near
        self._base = _joined(url, base)
        self.site = domain(self._base)

    def picture(self, src: str) -> str:
        """One that came with the page by its name in the archive."""
        address = self.link(src)
        whole = _joined(self._base, src.strip()) if self._pictures else ""
        return self._pictures.get(whole, address)

    def link(self, href: str) -> str:
        href = href.strip()
        far = href.startswith("/") or (self._far and href and not href.startswith("#"))
        return _joined(self._base, href) if far and self._base else href

    def heading(self, key: str) -> str:
        return key


def _joined(base: str, href: str) -> str:
    """An address as seen from another; one that is none stays as it is."""
    try:
        return urljoin(base, href)
    except ValueError:
        return href
