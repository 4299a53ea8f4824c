"""Block nodes as XHTML."""

from __future__ import annotations

import re
from typing import assert_never

from convert import model as m
from convert.exporters.xhtml import foreign
from convert.exporters.xhtml.headings import is_titled, label
from convert.exporters.xhtml.inlines import inlines, picture, placeholder
from convert.exporters.xhtml.lists import definitions, listing
from convert.exporters.xhtml.state import State
from convert.exporters.xhtml.tables import table
from convert.exporters.xhtml.text import escape, one_line

_KINDS = {"info", "note", "tip", "success", "warning", "danger", "tab", "details"}
_NOT_CLASS = r"[^A-Za-z0-9_+.#-]+"


def blocks(nodes: m.Blocks, state: State) -> str:
    """Blocks one after the other, each ended by a line end."""
    parts = []
    for node in nodes:
        parts.append(_block(node, state))
    return "".join(parts)


def _block(node: m.Block, state: State) -> str:
    state.origin = node.origin
    match node:
        case m.Paragraph():
            html = inlines(node.content, state)
            return f"<p{foreign.attributes(html, node.content, state)}>{html}</p>\n"
        case m.Heading():
            return _heading(node, state)
        case m.Figure():
            return _figure(node, state)
        case m.ListBlock():
            return listing(node, state)
        case m.Quote():
            return f"<blockquote>\n{blocks(node.content, state)}</blockquote>\n"
        case m.CodeBlock():
            return _code(node)
        case m.Table():
            return table(node, state)
        case m.Callout():
            return _callout(node, state)
        case m.Credits():
            return _credits(node, state)
        case m.DefinitionList():
            return definitions(node, state)
        case m.MathBlock():
            state.features.add("math")
            return f'<pre class="math"><code>{escape(node.tex)}</code></pre>\n'
        case m.Rule():
            return "<hr/>\n"
        case _:
            assert_never(node)


def _heading(node: m.Heading, state: State) -> str:
    text = inlines(node.content, state)
    if state.in_note:
        return f"<p><strong>{text}</strong></p>\n"
    level, key = state.headings.enter(label(node.content))
    return f'<h{level} id="{key}">{text}</h{level}>\n'


def _figure(node: m.Figure, state: State) -> str:
    image = picture(node.image, state)
    if image:
        kind, body = "", image
    else:
        kind, body = ' class="missing"', f'<p class="image">{placeholder(node.image, state)}</p>'
    caption = f"<p>{inlines(node.caption, state)}</p>" if node.caption else ""
    if node.credit:
        caption += f'<p class="credit">{inlines(node.credit, state)}</p>'
    below = f"<figcaption>{caption}</figcaption>\n" if caption else ""
    return f"<figure{kind}>\n{body}\n{below}</figure>\n"


def _code(node: m.CodeBlock) -> str:
    language = re.sub(_NOT_CLASS, "-", node.language.strip()).strip("-")
    kind = f' class="language-{language}"' if language else ""
    code = f"<pre><code{kind}>{escape(node.text)}</code></pre>\n"
    if not node.title.strip():
        return code
    caption = f"<figcaption>{escape(node.title)}</figcaption>\n"
    return f'<figure class="listing">\n{caption}{code}</figure>\n'


def _callout(node: m.Callout, state: State) -> str:
    kind = node.kind if node.kind in _KINDS else "note"
    title = inlines(node.title, state)
    if title:
        title = f'<p class="callout-title">{title}</p>\n'
    body = blocks(node.content, state)
    if kind in ("tab", "details"):
        return f'<div class="callout {kind}">\n{title}{body}</div>\n'
    return f'<aside class="callout {kind}" role="note">\n{title}{body}</aside>\n'


def _credits(node: m.Credits, state: State) -> str:
    title = escape(node.title)
    if is_titled(node) and not state.in_note:
        level, key = state.headings.enter(one_line(node.title))
        state.colophon = state.headings.entries[-1]
        title = f'<h{level} class="credits-title" id="{key}">{title}</h{level}>\n'
    elif title.strip():
        title = f'<p class="credits-title">{title}</p>\n'
    kind = "colophon" if node.role == "colophon" else "imprint"
    role = "doc-colophon" if node.role == "colophon" else "doc-credits"
    frame = f'<section class="credits {kind}" epub:type="{kind}" role="{role}">'
    return f"{frame}\n{title}{blocks(node.content, state)}</section>\n"
