"""Losses and oddities as values: a code that keeps its meaning for ever, and a place."""

from __future__ import annotations

from convert.value import Value

CODES = {
    "r-001": "control characters dropped",
    "r-002": "raw HTML the model cannot hold, kept as text",
    "r-003": "GitBook block never closed",
    "r-004": "table cell spans rows or columns",
    "r-005": "footnote cited but never defined",
    "r-006": "footnote defined but never cited",
    "r-007": "unknown GitBook block, its content kept",
    "r-008": "front matter field not understood",
    "r-009": "front matter is not valid, kept as text",
    "r-010": "no author stated",
    "r-011": "no title stated",
    "r-013": "blocks nested too deeply, flattened",
    "s-001": "site frame not recognised, kept as text",
    "s-002": "site frame recognised only in part, the rest kept",
    "x-001": "image not embedded, shown as a link",
    "x-002": "format cannot express this, written as text",
    "x-003": "table wider than the page, written as records",
    "x-004": "character without a glyph",
    "x-005": "character the encoding does not have, replaced",
}
"""Every code there is: r reading, s site profiles, x exporting. Never reuse one."""


class Origin(Value):
    """Where something stands in the source: a file name and a line, counted from 1."""

    file: str
    line: int = 0

    def __str__(self) -> str:
        return f"{self.file}:{self.line}" if self.line else self.file


class Diagnostic(Value):
    """One loss or oddity.

    >>> print(Diagnostic("r-004", "two columns", Origin("ch2.md", 41)))
    ch2.md:41: r-004 table cell spans rows or columns: two columns
    """

    code: str
    detail: str = ""
    origin: Origin | None = None

    def __str__(self) -> str:
        place = f"{self.origin}: " if self.origin else ""
        detail = f": {self.detail}" if self.detail else ""
        return f"{place}{self.code} {CODES[self.code]}{detail}"
