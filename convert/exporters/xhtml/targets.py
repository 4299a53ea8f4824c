"""Where links lead, and what stands in the place of a picture: shared by every format."""

from __future__ import annotations

from collections.abc import Callable

from convert import model as m
from convert.exporters.xhtml.headings import Headings
from convert.exporters.xhtml.text import absolute, scheme
from convert.labels import picture


def target(url: str, headings: Headings, link: Callable[[str], str | None]) -> str | None:
    """Where a link leads from inside the book, ``None`` for nowhere; ``link`` knows the
    relative ones."""
    if url.startswith("#"):
        key = headings.anchor(url[1:])
        return f"#{key}" if key else None
    return absolute(url) if scheme(url) else link(url)


def stand_in(node: m.Image, language: str) -> tuple[str, str | None]:
    """The words for a picture that is not in the book, and the address where it is."""
    url = node.url.strip()
    href = absolute(url)
    name = node.alt.strip() or node.title.strip() or _site(href or url)
    return picture(name, language), href


def _site(url: str) -> str:
    """The host of a URL, or a path that is relative; nothing of a URL that holds its data."""
    if not scheme(url):
        return url
    return url.partition("://")[2].partition("/")[0]
