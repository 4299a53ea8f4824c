"""Inline nodes as data for the template."""

from __future__ import annotations

from typing import assert_never

from convert import model as m
from convert.exporters.pdf.addresses import is_hidden
from convert.exporters.pdf.typst.state import Data, State
from convert.exporters.xhtml.targets import stand_in, target
from convert.exporters.xhtml.text import one_line
from convert.labels import word
from convert.walk import plain_text

ELSEWHERE = "book:"
"""How the address of a link to another document of the book begins."""

_LONE = "\u00a0"
"""What an empty list item holds (PDF/UA-1, 7.2)."""

_STYLED = {"b", "i", "slanted", "s", "sup", "sub", "a", "to"}


def inlines(nodes: m.Inlines, state: State) -> Data:
    """One line of text; blanks and breaks at its ends are gone."""
    line = _inlines(nodes, state)
    while line and is_blank(line[:1]):
        del line[0]
    while line and is_blank(line[-1:]):
        del line[-1]
    if line and isinstance(line[0], str):
        line[0] = line[0].lstrip(" ")
    if line and isinstance(line[-1], str):
        line[-1] = line[-1].rstrip(" ")
    return [part for part in line if part != ""]


def unnoted(nodes: m.Inlines, state: State) -> Data:
    """One line of a heading, a caption or credits, whose links show no addresses."""
    outside, state.noted = state.noted, False
    line = inlines(nodes, state)
    state.noted = outside
    return line


def _inlines(nodes: m.Inlines, state: State) -> Data:
    line: Data = []
    for node in nodes:
        if type(node) is m.Text:
            line.append(state.text(node.text))
        else:
            line += _inline(node, state)
    return line


def _inline(node: m.Inline, state: State) -> Data:
    match node:
        case m.Text():
            return [state.text(node.text)]
        case m.Strong():
            return [["b", _inlines(node.content, state)]]
        case m.Emphasis():
            return [_emphasis(_lined(node.content, state), state)]
        case m.Strikethrough():
            struck = _lined(node.content, state)
            return struck if state.lined else [["s", struck]]
        case m.Superscript():
            return [["sup", _inlines(node.content, state)]]
        case m.Subscript():
            return [["sub", _inlines(node.content, state)]]
        case m.Code():
            return [["code", state.code(node.text)]]
        case m.Math():
            return [math(node.tex, state)]
        case m.Link():
            return _link(node, state)
        case m.Image():
            return _image(node, state)
        case m.Note():
            return _note(node, state)
        case m.LineBreak():
            return [["br"]]
        case m.Ruby():
            return [["ruby", state.text(node.base), state.text(node.reading)]]
        case _:
            assert_never(node)


def speaks(line: Data) -> bool:
    """Whether a line has letters of its own, as a heading must (PDF/UA-1, 7.4); those of a
    note, a picture or a reading do not count."""
    for part in line:
        if isinstance(part, str):
            found = bool(part.strip())
        elif part[0] == "code":
            found = bool(part[1].strip())
        else:
            found = part[0] in _STYLED and speaks(part[-1])
        if found:
            return True
    return False


def is_blank(line: Data) -> bool:
    """Whether a line shows nothing. Where a page ends in one, Typst may lose count of its tags."""
    return all(
        not part.strip()
        if isinstance(part, str)
        else part[0] == "br" or (part[0] in _STYLED and is_blank(part[-1]))
        for part in line
    )


def beside(blocks: Data) -> Data:
    """Blocks whose first paragraph is a line beside the mark of an item or a note."""
    if blocks and blocks[0][0] == "p":
        blocks[0] = ["line", blocks[0][1]]
    return blocks or [["line", [_LONE]]]


def _lined(nodes: m.Inlines, state: State) -> Data:
    """What stands in emphasis or is struck out: PDF/UA-1 has no room for two lines on the
    same letters, and East Asian emphasis is a dotted line."""
    outside, state.lined = state.lined, True
    line = _inlines(nodes, state)
    state.lined = outside
    return line


def _emphasis(line: Data, state: State) -> Data:
    return ["slanted" if state.lined else "i", line]


def math(tex: str, state: State) -> Data:
    """A formula, verbatim; that it is no picture of itself is said."""
    state.lose("x-002", "formulas are written as TeX")
    return ["code", state.code(tex)]


def alternative(node: m.Image, state: State) -> str:
    """The text in a picture's place for who cannot see it (PDF/UA-1, 7.3)."""
    return state.text(one_line(node.alt)) or word("image", state.language)


def missing(node: m.Image, state: State) -> Data | str:
    """What stands for a picture that is not in the book: its name, linked to where it is."""
    state.lose("x-001", node.url.strip()[:200])
    name, href = stand_in(node, state.language)
    text = state.text(name)
    return ["a", href, [text]] if href and not state.in_link else text


def _image(node: m.Image, state: State) -> Data:
    file = state.pictures.get(node.url)
    return [["image", file, alternative(node, state)] if file else missing(node, state)]


def _link(node: m.Link, state: State) -> Data:
    url = node.url.strip()
    found = None if state.in_link else target(url, state.headings, state.link)
    if found is None:
        if url and not state.in_link:
            state.lose("x-002", f"link to {url[:200]}")
        return _inlines(node.content, state)
    state.in_link = True
    text = _inlines(node.content, state)
    state.in_link = False
    after, state.after_link = state.after_link, []
    text = [state.text(node.url)] if is_blank(text) else text
    return [_leading(found, text, state), *after, *_address(found, node, state)]


def _leading(found: str, text: Data, state: State) -> Data:
    """A link; to another document of the book it is made whole when the book is."""
    if not found.startswith("#"):
        return ["a", found, text]
    if found.startswith(f"#{state.prefix}"):
        return ["to", found[1:], text]
    return ["a", ELSEWHERE + found[1:], text]


def _address(found: str, node: m.Link, state: State) -> Data:
    """The address as a note, for those who read on paper."""
    if not state.noted or state.in_note or not is_hidden(found, plain_text(node.content)):
        return []
    return [["note", [["line", [["a", found, [state.text(found)]]]]]]]


def _note(node: m.Note, state: State) -> Data:
    outside, state.in_link = state.in_link, False
    nested, state.in_note = state.in_note, True
    lined, state.lined = state.lined, False
    mark = ["note", beside(state.blocks(node.content, state))]
    state.in_link, state.in_note, state.lined = outside, nested, lined
    if not state.in_link:
        return [mark]
    state.after_link.append(mark)
    return []
