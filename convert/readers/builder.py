"""Builder: open and close HTML elements, and get the model's blocks.

Markdown events, raw HTML inside Markdown and an ElementTree all feed the same builder, so
they share one set of rules.

>>> build = Builder()
>>> build.open("p"); build.text("a "); build.open("b"); build.text("c"); build.finish()
(Paragraph(content=(Text(text='a '), Strong(content=(Text(text='c'),)))),)
"""

from __future__ import annotations

from collections.abc import Mapping

from convert import model as m
from convert.diagnostics import Diagnostic, Origin
from convert.readers import elements
from convert.readers.flow import Child, blocks, letters, plain
from convert.readers.tables import spans
from convert.readers.vocabulary import CLOSES, TRANSPARENT, VOID

MAX_DEPTH = 50
"""Elements inside each other that the model keeps; what lies deeper is flattened."""

_NO_ATTRS: Mapping[str, str] = {}


class Builder:
    """Takes elements by their HTML names; what the model cannot hold is a diagnostic.

    Tags that HTML closes by itself (``p``, ``li``, ``td``, ``dt`` …) are closed here too,
    void ones (``br``, ``img``, ``hr``, ``input``) need no ``close``. Beyond HTML there is
    ``callout``, with the attribute ``kind`` and a ``summary`` inside as its title.
    """

    def __init__(self, origin: Origin | None = None) -> None:
        self.diagnostics: list[Diagnostic] = []
        self._stack = [elements.Element("", _NO_ATTRS, origin)]
        self._count: dict[str, int] = {}
        self._depth = 0
        self._too_deep = False

    def open(
        self, tag: str, attrs: Mapping[str, str] = _NO_ATTRS, origin: Origin | None = None
    ) -> None:
        """Start an element, lower case; ``origin`` is where it stands in the source."""
        if ended := CLOSES.get(tag):
            while self._stack[-1].tag in ended:
                self._close_top()
        origin = origin or self._stack[-1].origin
        if tag in VOID:
            self.add(*elements.void(tag, attrs, origin))
        else:
            self._push(tag, attrs, origin)

    def close(self, tag: str) -> None:
        """End the nearest such element and all inside it; nothing when there is none."""
        while self._count.get(tag):
            closed = self._stack[-1].tag
            self._close_top()
            if closed == tag:
                return

    def text(self, text: str) -> None:
        """Letters as they are; line ends become blanks, except in ``pre``."""
        self._stack[-1].children.append(text)

    def add(self, *nodes: Child) -> None:
        """Nodes that are finished, such as a footnote or a formula."""
        self._stack[-1].children += nodes

    def paragraph(self, text: str, origin: Origin | None) -> bool:
        """``open("p")``, ``text`` and ``close("p")`` in one step; False where a paragraph can be
        none of its own, and nothing was done."""
        if self._depth >= MAX_DEPTH:
            return False
        ended = CLOSES["p"]
        while self._stack[-1].tag in ended:
            self._close_top()
        self._stack[-1].children += plain(text, origin or self._stack[-1].origin)
        return True

    def finish(self) -> m.Blocks:
        """Close what is open and give the blocks."""
        while len(self._stack) > 1:
            self._close_top()
        root = self._stack[0]
        return blocks(root.children, root.origin)

    def _push(self, tag: str, attrs: Mapping[str, str], origin: Origin | None) -> None:
        parent = self._stack[-1]
        self._count[tag] = self._count.get(tag, 0) + 1
        if self._is_transparent(tag, attrs, origin):
            self._stack.append(elements.Element(tag, attrs, origin, parent.children))
            return
        self._depth += 1
        self._stack.append(elements.Element(tag, attrs, origin))

    def _is_transparent(self, tag: str, attrs: Mapping[str, str], origin: Origin | None) -> bool:
        if tag in elements.FINISH:
            if tag == "code" and self._count.get("pre"):
                self._into_pre(attrs)
                return True
            return self._depth >= MAX_DEPTH and self._flatten(origin)
        if tag not in TRANSPARENT:
            self.diagnostics.append(Diagnostic("r-002", f"<{tag}>", origin))
        return True

    def _flatten(self, origin: Origin | None) -> bool:
        if not self._too_deep:
            self.diagnostics.append(Diagnostic("r-013", f"more than {MAX_DEPTH} levels", origin))
        self._too_deep = True
        return True

    def _into_pre(self, attrs: Mapping[str, str]) -> None:
        """``<pre><code class="language-x">``: the language belongs to the whole block."""
        pre = next(element for element in reversed(self._stack) if element.tag == "pre")
        pre.attrs = {**pre.attrs, **attrs}

    def _close_top(self) -> None:
        element = self._stack.pop()
        tag = element.tag
        self._count[tag] -= 1
        if element.transparent:
            return
        self._depth -= 1
        self._stack[-1].children += elements.FINISH[tag](element)
        if tag in ("td", "th") and spans(element.attrs):
            detail = letters(element.children)[:40]
            self.diagnostics.append(Diagnostic("r-004", detail, element.origin))
