"""The frame of a page: where its article stands, and what around and inside it is none of it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import Any

from lxml import etree

from convert.diagnostics import Origin
from convert.model import Removal
from convert.readers.html.furniture import is_furniture
from convert.readers.html.tree import drop, matching, said
from convert.readers.xhtml.marks import line

MOST = 0.7
"""The share of a page's running text that its article holds."""

PART = 0.3
"""The share of it that a part of the frame has at most."""

RUNNING = 20
"""Letters from which on a piece of text, not one of a link, is running text."""

_HOLDERS = frozenset({"div", "section", "main", "article", "center", "span", "form"})
_HOLDERS |= {"table", "tbody", "tr", "td"}
"""Elements that may be all an article stands in."""

_ARTICLES = (
    ".//article[not(ancestor::article)]",
    ".//*[@itemprop='articleBody']",
    ".//*[contains(@itemtype, 'Article') or contains(@itemtype, 'BlogPosting')]",
    ".//*[contains(concat(' ', normalize-space(@class), ' '), ' h-entry ')]",
    ".//*[contains(concat(' ', normalize-space(@class), ' '), ' hentry ')]",
    ".//*[@id='js_content']",
    ".//main | .//*[@role='main']",
)
"""How pages mark their article, the surest way first; those of WeChat by an id."""


class Frame:
    """Cuts a page down to its article; ``removed`` says what went. Of the elements that did,
    ``above`` stood inside the article above its title, ``around`` are the others.

    ``site`` is the domain the page comes from, '' when nobody knows.
    """

    def __init__(self, body: etree._Element, file: str, site: str) -> None:
        self.body, self.file, self.site = body, file, site
        self.removed: list[Removal] = []
        self.around: list[etree._Element] = []
        self.above: list[etree._Element] = []

    def article(self) -> etree._Element:
        """The article, alone in what was the body."""
        furniture = list(self._furniture(Letters(self.body)))
        self.around += self._cut(furniture, "part of the page's frame")
        letters = Letters(self.body)
        found = self._find(letters)
        self.around += self._cut(list(_outside(self.body, found)), "outside the article")
        self._record("outside the article", _around(self.body, found), found)
        self.above += self._cut(list(_above_title(found, letters)), "above the title")
        return found

    def _find(self, letters: Letters) -> etree._Element:
        """The element that is marked as the article, else the smallest with most of the text."""
        for path in _ARTICLES:
            marked = sorted(matching(self.body, path), key=letters.of, reverse=True)
            if marked and letters.of(marked[0]) > MOST * sum(map(letters.of, marked)):
                return _with_title(marked[0], letters)
        found, most = self.body, MOST * letters.of(self.body)
        while (inner := next((e for e in found if letters.of(e) > most), None)) is not None:
            if inner.tag not in _HOLDERS:
                break
            found = inner
        return _with_title(found, letters)

    def _furniture(self, letters: Letters) -> Iterator[etree._Element]:
        """What the page itself calls navigation, a form, comments, hidden; never most of it, and
        nothing of a page that has no running text."""
        if not letters.of(self.body):
            return
        walk = etree.iterwalk(self.body, events=("start",))
        for _, element in walk:
            share = MOST if element.tag == "nav" else PART
            small = letters.of(element) <= letters.of(self.body) * share
            if element is not self.body and small and is_furniture(element, self.site):
                walk.skip_subtree()
                yield element

    def _cut(self, elements: list[etree._Element], reason: str) -> Iterator[etree._Element]:
        """Take elements out; those that said something."""
        for element in elements:
            text = said(element)
            self._record(reason, text or " ".join(map(_picture, element.iter("img"))), element)
            drop(element)
            if text:
                yield element

    def _record(self, reason: str, text: str, place: etree._Element) -> None:
        if text:
            self.removed.append(Removal(reason, text, Origin(self.file, line(place))))


def _picture(image: etree._Element) -> str:
    """A picture that goes, by what it is called or by its address."""
    return image.get("alt", "").strip() or image.get("src", "")[:100]


class Letters:
    """Letters of running text in each element: a menu has few, an article has many."""

    def __init__(self, body: etree._Element) -> None:
        self.body = body
        self._counted: dict[etree._Element, int] = {}
        for text in matching(body, ".//text()[not(ancestor::a)]"):
            if (count := len(" ".join(text.split()))) >= RUNNING:
                self._count(text, count)

    def of(self, element: etree._Element) -> int:
        return self._counted.get(element, 0)

    def _count(self, text: Any, count: int) -> None:
        inside = text.getparent()
        own = () if text.is_tail else (inside,)
        for element in chain(own, inside.iterancestors()):
            self._counted[element] = self._counted.get(element, 0) + count


def _outside(body: etree._Element, found: etree._Element) -> Iterator[etree._Element]:
    """What stands before and after an element, and beside all that is around it."""
    inside = found
    while inside is not body and (above := inside.getparent()) is not None:
        yield from [other for other in above if other is not inside]
        inside = above


def _around(body: etree._Element, found: etree._Element) -> str:
    """The words that stand in no element beside the article."""
    texts: list[str] = []
    inside = found
    while inside is not body and (above := inside.getparent()) is not None:
        texts += [above.text or "", inside.tail or ""]
        inside = above
    return " ".join(" ".join(texts).split())


def _above_title(found: etree._Element, letters: Letters) -> Iterator[etree._Element]:
    """Sections, logos, what to do: all but running text and pictures."""
    inside = next(found.iter("h1"), found)
    while inside is not found:
        for other in inside.itersiblings(preceding=True):
            pictures = (next(p.iterancestors("a"), None) is None for p in other.iter("img"))
            if not letters.of(other) and not any(pictures):
                yield other
        inside = next(inside.iterancestors())


def _with_title(found: etree._Element, letters: Letters) -> etree._Element:
    """The element if a heading opens it, or else the one around it that has that of the page."""
    if next(found.iter("h1", "h2", "p"), found).tag in ("h1", "h2"):
        return found
    around, name = found, "h1" if next(letters.body.iter("h1"), None) is not None else "h2"
    while around is not letters.body and next(around.iter(name), None) is None:
        around = next(around.iterancestors())
    close = len(said(around)) * MOST <= len(said(found))
    return around if close and around is not letters.body else found
