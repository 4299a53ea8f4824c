"""The styles of elements in WeasyPrint 70, worked out with less work.

The pages are the same to the byte; see ``weasy``, which puts these in place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from weasyprint import CSS, css, html
from weasyprint.css.computed_values import PHYSICAL_FUNCTIONS
from weasyprint.css.properties import INHERITED, INITIAL_NOT_COMPUTED, INITIAL_VALUES
from weasyprint.layout import page

from convert.exporters.pdf.weasy_boxes import Replacement

_SHARED = frozenset({"marker", "before"})
"""Pseudo-elements that look alike wherever the elements that they belong to do."""

_TOLD = {"page", "position", "float", "display"}
"""Properties that depend on more than what is declared for an element."""

_UNSAID = {
    name: value
    for name, value in INITIAL_VALUES.items()
    if not (name in INHERITED | INITIAL_NOT_COMPUTED | _TOLD or name.startswith("text_decoration"))
}
_FLOWING = {name: value for name, value in _UNSAID.items() if name not in PHYSICAL_FUNCTIONS}
_LOGICAL = re.compile("(^|_)(block|inline)_|^inset")

_LISTED, _NOTED = re.compile("^::marker", re.M), re.compile("^::(?=footnote|note)", re.M)

_original = {
    "computed": css.StyleFor.set_computed_styles,
    "made": css.ComputedStyle.__init__,
    "styles": page.set_page_type_computed_styles,
}


def replacements() -> Iterator[Replacement]:
    """All that this module has to put in place."""
    yield css.StyleFor, "set_computed_styles", computed_styles
    yield css.ComputedStyle, "__init__", begin
    yield page, "set_page_type_computed_styles", page_styles


@cache
def user_agent_sheet() -> Any:
    """WeasyPrint's own sheet, whose marks and calls are for lists and notes only: else each
    element gets six styles that nothing asks for."""
    text = _NOTED.sub(".footnote::", _LISTED.sub("li::marker", html.UA))
    return CSS(string=text)


def begin(style: Any, parent: Any, cascaded: Any, pseudo_type: Any, *others: Any) -> None:
    """A style that knows at once what no rule says of it, instead of one by one."""
    _original["made"](style, parent, cascaded, pseudo_type, *others)
    if pseudo_type in ("first-line", "first-letter"):  # whose every value would be copied
        return
    style.update(_FLOWING if any(map(_LOGICAL.search, cascaded)) else _UNSAID)
    for name in cascaded:
        style.pop(name, None)


def computed_styles(styles: Any, element: Any, parent: Any, **options: Any) -> None:
    """The style of an element; the marks of lists share theirs as elements do."""
    computed, pseudo = styles.get_computed_styles(), options.get("pseudo_type")
    if pseudo not in _SHARED:
        _original["computed"](styles, element, parent, **options)
        return
    declared = styles.get_cascaded_styles()[element, pseudo].items()
    said = tuple((name, id(value)) for name, (value, _) in declared)
    known, key = styles.__dict__.setdefault("marks", {}), (id(computed[parent, None]), pseudo, said)
    if key not in known:
        _original["computed"](styles, element, parent, **options)
        known[key] = computed[element, pseudo]
    computed[element, pseudo] = known[key]


def page_styles(page_type: Any, tree: Any, style_for: Any) -> None:
    """The styles of a page and of its margins, which are those of the page before if that was
    of the same kind; no sheet of ours tells pages apart by their number."""
    computed, known = style_for.get_computed_styles(), style_for.__dict__.setdefault("kinds", {})
    kind = (page_type.side, page_type.blank, page_type.name, page_type.index == 0)
    if kind not in known:
        _original["styles"](page_type, tree, style_for)
        known[kind] = [(it[1], computed[it]) for it in computed if it[0] == page_type]
    computed.update(((page_type, pseudo), style) for pseudo, style in known[kind])
