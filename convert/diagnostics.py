"""Losses and oddities as values: a code that keeps its meaning for ever, and a place."""

from __future__ import annotations

from collections.abc import Iterable

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
    "r-014": "bytes that are no letters in the encoding of the page, shown as �",
    "s-001": "site frame not recognised, kept as text",
    "s-002": "site frame recognised only in part, the rest kept",
    "s-003": "what looks like a part of the site's frame stands in the text",
    "i-001": "image not found, shown as a link",
    "i-002": "no network or no answer, images shown as links",
    "i-003": "image changed since it was locked",
    "i-004": "image refused",
    "i-005": "image broken, or of a kind that no book holds",
    "i-006": "image simplified",
    "i-007": "image left out, too many bytes",
    "i-008": "images left out as asked",
    "l-001": "entry of the contents leads to no file",
    "l-002": "page stands in the contents more than once, written once",
    "l-003": "page is not in the contents, left out",
    "l-004": "entry of the contents leads nowhere and has nothing below it, left out",
    "l-005": "link leads to no page of the library",
    "l-006": "page cannot be read, left out",
    "l-007": "introduction only repeats its title, left out",
    "l-008": "not understood, passed over",
    "l-009": "no title stated for the whole",
    "x-001": "image not embedded, shown as a link",
    "x-002": "format cannot express this, written as text",
    "x-003": "table wider than the page, written as records",
    "x-004": "character without a glyph",
    "x-005": "character the encoding does not have, replaced",
    "x-006": "WeasyPrint cannot run here, set by Typst",
}
"""Every code there is: r reading, s site profiles, i images, l libraries, x exporting. Never
reuse one."""


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


SHOWN = 3
"""Diagnostics of one code that a summary shows before the rest is only counted."""


def summary(diagnostics: Iterable[Diagnostic], *, every: bool = False) -> list[str]:
    """A few lines of each code, then how many more there are."""
    by_code: dict[str, list[str]] = {}
    for diagnostic in diagnostics:
        by_code.setdefault(diagnostic.code, []).append(str(diagnostic))
    lines: list[str] = []
    for code, found in by_code.items():
        shown = found if every or len(found) <= SHOWN + 1 else found[:SHOWN]
        lines += shown
        if len(found) > len(shown):
            lines.append(f"… and {len(found) - len(shown)} more {code} (-v shows all)")
    return lines
