"""What was measured, as lines, as Markdown and as pictures of growth."""

from __future__ import annotations

import os
import platform
import re
import sys
from collections.abc import Callable, Mapping
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from chart import chart
from clock import Taken

Found = Mapping[str, Mapping[str, Taken]]
PACKAGES = ("Markdown", "EbookLib", "weasyprint", "typst", "pyromark", "lxml")


def line(name: str, taken: Mapping[str, Taken]) -> str:
    """One job: seconds and peak of each tool, and how many times the first is faster."""
    parts = [
        f"{tool} {_seconds(t.seconds)} ({_seconds(t.work)} of work) {t.peak:.0f} MiB"
        for tool, t in taken.items()
    ]
    ours, *others = taken.items()
    ratios = [f"{t.seconds / ours[1].seconds:.2f}× {tool}" for tool, t in others]
    return f"{name}: {', '.join(parts)}; {', '.join(ratios)}"


def write(path: Path, found: Found, articles: str) -> None:
    """``path``, and beside it ``growth.svg`` and ``memory.svg``."""
    for name, unit, value in (("growth", "s", _of_seconds), ("memory", "MiB", _of_peak)):
        picture = chart(_points(found, value), unit)
        path.with_name(f"{name}.svg").write_text(picture, "utf-8")
    path.write_text(_page(found, articles), "utf-8")


def _of_seconds(taken: Taken) -> float:
    return taken.seconds


def _of_peak(taken: Taken) -> float:
    return taken.peak


def _points(found: Found, value: Callable[[Taken], float]) -> dict[str, list[tuple[int, float]]]:
    """Books by their articles."""
    points: dict[str, list[tuple[int, float]]] = {}
    for name, taken in found.items():
        if size := re.match(r"a book of ([\d,]+) → epub", name):
            for tool, t in taken.items():
                points.setdefault(tool, []).append((int(size[1].replace(",", "")), value(t)))
    return points


def _page(found: Found, articles: str) -> str:
    tools = list(dict.fromkeys(tool for taken in found.values() for tool in taken))
    rows = [f"| job | {' | '.join(tools)} |", f"|---|{'---|' * len(tools)}"]
    for name, taken in found.items():
        rows.append(f"| {name} | {' | '.join(_cell(taken, tool) for tool in tools)} |")
    return f"""# Results

`python benchmarks/run.py --write` wrote this page. Medians of whole processes that took turns:
seconds on the clock, in brackets those of all processors together; MiB is the peak of the largest
process; × is how many times as long as pubconvert a tool took. The articles are {articles}.
pubconvert reads back and proves every file; no tool fetches pictures. The naive script is
Python-Markdown with EbookLib or WeasyPrint (`naive.py`), the floor reads, parses in C and zips
(`floor.py`), both without clean-up, credits or proof. A dash: not done, or not measured.

{chr(10).join(rows)}

![Seconds for one EPUB by the number of its articles](growth.svg)

![MiB for one EPUB by the number of its articles](memory.svg)

{_machine()}
"""


def _cell(taken: Mapping[str, Taken], tool: str) -> str:
    if tool not in taken:
        return "–"
    ours, t = next(iter(taken.values())), taken[tool]
    ratio = "" if t is ours else f", **{t.seconds / ours.seconds:.2f}×**"
    return f"{_seconds(t.seconds)} ({_seconds(t.work)}), {t.peak:.0f} MiB{ratio}"


def _seconds(seconds: float) -> str:
    return f"{seconds * 1000:.0f} ms" if seconds < 1 else f"{seconds:.1f} s"


def _machine() -> str:
    import pypandoc

    versions = [f"pandoc {pypandoc.get_pandoc_version()}", *map(_version, PACKAGES)]
    return (
        f"{platform.system()} {platform.machine()}, {_processor()}, {os.cpu_count()} cores, "
        f"Python {sys.version.split()[0]}; {', '.join(versions)}."
    )


def _version(package: str) -> str:
    try:
        return f"{package} {version(package)}"
    except PackageNotFoundError:
        return f"no {package}"


def _processor() -> str:
    """What Linux calls the processor."""
    try:
        told = Path("/proc/cpuinfo").read_text("utf-8")
    except OSError:
        return platform.processor()
    return next((s.partition(":")[2].strip() for s in told.split("\n") if "model name" in s), "")
