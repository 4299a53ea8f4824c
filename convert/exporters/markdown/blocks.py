"""Block nodes as Markdown, each a text without a line end at its end."""

from __future__ import annotations

import re
from typing import assert_never

from convert import model as m
from convert.exporters.markdown.inlines import framed, line, paragraph
from convert.exporters.markdown.lists import definitions, indent, listing
from convert.exporters.markdown.settled import settled
from convert.exporters.markdown.state import State, clean
from convert.exporters.markdown.tables import table
from convert.exporters.markdown.text import one_line, unclosed
from convert.walk import plain_text

ALERTS = {"info": "IMPORTANT", "danger": "CAUTION"}
"""Kinds that GitHub calls otherwise; every other is written as it is called."""

ALERT = re.compile(r"\[!([A-Z0-9][A-Z0-9 -]*|>)\] ?")
"""The head of a callout; ``[!>]`` says that it is none."""
_ID_LIKE = re.compile(r"\{#[^{}]*\}$")


def blocks(nodes: m.Blocks, state: State) -> str:
    """Blocks with a blank line between them; a list after a list gets other marks."""
    parts: list[str] = []
    other = False
    for before, node in zip((None, *nodes), nodes, strict=False):
        lists = isinstance(before, m.ListBlock) and isinstance(node, m.ListBlock)
        other = lists and not other
        if part := _block(node, state, other):
            parts.append(part)
    return _joined_tabs("\n\n".join(parts))


def notes(state: State) -> str:
    """The footnotes cited since the last call, those that they cite included."""
    parts: list[str] = []
    while state.notes_written < len(state.notes):
        note, depth = state.notes[state.notes_written]
        state.notes_written += 1
        number, state.note_depth = state.notes_written, depth
        parts.append(indent(blocks(note.content, state), f"[^{number}]: ", "    "))
    state.note_depth = 0
    return "\n\n".join(parts)


def _block(node: m.Block, state: State, other: bool) -> str:
    state.origin = node.origin
    match node:
        case m.Paragraph():
            return paragraph(node.content, state)
        case m.Heading():
            return _heading(node, state)
        case m.Quote():
            return _quote(node, state)
        case m.CodeBlock():
            return _code(node)
        case m.MathBlock():
            return _fenced(node.tex, "math")
        case m.Rule():
            return "***"
        case m.Figure():
            return _figure(node, state)
        case m.Callout():
            return _callout(node, state)
        case m.Credits():
            return _credits(node, state)
        case m.ListBlock():
            return listing(node, state, blocks, other)
        case m.Table():
            return table(node, state)
        case m.DefinitionList():
            return definitions(node, state, blocks)
        case _:
            assert_never(node)


def _heading(node: m.Heading, state: State) -> str:
    """An id is written as Pandoc has it; words that look like one are followed by an empty one."""
    text = unclosed(line(node.content, state))
    if not text:
        return ""
    key = node.id if re.fullmatch(r"[^\s{}]+", node.id) else ""
    mark = f" {{#{key}}}" if key or _ID_LIKE.search(text) else ""
    return f"{'#' * max(1, min(node.level, 6))} {text}{mark}"


def _quote(node: m.Quote, state: State) -> str:
    """Words that look like the head of a callout get a mark of their own above them."""
    content = blocks(node.content, state)
    mark = "[!>]\n" if content and ALERT.match(_first_words(node)) else ""
    return indent(mark + content, "> ", "> ") if content else ""


def _first_words(node: m.Quote) -> str:
    match node.content[:1]:
        case (m.Paragraph(content=(m.Text(text=text), *_)),):
            return clean(text)[0].lstrip()
        case _:
            return ""


def _code(node: m.CodeBlock) -> str:
    """The language and the title stand behind the fence."""
    language = re.sub(r"\s+", "-", node.language.strip())
    title = _quoted(one_line(node.title).strip())
    info = f'{language} title="{title}"'.strip() if title else language
    return _fenced(node.text, _info(info))


def _info(text: str) -> str:
    """Behind a fence backslashes and entities count, and no backtick may stand."""
    return text.replace("\\", r"\\").replace("&", "&amp;").replace("`", "&#96;")


def _fenced(text: str, info: str) -> str:
    longest = max((len(run) for run in re.findall("`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}{info}\n{text}\n{fence}" if text else f"{fence}{info}\n{fence}"


def _figure(node: m.Figure, state: State) -> str:
    """A picture alone is a figure; a caption needs HTML around the Markdown."""
    image = paragraph((node.image,), state)
    if not node.image.url.strip():
        others = (paragraph(part, state) for part in (node.caption, node.credit))
        return "\n\n".join(filter(None, (image, *others)))
    caption = framed("figcaption", node.caption, state) if node.caption else ""
    credit = framed("figcaption", node.credit, state, ' class="credit"') if node.credit else ""
    if not (caption or credit):
        return image
    below = "\n".join(filter(None, (caption.strip(), credit.strip())))
    return f"<figure>\n\n{image}\n\n{below}\n</figure>"


def _callout(node: m.Callout, state: State) -> str:
    content = blocks(node.content, state)
    if node.kind == "details":
        title = framed("summary", node.title, state).strip() if node.title else ""
        inside = f"\n\n{content}\n\n" if content else "\n"
        return f"<details>{title}{inside}</details>"
    if state.flavour == "gitbook":
        return _hint(node, content, state)
    title = paragraph((m.Strong(node.title),), state) if node.title else ""
    near = not title and node.content and not _is_bold_line(node.content[0])
    gap = "\n" if near and isinstance(node.content[0], m.Paragraph) else "\n\n"
    head = f"[!{ALERTS.get(node.kind, node.kind.upper())}]" + (f"\n{title}" if title else "")
    return indent(head + (gap + content if content else ""), "> ", "> ")


def _is_bold_line(node: m.Block) -> bool:
    """What a reader would take for the title of a callout."""
    return isinstance(node, m.Paragraph) and [type(n) for n in node.content] == [m.Strong]


def _hint(node: m.Callout, content: str, state: State) -> str:
    """GitBook's block. Only its tabs show a title; that of another is a bold line, too."""
    title = _quoted(" ".join(clean(plain_text(settled(node.title, state)))[0].split()))
    said = f' title="{title}"' if title else ""
    if node.kind == "tab":
        if any(not isinstance(part, m.Text) for part in node.title):
            state.lose("x-002", f"marks in the title of a tab: {title}")
        tab = f"{{% tab{said} %}}\n{content}\n{{% endtab %}}"
        return f"{{% tabs %}}\n{tab}\n{{% endtabs %}}"
    bold = paragraph((m.Strong(node.title),), state) if node.title else ""
    if bold and not title:
        state.lose("x-002", "title of a callout without letters")
    content = "\n\n".join(filter(None, (bold, content)))
    return f'{{% hint style="{node.kind}"{said} %}}\n{content}\n{{% endhint %}}'


def _quoted(text: str) -> str:
    """For between quotation marks."""
    return re.sub(r"[\\\"]", r"\\\g<0>", text)


def _joined_tabs(text: str) -> str:
    return text.replace("{% endtab %}\n{% endtabs %}\n\n{% tabs %}\n", "{% endtab %}\n\n")


def _credits(node: m.Credits, state: State) -> str:
    """Between comments, so that a reader knows it is a copy of what the front matter says."""
    role = "colophon" if node.role == "colophon" else "imprint"
    title = line((m.Text(node.title),), state)
    head = (f"## {title}" if role == "colophon" else f"**{title}**") if title else ""
    content = "\n\n".join(filter(None, (head, blocks(node.content, state))))
    return f"<!-- pubconvert: {role} -->\n\n{content}\n\n<!-- /{role} -->"
