"""Lines of text in WeasyPrint 70, found with less work.

The lines are the same; see ``weasy``, which puts this in place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from weasyprint.text import line_break
from weasyprint.text.ffi import ffi, gobject, pango

from convert.exporters.pdf.gaps import GAP
from convert.exporters.pdf.weasy_boxes import Replacement, users

_WIDE_LINE = 1.2
"""The part of a text of wide signs, in lines, that is enough to find where the first ends."""

_MORE = 8
_BREAKS = re.compile("[\xad\n]")
_TWO_SIGNS = re.compile("[\u4e00-\u9fff]{2}")

_original = {
    "split": line_break.split_first_line,
    "setup": line_break.Layout.setup,
    "strut": line_break.strut,
}


def replacements() -> Iterator[Replacement]:
    """All that this module has to put in place, besides ``KeptLayout``."""
    for module in users("split_first_line"):
        yield module, "split_first_line", split_first_line
    for module in users("strut"):
        yield module, "strut", strut


def is_wide(style: Any) -> bool:
    """Whether the language is set in signs of one width."""
    return (style["lang"] or "").lower().startswith(("zh", "ja"))


def split_first_line(
    text: str, style: Any, context: Any, max_width: Any, *others: Any, **options: Any
) -> Any:
    """The first line of a text. Where signs are wide and stand without blanks, WeasyPrint
    shows Pango four lines of them, or all, for each; a little more than one line is
    enough, if the line ends well before its end."""
    part = _part(text, style, max_width)
    if len(part) < len(text):
        found = _original["split"](part, style, context, max_width, *others, **options)
        if found[2] is not None and _goes_on(part.encode()[found[2] :].decode()):
            return _ended(found, part)
    return _ended(_original["split"](text, style, context, max_width, *others, **options), text)


def _ended(found: Any, text: str) -> Any:
    """A gap at the end of a line is left out, as a blank is."""
    layout, length, after, *others = found
    if GAP not in text or not after or text.encode()[length:after].decode().strip(" ") != GAP:
        return found
    return layout, after, after, *others


def strut(style: Any) -> Any:
    """Height and baseline of an empty line."""
    if "strut" not in style.__dict__:
        style.strut = _original["strut"](style)
    return style.strut


class KeptLayout(line_break.Layout):  # type: ignore[misc]
    """A Pango layout that is a copy of the one made first in the same style."""

    def setup(self, style: Any) -> None:
        kept = style.__dict__.get("kept_layout") or _first(style)
        self.__dict__.update(kept, style=style)
        self.layout = ffi.gc(pango.pango_layout_copy(kept["layout"]), gobject.g_object_unref)


def _first(style: Any) -> dict[str, Any]:
    made = object.__new__(line_break.Layout)
    _original["setup"](made, style)
    style.kept_layout = {name: it for name, it in made.__dict__.items() if name != "style"}
    kept: dict[str, Any] = style.kept_layout
    return kept


def _part(text: str, style: Any, max_width: Any) -> str:
    """The beginning of ``text``, all of it unless it is wide and longer than a line."""
    plain = style["white_space"] == "normal" and style["font_size"] and is_wide(style)
    if not plain or max_width is None or _BREAKS.search(text):
        return text
    count = int(min(max_width / style["font_size"] * _WIDE_LINE, len(text))) + _MORE
    return text[: count + sum(map(str.isascii, text[:count]))]


def _goes_on(rest: str) -> bool:
    """Whether a line can end in ``rest`` before it is over."""
    return bool(_TWO_SIGNS.search(rest[1:-1]))


ffi.cdef("PangoLayout * pango_layout_copy (PangoLayout *src);")
