"""Lines by the number of articles, both axes logarithmic, as an SVG."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping

COLOURS = {"pubconvert": "#1668b0", "pandoc": "#b04a16", "naive script": "#6b7a1f", "floor": "#777"}
LEFT, RIGHT, TOP, BOTTOM = 80, 480, 30, 300
LINE = 16
"""Between two labels, so that none covers another."""

Points = Mapping[str, list[tuple[int, float]]]


def chart(points: Points, unit: str) -> str:
    """A line for each tool with its name and its last value; nothing of no points."""
    frame = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 680 {BOTTOM + 50}" '
    frame += 'font-family="sans-serif" font-size="13">'
    inside = "\n".join(_parts(points, unit)) if points else ""
    return f"{frame}<title>{unit} by articles</title>\n{inside}\n</svg>\n"


def _parts(points: Points, unit: str) -> Iterator[str]:
    sizes = sorted({size for line in points.values() for size, _ in line})
    values = [value for line in points.values() for _, value in line]
    low, high = math.floor(math.log10(min(values))), math.ceil(math.log10(max(values)))

    def x(size: int) -> float:
        span = math.log10(sizes[-1]) - math.log10(sizes[0])
        return LEFT + (RIGHT - LEFT) * (math.log10(size) - math.log10(sizes[0])) / (span or 1)

    def y(value: float) -> float:
        return BOTTOM - (BOTTOM - TOP) * (math.log10(value) - low) / ((high - low) or 1)

    yield f'<rect width="680" height="{BOTTOM + 50}" fill="#fff"/>'
    for power in range(low, high + 1):
        at, label = y(10**power), f"{10.0**power:g} {unit}"
        yield f'<path d="M{LEFT} {at:.1f}H{RIGHT}" stroke="#ddd"/>'
        yield f'<text x="{LEFT - 8}" y="{at + 4:.1f}" text-anchor="end">{label}</text>'
    for size in sizes:
        yield f'<text x="{x(size):.1f}" y="{BOTTOM + 22}" text-anchor="middle">{size:,}</text>'
    yield f'<text x="{RIGHT}" y="{BOTTOM + 42}" text-anchor="end">articles in the book</text>'
    places = _spread({tool: y(line[-1][1]) for tool, line in points.items()})
    for tool, line in points.items():
        colour = COLOURS.get(tool, "#333")
        way = " ".join(f"{x(size):.1f},{y(value):.1f}" for size, value in line)
        yield f'<polyline points="{way}" fill="none" stroke="{colour}" stroke-width="2"/>'
        size, value = line[-1]
        at = f'x="{x(size) + 8:.1f}" y="{places[tool] + 4:.1f}" fill="{colour}"'
        yield f"<text {at}>{tool}, {value:,.3g} {unit}</text>"


def _spread(wanted: Mapping[str, float]) -> dict[str, float]:
    """Labels near their places, from the top down, none over another."""
    found: dict[str, float] = {}
    last = -math.inf
    for tool in sorted(wanted, key=lambda tool: wanted[tool]):
        last = found[tool] = max(wanted[tool], last + LINE)
    return found
