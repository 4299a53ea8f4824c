"""Lines of Chinese and Japanese in WeasyPrint 70, which stretches blanks only.

Adjacent punctuation loses the blank half of one sign (``halt``), as CSS's
``text-spacing-trim`` has it, and a line is stretched between all its signs. Replaces
``text.line_break.Layout`` and two functions of ``layout.inline``; see ``weasy``.
"""

from __future__ import annotations

import re
from typing import Any

from weasyprint.formatting_structure import boxes
from weasyprint.layout import inline
from weasyprint.text.ffi import TO_UNITS, ffi, pango

from convert.exporters.pdf.gaps import GAP, WIDTH
from convert.exporters.pdf.weasy_text import KeptLayout, is_wide

WIDEST = 0.2
"""The most that is put between two signs, in ems; a shorter line stays short."""

_OPENING, _CLOSING = "「『（《〈【〔〖［｛", "」』）》〉】〕〗］｝，。、；：！？"
_HALF = re.compile(f"[{_CLOSING}](?=[{_CLOSING}])|(?<=[{_CLOSING}{_OPENING}])[{_OPENING}]")
_WIDE = re.compile(
    "[\u2014\u2018-\u201d\u2026\u2e80-\u9fff\uf900-\ufaff\uff00-\uff60\U00020000-\U0003ffff]+"
)


class SpacedLayout(KeptLayout):
    """A Pango layout whose wide signs stand closer at punctuation, and apart in a line that
    is stretched."""

    def set_text(self, text: str, justify: bool = False) -> None:
        if text[1:].endswith(GAP) and self.max_width is not None and not self._breaks():
            text = text[:-1]
        super().set_text(text, justify)
        if not is_wide(self.style):
            return
        for found in _HALF.finditer(self.text):
            self._add(pango.pango_attr_font_features_new(b"halt 1"), found)
        if justify and self.justification_spacing:
            spacing = int(self.justification_spacing * TO_UNITS)
            for found in _WIDE.finditer(self.text):
                self._add(pango.pango_attr_letter_spacing_new(spacing), found)

    def _breaks(self) -> bool:
        """Whether lines are still to be found in the text; else it is one."""
        return int(pango.pango_layout_get_width(self.layout)) >= 0

    def _add(self, attribute: Any, found: re.Match[str]) -> None:
        attribute.start_index = len(self.text[: found.start()].encode())
        attribute.end_index = attribute.start_index + len(found[0].encode())
        attributes = pango.pango_layout_get_attributes(self.layout)
        if attributes == ffi.NULL:
            attributes = ffi.gc(pango.pango_attr_list_new(), pango.pango_attr_list_unref)
        pango.pango_attr_list_insert(attributes, attribute)
        pango.pango_layout_set_attributes(self.layout, attributes)


def justify_line(context: Any, line: Any, extra: float) -> None:
    """Spread ``extra`` over the line, unless that would tear it apart."""
    count, extra = count_gaps(line), extra + _hanging(line)
    torn = is_wide(line.style) and extra > count * WIDEST * line.style["font_size"]
    if not count or torn:
        return
    inline.add_word_spacing(context, line, extra / count, 0)


def _hanging(box: Any) -> float:
    """The width of the gap that a line ends with, which is nothing to see."""
    while isinstance(box, (boxes.LineBox, boxes.InlineBox)) and box.children:
        box = box.children[-1]
    ends = isinstance(box, boxes.TextBox) and box.text.endswith(GAP)
    return WIDTH * float(box.style["font_size"]) if ends else 0


def count_gaps(box: Any) -> float:
    """How many gaps can be stretched: Pango gives half a gap at each end of a run of signs,
    and none at the ends of a line."""
    if isinstance(box, boxes.TextBox):
        text = box.text
        blanks: float = text.count(" ") + text.count("\u00a0")
        if is_wide(box.style):
            for found in _WIDE.finditer(text):
                ends = (found.start() == 0) + (found.end() == len(text))
                blanks += len(found[0]) - ends / 2
        return blanks
    if isinstance(box, (boxes.LineBox, boxes.InlineBox)):
        return sum(map(count_gaps, box.children))
    return 0


ffi.cdef("int pango_layout_get_width (PangoLayout *layout);")
