"""Emphasis beside Chinese: ``**「书」**商`` is bold, though CommonMark leaves its stars.

CommonMark asks for a blank or a mark where a run of stars opens or closes, and Chinese
writes neither. A line that keeps literal stars, or gets bold inside bold, is paired anew:
its stars open and close in turn. Every other line stays as CommonMark has it, and so does code.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from convert.readers.emphasis_runs import MARKS, Run, pair_stars, pair_tildes
from convert.readers.events import INLINE, Event
from convert.readers.flow import entities, wide

_STRONG = ("Strong", None)
_RUN = re.compile(rb"\\.|\*\**|~~~*", re.S)
_ESCAPE = r"\\([!-/:-@\[-`{-~])|(&(?:#\w{1,8}|\w{1,32});)"


def repair(events: list[Event], source: bytes) -> list[Event]:
    """The events with the emphasis of faulty lines paired anew; ``source`` is their text."""
    found: list[Event] = []
    done = 0
    for at in _faults(events):
        if at >= done:
            start, end = _line_around(events, at)
            line, is_code = events[start:end], _opens_code(events[start - 1])
            found += (*events[done:start], *(line if is_code else _line(line, source)))
            done = end
    return found + events[done:] if done else events


def _faults(events: list[Event]) -> Iterator[int]:
    """Where marks were left over, or bold fell into bold."""
    strong = 0
    for at, (kind, value, _, _) in enumerate(events):
        if kind == "Text":
            if "*" in value or "~~" in value:
                yield at
        elif value == _STRONG:
            strong += 1 if kind == "start" else -1
            if strong > 1:
                yield at


def _line_around(events: list[Event], at: int) -> tuple[int, int]:
    """The start and the end of the line that ``at`` is in."""
    start, end = at, at + 1
    while start and not _ends_line(events[start - 1]):
        start -= 1
    while end < len(events) and not _ends_line(events[end]):
        end += 1
    return start, end


def _opens_code(event: Event) -> bool:
    return event[0] == "start" and event[1][0] == "CodeBlock"


def _ends_line(event: Event) -> bool:
    kind = event[0]
    if kind == "start" or kind == "end":
        return event[1][0] not in INLINE
    return kind == "Rule" or kind == "Html"


def _line(line: list[Event], source: bytes) -> list[Event]:
    if not _is_faulty(line, source):
        return line
    parts = list(_joined(_parts(line, source)))
    for runs in _levels(parts):
        for run in runs:
            run.look_around(source)
        pair_stars([run for run in runs if run.mark == "*"])
        pair_tildes([run for run in runs if run.mark == "~"])
    return [event for part in parts for event in (part.pieces if isinstance(part, Run) else [part])]


def _is_faulty(line: list[Event], source: bytes) -> bool:
    """A fault, and a wide letter beside it: English keeps to the letter of CommonMark."""
    if next(_faults(line), None) is None:
        return False
    return any(map(wide, source[line[0][2] : line[-1][3]].decode("utf-8", "ignore")))


def _parts(line: list[Event], source: bytes) -> Iterator[Event | Run]:
    """The events of a line, with every run of marks on its own."""
    address = False
    for event in line:
        kind, value, start, end = event
        if kind in ("start", "end") and value[0] == "Link":
            address = kind == "start" and value[1]["link_type"] in ("Autolink", "Email")
        if kind == "Text" and not address:
            yield from _split(event, source)
            continue
        mark = MARKS.get(value[0], "") if kind in ("start", "end") else ""
        at = start if kind == "start" else end - len(mark)
        if mark and source[at : at + len(mark)].decode("utf-8", "ignore") == mark:
            yield Run(mark[0], len(mark), at, event)
        else:
            yield event


def _split(event: Event, source: bytes) -> Sequence[Event | Run]:
    """A text cut at its runs of marks; escaped ones are letters."""
    _, text, start, end = event
    parts: list[Event | Run] = []
    at = start
    for found in _RUN.finditer(source, start + _is_escaped(source, start), end):
        if found[0].startswith(b"\\"):
            continue
        parts.append(("Text", _letters(source[at : found.start()]), at, found.start()))
        piece = ("Text", found[0].decode(), found.start(), found.end())
        parts.append(Run(piece[1][0], len(found[0]), found.start(), piece))
        at = found.end()
    parts.append(("Text", _letters(source[at:end]), at, end))
    whole = "".join(part.event[1] if isinstance(part, Run) else part[1] for part in parts)
    return parts if whole == text else [event]


def _is_escaped(source: bytes, at: int) -> bool:
    """Whether an odd number of backslashes stands before ``at``; the parser leaves them out."""
    first = at
    while first and source[first - 1 : first] == b"\\":
        first -= 1
    return (at - first) % 2 == 1


def _letters(source: bytes) -> str:
    """Markdown text with its escapes and entities read."""
    text = source.decode()
    if "\\" not in text and "&" not in text:
        return text
    return re.sub(_ESCAPE, lambda found: found[1] or entities(found[2]), text)


def _joined(parts: Iterator[Event | Run]) -> Iterator[Event | Run]:
    """Runs that touch are one run: the end of one emphasis and the start of the next."""
    last: Run | None = None
    for part in parts:
        if not isinstance(part, Run):
            if part[1] == "" and part[0] == "Text":
                continue
            if last:
                yield last
            last = None
            yield part
        elif last and last.mark == part.mark and last.start + last.count == part.start:
            last.count += part.count
            last.literal |= part.literal
        else:
            if last:
                yield last
            last = part
    if last:
        yield last


def _levels(parts: list[Event | Run]) -> list[list[Run]]:
    """The runs that may be partners: those outside of links, and those inside each link."""
    levels: list[list[Run]] = [[]]
    stack = [levels[0]]
    for part in parts:
        if isinstance(part, Run):
            stack[-1].append(part)
        elif part[0] == "start":
            levels.append([])
            stack.append(levels[-1])
        elif part[0] == "end":
            stack.pop()
    return levels
