"""Lists and definition lists as XHTML."""

from __future__ import annotations

from convert import model as m
from convert.exporters.xhtml.inlines import inlines
from convert.exporters.xhtml.state import State
from convert.exporters.xhtml.text import quote
from convert.labels import word


def listing(node: m.ListBlock, state: State) -> str:
    """``<ol>`` or ``<ul>``; an empty list is nothing."""
    if not node.items:
        return ""
    tag = "ul" if node.start is None else "ol"
    start = f' start="{node.start}"' if node.start not in (None, 1) else ""
    tasks = ' class="tasks"' if any(item.done is not None for item in node.items) else ""
    items = [_item(item, state) for item in node.items]
    return f"<{tag}{tasks}{start}>\n{''.join(items)}</{tag}>\n"


def definitions(node: m.DefinitionList, state: State) -> str:
    """``<dl>``; an empty one is nothing."""
    if not node.items:
        return ""
    parts = []
    for item in node.items:
        parts.append(f"<dt>{inlines(item.term, state)}</dt>\n")
        parts.append(f"<dd>{_content(item.content, state)}</dd>\n")
    return f"<dl>\n{''.join(parts)}</dl>\n"


def _item(item: m.Item, state: State) -> str:
    if item.done is None:
        return f"<li>{_content(item.content, state)}</li>\n"
    name = quote(word("done" if item.done else "todo", state.language))
    box = (
        f'<span class="task-box" role="img" aria-label="{name}">{"☑" if item.done else "☐"}</span>'
    )
    return f'<li class="task">{box} {_content(item.content, state)}</li>\n'


def _content(content: m.Blocks, state: State) -> str:
    """A paragraph that stands alone, or before a list only, is written without its ``<p>``."""
    if not content:
        return ""
    first, rest = content[0], content[1:]
    if not isinstance(first, m.Paragraph) or any(isinstance(b, m.Paragraph) for b in rest):
        return "\n" + state.blocks(content, state)
    text = inlines(first.content, state)
    return f"{text}\n{state.blocks(rest, state)}" if rest else text
