"""Cutting a site's frame out of the Markdown source, by full pattern and position.

A profile is data: the pieces in front of the article, inside it and behind it. A piece is
cut only where its whole pattern stands in its place; whatever is not understood stays.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from convert.diagnostics import Diagnostic, Origin
from convert.formats import Cleaned
from convert.model import Removal
from convert.value import Value

REACH = 4000
"""How far, in characters, a piece may lie from where it is expected or reach backwards."""

MARKS = ">\\*_`~\u200b\u200c\u200d\ufeff"
"""Markdown's own and invisible letters, which two spellings of a text may differ in."""

Span = tuple[int, int, str]


class Piece(Value):
    """One piece of a frame.

    ``pattern`` is a regular expression for the whole of it; ``opens`` is the literal text it
    opens with, ``holds`` a literal every instance holds ('' if there is none). With ``echoes``
    the piece repeats a part of the head and is cut only when its group 1 says nothing more
    than that. An ``optional`` piece may be missing without a diagnostic, and is never taken
    for the frame when it stands alone.
    """

    reason: str
    pattern: str
    opens: str = ""
    holds: str = ""
    echoes: str = ""
    optional: bool = False


class Frame(Value):
    """Where an article stands on its site's page.

    ``head`` is a pattern for everything that stays in front of the frame, with a named group
    for each part that a piece may echo. ``cover`` finds the cover's URL (its group 1) in
    what was cut behind the article. ``traces`` are words that only the frame holds: where
    one is left in the text, that is a diagnostic.
    """

    head: str
    front: tuple[Piece, ...]
    inside: tuple[Piece, ...]
    behind: tuple[Piece, ...]
    cover: str = ""
    traces: tuple[str, ...] = ()


def clean(frame: Frame, text: str, file: str) -> Cleaned:
    """``text`` without the frame: each piece gives way to the line ends it holds.

    A frame seen only in part gives s-002, one not seen at all s-001.
    """
    head = re.compile(frame.head, re.S).match(text)
    if not head:
        lost = Diagnostic("s-001", "no head", Origin(file, 1))
        return Cleaned(text, diagnostics=(lost, *_traces(frame, text, file)))
    front = list(_front(frame.front, text, head))
    start = front[-1][1] if front else head.end()
    behind = list(_behind(frame.behind, text, start))
    end = behind[0][0] if behind else len(text)
    spans = [*front, *_apart(_inside(frame.inside, text, start, end)), *behind]
    kept = _blank(text, spans)
    return Cleaned(
        kept,
        tuple(_removals(text, spans, file)),
        _cover(frame.cover, text, behind),
        (*_missing(frame, spans, file, text), *_traces(frame, kept, file)),
    )


def _front(pieces: tuple[Piece, ...], text: str, head: re.Match[str]) -> Iterator[Span]:
    """Pieces that follow one another directly behind the head."""
    at = head.end()
    for piece in pieces:
        found = re.compile(piece.pattern, re.S).match(text, _skip(text, at))
        if found and _echoes(piece, found, head):
            at = found.end()
            yield found.start(), at, piece.reason


def _echoes(piece: Piece, found: re.Match[str], head: re.Match[str]) -> bool:
    return not piece.echoes or _letters(found[1]) in _letters(head[piece.echoes] or "")


def _inside(pieces: tuple[Piece, ...], text: str, start: int, end: int) -> Iterator[Span]:
    """Pieces anywhere in the article, found by what they hold."""
    for piece in pieces:
        floor = start
        at = text.find(piece.holds, start, end)
        while at >= 0:
            opening = text.rfind(piece.opens, max(floor, at - REACH), at + len(piece.opens))
            found = (
                re.compile(piece.pattern, re.S).match(text, opening, end) if opening >= 0 else None
            )
            if found and found.end() > at:
                floor = found.end()
                yield opening, floor, piece.reason
            at = text.find(piece.holds, max(floor, at + 1), end)


def _apart(spans: Iterable[Span]) -> Iterator[Span]:
    """The spans in order, without those that reach into one before them."""
    end = 0
    for span in sorted(spans):
        if span[0] >= end:
            end = span[1]
            yield span


def _behind(pieces: tuple[Piece, ...], text: str, start: int) -> Iterator[Span]:
    """Pieces that follow one another up to the end, from the first that is there."""
    at = -1
    for piece in pieces:
        if at < 0 and piece.optional:
            continue
        opening = text.rfind(piece.opens, start) if at < 0 else _next(text, piece.opens, at)
        found = re.compile(piece.pattern, re.S).match(text, opening) if opening >= 0 else None
        if found:
            at = found.end()
            yield found.start(), at, piece.reason


def _next(text: str, opens: str, at: int) -> int:
    at = _skip(text, at)
    return at if text.startswith(opens, at) else text.find(opens, at, at + REACH)


def _skip(text: str, at: int) -> int:
    """The place of the next letter that is not white space."""
    while at < len(text) and text[at].isspace():
        at += 1
    return at


def _letters(text: str) -> str:
    """The letters alone: no white space, no Markdown."""
    for mark in MARKS:
        text = text.replace(mark, "")
    return "".join(text.split())


def _blank(text: str, spans: list[Span]) -> str:
    kept, at = [], 0
    for start, end, _ in sorted(spans):
        kept += [text[at:start], "\n" * text.count("\n", start, end)]
        at = end
    return "".join(kept) + text[at:]


def _removals(text: str, spans: list[Span], file: str) -> Iterator[Removal]:
    for start, end, reason in sorted(spans):
        yield Removal(reason, text[start:end], Origin(file, text.count("\n", 0, start) + 1))


def _cover(pattern: str, text: str, behind: list[Span]) -> str:
    for start, end, _ in behind if pattern else ():
        if found := re.search(pattern, text[start:end]):
            return found[1].strip()
    return ""


def _missing(frame: Frame, spans: list[Span], file: str, text: str) -> Iterator[Diagnostic]:
    """What was expected and not found; text left behind the last piece counts too."""
    found = {reason for _, _, reason in spans}
    wanted = [p.reason for p in (*frame.front, *frame.behind) if not p.optional]
    lost = [reason for reason in wanted if reason not in found]
    if len(lost) == len(wanted):
        yield Diagnostic("s-001", "", Origin(file, 1))
    elif lost:
        yield Diagnostic("s-002", f"not found: {', '.join(lost)}", Origin(file, 1))
    else:
        end = max(end for _, end, _ in spans)
        if text[end:].strip():
            yield Diagnostic("s-002", "text behind it", Origin(file, text.count("\n", 0, end) + 1))


def _traces(frame: Frame, kept: str, file: str) -> Iterator[Diagnostic]:
    """Words of the frame that are left: the site has changed, or an author quotes it."""
    for word in frame.traces:
        at = kept.find(word)
        if at >= 0:
            yield Diagnostic("s-003", word, Origin(file, kept.count("\n", 0, at) + 1))
