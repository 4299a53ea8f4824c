"""The lines of a document: what its source shows on one line, with the markup taken off."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import assert_never

from convert import model as m
from convert.diagnostics import Origin
from convert.value import Value
from convert.walk import only_text, plain_text

OPENERS = "（(【[「*＊#＃※▲△▼◆■●↑·•—–-_:：注|｜丨>"
PICTURE = "\x1d"
"""Stands for a picture among words: a file may show it as other words, so they are not one line."""

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
        if (text := only_text(block)) and "\n" not in text:
            found += _single(text, place, beside, False, block.origin)
            beside = False
        else:
            found += _block(block, place, beside, False)
            beside = _shows_picture(block)
    return found


def squeeze(text: str) -> str:
    """``text`` without white space and invisible characters: what two spellings share.

    >>> squeeze("基于 CC0\\u200b 协议")
    '基于CC0协议'
    """
    if text.isprintable():  # of white space only the plain blank is
        return text.replace(" ", "")
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


def _block(block: m.Block, place: int, beside: bool, bound: bool) -> Sequence[Line]:
    match block:
        case m.Paragraph() | m.Heading():
            return _inlines(block.content, place, beside, bound, block.origin)
        case m.Quote():
            return _several(block.content, place, beside, bound)
        case m.ListBlock():
            inside = [inner for item in block.items for inner in item.content]
            return _several(inside, place, beside, True)
        case m.Figure():
            words = [part for part in (block.caption, block.credit) if part]
            told = [_inlines(part, place, True, True, block.origin) for part in words]
            return [line for part in told for line in part]
        case m.Callout() | m.Credits():
            return _several(block.content, place, beside, True)
        case m.Table() | m.DefinitionList() | m.CodeBlock() | m.MathBlock() | m.Rule():
            return ()
        case _:
            assert_never(block)


def _several(blocks: Iterable[m.Block], place: int, beside: bool, bound: bool) -> list[Line]:
    return [line for block in blocks for line in _block(block, place, beside, bound)]


def _single(
    text: str, place: int, beside: bool, bound: bool, origin: Origin | None
) -> Sequence[Line]:
    said = text.strip()
    return (Line(said, place, beside, bound, (), origin),) if said else ()


def _inlines(
    words: m.Inlines, place: int, beside: bool, bound: bool, origin: Origin | None
) -> Sequence[Line]:
    if len(words) == 1 and type(only := words[0]) is m.Text and "\n" not in only.text:
        return _single(only.text, place, beside, bound, origin)
    text, links, more = _flatten(words)
    tied = bound or more or bool(links)
    found = []
    for number, line in enumerate(text.split("\n")):
        at = Origin(origin.file, origin.line + number) if origin and origin.line else origin
        for said in map(str.strip, line.split(PICTURE)):
            if said:
                found.append(Line(said, place, beside or more, tied, links, at))
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
            case m.Image():
                bound = True
                text.append(PICTURE)
            case m.Note():
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
