"""One saved page as a document."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from convert import conservation
from convert import model as m
from convert.diagnostics import Diagnostic, Origin
from convert.formats import Cleaned, Source
from convert.ledger import Claim, Kind, Ledger
from convert.notices import find
from convert.readers.assemble import Head, assemble
from convert.readers.dialect import without_controls
from convert.readers.html import head as heads
from convert.readers.html import maths, own
from convert.readers.html.frame import Frame
from convert.readers.html.opened import Opened
from convert.readers.html.place import Place
from convert.readers.html.tidy import tidy
from convert.readers.html.title import choose, without_repeated
from convert.readers.html.tree import body, nothing, parse, said
from convert.readers.xhtml.page import Page
from convert.sites import site_for
from convert.sources import LOST
from convert.value import replace

RIGHTS = frozenset({Kind.COPYRIGHT, Kind.LICENCE, Kind.REPRINT, Kind.STATEMENT})
"""What the frame of a page may state of all that the site shows."""

SHOWN = ("img", "svg", "iframe", "video", "audio", "object", "embed", "math")
"""What says something without words."""

FOOT = 2000
"""Letters of a part of the frame in which such a statement is looked for."""


def read(source: Source, *, whole: bool, site: str) -> m.Document:
    """The document of a page; see ``Html`` for its options."""
    opened = Opened(source)
    text, lost = without_controls(opened.text, source.name)
    lost = (*lost, *_torn(text, source.name))
    root = parse(text, source.name)
    ours = own.document(root, source) if own.is_ours(root) else None
    if ours:
        return replace(ours, diagnostics=(*lost, *ours.diagnostics))
    return Saved(source, opened, root, lost).document(whole=whole, site=site)


class Saved:
    """One page of other hands while it is read."""

    def __init__(
        self, source: Source, opened: Opened, root: etree._Element, lost: tuple[Diagnostic, ...]
    ) -> None:
        self.source, self.lost = source, lost
        self.head = heads.head(root, source.name, opened.url)
        self.place = Place(root, source.url or self.head.url, opened.pictures, near=not source.url)
        for link in root.iterfind(".//a[@href]"):
            link.set("href", self.place.near(link.get("href", "")))
        self.name = next((said(title) for title in root.iterfind("head/title")), "")
        maths.plain(root)
        self.body = body(root)
        self.headings = [said(h) for h in self.body.iter("h1", "h2") if h.find(".//a") is None]
        if not said(self.body) and next(self.body.iter(*SHOWN), None) is None:
            raise nothing(source.name)

    def document(self, *, whole: bool, site: str) -> m.Document:
        """Its article, or the ``whole`` of it; ``site`` is a profile for its notices."""
        frame = Frame(self.body, self.source.name, self.place.site)
        article = self.body if whole else frame.article()
        article.tag = "body"
        tidy(article)
        page = Page(article, self.source.name, self.place, lines=True)
        blocks = page.blocks()
        conservation.parsing(self.source.name, page.told, blocks)
        head = self._titled(blocks, (*self.head.claims, *self._stated(frame)))
        return assemble(
            self.source,
            head,
            blocks,
            site=site_for(head.url, "", site) if head.url or site else None,
            cleaned=Cleaned("", removed=tuple(frame.removed)),
            diagnostics=(*self.lost, *page.diagnostics),
        )

    def _titled(self, blocks: m.Blocks, ledger: Ledger) -> Head:
        title = choose(self.head.title, self.name, self.head.publisher, blocks, self.headings)
        description = without_repeated(self.head.description, blocks)
        return replace(self.head, title=title, description=description, claims=ledger)

    def _stated(self, frame: Frame) -> Ledger:
        """What was cut may state rights, and above the title who wrote the text."""
        around = map(_of_the_page, self._claims(frame.around))
        rights = tuple(c for c in around if c.kind in RIGHTS and not c.guess)
        return (*self._claims(frame.above), *rights)

    def _claims(self, elements: list[etree._Element]) -> Ledger:
        found: list[m.Block] = []
        for element in elements:
            if len(said(element)) <= FOOT:
                found += Page(element, self.source.name, self.place, lines=True).blocks()
        return find(tuple(found), None)[1]


def _of_the_page(claim: Claim) -> Claim:
    """A copyright with its year beside a logo: it reads like the credit of a picture."""
    if claim.kind is not Kind.IMAGE_CREDIT or not (claim.rights and claim.rights.year):
        return claim
    return replace(claim, kind=Kind.STATEMENT, rights=replace(claim.rights, applies_to=""))


def _torn(text: str, file: str) -> Iterator[Diagnostic]:
    """A word for the bytes that were no letters."""
    if count := text.count(LOST):
        line = text.count("\n", 0, text.index(LOST)) + 1
        yield Diagnostic("r-014", f"{count} in all", Origin(file, line))
