"""How much work a text makes for Python-Markdown, judged before it begins.

Its time grows with the square of some shapes: a bracket that nothing closes is searched
for to the end of its paragraph, a heading inside a paragraph copies what follows. The sum
of those distances is what we limit; real text stays a thousand times below.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

BUDGET = 4_000_000
"""Characters to be scanned or copied again; as many as half a second takes."""
DEPTH = 60
"""Quotes or lists inside each other."""

_BRACKETS = re.compile(r"\]\(|[\[\])]")
_CHANGES = re.compile(r"^ {0,3}(?:#|[-=*_ ]{1,80}$|: |!!!|\?\?\?|\*\[|\[\^)", re.M)
_MARKS = re.compile(r"[*_`\\&]")
_TAG = re.compile(r"<(?=[A-Za-z/!?])")
_DEEP = re.compile(
    rf"^(?: *(?:(?:>|[-*+]|\d{{1,9}}[.)]) *){{{DEPTH}}}|(?:\t| {{4}}){{{DEPTH}}}\s*[-*+>:!?\d])",
    re.M,
)


def check(text: str, file: str, *, fenced: bool = True) -> None:
    """Raise ``SourceError`` when ``text`` would keep Python-Markdown busy for too long.

    With ``fenced`` what stands in closed fences does not count: it is never parsed.
    """
    from convert.readers.python_markdown import too_much

    if fenced and ("```" in text or "~~~" in text):
        text = _without_fences(text)
    if deep := _DEEP.search(text):
        raise too_much(file, text.count("\n", 0, deep.start()) + 1, "marks nested so deeply")
    for what, spent in (
        ("unclosed tags", _tags(text)),
        ("marks in one paragraph", _blocks(text)),
        ("footnotes", _notes(text)),
        ("tags inside each other", _nested(text)),
    ):
        work = 0
        for at, more in spent:
            work += more
            if work > BUDGET:
                raise too_much(file, text.count("\n", 0, at) + 1, f"so many {what}")


def _without_fences(text: str) -> str:
    """The text with fenced blocks as empty lines."""
    from convert.readers.python_markdown.mkdocs import fences

    lines = text.split("\n")
    for start, end, _ in fences(lines):
        lines[start : end + 1] = [""] * (end + 1 - start)
    return "\n".join(lines)


def _blocks(text: str) -> Iterator[tuple[int, int]]:
    """Where each paragraph begins, and its work."""
    at = 0
    for block in re.split(r"(\n[ \t]*\n)", text):
        yield at, _brackets(block) + _changes(block) + _marks(block) + _lines(block)
        at += len(block)


def _brackets(block: str) -> int:
    """The distance from each bracket to the one that closes it, or to the end."""
    if "[" not in block:
        return 0
    work = 0
    open_: list[tuple[str, int]] = []
    for found in _BRACKETS.finditer(block):
        mark, at = found[0], found.start()
        if mark == "[":
            open_.append(("]", at))
            continue
        if open_ and open_[-1][0] == mark[0]:
            work += at - open_.pop()[1]
        if mark == "](":
            open_.append((")", at))
    return work + sum(len(block) - at for _, at in open_)


def _changes(block: str) -> int:
    """What stands behind each line that ends a paragraph without a blank line."""
    return sum(len(block) - found.start() for found in _CHANGES.finditer(block, 1))


def _marks(block: str) -> int:
    """Emphasis, code and escapes cost by their number, in one paragraph by its square."""
    count = len(_MARKS.findall(block))
    return count * count // 50


def _lines(block: str) -> int:
    """Back quotes in a table's row, braces in a heading: each is held against its line."""
    if "{" not in block and not ("|" in block and "`" in block):
        return 0
    return sum(
        len(line) * (line.count("{") // 4 + line.count("`") // 12) for line in block.split("\n")
    )


def _notes(text: str) -> Iterator[tuple[int, int]]:
    """Each footnote is looked up in the list of all."""
    count = text.count("[^")
    yield text.find("[^"), count * count // 3


def _nested(text: str) -> Iterator[tuple[int, int]]:
    """HTML that holds Markdown is parsed again at each level."""
    depth = 0
    for found in re.finditer(r"</?(?:div|section|article|aside|main)\b([^>\n]{0,200})", text):
        depth = max(depth - 1, 0) if found[0][1] == "/" else depth + ("markdown" in found[1])
        yield found.start(), BUDGET * (depth > DEPTH)


def _tags(text: str) -> Iterator[tuple[int, int]]:
    """The distance from each tag to its end, or to the end of the text."""
    end = 0
    for found in _TAG.finditer(text):
        at = found.start()
        if end <= at and (end := text.find(">", at)) < 0:
            end = len(text)
        yield at, end - at
