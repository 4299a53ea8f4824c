"""Children of an element put in order: inlines become paragraphs, blocks become inlines.

An element's children are strings (text not yet joined), model nodes, and parts: what has
a meaning only inside its parent, such as a table row or a caption.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias, get_args

from convert import model as m
from convert.diagnostics import Origin
from convert.value import Value
from convert.walk import children as inside
from convert.walk import plain_text

BLANK = " \t\n\r\f"
"""The white space of HTML; an ideographic or a no-break space is the author's."""

_BREAK = r"[ \t\r\f]*\n[ \t\r\n\f]*"
_INLINE = frozenset(get_args(m.Inline))
_BLOCK = frozenset(get_args(m.Block))


class Part(Value):
    """A list item, a row, a cell, a caption: it waits for its parent to be closed."""

    tag: str
    content: Children
    attrs: Mapping[str, str]
    origin: Origin | None = None


Child: TypeAlias = str | m.Inline | m.Block | Part | Origin
Children: TypeAlias = Sequence[Child]
"""An origin among the children is the place of the text that follows."""


def blocks(children: Children, origin: Origin | None = None) -> m.Blocks:
    """Blocks as they are, and every run of inlines between them as a paragraph."""
    found: list[m.Block] = []
    run: list[Child] = []
    for child in children:
        if type(child) is Origin:
            origin = origin if run else child
        elif type(child) in _BLOCK or type(child) is Part:
            if run:
                found += paragraph(run, origin)
                run = []
            if type(child) is Part:
                found += blocks(child.content, child.origin)
            else:
                found.append(child)  # type: ignore[arg-type]
        elif run or child.__class__ is not str or child.strip(BLANK):
            run.append(child)
    return (*found, *paragraph(run, origin)) if run else tuple(found)


def paragraph(children: Children, origin: Origin | None = None) -> m.Blocks:
    """One paragraph, a figure when it is an image and nothing else, nothing when empty."""
    content = line(children)
    if len(content) == 1 and type(image := content[0]) is m.Image:
        return (m.Figure(image, origin=origin),)
    return (m.Paragraph(content, origin),) if content else ()


def plain(text: str, origin: Origin | None) -> m.Blocks:
    """The paragraph of one text."""
    content = _text(text.strip(BLANK))
    return (m.Paragraph(content, origin),) if content else ()


def line(children: Children) -> m.Inlines:
    """Inlines without blanks or line breaks at either end."""
    if len(children) == 1 and type(children[0]) is str:
        return _text(children[0].strip(BLANK))
    found = inlines(children)
    start, end = 0, len(found)
    while start < end and _is_blank(found[start]):
        start += 1
    while start < end and _is_blank(found[end - 1]):
        end -= 1
    content = list(found[start:end])
    if content and isinstance(first := content[0], m.Text):
        content[0] = m.Text(first.text.lstrip(BLANK))
    if content and isinstance(last := content[-1], m.Text):
        content[-1] = m.Text(last.text.rstrip(BLANK))
    return tuple(content)


def inlines(children: Children) -> m.Inlines:
    """Texts joined, empty ones dropped, blocks opened, with a line break between them."""
    found: list[m.Inline] = []
    texts: list[str] = []
    for child in _opened(children):
        if type(child) is str:
            texts.append(child)
        elif type(child) is m.Text:
            texts.append(child.text)
        else:
            if texts:
                found += _text("".join(texts))
                texts = []
            found.append(child)  # type: ignore[arg-type]
    return (*found, *_text("".join(texts))) if texts else tuple(found)


def letters(children: Children) -> str:
    """The text alone, as it is written, for code and for attributes."""
    return "".join(
        child if isinstance(child, str) else plain_text(inlines((child,))) for child in children
    )


def entities(text: str) -> str:
    """``&amp;`` and its kin read."""
    if "&" not in text:
        return text
    from html import unescape

    return unescape(text)


def wide(letter: str) -> bool:
    """Whether a letter stands without blanks between words: Han, kana, full-width marks."""
    return letter >= "\u2e80" and unicodedata.east_asian_width(letter) in "WF"


def _opened(children: Children) -> Iterator[str | m.Inline]:
    """The inlines, those inside blocks too, with a line break before and after a block."""
    after_block = False
    for child in children:
        block = type(child) is Part or type(child) in _BLOCK
        if after_block or (block and child is not children[0]):
            yield m.LineBreak()
        if type(child) is Part:
            yield from _opened(child.content)
        elif block:
            yield from _opened_block(child)  # type: ignore[arg-type]
        elif type(child) is not Origin:
            yield child  # type: ignore[misc]
        after_block = block


def _opened_block(block: m.Block) -> Iterator[str | m.Inline]:
    match block:
        case m.CodeBlock():
            yield m.Code(block.text)
        case m.MathBlock():
            yield m.Math(block.tex)
        case _:
            yield from _opened([_part(node) for node in inside(block)])


def _part(node: m.Node) -> Child:
    """A node as a child; items, cells and definitions as the parts they came from."""
    if type(node) in _INLINE or type(node) in _BLOCK:
        return node  # type: ignore[return-value]
    return Part("", [_part(child) for child in inside(node)], {})


def _text(text: str) -> m.Inlines:
    if "\n" in text:
        text = re.sub(_BREAK, _soft_break, text)
    return (m.Text(text),) if text else ()


def _soft_break(found: re.Match[str]) -> str:
    """A line end in the source is a blank, but nothing between two wide letters."""
    start, end = found.span()
    before, after = found.string[max(start - 1, 0) : start], found.string[end : end + 1]
    return "" if before and after and wide(before) and wide(after) else " "


def _is_blank(node: m.Inline) -> bool:
    return isinstance(node, m.LineBreak) or (
        isinstance(node, m.Text) and not node.text.strip(BLANK)
    )
