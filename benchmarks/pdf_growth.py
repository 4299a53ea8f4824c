"""How time and memory of a PDF grow with the number of articles, as a picture.

Usage: python benchmarks/pdf_growth.py SOURCES --count 1 10 100 1000 > docs/pdf-growth.svg

Processor seconds of the whole run, proof included, and the most memory of one process.
"""

from __future__ import annotations

import argparse
import math
import os
import subprocess
import sys
import tempfile
from pathlib import Path

WIDTH, HEIGHT, LEFT, BASE = 560, 300, 60, 250
Point = tuple[int, float, float]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--count", type=int, nargs="+", default=[1, 10, 100, 1000])
    parser.add_argument("--measured", nargs="*", default=[], help="COUNT:SECONDS:MB, not run again")
    given = parser.parse_args()
    known = [tuple(map(float, it.split(":"))) for it in given.measured]
    points = [(int(count), cpu, megabytes) for count, cpu, megabytes in known]
    points += [measure(given.folder, count) for count in given.count if not known]
    print(picture(sorted(points)))


def measure(folder: Path, count: int) -> Point:
    files = sorted(folder.rglob("*.md"))
    sources = [str(files[number % len(files)]) for number in range(count)]
    with tempfile.TemporaryDirectory() as made:
        options = ["-q", "-o", f"{made}/book.pdf", "-O", "missing_glyphs=ignore"]
        command = [sys.executable, "-m", "convert", *sources, "-m", "title=Articles", *options]
        process = subprocess.Popen(command)
        _, _, usage = os.wait4(process.pid, 0)
    print(count, usage, file=sys.stderr)
    return count, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def picture(points: list[Point]) -> str:
    """Both axes in powers of ten; a line of slope 1 is linear growth."""
    seconds = [(count, cpu) for count, cpu, _ in points]
    memory = [(count, megabytes) for count, _, megabytes in points]
    body = grid() + line(seconds, "#17487a", "processor seconds") + line(memory, "#b5483f", "MB")
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" '
        f'font-family="sans-serif" font-size="12">{body}</svg>'
    )


def grid() -> str:
    parts = []
    for power in range(4):
        x, y = place(10**power, 10**power)
        parts.append(f'<text x="{x:.0f}" y="{BASE + 18}" text-anchor="middle">{10**power}</text>')
        parts.append(f'<text x="{LEFT - 8}" y="{y + 4:.0f}" text-anchor="end">{10**power}</text>')
        parts.append(f'<path d="M{LEFT} {y:.0f}H{WIDTH - 30}" stroke="#ddd"/>')
    x = (LEFT + WIDTH) / 2
    return "".join(parts) + f'<text x="{x}" y="{BASE + 40}" text-anchor="middle">articles</text>'


def line(points: list[tuple[int, float]], colour: str, name: str) -> str:
    places = [place(*point) for point in points]
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
    dots = "".join(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{colour}"/>' for x, y in places)
    labels = "".join(
        f'<text x="{x:.1f}" y="{y - 8:.1f}" text-anchor="middle" fill="{colour}">{value:.0f}</text>'
        for (x, y), (_, value) in zip(places, points, strict=True)
    )
    x, y = places[0]
    title = f'<text x="{x + 12:.0f}" y="{y + 16:.0f}" fill="{colour}">{name}</text>'
    return f'<polyline points="{path}" fill="none" stroke="{colour}"/>{dots}{labels}{title}'


def place(count: float, value: float) -> tuple[float, float]:
    across, up = (WIDTH - LEFT - 60) / 3, (BASE - 30) / 3
    return LEFT + math.log10(count) * across, BASE - math.log10(max(1, value)) * up


if __name__ == "__main__":
    main()
