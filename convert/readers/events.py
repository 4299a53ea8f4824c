"""pyromark's events, each as one plain tuple, with the place it came from."""

from __future__ import annotations

from functools import cache
from typing import Any, TypeAlias

Event: TypeAlias = tuple[str, Any, int, int]
"""``(kind, value, start, end)``; start and end are offsets in the UTF-8 source.

Kinds: ``start`` and ``end`` with (tag, data); ``Text``, ``Code``, ``Html``,
``InlineHtml``, ``FootnoteReference``, ``TaskListMarker`` with their value; ``SoftBreak``,
``HardBreak``, ``Rule`` with None. Others are put in by later steps: ``Tag`` with a Tag.
"""


class Tag:
    """One piece of raw HTML, or one GitBook tag in the HTML it amounts to.

    ``kind`` is 'open', 'close', 'void', 'text' or 'dropped'. ``key`` is the name its partner
    has, ``name`` and ``attrs`` are for the builder, ``line`` counts the lines of the block
    before it, ``lone`` says that it may do without its end tag, ``loss`` is the code and the
    detail of a diagnostic.
    """

    __slots__ = ("attrs", "key", "kind", "line", "lone", "loss", "name", "source")

    def __init__(self, kind: str, source: str, name: str = "", key: str = "") -> None:
        self.kind, self.source, self.name, self.key = kind, source, name, key or name
        self.attrs: dict[str, str] = {}
        self.loss: tuple[str, str] | None = None
        self.line, self.lone = 0, False


INLINE = frozenset({"Emphasis", "Strong", "Strikethrough", "Link", "Image"})
"""The tags that stand inside a line; every other one is a block."""


def events(text: str) -> list[Event]:
    """CommonMark with GitHub's tables, footnotes, tasks and strikethrough."""
    from pyromark import events_with_range

    found: list[Event] = []
    event: Any
    for event, at in events_with_range(text, options=_options(), merge_text=True):
        if type(event) is str:
            found.append((event, None, at["start"], at["end"]))
            continue
        kind, value = event.popitem()
        if kind == "Start" or kind == "End":
            kind = "start" if kind == "Start" else "end"
            value = (value, None) if type(value) is str else value.popitem()
        found.append((kind, value, at["start"], at["end"]))
    return found


@cache
def _options() -> Any:
    from pyromark import Options

    return (
        Options.ENABLE_TABLES
        | Options.ENABLE_FOOTNOTES
        | Options.ENABLE_STRIKETHROUGH
        | Options.ENABLE_TASKLISTS
    )
