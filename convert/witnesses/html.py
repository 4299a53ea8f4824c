"""What an HTML page says of itself, whoever made it: read with ``lxml.html``."""

from __future__ import annotations

from collections.abc import Iterable
from typing import IO

from lxml import etree
from lxml import html as parser

from convert.formats import Evidence
from convert.metadata import Agent, Contribution
from convert.witnesses.record import Stated
from convert.witnesses.xhtml import embedded, visible_text

ROLES = {"author": "aut", "dcterms.creator": "cre", "dcterms.contributor": "ctb"}
RIGHTS = ("dcterms.rights", "dcterms.license", "copyright")
DATES = ("dcterms.issued", "dcterms.modified", "dcterms.date", "date", "article:published_time")


def witness(file: IO[bytes]) -> Evidence:
    """What a page and its JSON-LD say.

    Raises ``ValueError`` for what is no page, or one that was cut off.
    """
    root = _parse(file.read())
    stated = Stated()
    for data in embedded(root):
        stated.add(data)
    named = [
        Contribution(Agent(name), role) for key, role in ROLES.items() for name in _meta(root, key)
    ]
    people = {(c.agent.name, c.role): c for c in named} | stated.contributions
    return Evidence(
        title=str(root.xpath("string(//title)")).strip(),
        language=root.get("lang", ""),
        contributions=tuple(people.values()),
        publishers=_unique(_meta(root, "dcterms.publisher"), stated.publishers),
        sources=_unique(_links(root, "canonical"), _meta(root, "dcterms.source"), stated.sources),
        dates=_unique((d for key in DATES for d in _meta(root, key)), stated.dates),
        statements=_unique((r for key in RIGHTS for r in _meta(root, key)), stated.statements),
        text=visible_text(root),
    )


def _parse(content: bytes) -> etree._Element:
    try:
        content.decode("utf-8")
        encoding = "utf-8"
    except UnicodeDecodeError:
        encoding = None
    lower = content.lower()
    if b"<html" in lower and b"</html>" not in lower[-200:]:
        raise ValueError("the page is cut off: it has no </html> at its end")
    if b"<" not in content:
        raise ValueError("there is no markup in it")
    reading = parser.HTMLParser(encoding=encoding, no_network=True, huge_tree=True)
    root: etree._Element = parser.document_fromstring(content, parser=reading)
    return root


def _meta(root: etree._Element, name: str) -> list[str]:
    """The contents of the ``<meta>`` elements of that name, in any case, or property."""
    return [
        content
        for element in root.iter("meta")
        if (element.get("name") or element.get("property") or "").lower() == name
        and (content := (element.get("content") or "").strip())
    ]


def _links(root: etree._Element, rel: str) -> list[str]:
    return [e.get("href", "") for e in root.iter("link") if rel in (e.get("rel") or "").split()]


def _unique(*several: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text for texts in several for text in texts))
