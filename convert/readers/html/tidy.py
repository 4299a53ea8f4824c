"""Marks of web pages that mean something else than they say: made plain in the tree."""

from __future__ import annotations

from base64 import b64encode

from lxml import etree

from convert.readers.html import code, notes
from convert.readers.html.pictures import late
from convert.readers.html.tree import become, drop, said, words
from convert.readers.vocabulary import HEADINGS

DRAWING = 100
"""Pixels from which on a drawing is more than an icon."""

_PERMALINKS = frozenset({"", "#", "¶", "§", "🔗", "link", "permalink", "anchor", "\u200b"})
_MARKED = frozenset({"headerlink", "hash-link", "heading-anchor", "anchorjs-link"})
"""Classes of such links, which stand in captions and terms, too."""

_PLAYERS = ("iframe", "video", "audio", "embed", "object")
_BLOCKS = ("p", "div", "ul", "ol", "table", "pre", "blockquote", *HEADINGS)
_TABLE = ("thead", "tbody", "tfoot", "tr", "td", "th")

_PLACED = frozenset({"ltx_equation", "ltx_equationgroup", "ltx_eqn_table"})
"""Classes of LaTeXML's tables around a formula and its number."""


def tidy(article: etree._Element) -> None:
    """Pictures that load late, players as links, drawings as pictures, headings without the link
    to themselves, code without the numbers of its lines, tables that only place things."""
    for element in list(article.iter("noscript")):
        _open_noscript(element)
    for image in list(article.iter("img")):
        late(image)
    for heading in article.iter(*HEADINGS):
        _without_permalink(heading)
    for link in list(article.iter("a")):
        if words(link, "class") & _MARKED and said(link).lower() in _PERMALINKS:
            drop(link)
    for panel in article.iterfind(".//*[@role='tabpanel']"):
        panel.attrib.pop("hidden", "")
    code.plain(article)
    notes.plain(article)
    for drawing in list(article.iter("svg")):
        _as_picture(drawing)
    for player in list(article.iter(*_PLAYERS)):
        _as_link(player)
    for table in list(article.iter("table")):
        if _only_places(table):
            for part in list(_parts(table)):
                part.tag = "div"


def _open_noscript(element: etree._Element) -> None:
    """What a page without scripts shows, unless it repeats the picture before it."""
    before, after = element.getprevious(), element.getnext()
    mine = next(element.iter("img"), None)
    beside = [i for e in (before, after) if e is not None for i in e.iter("img")]
    if mine is not None and beside:
        beside[0].set("src", mine.get("src", "") or beside[0].get("src", ""))
        drop(element)
    else:
        element.tag = "span" if next(element.iter(*_BLOCKS), None) is None else "div"


def _without_permalink(heading: etree._Element) -> None:
    for link in list(heading.iter("a")):
        if said(link).lower() in _PERMALINKS and "#" in link.get("href", ""):
            heading.set("id", heading.get("id") or link.get("href", "").partition("#")[2])
            drop(link)


def _as_picture(drawing: etree._Element) -> None:
    """A drawing of some size; an icon is left out."""
    size = (drawing.get("viewbox") or drawing.get("viewBox") or "").replace(",", " ").split()
    width = drawing.get("width", "").removesuffix("px") or (size[2] if len(size) == 4 else "")
    if not width.replace(".", "", 1).isdigit() or float(width) < DRAWING:
        drop(drawing)
        return
    title = next((said(t) for t in drawing.iter("title")), drawing.get("aria-label", ""))
    data = etree.tostring(drawing, with_tail=False, encoding="utf-8")
    become(
        drawing, "img", "", alt=title, src="data:image/svg+xml;base64," + b64encode(data).decode()
    )


def _as_link(player: etree._Element) -> None:
    """A film, a sound, a page inside the page: a book shows where it is."""
    source = next((s.get("src") for s in player.iter("source") if s.get("src")), "")
    address = player.get("src") or player.get("data-src") or player.get("data") or source
    if not address or address.startswith(("about:", "javascript:", "data:", "blob:", "cid:")):
        drop(player)
        return
    become(player, "a", player.get("title") or said(player) or address, href=address)


def _only_places(table: etree._Element) -> bool:
    """A table without headers that holds a table, or several blocks in a cell."""
    if words(table, "role") & {"presentation", "none"} or words(table, "class") & _PLACED:
        return True
    own = list(_parts(table))
    if any(part.tag == "th" for part in own) or table.find("caption") is not None:
        return False
    cells = [part for part in own if part.tag == "td"]
    telling = [
        cell for cell in cells if said(cell) or next(cell.iter("img", "math"), None) is not None
    ]
    return len(telling) == 1 or any(len(list(cell.iterchildren(*_BLOCKS))) > 1 for cell in cells)


def _parts(table: etree._Element) -> list[etree._Element]:
    """The table and its own rows and cells."""
    return [table] + [
        part for part in table.iterdescendants(*_TABLE)
        if next(part.iterancestors("table")) is table
    ]  # fmt: skip
