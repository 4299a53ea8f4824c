"""What is inside an EPUB, whoever made it: the figures that ``epub_peers`` prints."""

from __future__ import annotations

import re
import zipfile
from itertools import pairwise
from pathlib import Path

from lxml import etree

ACCESS = ("accessMode", "accessModeSufficient", "accessibilityFeature", "accessibilityHazard",
          "accessibilitySummary")  # fmt: skip
MAKERS = re.compile("pandoc|calibre|percollate|ebooklib|pubconvert", re.I)
FORCED = re.compile(r"(?:^|[;{\s])(?:font-family|color|background(?:-color)?)\s*:\s*([^;}]+)")
HARMLESS = re.compile(
    r"inherit|initial|transparent|currentcolor|monospace|rgba|none|color-mix", re.I
)
TYPE = "{http://www.idpf.org/2007/ops}type"
OPF = {"opf": "http://www.idpf.org/2007/opf", "dc": "http://purl.org/dc/elements/1.1/"}


class Facts:
    """Strings for cells and numbers; see ``facts_of``."""

    tool = typography = container = titles = navigation = terms = unasked = ""
    access = records = colophons = forced = popups = largest = gaps = 0
    cover = False
    languages: frozenset[str] = frozenset()


def facts_of(book: Path) -> Facts:
    """All that can be counted in a book."""
    facts = Facts()
    with zipfile.ZipFile(book) as archive:
        files = {info.filename: archive.read(info) for info in archive.infolist()}
        first = archive.infolist()[0]
    stored = first.filename == "mimetype" and first.compress_type == zipfile.ZIP_STORED
    _package(facts, next(data for name, data in files.items() if name.endswith(".opf")))
    pages = {n: d for n, d in files.items() if n.endswith((".xhtml", ".html", ".htm"))}
    _pages(facts, pages, stored and all(name.isascii() for name in files))
    _navigation(facts, pages, any(name.endswith(".ncx") for name in files))
    _sheets(facts, "\n".join(d.decode() for n, d in files.items() if n.endswith(".css")))
    return facts


def _package(facts: Facts, data: bytes) -> None:
    root = etree.fromstring(data)
    text = data.decode()
    facts.access = sum(f"schema:{name}" in text for name in ACCESS)
    people = root.xpath("//dc:creator | //dc:contributor | //dc:publisher", namespaces=OPF)
    wrong = [e for e in people if MAKERS.search(e.text or "") or e.text in ("Unknown", "Various")]
    facts.tool = ", ".join(f"{etree.QName(e).localname} “{(e.text or '')[:12]}”" for e in wrong)
    pictured = root.xpath("//opf:item[contains(@properties,'cover-image')]", namespaces=OPF)
    facts.cover = bool(pictured or root.xpath("//opf:meta[@name='cover']", namespaces=OPF))
    roles = root.xpath("//opf:meta[@property='role']", namespaces=OPF)
    said = ("license" in text, "rightsHolder" in text)
    facts.terms = ", ".join((str(len(roles)), *("yes" if one else "no" for one in said)))
    facts.unasked = "conformsTo" if "conformsTo" in text else ""


def _pages(facts: Facts, pages: dict[str, bytes], tidy: bool) -> None:
    titles = []
    declared = True
    for data in pages.values():
        text = data.decode()
        declared &= text.lstrip("\ufeff").startswith("<?xml")
        titles += re.findall(r"<title>(.*?)</title>", text, re.S)
        facts.records += text.count("application/ld+json")
        facts.colophons += text.count("doc-colophon")
        facts.popups += len(re.findall(r'<aside[^>]*epub:type="(?:foot|end)note"', text))
        facts.largest = max(facts.largest, len(data))
        _headings(facts, etree.fromstring(data, etree.XMLParser(recover=True)))
    facts.titles = f"{len(set(titles))} of {len(pages)}"
    facts.container = "yes" if tidy and declared else "no"


def _headings(facts: Facts, root: etree._Element) -> None:
    """Levels that are left out, and the language the file says it is in."""
    names = (etree.QName(e).localname for e in root.iter("{*}*"))
    levels = [int(name[1]) for name in names if re.fullmatch("h[1-6]", name)]
    facts.gaps += sum(b > a + 1 for a, b in pairwise(levels))
    lang = root.get("{http://www.w3.org/XML/1998/namespace}lang") or root.get("lang") or "none"
    facts.languages |= {lang}


def _navigation(facts: Facts, pages: dict[str, bytes], ncx: bool) -> None:
    nav = next((d for d in pages.values() if b'epub:type="toc"' in d or b"doc-toc" in d), b"")
    depth = marks = 0
    if nav:
        root = etree.fromstring(nav)
        toc = next(n for n in root.iter("{*}nav"))
        depth = max((len(list(li.iterancestors("{*}ol"))) for li in toc.iter("{*}li")), default=0)
        for other in root.iter("{*}nav"):
            if other.get(TYPE) == "page-list":
                facts.unasked += " page list"
            if "landmarks" in str(other.attrib.values()):
                marks = len(list(other.iter("{*}a")))
    facts.navigation = f"{depth}, {marks}, {'yes' if ncx else 'no'}"


def _sheets(facts: Facts, css: str) -> None:
    css = re.sub(r"/\*.*?\*/|@font-face\s*{[^}]*}", "", css, flags=re.S)
    facts.forced = sum(not HARMLESS.search(value) for value in FORCED.findall(css))
    wanted = ("line-break", "hyphens", "overflow-x|overflow: auto")
    found = [bool(re.search(name, css)) for name in wanted]
    facts.typography = ", ".join("yes" if one else "no" for one in found)
