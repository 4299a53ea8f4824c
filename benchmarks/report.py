"""What was measured, as lines, as Markdown and as a picture of growth."""

from __future__ import annotations

import math
import os
import platform
import re
import sys
from collections.abc import Mapping
from importlib.metadata import version
from pathlib import Path

from clock import Taken

Found = Mapping[str, Mapping[str, Taken]]
COLOURS = {"pubconvert": "#1668b0", "pandoc": "#b04a16", "naive script": "#6b7a1f", "floor": "#777"}


def line(name: str, taken: Mapping[str, Taken]) -> str:
    """One job: seconds and peak of each tool, and how many times the first is faster."""
    parts = [f"{tool} {_seconds(t.seconds)} {t.peak:.0f} MiB" for tool, t in taken.items()]
    ours, *others = taken.items()
    ratios = [f"{t.seconds / ours[1].seconds:.2f}× {tool}" for tool, t in others]
    return f"{name}: {', '.join(parts)}; {', '.join(ratios)}"


def write(path: Path, found: Found) -> None:
    """``path`` and beside it ``growth.svg``."""
    path.with_name("growth.svg").write_text(growth(found), "utf-8")
    path.write_text(_page(found), "utf-8")


def growth(found: Found) -> str:
    """Seconds of a book by its articles, both axes logarithmic, as an SVG."""
    points: dict[str, list[tuple[int, float]]] = {}
    for name, taken in found.items():
        if size := re.match(r"a book of ([\d,]+) → epub", name):
            for tool, t in taken.items():
                points.setdefault(tool, []).append((int(size[1].replace(",", "")), t.seconds))
    if not points:
        return '<svg xmlns="http://www.w3.org/2000/svg"/>\n'
    return _svg(points)


def _svg(points: Mapping[str, list[tuple[int, float]]]) -> str:
    sizes = sorted({size for line in points.values() for size, _ in line})
    times = [seconds for line in points.values() for _, seconds in line]
    low, high = math.floor(math.log10(min(times))), math.ceil(math.log10(max(times)))

    def x(size: int) -> float:
        first, last = math.log10(sizes[0]), math.log10(sizes[-1])
        return 70 + 420 * (math.log10(size) - first) / (last - first or 1)

    def y(seconds: float) -> float:
        return 300 - 260 * (math.log10(seconds) - low) / (high - low)

    parts = [
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 350" font-family="sans-serif" '
        'font-size="13"><title>Seconds for one EPUB by the number of its articles</title>'
        '<rect width="640" height="350" fill="#fff"/>'
    ]
    for power in range(low, high + 1):
        at = y(10**power)
        parts.append(f'<path d="M70 {at:.1f}H490" stroke="#ddd"/>')
        parts.append(f'<text x="62" y="{at + 4:.1f}" text-anchor="end">{10.0**power:g} s</text>')
    for size in sizes:
        parts.append(f'<text x="{x(size):.1f}" y="325" text-anchor="middle">{size:,}</text>')
    for tool, line in points.items():
        colour = COLOURS.get(tool, "#333")
        where = " ".join(f"{x(size):.1f},{y(seconds):.1f}" for size, seconds in line)
        parts.append(f'<polyline points="{where}" fill="none" stroke="{colour}" stroke-width="2"/>')
        size, seconds = line[-1]
        label = f'x="{x(size) + 8:.1f}" y="{y(seconds) + 4:.1f}" fill="{colour}"'
        parts.append(f"<text {label}>{tool}, {_seconds(seconds)}</text>")
    return "\n".join(parts) + "\n</svg>\n"


def _page(found: Found) -> str:
    tools = list(dict.fromkeys(tool for taken in found.values() for tool in taken))
    head = " | ".join(tools)
    rows = [f"| job | {head} |", f"|---|{'---|' * len(tools)}"]
    for name, taken in found.items():
        rows.append(f"| {name} | {' | '.join(_cell(taken, tool) for tool in tools)} |")
    return (
        "# Results\n\n`python benchmarks/run.py --write` wrote this page. Medians of whole "
        "processes that took turns; MiB is the peak of the largest process; × is how many times "
        "as long as pubconvert a tool took. Every file of pubconvert is read back and proven; no "
        "tool fetches pictures.\n\n"
        + "\n".join(rows)
        + "\n\n![Seconds by articles](growth.svg)\n\n"
        + f"{_machine()}\n"
    )


def _cell(taken: Mapping[str, Taken], tool: str) -> str:
    if tool not in taken:
        return "–"
    ours, t = next(iter(taken.values())), taken[tool]
    ratio = "" if t is ours else f", {t.seconds / ours.seconds:.2f}×"
    return f"{_seconds(t.seconds)}, {t.peak:.0f} MiB{ratio}"


def _seconds(seconds: float) -> str:
    return f"{seconds * 1000:.0f} ms" if seconds < 1 else f"{seconds:.1f} s"


def _machine() -> str:
    packages = ("pypandoc_binary", "Markdown", "EbookLib", "weasyprint", "pyromark", "lxml")
    versions = ", ".join(f"{package} {version(package)}" for package in packages)
    return (
        f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores, "
        f"Python {sys.version.split()[0]}; {versions}."
    )
