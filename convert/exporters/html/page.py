"""The body of the page: articles, the title of a collection, the table of contents."""

from __future__ import annotations

import re

from convert.exporters.xhtml import Entry, Page, escape, language_tag, quote
from convert.exporters.xhtml.text import one_line
from convert.labels import direction, word
from convert.metadata import Metadata

_EPUB_TYPE = re.compile(r"(<[a-z][^<>]*?) epub:type=\"[^\"]*\"")
_SECTION = re.compile(r"(<section class=\"(?:summary|notes)\"[^<>]* aria-label=\"[^<>\"]*)\"")
"""Text and attributes are escaped, so that every ``<`` begins a tag."""
_HEAD = re.compile(
    r"<h1[^\n]*\n(?:<p class=\"subtitle\"[^\n]*\n)?(?:<section class=\"summary\".*?</section>\n)?"
    r"(?:<section class=\"credits imprint\".*?</section>\n)?",
    re.DOTALL,
)
"""All that stands above the text: titles, summary, imprint."""


def article(page: Page, toc: str, record: str, *, alone: bool) -> str:
    """One document with its JSON-LD; the contents stand below its imprint."""
    html = _as_html(page.html)
    frame = "<article>"
    if not alone:
        key = page.entries[0].id
        frame = f'<article lang="{page.language}" dir="{direction(page.language)}"'
        frame += f' aria-labelledby="{key}">'
        html = _SECTION.sub(lambda found: f'{found[1]}: {quote(page.title)}"', html)
    end = head.end() if (head := _HEAD.match(html)) else 0
    return f"{frame}\n{html[:end]}{toc}{html[end:]}{_script(record)}</article>\n"


def _as_html(xhtml: str) -> str:
    """XHTML as the HTML syntax has it; what may scroll can be reached with the keyboard."""
    html = _EPUB_TYPE.sub(r"\1", xhtml).replace("/>", ">")
    return html.replace('<div class="table">', '<div class="table" tabindex="0">')


def title_block(metadata: Metadata) -> str:
    """The title of a collection; every document below has its own credits."""
    language = language_tag(metadata.language)
    title = one_line(metadata.title) or word("untitled", language)
    subtitle = metadata.subtitle.strip()
    below = f'<p class="subtitle" role="doc-subtitle">{escape(subtitle)}</p>\n' if subtitle else ""
    return f'<header class="title-page">\n<h1 id="top">{escape(title)}</h1>\n{below}</header>\n'


def contents(entries: tuple[Entry, ...], language: str, *, is_open: bool = False) -> str:
    """The table of contents, folded unless ``is_open``; levels begin at 1."""
    name = word("contents", language)
    state = " open" if is_open else ""
    return (
        f'<details class="contents"{state}>\n<summary>{escape(name)}</summary>\n'
        f'<nav role="doc-toc" aria-label="{quote(name)}">\n{_tree(entries)}</nav>\n</details>\n'
    )


def _tree(entries: tuple[Entry, ...]) -> str:
    """Nested lists; a level is only ever one deeper than the one before."""
    parts: list[str] = []
    open_levels: list[int] = []
    for entry in entries:
        while open_levels and open_levels[-1] > entry.level:
            open_levels.pop()
            parts.append("</li></ol>")
        if open_levels and open_levels[-1] == entry.level:
            parts.append("</li>\n")
        else:
            open_levels.append(entry.level)
            parts.append("<ol>")
        parts.append(f'<li><a href="#{quote(entry.id)}">{escape(entry.text)}</a>')
    return "".join(parts) + "</li></ol>" * len(open_levels) + "\n"


def _script(record: str) -> str:
    data = record.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")
    return f'<script type="application/ld+json">\n{data}</script>\n'
