"""Inline nodes as Markdown, or as HTML where a line of Markdown cannot stand.

Only what would be read as a mark is escaped. A pair of stars is written where every
CommonMark reader sees emphasis; elsewhere, as in ``**「书」**商``, it is ``<strong>``.
"""

from __future__ import annotations

import re
import unicodedata
from typing import assert_never

from convert import model as m
from convert.conservation import everything
from convert.exporters.markdown.settled import Styled, settled
from convert.exporters.markdown.state import NOTE_DEPTH, State, clean
from convert.exporters.markdown.text import (
    address,
    attribute,
    destination,
    escape,
    html,
    one_line,
    starts,
    title,
)
from convert.walk import plain_text, walk

TAGS: dict[type, str] = {
    m.Strong: "strong",
    m.Emphasis: "em",
    m.Strikethrough: "del",
    m.Superscript: "sup",
    m.Subscript: "sub",
}
_AUTOLINK = re.compile(r"[A-Za-z][A-Za-z0-9+.-]{1,31}:[^\s<>\x00-\x1f\\]*")
_NOTE_MARK = re.compile(r"\[\^\d+\]$")


def paragraph(nodes: m.Inlines, state: State) -> str:
    """Lines of text, none of which begins like a block."""
    nodes = settled(nodes, state)
    return starts(_Line(state, nodes).write(nodes, "\\\n")).strip(" \t\n")


def line(nodes: m.Inlines, state: State) -> str:
    """One line of Markdown, for headings and cells."""
    nodes = settled(nodes, state)
    return _Line(state, nodes).write(nodes, "<br>").strip(" \t")


def framed(tag: str, nodes: m.Inlines, state: State, attrs: str = "") -> str:
    """Inlines inside an HTML element; a footnote is Markdown, so that it needs blank lines."""
    if any(isinstance(node, m.Note) for node in walk(nodes)):
        return f"<{tag}{attrs}>\n\n{paragraph(nodes, state)}\n\n</{tag}>\n"
    nodes = settled(nodes, state)
    inner = _Line(state, nodes, as_html=True).write(nodes, "<br>").strip(" \t")
    return f"<{tag}{attrs}>{inner}</{tag}>"


class _Line:
    """One run of inlines."""

    def __init__(self, state: State, nodes: m.Inlines, *, as_html: bool = False) -> None:
        self.state, self.as_html = state, as_html
        self.in_link = self.behind_note = False
        self.around: list[type] = []
        self.after_link: list[str] = []
        texts = everything(node for node in walk(nodes) if isinstance(node, m.Text | m.Ruby))
        self.starry = as_html or "*" in texts or "~" in texts

    def write(self, nodes: m.Inlines, line_break: str, before: str = "", after: str = "") -> str:
        """The nodes between two marks; ``before`` and ``after`` are '' at the ends of a line."""
        self.line_break = line_break
        parts = self._parts(nodes)
        out = ""
        for at, (node, inner, right) in enumerate(_with_right(nodes, parts, after)):
            left = out[-1:] or before
            if isinstance(node, (m.Strong, m.Emphasis, m.Strikethrough)):
                inner = self._marked(node, inner, left, right)
            elif isinstance(node, m.Code) and left == "`":
                inner = f"<code>{self._text(node.text)}</code>"
            elif isinstance(node, m.LineBreak) and right.isspace():
                inner = "<br>"
            elif isinstance(node, m.Text) and at and _NOTE_MARK.search(parts[at - 1]):
                inner = re.sub("^[:(]", r"\\\g<0>", inner)
            out += inner
        return out

    def _parts(self, nodes: m.Inlines) -> list[str]:
        """Each node alone, emphasis without its marks."""
        found: list[str] = []
        before = ""
        for node in nodes:
            self.behind_note = bool(_NOTE_MARK.search(before))
            found.append(self._part(node))
            before = found[-1] or before
        return found

    def _part(self, node: m.Inline) -> str:
        match node:
            case m.Text():
                return self._text(node.text)
            case m.Strong() | m.Emphasis() | m.Strikethrough():
                return self._styled(node)
            case m.Superscript() | m.Subscript():
                return f"<{TAGS[type(node)]}>{self._styled(node)}</{TAGS[type(node)]}>"
            case m.Code():
                return self._code(node.text)
            case m.Math():
                code = self._code(clean(node.tex)[0])
                return f"${code}$" if code else ""
            case m.Link():
                return self._link(node)
            case m.Image():
                return self._image(node)
            case m.Note():
                return self._note(node)
            case m.LineBreak():
                return self.line_break
            case m.Ruby():
                base, reading = self._text(node.base.strip()), self._text(node.reading.strip())
                return f"<ruby>{base}<rt>{reading}</rt></ruby>"
            case _:
                assert_never(node)

    def _text(self, text: str) -> str:
        text = one_line(text)
        return html(text) if self.as_html else escape(text, in_link=self.in_link)

    def _styled(self, node: Styled) -> str:
        """What stands between the marks."""
        mark = "*" if isinstance(node, (m.Strong, m.Emphasis)) else "<"
        self.around.append(type(node))
        written = self.write(node.content, self.line_break, mark, mark)
        self.around.pop()
        return written

    def _marked(self, node: Styled, inner: str, left: str, right: str) -> str:
        tag = TAGS[type(node)]
        as_tag = self.starry or type(node) in self.around
        mark = "" if as_tag else self._mark(node, inner, left, right)
        return f"{mark}{inner}{mark}" if mark else f"<{tag}>{inner}</{tag}>"

    def _mark(self, node: m.Inline, inner: str, left: str, right: str) -> str:
        """The mark that every reader understands here; '' for none."""
        if isinstance(node, m.Strikethrough):
            plain = self.state.flavour != "commonmark" and _flanked(inner, left, right)
            return "~~" if plain and "~" not in left + right + inner[:1] + inner[-1:] else ""
        if "*" not in (left, right, inner[:1], inner[-1:]):
            fits = _flanked(inner, left, right)
            return ("**" if isinstance(node, m.Strong) else "*") if fits else ""
        lone = isinstance(node, m.Emphasis) and "_" not in (left, right, inner[:1], inner[-1:])
        apart = not (_is_letter(left) or _is_letter(right))
        return "_" if lone and apart and _flanked(inner, left, right) else ""

    def _code(self, text: str) -> str:
        text = re.sub(r"\r?\n|\r", " ", text)
        if self.as_html or not text.strip(" "):
            return f"<code>{html(text)}</code>" if text else ""
        fence = "`" * (1 + max((len(run) for run in re.findall("`+", text)), default=0))
        pad = " " if text[0] in "` " or text[-1] in "` " else ""
        return f"{fence}{pad}{text}{pad}{fence}"

    def _link(self, node: m.Link) -> str:
        url, about = address(node.url), one_line(node.title).strip()
        as_html = self.as_html or self.behind_note
        outer, self.in_link = self.line_break, True
        content = self.write(node.content, "<br>", "[", "]")
        self.line_break, self.in_link = outer, False
        notes, self.after_link = "".join(self.after_link), []
        if as_html:
            return self._html_link(node, content) + notes
        if node.content == (m.Text(url),) and not about and _AUTOLINK.fullmatch(url):
            return f"<{url}>{notes}"
        return f"[{content}]({destination(url)}{title(about)}){notes}"

    def _html_link(self, node: m.Link, content: str) -> str:
        about = one_line(node.title).strip()
        about = f' title="{attribute(about)}"' if about else ""
        return f'<a href="{attribute(address(node.url))}"{about}>{content}</a>'

    def _image(self, node: m.Image) -> str:
        url, alt, about = address(node.url), one_line(node.alt), one_line(node.title)
        if not url:
            return self._text(alt)
        if self.as_html:
            about = f' title="{attribute(about)}"' if about else ""
            return f'<img src="{attribute(url)}" alt="{attribute(alt)}"{about}>'
        return f"![{escape(alt, in_link=True)}]({destination(url)}{title(about)})"

    def _note(self, node: m.Note) -> str:
        if self.state.note_depth >= NOTE_DEPTH:
            self.state.lose("x-002", "footnote inside footnotes")
            return self._text(f" ({plain_text(node.content)})")
        mark = f"[^{self.state.cite(node)}]"
        if not self.in_link:
            return mark
        self.after_link.append(mark)
        return ""


def _with_right(nodes: m.Inlines, parts: list[str], after: str) -> list[tuple[m.Inline, str, str]]:
    """Each node and its text with the letter that will stand on its right."""
    found: list[tuple[m.Inline, str, str]] = []
    for node, part in zip(reversed(nodes), reversed(parts), strict=True):
        found.append((node, part, after))
        if part:
            after = "*" if type(node) in TAGS else part[0]
    return found[::-1]


def _flanked(inner: str, left: str, right: str) -> bool:
    """Whether marks around ``inner`` open and close for every reader of CommonMark."""
    first, last = inner[:1], inner[-1:]
    opens = _is_letter(first) or (_is_punctuation(first) and not _is_letter(left))
    return opens and (_is_letter(last) or (_is_punctuation(last) and not _is_letter(right)))


def _is_letter(text: str) -> bool:
    return bool(text) and not text.isspace() and not _is_punctuation(text)


def _is_punctuation(text: str) -> bool:
    return bool(text) and unicodedata.category(text)[0] in "PS"
