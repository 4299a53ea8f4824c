"""Inline nodes as one line of text."""

from __future__ import annotations

import re
from functools import cache
from typing import assert_never

from convert import model as m
from convert.exporters.text.state import HARD_BREAK, State
from convert.labels import picture

_SPOILING = "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u200b\u2060\ufeff\u202a-\u202e]+"
"""Control characters, and invisible ones that do nothing or reverse the text."""
_LINE_ENDS = "[\x0b\x0c\x85\u2028\u2029]"
_UNLINKED = ("#", "javascript:", "data:", "vbscript:")


def prose(nodes: m.Inlines, state: State) -> str:
    """The text of a paragraph, its line breaks as ``HARD_BREAK``.

    Marks of links, notes and code stay outside a claim's words: they follow the line.
    """
    if len(nodes) == 1 and type(nodes[0]) is m.Text:
        text = clean(nodes[0].text)
    elif state.aside is None and state.holds_claim(nodes):
        text = _with_marks_aside(nodes, state)
    else:
        text = inlines(nodes, state)
    return _autospace(text) if state.style.autospace else text


def inlines(nodes: m.Inlines, state: State) -> str:
    """The nodes one after the other; links to one address side by side are one link, pictures
    side by side stay apart."""
    parts: list[str] = []
    for node, after in zip(nodes, (*nodes[1:], None), strict=False):
        if isinstance(node, m.Link) and isinstance(after, m.Link) and node.url == after.url:
            parts.append(inlines(node.content, state))
        else:
            parts.append(_inline(node, state))
        if isinstance(node, m.Image) and isinstance(after, m.Image):
            parts.append(" ")
    return "".join(parts)


def image(node: m.Image, state: State, caption: str = "") -> str:
    """``[图：alt — caption]`` in the document's language, ``[图1：alt]`` where that is said
    already, and its link."""
    said = (clean(node.alt).strip(), clean(node.title).strip(), caption.strip())
    told = " — ".join(dict.fromkeys(part for part in said if part))
    url = _address(node.url)
    if node.url.startswith("data:"):
        state.lose("x-001", "picture inside the source")
    return f"[{picture(told, state.language)}]{state.link(url) if url else ''}"


def clean(text: str) -> str:
    """``text`` without what would spoil a terminal; every letter stays.

    >>> clean("甲\\x1b\\u200d乙\\u200b")
    '甲乙'
    """
    if text.isprintable():
        return text
    text = re.sub(_LINE_ENDS, " ", re.sub(_SPOILING, "", text))
    if "\u200c" in text or "\u200d" in text:
        text = _stray_joiners().sub("", text)
    return text


def _with_marks_aside(nodes: m.Inlines, state: State) -> str:
    state.aside = []
    text = inlines(nodes, state) + "".join(state.aside)
    state.aside = None
    return text


def _inline(node: m.Inline, state: State) -> str:
    match node:
        case m.Text():
            return clean(node.text)
        case m.Emphasis() | m.Strong():
            return inlines(node.content, state)
        case m.Strikethrough():
            return _marked("~~", inlines(node.content, state), state)
        case m.Superscript():
            return _script("^", inlines(node.content, state))
        case m.Subscript():
            return _script("_", inlines(node.content, state))
        case m.Code():
            text = clean(node.text)
            return _marked("``" if "`" in text else "`", text, state)
        case m.Math():
            return _marked("$", clean(node.tex), state)
        case m.Link():
            return _link(node, state)
        case m.Image():
            return image(node, state)
        case m.Note():
            return state.note(node)
        case m.LineBreak():
            return _line_break(state)
        case m.Ruby():
            return f"{clean(node.base)}({clean(node.reading)})"
        case _:
            assert_never(node)


def _marked(mark: str, text: str, state: State) -> str:
    return text if state.aside is not None else f"{mark}{text}{mark}"


def _script(mark: str, text: str) -> str:
    """``x^2``, ``x^(n+1)``; what stands in brackets or is no number stays as it is."""
    if not text.isascii() or text[:1] in "[(":
        return text
    return f"{mark}{text}" if len(text) == 1 or text.isdigit() else f"{mark}({text})"


def _link(node: m.Link, state: State) -> str:
    text, url = inlines(node.content, state), _address(node.url)
    if not url:
        return text
    if not text.strip():
        return url
    if _says(text.strip(), url):
        return text
    title = clean(node.title).strip()
    return text + state.link(url, "" if title in text else " ".join(title.split()))


def _says(text: str, url: str) -> bool:
    """Whether a link's text is its address already."""
    bare = url.removeprefix("mailto:")
    return text in (url, bare) or text.rstrip("/") == bare.partition("://")[2].rstrip("/")


def _address(url: str) -> str:
    """A URL as one word, '' for one that leads nowhere outside this text."""
    url = clean(url).strip()
    return "" if url.lower().startswith(_UNLINKED) else "%20".join(url.split())


def _line_break(state: State) -> str:
    marks = "".join(state.aside or ())
    if state.aside:
        state.aside.clear()
    return marks + HARD_BREAK


def _autospace(text: str) -> str:
    """A blank between a Chinese letter and a Latin one, or a digit; code and URLs stay.

    >>> _autospace("用Python写3行`a中b`")
    '用 Python 写 3 行`a中b`'
    """
    return _seams().sub(lambda found: found[0] or " ", text)


@cache
def _stray_joiners() -> re.Pattern[str]:
    """Joiners beside letters that never join."""
    lone = "[\x20-\u024f\u2e80-\u9fff\uff00-\uffef]"
    return re.compile(f"(?<={lone})[\u200c\u200d]+|[\u200c\u200d]+(?={lone}|$)")


@cache
def _seams() -> re.Pattern[str]:
    wide, narrow = "[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]", "[A-Za-z0-9]"
    kept = r"`[^`\n]*`|[A-Za-z][A-Za-z0-9+.-]{1,20}://\S+"
    return re.compile(f"{kept}|(?<={wide})(?={narrow})|(?<={narrow})(?={wide})")
