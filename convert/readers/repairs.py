"""Small changes to a source so that CommonMark reads what its author meant.

They are made where a first parse left literal text, add no line, and the text is parsed
again: a web address with blanks gets its angle brackets, and a block that only looks like
HTML (``<role>``) is escaped, so that the Markdown in it is read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from convert.readers.events import Event

_ADDRESS = (
    rb"\]\([ \t]*(https?://(?:[^\n<>()\\]|\\[^\n]|\([^\n()<>]{0,999}\)){1,4000}?)"
    rb"(?:[ \t]+\"[^\"\n]{0,999}\")?[ \t]*\)"
)
_TAG = rb"<(?=[/A-Za-z])"


def repair(events: list[Event], source: bytes) -> bytes:
    """The source with the changes that ``events``, its first parse, call for."""
    lookalikes = _lookalikes(events, source) if b"<" in source else ()
    changes = sorted({*_addresses(events, source), *lookalikes})
    if not changes:
        return source
    kept, at = [], 0
    for place, insertion in changes:
        kept += [source[at:place], insertion]
        at = place
    return b"".join(kept) + source[at:]


def _addresses(events: list[Event], source: bytes) -> Iterator[tuple[int, bytes]]:
    at = 0
    for kind, value, start, end in events if b"](http" in source else ():
        if kind != "Text" or "](" not in value:
            continue
        at = max(at, start)
        while (at := source.find(b"](", at, end)) >= 0:
            found = re.compile(_ADDRESS).match(source, at)
            if found and b" " in found[1]:
                yield found.start(1), b"<"
                yield found.end(1), b">"
            at = found.end() if found else at + 2
        at = end


def _lookalikes(events: list[Event], source: bytes) -> Iterator[tuple[int, bytes]]:
    """The tags of HTML blocks in which no tag is real."""
    real = False
    for kind, value, start, end in events:
        if kind == "start" and value[0] == "HtmlBlock":
            real = False
        elif kind == "Tag":
            real = real or value.kind != "text" or value.loss is not None
        elif kind == "end" and value[0] == "HtmlBlock" and not real:
            found = re.compile(_TAG).finditer(source, start, end)
            yield from ((tag.start(), b"\\") for tag in found)
