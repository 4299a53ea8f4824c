"""GitBook's own blocks: ``{% hint %} … {% endhint %}`` and its kin.

A line that holds nothing but such a tag is marked as an HTML comment of our own. To a
CommonMark parser that is a block that ends whatever stands before it, so the text between
two tags is parsed as Markdown in its place, and in a code block it stays code.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from convert.readers.events import Tag

_OPEN, _CLOSE = "<!--\x01", "\x01-->"
_LINE = r"(?m)^([ \t>]*(?:[-*+]|\d{1,9}[.)])?[ \t]*)(\{%[^\n]*?%\})[ \t]*$"
_TAG = r"(?s)\{%[-+]?\s*(end)?([\w-]+)\s*(.*?)\s*[-+]?%\}\Z"
_ATTR = r"([\w-]+)\s*=\s*(?:\"((?:\\.|[^\"\\])*)\"|'((?:\\.|[^'\\])*)'|([^\s\"']+))"
_ESCAPE = r"\\([\"'\\])"

BLOCKS: Mapping[str, str] = {
    "hint": "callout",
    "tabs": "section",
    "tab": "callout",
    "code": "titled-code",
    "content-ref": "reference",
    "embed": "reference",
    "file": "reference",
    "stepper": "section",
    "step": "section",
    "columns": "section",
    "column": "section",
}
"""GitBook's name -> the builder's element."""

REFERENCES = frozenset({"embed", "file", "content-ref"})
"""Blocks that say all they have to say in their opening tag."""


def mark(text: str) -> str:
    """Every line with a tag alone as a comment of ours; the number of lines stays the same."""
    return re.sub(_LINE, rf"\1{_OPEN}\2{_CLOSE}", text) if "{%" in text else text


def unmark(text: str) -> str:
    """The text as it was, for code."""
    return text.replace(_OPEN, "").replace(_CLOSE, "") if "\x01" in text else text


def is_marked(comment: str) -> bool:
    return comment.startswith(_OPEN)


def tag(comment: str) -> Tag:
    """The tag in a comment of ours, as a tag for the builder."""
    source = unmark(comment)
    found = re.match(_TAG, source)
    if not found:
        return Tag("text", source)
    end, name, rest = found.groups()
    result = Tag("close" if end else "open", source, BLOCKS.get(name, "section"), f"{{{name}")
    if name not in BLOCKS and not end:
        result.loss = ("r-007", source[:80])
    given = {
        key: re.sub(_ESCAPE, r"\1", "".join(values)) for key, *values in re.findall(_ATTR, rest)
    }
    result.attrs = _attrs(name, given)
    return result


def settle_alone(tag: Tag) -> None:
    """A tag without partner: a reference needs none, others are named, their content is kept."""
    name = tag.key[1:]
    if tag.kind == "open" and name in REFERENCES:
        tag.kind = "void"
        return
    if tag.kind == "close":
        tag.loss = ("r-007", f"{tag.source} without its beginning")
    elif name in BLOCKS:
        tag.loss = ("r-003", tag.source[:80])
    tag.kind = "dropped"


def _attrs(name: str, given: Mapping[str, str]) -> dict[str, str]:
    """The attributes for the builder's element."""
    match name:
        case "hint":
            return {"kind": given.get("style", "info"), "title": given.get("title", "")}
        case "tab":
            return {"kind": "tab", "title": given.get("title", "")}
        case "code":
            return {"title": given.get("title", "")}
        case _:
            return {"href": given.get("url") or given.get("src") or ""}
