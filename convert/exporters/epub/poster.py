"""The generated cover: which words stand where, whatever draws them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import TypeAlias
from zlib import crc32

from convert.exporters.xhtml.text import drop_illegal, language_tag, one_line
from convert.labels import direction, role, word
from convert.metadata import Metadata
from convert.value import Value

WIDTH, HEIGHT, MARGIN, FIELD = 1600, 2560, 140, 1640
"""In pixels; ``FIELD`` is the height of the coloured field the title stands in."""

PAPER, INK, WHITE = "#f7f3ea", "#2b2b2b", "#ffffff"
COLOURS = (
    "#23415c", "#5c2e35", "#2f4a3a", "#4a3a5c", "#6b4423", "#1f4e54", "#3d3d47", "#59482a"
)  # fmt: skip
"""Dark enough for white letters, and apart from each other on an e-ink screen too."""

TITLE_SIZES = (300, 260, 220, 190, 165, 145, 125, 108, 94, 82, 72)
LARGE, LARGEST = 125, 220
"""A title larger than these has at most five lines, or one."""

MOST = 400
"""Letters of a title or name that a cover has room for."""

EVEN = 60
"""Words or Han letters of a title whose lines are made even."""

NAMES = 4
"""More authors than these are an ellipsis on the cover; the title page names up to 60."""

_OPENING = "（《〈「『【〔“‘([{"
_CLOSING = "，。、；：！？）》〉」』】〕”’,.;:!?)]}…—·%"
_NARROW = "iIjlt.,:;!'|()[]{}·"
_BROAD = "mwMW@—…"

Measure: TypeAlias = Callable[[str, int], float]
"""The width of a text in pixels at a size."""


class Line(Value):
    """One line of text; ``x`` is the edge it starts from, ``y`` its baseline, in pixels."""

    text: str
    x: int
    y: int
    size: int
    colour: str
    bold: bool = False


class Poster(Value):
    """A cover: its lines, the colour of its field, the language and direction of its text."""

    colour: str
    language: str
    direction: str
    lines: tuple[Line, ...]


def poster(metadata: Metadata, measure: Measure) -> Poster:
    """The cover of a publication; every word on it is one of ``metadata``."""
    language = language_tag(metadata.language)
    way = direction(language)
    x = MARGIN if way == "ltr" else WIDTH - MARGIN
    title = one_line(metadata.title) or word("untitled", language)
    lines = (*_title(title, _plain(metadata.subtitle), x, measure), *_foot(metadata, x, measure))
    colour = COLOURS[crc32(title.encode()) % len(COLOURS)]
    return Poster(colour, language, way, lines)


def guess(text: str, size: int) -> float:
    """About how wide a text is when no font is at hand; rather too wide than too narrow.

    >>> guess("灯塔", 100), guess("il", 100) < guess("mw", 100)
    (200.0, True)
    """
    return size * sum(map(_em, text))


def wrap(text: str, size: int, room: float, measure: Measure) -> list[str]:
    """``text`` in lines of at most ``room`` pixels, broken where its script allows it."""
    return fill(_pieces(text), size, room, measure)


def fill(pieces: Iterable[str], size: int, room: float, measure: Measure) -> list[str]:
    """Lines of whole pieces; one that is wider than a line is cut."""
    lines = [""]
    for piece in pieces:
        if measure((lines[-1] + piece).rstrip(), size) <= room or not lines[-1].strip():
            lines[-1] += piece
        else:
            lines.append(piece.lstrip())
    return [part for line in lines for part in _cut(line.strip(), size, room, measure)]


def balanced(text: str, size: int, room: float, measure: Measure) -> list[str]:
    """As many lines as ``wrap`` makes, as even as can be, and rather broken at a comma or
    a blank.

    >>> balanced("一张借书卡，为什么能用六十年？", 100, 700, guess)
    ['一张借书卡，', '为什么能用', '六十年？']
    >>> balanced("AI 产品经理 2024", 100, 600, guess)
    ['AI 产品经理', '2024']
    """
    lines, pieces = wrap(text, size, room, measure), list(_pieces(text))
    if not 1 < len(lines) < len(pieces) <= EVEN:
        return lines
    table: dict[int, tuple[float, list[str]]] = {0: (0.0, [])}
    for _ in lines:
        table = _one_line_more(table, pieces, size, room, measure)
    return table.get(len(pieces), (0.0, lines))[1]


def _one_line_more(
    table: Mapping[int, tuple[float, list[str]]],
    pieces: Sequence[str],
    size: int,
    room: float,
    measure: Measure,
) -> dict[int, tuple[float, list[str]]]:
    """Pieces that are placed -> how uneven, and the lines; the best of each."""
    found: dict[int, tuple[float, list[str]]] = {}
    for start, (cost, lines) in table.items():
        for end in range(start + 1, len(pieces) + 1):
            line = "".join(pieces[start:end]).strip()
            slack = room - measure(line, size)
            if slack < 0:
                break
            apart = line[-1:] in _CLOSING or pieces[end - 1].endswith(" ")
            total = cost + slack * slack - 6 * size * size * apart
            if end not in found or total <= found[end][0]:
                found[end] = (total, [*lines, line])
    return found


def _title(title: str, subtitle: str, x: int, measure: Measure) -> Iterator[Line]:
    """The title as large as it fits into the upper field, the subtitle below it."""
    size, lines = _fitting(title, WIDTH - 2 * MARGIN, FIELD - 3 * MARGIN, measure)
    y = 2 * MARGIN + size
    for text in lines:
        yield Line(text, x, y, size, WHITE, bold=True)
        y += size * 13 // 10
    small = min(72, size)
    for text in wrap(subtitle, small, WIDTH - 2 * MARGIN, measure) if subtitle else ():
        if y + small < FIELD - MARGIN // 2:
            yield Line(text, x, y, small, WHITE)
            y += small * 14 // 10


def _fitting(title: str, room: int, height: int, measure: Measure) -> tuple[int, list[str]]:
    """The largest size at which the title fits; the smallest one ends in an ellipsis."""
    title = title[:MOST]
    for size in TITLE_SIZES:
        lines = wrap(title, size, room, measure)
        most = height // (size * 13 // 10)
        few = 1 if size > LARGEST else 5 if size > LARGE else most
        broken = size > LARGE and any(measure(w, size) > room for w in title.split() if w.isascii())
        if len(lines) <= min(most, few) and not broken:
            return size, balanced(title, size, room, measure)
    return size, [*lines[: most - 1], lines[most - 1][:-2] + "…"]


def _foot(metadata: Metadata, x: int, measure: Measure) -> Iterator[Line]:
    """Authors and translators below the field; site and date at the very foot."""
    y = FIELD + MARGIN + 60
    for size, names in _people(metadata):
        for line in fill(names, size, WIDTH - 2 * MARGIN, measure)[:3]:
            if y < HEIGHT - 2 * MARGIN:
                yield Line(line, x, y, size, INK)
                y += size * 14 // 10
    place = _plain(metadata.publisher) or _plain(metadata.provenance.site)
    date = _plain(metadata.published)
    day = date if "/" in date else date[:10]
    if foot := " · ".join(filter(None, (place, day))):
        yield Line(wrap(foot, 52, WIDTH - 2 * MARGIN, measure)[0], x, HEIGHT - MARGIN, 52, INK)


def _people(metadata: Metadata) -> Iterator[tuple[int, list[str]]]:
    """Size and names; no name is broken over two lines that fits into one."""
    language = metadata.language
    if authors := metadata.agents("aut", "cre"):
        yield 84, _names("", authors, language)
    if translators := metadata.agents("trl"):
        label = role("trl", language) + word("colon", language)
        yield 60, _names(label, translators, language)


def _names(label: str, names: tuple[str, ...], language: str) -> list[str]:
    shown = [*map(_plain, names[:NAMES]), *("…" for _ in names[NAMES : NAMES + 1])]
    shown = [label + shown[0], *shown[1:]]
    return [*(name + word("comma", language) for name in shown[:-1]), shown[-1]]


def _plain(text: str) -> str:
    return " ".join(drop_illegal(text[:MOST])[0].split())


@cache
def _em(letter: str) -> float:
    """The width of a letter in parts of its size."""
    if letter >= "\u1100":
        return 1.0
    if letter in _NARROW or letter == " ":
        return 0.34
    if letter in _BROAD or letter.isupper():
        return 0.9 if letter in _BROAD else 0.76
    return 0.6


def _pieces(text: str) -> Iterator[str]:
    """What must stay together: a word with its blank, a Han letter with its marks."""
    piece = ""
    for letter in text:
        wide, before = letter >= "\u2e80", piece[-1:]
        new = before == " " or wide or before >= "\u2e80"
        if piece and new and letter not in _CLOSING and before not in _OPENING and letter != " ":
            yield piece
            piece = ""
        piece += letter
    if piece:
        yield piece


def _cut(line: str, size: int, room: float, measure: Measure) -> Iterator[str]:
    """A word wider than the line, cut where the line ends."""
    start = 0
    for end in range(1, len(line)) if measure(line, size) > room else ():
        if measure(line[start : end + 1], size) > room:
            yield line[start:end]
            start = end
    yield line[start:]
