"""Footnotes of a page: a mark that leads to a note which leads back, whoever made the page."""

from __future__ import annotations

import re
from itertools import islice

from lxml import etree

from convert.readers.html.tree import become, drop, matching, said, words
from convert.readers.vocabulary import HEADINGS

_MARK = re.compile(
    r"[\[(（【〔]?\s*(?:(?:fn|note|注|註)\.?\s*)?"
    r"(?:\d{1,4}|[a-z]|[ivxlc]{1,6}|[*†‡§]{1,4}|[①-⑳])\s*[\])）】〕]?",
    re.I,
)
_NOTES = ("li", "p", "div", "aside", "dd")
MOST = 100
"""Links in a note that are looked at."""


def plain(article: etree._Element) -> None:
    """Give the notes, what cites them and what leads back the roles that the reader knows."""
    for note in list(article.iter("span")):
        if {"ltx_note", "ltx_role_footnote"} <= words(note, "class"):
            _move_out(note, article)
    notes = _Notes(article)
    for link in list(article.iter("a")):
        notes.mark(link)


class _Notes:
    """The ids of a page, and the order of its elements."""

    def __init__(self, article: etree._Element) -> None:
        self.article = article
        self.places: dict[str, etree._Element] = {}
        self.order: dict[etree._Element, int] = {}
        self.back: dict[etree._Element, list[etree._Element]] = {}
        for at, element in enumerate(article.iter("*")):
            self.order[element] = at
            for key in (element.get("id"), element.get("name") if element.tag == "a" else None):
                if key:
                    self.places.setdefault(key, element)

    def mark(self, link: etree._Element) -> None:
        """Mark a link, and the note it leads to, when there is one that leads back."""
        key = _key(link)
        if key not in self.places or not _MARK.fullmatch(said(link)):
            return
        note = self._note(self.places[key])
        if note is self.article or self.order[note] < self.order[link]:
            return
        if _around(link) & {self.places[_key(a)] for a in self._back(note)}:
            link.set("role", "doc-noteref")
            self._open(note, key)

    def _open(self, note: etree._Element, key: str) -> None:
        if note.get("role") == "doc-footnote":
            return
        note.set("role", "doc-footnote")
        note.set("id", key)
        for back in self._back(note):
            _label(back, note).set("role", "doc-backlink")
        _drop_rule(note)

    def _note(self, target: etree._Element) -> etree._Element:
        """The block around a target; all around that, when it holds no other note."""
        found = target
        while found.tag not in _NOTES and found is not self.article:
            found = next(found.iterancestors(), self.article)
        above = found.getparent()
        if found.tag == "p" and above is not None and above.tag in _NOTES and above[0] is found:
            return above if len(self._back(above)) == len(self._back(found)) else found
        return found

    def _back(self, note: etree._Element) -> list[etree._Element]:
        """The links in a note to what stands before it; none of what has a heading or is long."""
        if note not in self.back:
            links = list(islice((a for a in note.iter("a") if _key(a) in self.places), MOST + 1))
            back = [a for a in links if self.order[self.places[_key(a)]] < self.order[note]]
            headed = next(note.iter(*HEADINGS), None) is not None
            self.back[note] = [] if headed or len(links) > MOST else back
        return self.back[note]


def _around(link: etree._Element) -> set[etree._Element]:
    """What a note may lead back to: the link, what is in or tightly around it, an anchor before."""
    found = {link, *link.iter("*"), *link.iterancestors("sup", "span", "cite")}
    before = link.getprevious()
    return found | {before} if before is not None and before.tag == "a" else found


def _key(link: etree._Element) -> str:
    href = link.get("href", "")
    return href[1:] if href.startswith("#") else ""


def _label(back: etree._Element, note: etree._Element) -> etree._Element:
    """The link back with the brackets and arrows around it, and its fellows."""
    found = back
    for above in back.iterancestors("sup", "span", "b", "strong", "i", "em"):
        rest = matching(above, ".//text()[not(ancestor::a)]")
        if above is note or any(map(str.isalnum, "".join(rest))):
            break
        found = above
    return found


def _drop_rule(note: etree._Element) -> None:
    """Drop the line above the first of the notes."""
    for element in (note, *list(note.iterancestors())[:2]):
        if (before := element.getprevious()) is not None and before.tag == "hr":
            drop(before)


def _move_out(note: etree._Element, article: etree._Element) -> None:
    """A note of LaTeXML, which stands where it is cited: its text goes behind the article."""
    content = next((e for e in note.iter("span") if "ltx_note_content" in words(e, "class")), None)
    if content is None:
        return
    for mark in list(content.iter("sup", "span")):
        if {"ltx_note_mark", "ltx_tag_note"} & words(mark, "class"):
            drop(mark)
    key = note.get("id") or f"note-{len(article)}"
    drop(content)
    become(note, "a", "*", href=f"#{key}", role="doc-noteref")
    content.tag, content.tail = "aside", None
    content.set("role", "doc-footnote")
    content.set("id", key)
    article.append(content)
