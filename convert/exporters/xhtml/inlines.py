"""Inline nodes as XHTML."""

from __future__ import annotations

from typing import assert_never

from convert import model as m
from convert.exporters.xhtml.state import State
from convert.exporters.xhtml.targets import stand_in, target
from convert.exporters.xhtml.text import escape, quote


def inlines(nodes: m.Inlines, state: State) -> str:
    """One line of text."""
    parts: list[str] = []
    for node in nodes:
        parts.append(escape(node.text) if type(node) is m.Text else _inline(node, state))
    return "".join(parts)


def _inline(node: m.Inline, state: State) -> str:
    match node:
        case m.Text():
            return escape(node.text)
        case m.Strong():
            return f"<strong>{inlines(node.content, state)}</strong>"
        case m.Emphasis():
            return f"<em>{inlines(node.content, state)}</em>"
        case m.Strikethrough():
            return f"<s>{inlines(node.content, state)}</s>"
        case m.Superscript():
            return f"<sup>{inlines(node.content, state)}</sup>"
        case m.Subscript():
            return f"<sub>{inlines(node.content, state)}</sub>"
        case m.Code():
            return f"<code>{escape(node.text)}</code>"
        case m.Math():
            state.features.add("math")
            return f'<code class="math">{escape(node.tex)}</code>'
        case m.Link():
            return _link(node, state)
        case m.Image():
            return picture(node, state) or _missing(node, state)
        case m.Note():
            return _note(node, state)
        case m.LineBreak():
            return "<br/>"
        case m.Ruby():
            state.features.add("ruby")
            return f"<ruby>{escape(node.base)}<rt>{escape(node.reading)}</rt></ruby>"
        case _:
            assert_never(node)


def picture(node: m.Image, state: State) -> str:
    """The ``<img>`` of a picture that is in the book, '' for any other."""
    path = state.style.image(node)
    if path is None:
        return ""
    state.features.add("image" if node.alt.strip() else "image without alt")
    title = f' title="{quote(node.title)}"' if node.title.strip() else ""
    return f'<img src="{quote(path)}" alt="{quote(node.alt)}"{title}/>'


def placeholder(node: m.Image, state: State) -> str:
    """What stands for a picture that is not in the book: its name, linked to where it is."""
    state.lose("x-001", node.url.strip()[:200])
    name, href = stand_in(node, state.language)
    text = escape(name)
    return f'<a href="{quote(href)}">{text}</a>' if href and not state.in_link else text


def _missing(node: m.Image, state: State) -> str:
    return f'<span class="image">{placeholder(node, state)}</span>'


def _link(node: m.Link, state: State) -> str:
    href = None if state.in_link else _target(node.url.strip(), state)
    if href is None:
        return inlines(node.content, state)
    state.in_link = True
    text = inlines(node.content, state)
    state.in_link = False
    after, state.after_link = "".join(state.after_link), []
    title = f' title="{quote(node.title)}"' if node.title.strip() else ""
    return f'<a href="{quote(href)}"{title}>{text or escape(node.url)}</a>{after}'


def _target(url: str, state: State) -> str | None:
    """Where a link leads from inside the book; ``None``, with a loss noted, for nowhere."""
    found = target(url, state.headings, state.style.link)
    if found is None and url:
        state.lose("x-002", f"link to {url[:200]}")
    return found


def _note(node: m.Note, state: State) -> str:
    if state.style.notes == "floats":
        mark = f'<span class="footnote">{_floated(node.content, state)}</span>'
    else:
        state.notes.append(node)
        number, prefix = len(state.notes), state.style.prefix
        mark = (
            f'<a class="noteref" epub:type="noteref" role="doc-noteref" id="{prefix}fnref{number}"'
            f' href="#{prefix}fn{number}">{number}</a>'
        )
    if not state.in_link:
        return mark
    state.after_link.append(mark)
    return ""


def _floated(content: m.Blocks, state: State) -> str:
    """A note's blocks inside a line; paragraphs are spans, so that no element is cut in two."""
    outside, state.in_link = state.in_link, False
    nested, state.in_note = state.in_note, True
    parts = [
        f'<span class="paragraph">{inlines(block.content, state)}</span>'
        if isinstance(block, m.Paragraph)
        else state.blocks((block,), state)
        for block in content
    ]
    state.in_link, state.in_note = outside, nested
    return "".join(parts)
