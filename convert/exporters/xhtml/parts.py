"""Where a long document is cut into several files.

The places depend on the model alone, so that a link to another document knows the file
its target will stand in before that document is written.
"""

from __future__ import annotations

from itertools import pairwise

from convert import model as m
from convert.exporters.xhtml.headings import Headings
from convert.exporters.xhtml.state import Style
from convert.walk import walk

MARKUP = 24
"""Bytes of tags that a node costs, about."""

_WORDS = {
    m.Text: "text", m.Code: "text", m.CodeBlock: "text", m.Math: "tex", m.MathBlock: "tex",
    m.Link: "url",
}  # fmt: skip
"""Where the letters of a node are."""


def parts(blocks: m.Blocks, headings: Headings, style: Style) -> list[m.Blocks]:
    """The blocks of each file, of one file at least.

    ``style.split_level`` cuts before every heading written as ``<h2>`` … ``<hN>``;
    ``style.part_size`` is how many bytes, about, a file may have.
    """
    size = style.part_size
    large = bool(size) and _at_most(blocks) > size
    if not (large or style.split_level):
        return [blocks]
    sizes = [_size(block) for block in blocks]
    large = large and sum(sizes) > size
    levels = headings.levels()
    found, weight = [0], 0
    for at, (block, more) in enumerate(zip(blocks, sizes, strict=True)):
        rank = levels[id(block)] if isinstance(block, m.Heading) else 9
        full = large and (weight + more > size or (rank < 9 and weight > size // 2))
        if (full or rank <= style.split_level) and _has_text(blocks[found[-1] : at]):
            found.append(at)
            weight = 0
        weight += more
    return [blocks[start:end] for start, end in pairwise((*found, len(blocks)))]


def _has_text(blocks: m.Blocks) -> bool:
    """Whether more than the document's imprint stands there."""
    return any(not isinstance(block, m.Credits) for block in blocks[:2])


def _at_most(blocks: m.Blocks) -> int:
    """More bytes than the blocks take, counted in a hurry: most documents are far from large."""
    found = 0
    for node in walk(blocks):
        name = _WORDS.get(type(node))
        found += MARKUP + 4 * len(getattr(node, name)) if name else MARKUP
    return found


def _size(block: m.Block) -> int:
    return sum(MARKUP + _letters(node) for node in walk((block,)))


def _letters(node: m.Node) -> int:
    match node:
        case m.Text() | m.Code() | m.CodeBlock():
            return len(node.text.encode("utf-8", "replace"))
        case m.Math() | m.MathBlock():
            return len(node.tex)
        case m.Link():
            return len(node.url)
        case _:
            return 0
