"""What WeasyPrint 70 works out anew for every box and every page, kept instead.

The pages are the same to the byte; see ``weasy``, which puts these in place.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Any

import pydyf
from weasyprint import css
from weasyprint.formatting_structure.boxes import Box, PageBox, TextBox
from weasyprint.layout import absolute, page, percent

Replacement = tuple[Any, str, Any]
"""A module or a class, a name in it, and what is to stand there."""

_SIDES = ("top", "right", "bottom", "left")
_RESOLVED = (
    *("width", "min_width", "max_width", "height", "min_height", "max_height"),
    *(f"{kind}_{side}" for kind in ("margin", "padding") for side in _SIDES),
    *(f"border_{side}_width" for side in _SIDES),
)
"""What ``resolve_percentages`` says of a box."""


_original = {
    "resolve": percent.resolve_percentages,
    "computed": css.StyleFor.set_computed_styles,
    "shrink": absolute.shrink_to_fit,
    "styles": page.set_page_type_computed_styles,
    "references": pydyf.PDF.page_references.fget,
}


def replacements() -> Iterator[Replacement]:
    """All that this module has to put in place."""
    yield pydyf.PDF, "page_references", property(page_references)
    yield page, "set_page_type_computed_styles", page_styles
    yield absolute, "shrink_to_fit", shrink_to_fit
    yield css.StyleFor, "set_computed_styles", computed_styles
    for module in users("resolve_percentages"):
        yield module, "resolve_percentages", resolve_percentages


def page_references(pdf: Any) -> tuple[bytes, ...]:
    """All pages, asked for by each line of text."""
    count = pdf.pages["Count"]
    if pdf.__dict__.get("referred", (0,))[0] != count:
        pdf.referred = count, _original["references"](pdf)
    found: tuple[bytes, ...] = pdf.referred[1]
    return found


def computed_styles(styles: Any, element: Any, parent: Any, **options: Any) -> None:
    """The style of an element; the marks of lists share theirs as elements do."""
    computed, pseudo = styles.get_computed_styles(), options.get("pseudo_type")
    if pseudo != "marker":
        _original["computed"](styles, element, parent, **options)
        return
    declared = styles.get_cascaded_styles()[element, pseudo].items()
    key = id(computed[parent, None]), tuple((name, id(value)) for name, (value, _) in declared)
    known = styles.__dict__.setdefault("marks", {})
    if key not in known:
        _original["computed"](styles, element, parent, **options)
        known[key] = computed[element, pseudo]
    computed[element, pseudo] = known[key]


def shrink_to_fit(context: Any, box: Any, available: float) -> float:
    """The width of a box; the marks of a list look alike."""
    if not box.is_outside_marker:
        return float(_original["shrink"](context, box, available))
    text = "".join(it.text for it in box.descendants() if isinstance(it, TextBox))
    known = box.style.__dict__.setdefault("mark_widths", {})
    if (text, available) not in known:
        known[text, available] = _original["shrink"](context, box, available)
    return float(known[text, available])


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


def users(name: str) -> Iterator[Any]:
    """The modules of WeasyPrint that know a function by ``name``."""
    found = [it for key, it in sys.modules.items() if key.startswith("weasyprint.")]
    return (module for module in found if name in module.__dict__)
