"""The tree of a page, and cutting in it."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from lxml import etree

from convert.errors import SourceError
from convert.readers.vocabulary import FORBIDDEN, UNSEEN

_VOID = ("source", "track", "wbr")
"""Elements without content that HTML 5 has added."""

_SECOND = frozenset({"ac", "co", "com", "edu", "gov", "net", "or", "org"})
"""Labels below a country's, as in ``bbc.co.uk``, that nobody registers alone."""

_TITLES = frozenset({"title", "msotitle"})
"""Classes that office programs give the paragraph of the title."""

_SHADOW = ("shadowrootmode", "shadowmode", "shadowroot")
"""What a template has that browsers show: they write so what a component has drawn."""


def parse(text: str, name: str) -> etree._Element:
    """The root, as libxml2 reads HTML; raises ``SourceError`` when there is nothing in it."""
    parser = etree.HTMLParser(
        no_network=True, encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True
    )
    root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    if root is None or root.find("body") is None:
        raise nothing(name)
    _gather(root)
    for element in list(root.iter(*_VOID)):
        _empty(element)
    if any(error.type_name == "ERR_RESOURCE_LIMIT" for error in parser.error_log):
        raise SourceError(f"{name}: is nested too deeply to be read")
    return root


def nothing(name: str) -> SourceError:
    return SourceError(
        f"{name}: there is no text in this page; if a script puts it there, save the page from a "
        "browser that shows it"
    )


def _gather(root: etree._Element) -> None:
    """Put into the body what libxml2 has left behind it, as browsers do: a second one, too."""
    first = next(root.iterchildren("body"))
    for element in [*first.itersiblings("*"), *root.itersiblings("*")]:
        for part in element.iter("html", "body"):
            part.tag = "div"
        first.append(element)


def _empty(element: etree._Element) -> None:
    """Put behind an element what libxml2, which knows HTML 4, has put into it."""
    above, place = element.getparent(), element
    if above is None or not (len(element) or element.text):
        return
    element.tail, element.text, rest = element.text, None, element.tail or ""
    for inner in list(element):
        above.insert(above.index(place) + 1, inner)
        place = inner
    place.tail = (place.tail or "") + rest


def body(root: etree._Element) -> etree._Element:
    """What a reader sees of a page; the tree is changed, its head has been read before."""
    found = next(root.iter("body"))
    for template in found.iter("template"):
        if any(template.get(name) for name in _SHADOW):
            template.tag = "div"
    etree.strip_elements(found, *FORBIDDEN, *UNSEEN, with_tail=False)
    for title in found.iter("p"):
        if words(title, "class") & _TITLES:
            title.tag = "h1"
    return found


def said(element: etree._Element) -> str:
    """The letters a reader would see in an element, blanks as one blank."""
    return " ".join("".join(map(str, element.itertext())).split())


def matching(element: etree._Element, path: str) -> list[Any]:
    """The elements, or the texts, that an XPath finds."""
    found: Any = element.xpath(path)
    return list(found)


def drop(element: etree._Element) -> None:
    """Take an element out of the tree; what follows it stays."""
    above = element.getparent()
    if above is None:
        return
    if element.tail:
        before = element.getprevious()
        if before is None:
            above.text = (above.text or "") + element.tail
        else:
            before.tail = (before.tail or "") + element.tail
    above.remove(element)


def become(element: etree._Element, tag: str, text: str, **attributes: str) -> None:
    """Make another element of one, with a text and no children."""
    tail = element.tail
    element.clear()
    element.tag, element.text, element.tail = tag, text, tail
    for name, value in attributes.items():
        element.set(name, value)


def words(element: etree._Element, *names: str) -> frozenset[str]:
    """The words in some attributes, in lower case."""
    return frozenset(" ".join(element.get(name, "") for name in names).lower().split())


def is_own(href: str, site: str) -> bool:
    """Whether an address leads to another page of the same site, a domain.

    >>> is_own("/about", "a.org"), is_own("https://www.a.org/b", "a.org"), is_own("#n1", "a.org")
    (True, True, False)
    """
    if not href.startswith(("http:", "https:", "//")):
        return bool(href) and not href.startswith(("#", "mailto:", "javascript:", "data:"))
    return bool(site) and domain(href) == site


def domain(url: str) -> str:
    """The domain somebody registered, without what stands before it; a guess for rare suffixes.

    >>> domain("https://www.a.org/b"), domain("//news.bbc.co.uk"), domain("b.html")
    ('a.org', 'bbc.co.uk', '')
    """
    try:
        labels = (urlsplit(url).hostname or "").split(".")
    except ValueError:
        return ""
    return ".".join(labels[-3:] if labels[-2:-1] and labels[-2] in _SECOND else labels[-2:])
