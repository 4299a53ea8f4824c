"""The lines of a document: what its source shows on one line, with the markup taken off."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import assert_never

from convert import model as m
from convert.diagnostics import Origin
from convert.value import Value
from convert.walk import plain_text

OPENERS = "（(【[「*＊#＃※▲△▼◆■●↑·•—–-_:：注|｜丨>"
UNSEEN = "\u200b\u200c\u200d\u2060\ufeff\u00ad"


class Line(Value):
    """One line of text. ``block`` is the place of its outermost block in the document,
    ``picture`` says that it captions one, ``links`` are URLs that its text does not show,
    ``bound`` that its block holds more than text and must not be moved."""

    text: str
    block: int
    picture: bool = False
    bound: bool = False
    links: tuple[str, ...] = ()
    origin: Origin | None = None


def read(blocks: m.Blocks) -> list[Line]:
    """All lines that are not code, mathematics or table cells, in reading order."""
    found: list[Line] = []
    beside = False
    for place, block in enumerate(blocks):
        if type(block) is m.Paragraph:
            found += _inlines(block.content, place, beside, block.origin)
        else:
            found += _block(block, place, beside)
        beside = _shows_picture(block)
    return found


def squeeze(text: str) -> str:
    """``text`` without white space and invisible characters: what two spellings share.

    >>> squeeze("基于 CC0\\u200b 协议")
    '基于CC0协议'
    """
    if not text.isprintable():
        for letter in UNSEEN:
            text = text.replace(letter, "")
    return "".join(text.split())


def bare(key: str) -> str:
    """A squeezed line without the brackets, bullets and 'PS：' it may open with.

    >>> bare("（*注：文中甲为化名）")
    '文中甲为化名）'
    """
    key = key.lstrip(OPENERS)
    return key[2:].lstrip(OPENERS) if key[:3].lower() in ("ps：", "ps:") else key


def _block(block: m.Block, place: int, beside: bool) -> Iterable[Line]:
    match block:
        case m.Paragraph() | m.Heading():
            return _inlines(block.content, place, beside, block.origin)
        case m.Quote():
            return _several(block.content, place, beside)
        case m.Callout() | m.Credits():
            return map(_bind, _several(block.content, place, beside))
        case m.ListBlock():
            inside = [inner for item in block.items for inner in item.content]
            return map(_bind, _several(inside, place, beside))
        case m.Figure():
            words = (block.caption, block.credit)
            told = [line for part in words for line in _inlines(part, place, True, block.origin)]
            return map(_bind, told)
        case m.Table() | m.DefinitionList() | m.CodeBlock() | m.MathBlock() | m.Rule():
            return ()
        case _:
            assert_never(block)


def _several(blocks: Iterable[m.Block], place: int, beside: bool) -> list[Line]:
    return [line for block in blocks for line in _block(block, place, beside)]


def _bind(line: Line) -> Line:
    return Line(line.text, line.block, line.picture, True, line.links, line.origin)


def _inlines(words: m.Inlines, place: int, beside: bool, origin: Origin | None) -> Sequence[Line]:
    if len(words) == 1 and type(only := words[0]) is m.Text and "\n" not in only.text:
        text = only.text.strip()
        return (Line(text, place, beside, False, (), origin),) if text else ()
    text, links, bound = _flatten(words)
    found = []
    for number, line in enumerate(text.split("\n")):
        if line.strip():
            at = Origin(origin.file, origin.line + number) if origin and origin.line else origin
            tied = bound or bool(links)
            found.append(Line(line.strip(), place, beside or bound, tied, links, at))
    return found


def _flatten(words: m.Inlines) -> tuple[str, tuple[str, ...], bool]:
    """The letters, a line end for each line break; hidden URLs; whether there is more."""
    text: list[str] = []
    links: list[str] = []
    bound = False
    for node in words:
        match node:
            case m.Text() | m.Code():
                text.append(node.text)
            case m.LineBreak():
                text.append("\n")
            case m.Image() | m.Note():
                bound = True
            case m.Math() | m.Ruby():
                bound = True
                text.append(plain_text((node,)))
            case m.Link() | m.Emphasis() | m.Strong() | m.Strikethrough():
                inner, deeper, holds = _flatten(node.content)
                text.append(inner)
                links += deeper
                bound = bound or holds
                if isinstance(node, m.Link) and node.url not in (inner, f"mailto:{inner}"):
                    links.append(node.url)
            case m.Superscript() | m.Subscript():
                bound = True
                text.append(plain_text(node.content))
            case _:
                assert_never(node)
    return "".join(text), tuple(links), bound


def _shows_picture(block: m.Block) -> bool:
    if type(block) is m.Paragraph or type(block) is m.Heading:
        return m.Image in map(type, block.content)
    return type(block) is m.Figure
