"""What WeasyPrint 70 works out anew for every line, box and page, kept instead.

The pages are the same to the byte; see ``weasy``, which puts these in place.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from typing import Any

import pydyf
from weasyprint.formatting_structure.boxes import Box, PageBox
from weasyprint.layout import page, percent
from weasyprint.text import line_break
from weasyprint.text.ffi import ffi, gobject, pango

Replacement = tuple[Any, str, Any]
"""A module or a class, a name in it, and what is to stand there."""

_SIDES = ("top", "right", "bottom", "left")
_RESOLVED = (
    *("width", "min_width", "max_width", "height", "min_height", "max_height"),
    *(f"{kind}_{side}" for kind in ("margin", "padding") for side in _SIDES),
    *(f"border_{side}_width" for side in _SIDES),
)
"""What ``resolve_percentages`` says of a box."""

_WIDE_LINE = 1.2
"""The part of a text of wide signs, in lines, that is enough to find where the first ends."""

_MORE = 8
_BREAKS = re.compile("[\xad\n]")
_TWO_SIGNS = re.compile("[\u4e00-\u9fff]{2}")

_original = {
    "resolve": percent.resolve_percentages,
    "split": line_break.split_first_line,
    "strut": line_break.strut,
    "styles": page.set_page_type_computed_styles,
    "setup": line_break.Layout.setup,
    "references": pydyf.PDF.page_references.fget,
}


def replacements() -> Iterator[Replacement]:
    """All that this module has to put in place."""
    yield pydyf.PDF, "page_references", property(page_references)
    yield page, "set_page_type_computed_styles", page_styles
    for module in _users("resolve_percentages"):
        yield module, "resolve_percentages", resolve_percentages
    for module in _users("split_first_line"):
        yield module, "split_first_line", split_first_line
    for module in _users("strut"):
        yield module, "strut", strut


def is_wide(style: Any) -> bool:
    """Whether the language is set in signs of one width."""
    return (style["lang"] or "").lower().startswith(("zh", "ja"))


def page_references(pdf: Any) -> tuple[bytes, ...]:
    """All pages, asked for by each line of text."""
    count = pdf.pages["Count"]
    if pdf.__dict__.get("referred", (0,))[0] != count:
        pdf.referred = count, _original["references"](pdf)
    found: tuple[bytes, ...] = pdf.referred[1]
    return found


def page_styles(page_type: Any, html: Any, style_for: Any) -> None:
    """The styles of a page and of its margins, which are those of the page before if that was
    of the same kind; no sheet of ours tells pages apart by their number."""
    computed, known = style_for.get_computed_styles(), style_for.__dict__.setdefault("kinds", {})
    kind = (page_type.side, page_type.blank, page_type.name, page_type.index == 0)
    if kind not in known:
        _original["styles"](page_type, html, style_for)
        known[kind] = [(it[1], computed[it]) for it in computed if it[0] == page_type]
    computed.update(((page_type, pseudo), style) for pseudo, style in known[kind])


def resolve_percentages(box: Any, containing_block: Any) -> None:
    """The lengths of a box, which depend on its style and on the size of the box around it."""
    style, size = box.style, containing_block
    if isinstance(size, Box):
        size = containing_block.width, containing_block.height
    known = style.__dict__.setdefault("resolved", {})
    if size in known:
        box.__dict__.update(known[size])
        return
    _original["resolve"](box, containing_block)
    if not isinstance(box, PageBox) and style["border_collapse"] != "collapse":
        known[size] = {name: box.__dict__[name] for name in _RESOLVED}


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
            return found
    return _original["split"](text, style, context, max_width, *others, **options)


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


def _users(name: str) -> Iterator[Any]:
    """The modules of WeasyPrint that know a function by ``name``."""
    found = [it for key, it in sys.modules.items() if key.startswith("weasyprint.")]
    return (module for module in found if name in module.__dict__)


ffi.cdef("PangoLayout * pango_layout_copy (PangoLayout *src);")
