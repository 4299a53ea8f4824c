"""A document as XHTML, shared by EPUB and PDF: the model in, one string of markup out.

The markup is well-formed XML and valid HTML, without an ``<html>`` frame; it uses the
prefix ``epub:`` for ``epub:type``. Its classes are the hooks for style sheets::

    clause                      of a Chinese title;  subtitle, summary: below it
    credits imprint|colophon    the notices; credits-title
    callout info|note|tip|…     callout-title;  tab and details are callouts too
    figure.missing, .image      a picture that is not in the book;  credit: its credit line
    figure.listing              a code block with a title
    div.table                   a table that may scroll;  align-left|center|right
    tasks, task, task-box       a to-do list
    noteref, notes, footnote    notes at the end, or span.footnote where they are cited
    math, language-…            code
"""

from __future__ import annotations

from convert import model as m
from convert.diagnostics import Diagnostic
from convert.exporters.xhtml.blocks import blocks
from convert.exporters.xhtml.headings import Entry, Headings
from convert.exporters.xhtml.parts import parts
from convert.exporters.xhtml.state import State, Style
from convert.exporters.xhtml.text import (
    clauses,
    drop_illegal,
    escape,
    language_tag,
    one_line,
    quote,
)
from convert.labels import word
from convert.value import Value

__all__ = ["Entry", "Page", "Style", "escape", "language_tag", "quote", "render"]


class Page(Value):
    """One document, written.

    ``parts`` are its files, ``html`` all of them in one. ``entries`` are its headings in
    order, its title first; ``colophon`` is one of them. ``features`` say what is in it:
    'image', 'image without alt', 'table', 'math', 'ruby', 'note'.
    """

    title: str
    language: str
    html: str
    parts: tuple[str, ...]
    entries: tuple[Entry, ...]
    colophon: Entry | None
    features: frozenset[str]
    diagnostics: tuple[Diagnostic, ...]


PLAIN = Style()


def render(document: m.Document, style: Style = PLAIN) -> Page:
    """The whole document: title, summary, blocks, notes."""
    language = language_tag(document.metadata.language)
    title = one_line(document.metadata.title) or word("untitled", language)
    headings = Headings(document.blocks, style.prefix)
    state = State(style, language, headings, blocks)
    top = f"{style.prefix}top"
    head = f'<h1 id="{top}">{clauses(title)}</h1>\n{_below_title(document, language)}'
    written = [_body(part, state) for part in parts(document.blocks, headings, style)]
    cleaned = [drop_illegal(part) for part in (head + written[0], *written[1:])]
    if illegal := sum(count for _, count in cleaned):
        state.lose("r-001", f"{illegal} in {title!r}")
    files = tuple(html for html, _ in cleaned)
    return Page(
        title=title,
        language=language,
        html=files[0] if len(files) == 1 else "".join(files),
        parts=files,
        entries=(Entry(1, top, title), *headings.entries),
        colophon=state.colophon,
        features=frozenset(state.features),
        diagnostics=state.losses,
    )


def _below_title(document: m.Document, language: str) -> str:
    subtitle, about = document.metadata.subtitle.strip(), document.metadata.description
    lines = "".join(f"<p>{escape(line)}</p>\n" for line in about.splitlines() if line.strip())
    parts = []
    if subtitle:
        parts.append(f'<p class="subtitle" role="doc-subtitle">{escape(subtitle)}</p>\n')
    if lines:
        frame = f'role="doc-abstract" aria-label="{quote(word("summary", language))}"'
        parts.append(f'<section class="summary" {frame}>\n{lines}</section>\n')
    return "".join(parts)


def _body(nodes: m.Blocks, state: State) -> str:
    """The blocks, with the notes before a colophon that ends the document."""
    ends = bool(nodes) and isinstance(nodes[-1], m.Credits) and nodes[-1].role == "colophon"
    body = nodes[:-1] if ends else nodes
    html = blocks(body, state) + _notes(state)
    return html + blocks(nodes[-1:], state) + _notes(state) if ends else html


def _notes(state: State) -> str:
    """The notes cited since the last call, those that notes cite included."""
    parts: list[str] = []
    state.in_note = True
    while state.notes_written < len(state.notes):
        state.notes_written += 1
        parts.append(_note(state.notes[state.notes_written - 1], state.notes_written, state))
    state.in_note = False
    if not parts:
        return ""
    state.features.add("note")
    name = quote(word("notes", state.language))
    return f'<section class="notes" aria-label="{name}">\n{"".join(parts)}</section>\n'


def _note(note: m.Note, number: int, state: State) -> str:
    prefix = state.style.prefix
    back = f'<a epub:type="backlink" role="doc-backlink" href="#{prefix}fnref{number}">{number}</a>'
    text = blocks(note.content, state)
    if text.startswith(("<p>", "<p lang")):
        opening, _, rest = text.partition(">")
        text = f"{opening}>{back} {rest}"
    else:
        text = f"<p>{back}</p>\n{text}"
    frame = f'<aside id="{prefix}fn{number}" class="footnote" epub:type="footnote"'
    return f'{frame} role="doc-footnote">\n{text}</aside>\n'
