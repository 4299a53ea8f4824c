"""Kobo's own flavour of EPUB: every sentence in a span with an id.

Kobo's readers keep place, highlights and reading time by these spans, and turn pages faster
with them. The rest of the book stays what it is; other readers see no difference.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_TOKEN = re.compile(r"<[^<>]*>|[^<]+")
_NAME = re.compile(r"</?([a-zA-Z0-9]+)")
_SENTENCE = re.compile(r"[^.!?。！？…]*(?:[.!?。！？…]+[\"'”’」』》）)]*\s*|$)")
_OPENS = frozenset({"p", "li", "h1", "h2", "h3", "h4", "h5", "h6", "td", "th", "dt", "dd", "img"})
"""Elements that begin a new count of sentences."""

_WHOLE = frozenset({"pre", "svg", "math", "script", "style", "ruby"})
"""Elements left as they are."""


def kobo(html: str) -> str:
    """The body of one file as Kobo's own books have it."""
    return f'<div id="book-columns"><div id="book-inner">\n{with_spans(html)}</div></div>\n'


def with_spans(html: str) -> str:
    """Markup with its sentences in spans ``kobo.1.1``, ``kobo.1.2``, …

    >>> with_spans("<p>One. <b>Two</b></p>")
    '<p><span class="koboSpan" id="kobo.1.1">One. </span><b><span class="koboSpan" id="kobo.1.2">\
Two</span></b></p>'
    """
    return "".join(_Spans().over(html))


class _Spans:
    def __init__(self) -> None:
        self.block = self.sentence = self.inside = 0

    def over(self, html: str) -> Iterator[str]:
        for token in _TOKEN.findall(html):
            if token.startswith("<"):
                yield self._tag(token)
            elif self.inside or not token.strip():
                yield token
            else:
                yield from map(self._span, filter(None, _SENTENCE.findall(token)))

    def _tag(self, token: str) -> str:
        found = _NAME.match(token)
        name = found[1] if found else ""
        if name in _WHOLE and not token.endswith("/>"):
            self.inside += -1 if token.startswith("</") else 1
        if name in _OPENS and not token.startswith("</"):
            self.block, self.sentence = self.block + 1, 0
        return self._span(token) if name == "img" and not self.inside else token

    def _span(self, content: str) -> str:
        self.sentence += 1
        key = f"kobo.{max(1, self.block)}.{self.sentence}"
        return f'<span class="koboSpan" id="{key}">{content}</span>'
