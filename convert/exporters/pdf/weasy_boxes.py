"""What WeasyPrint 70 works out anew for every box and every page, kept instead.

The pages are the same to the byte; see ``weasy``, which puts these in place.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Any

import pydyf
from weasyprint.draw.color import get_color
from weasyprint.formatting_structure.boxes import Box, LineBox, PageBox, TextBox
from weasyprint.layout import absolute, background, percent
from weasyprint.layout import float as floats

Replacement = tuple[Any, str, Any]
"""A module or a class, a name in it, and what is to stand there."""

_SIDES = ("top", "right", "bottom", "left")
_CORNERS = tuple(f"border_{v}_{h}_radius" for v in ("top", "bottom") for h in ("left", "right"))
_OUT = ("left", "right", "inline-start", "inline-end", "footnote")
_PLACED, _TAKEN = ("absolute", "fixed"), ("running()", "note()")
_RESOLVED = (
    *("width", "min_width", "max_width", "height", "min_height", "max_height"),
    *(f"{kind}_{side}" for kind in ("margin", "padding") for side in _SIDES),
    *(f"border_{side}_width" for side in _SIDES),
)
"""What ``resolve_percentages`` says of a box."""


_original = {
    "resolve": percent.resolve_percentages,
    "avoid": floats.avoid_collisions,
    "backgrounds": background.layout_box_backgrounds,
    "radii": background.resolve_radii_percentages,
    "shrink": absolute.shrink_to_fit,
    "references": pydyf.PDF.page_references.fget,
}


def replacements() -> Iterator[Replacement]:
    """All that this module has to put in place."""
    yield pydyf.PDF, "page_references", property(page_references)
    yield absolute, "shrink_to_fit", shrink_to_fit
    yield Box, "is_in_normal_flow", is_in_normal_flow
    yield background, "layout_box_backgrounds", layout_box_backgrounds
    yield background, "resolve_radii_percentages", resolve_radii_percentages
    for module in users("avoid_collisions"):
        yield module, "avoid_collisions", avoid_collisions
    for module in users("resolve_percentages"):
        yield module, "resolve_percentages", resolve_percentages


def page_references(pdf: Any) -> tuple[bytes, ...]:
    """All pages, asked for by each line of text."""
    count = pdf.pages["Count"]
    if pdf.__dict__.get("referred", (0,))[0] != count:
        pdf.referred = count, _original["references"](pdf)
    found: tuple[bytes, ...] = pdf.referred[1]
    return found


def shrink_to_fit(context: Any, box: Any, available: float) -> float:
    """The width of a box; the marks of a list look alike."""
    if not box.is_outside_marker:
        return float(_original["shrink"](context, box, available))
    text = "".join(it.text for it in box.descendants() if isinstance(it, TextBox))
    known = box.style.__dict__.setdefault("mark_widths", {})
    if (text, available) not in known:
        known[text, available] = _original["shrink"](context, box, available)
    return float(known[text, available])


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


def is_in_normal_flow(box: Any) -> bool:
    """Whether a box is where its place in the text is."""
    style = box.style
    kind, position = style["float"], style["position"]
    return not (kind in _OUT or position in _PLACED or position[0] in _TAKEN)


def avoid_collisions(context: Any, box: Any, containing_block: Any, outer: bool = True) -> Any:
    """Where a line begins and how long it may be; there is seldom anything in its way."""
    plain = not (outer or context.excluded_shapes or box.margin_left or box.margin_right)
    if not plain or containing_block.style["direction"] != "ltr" or type(box) is not LineBox:
        return _original["avoid"](context, box, containing_block, outer)
    left, top = containing_block.content_box_x(), box.border_box_y() - box.margin_top
    return left, top, left + containing_block.width - left


def resolve_radii_percentages(box: Any) -> None:
    """The corners of a box, which seldom are round."""
    known = box.style.__dict__
    if "sharp" not in known:
        known["sharp"] = all((0, "px") in box.style[name] for name in _CORNERS)
    if not known["sharp"]:
        _original["radii"](box)
        return
    for name in _CORNERS:
        setattr(box, name, (0, 0))


def layout_box_backgrounds(page: Any, box: Any, *others: Any, **options: Any) -> None:
    """What is painted behind a box and the boxes in it: mostly nothing."""
    if options or box is page or not _is_bare(box.style):
        _original["backgrounds"](page, box, *others, **options)
        return
    background.resolve_radii_percentages(box)
    for child in box.all_children():
        layout_box_backgrounds(page, child, *others)
    box.background = None


def _is_bare(style: Any) -> bool:
    known = style.__dict__
    if "bare" not in known:
        pictures = {it for it, _ in style["background_image"]}
        pictures |= {style[f"{it}_source"][0] for it in ("border_image", "mask_border")}
        seen = get_color(style, "background_color").alpha or style["box_shadow"]
        known["bare"] = pictures == {"none"} and not seen
    return bool(known["bare"])


def users(name: str) -> Iterator[Any]:
    """The modules of WeasyPrint that know a function by ``name``."""
    found = [it for key, it in sys.modules.items() if key.startswith("weasyprint.")]
    return (module for module in found if name in module.__dict__)
