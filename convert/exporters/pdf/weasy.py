"""The few places where WeasyPrint is touched below its documented surface.

Written for WeasyPrint 70; with another version only what is needed is done. The tests hold
each touch against the installed version: they fail when the touched place has changed, and
when WeasyPrint does by itself what a touch is for.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

from cssselect2 import ElementWrapper
from weasyprint import HTML, VERSION
from weasyprint.layout import inline
from weasyprint.pdf import fonts
from weasyprint.text import line_break

from convert.exporters.pdf.faces import CUT, mark

KNOWN = "70."
"""The versions whose inside is known here."""


class Tree(HTML):  # type: ignore[misc]
    """A document from a tree of elements instead of text.

    WeasyPrint parses its text as HTML, where a code block inside a footnote would end the
    paragraph around it; it has no way in for a tree.
    """

    def __init__(self, root: Any, base_url: str, fetcher: Any) -> None:
        self.base_url, self.url_fetcher, self.media_type = base_url, fetcher, "print"
        self.wrapper_element = ElementWrapper.from_html_root(root, content_language=None)
        self.etree_element = self.wrapper_element.etree_element

    def _ua_stylesheets(self, forms: bool = False) -> list[Any]:
        if not is_known():
            return list(super()._ua_stylesheets(forms))
        from convert.exporters.pdf.weasy_styles import user_agent_sheet

        return [user_agent_sheet()]


def is_known() -> bool:
    """Whether this is a version whose inside is known."""
    return str(VERSION).startswith(KNOWN)


def is_drawn() -> bool:
    """Whether lines are drawn by us."""
    from convert.exporters.pdf.weasy_draw import replacements

    return any(replacements())


@contextmanager
def touched() -> Iterator[None]:
    """WeasyPrint as we need it, for as long as this lasts."""
    if not is_known():
        yield
        return
    from convert.exporters.pdf import weasy_boxes, weasy_draw, weasy_styles, weasy_text
    from convert.exporters.pdf.weasy_lines import SpacedLayout, count_gaps, justify_line

    with ExitStack() as stack:
        for module, name, ours in (
            (fonts.Font, "clean", _clean(fonts.Font.clean)),
            (line_break, "Layout", SpacedLayout),
            (inline, "justify_line", justify_line),
            (inline, "count_expandable_spaces", count_gaps),
            *weasy_boxes.replacements(),
            *weasy_draw.replacements(),
            *weasy_styles.replacements(),
            *weasy_text.replacements(),
        ):
            stack.callback(setattr, module, name, getattr(module, name))
            setattr(module, name, ours)
        yield


def _clean(clean: Any) -> Any:
    """A font that was cut before is not cut again in each piece of a book, which takes 0.05 s
    a time: it is only marked, and put in when the pieces are joined."""

    def cleaned(font: Any, to_unicode: Any, hinting: bool) -> None:
        if font.family.endswith(CUT):
            font.file_content = font.file_content[:4] + mark(font.file_content)
        else:
            clean(font, to_unicode, hinting)

    return cleaned
