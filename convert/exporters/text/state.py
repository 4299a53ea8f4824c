"""What is known while one document is written: its language, claims, links and notes."""

from __future__ import annotations

import re
from collections.abc import Iterable

from convert import model as m
from convert.diagnostics import Diagnostic, Origin
from convert.exporters.text.wrap import wrap
from convert.value import Value
from convert.walk import plain_text

HARD_BREAK = "\u2028"
_NUMBERED = re.compile(r"\[(\d{1,3})\]")


class Style(Value):
    """How the text is to look; ``PlainText`` explains the fields."""

    width: int = 78
    indent: int = 0
    autospace: bool = False
    links: str = "end"


class Reference(Value):
    """A link's address or a footnote, under the number that stands in the text."""

    number: int
    entry: str | m.Note


class State:
    """Grows while one document is written, and is thrown away afterwards."""

    def __init__(self, style: Style, document: m.Document) -> None:
        self.style = style
        self.document = document
        self.language = document.metadata.language
        self.claims = frozenset(letters(claim.text) for claim in document.ledger) - {""}
        self.names = _names(document)
        self.losses: list[Diagnostic] = []
        self.references: list[Reference] = []
        self.aside: list[str] | None = None
        self.in_credits = False
        self._numbers: dict[str, int] = {}
        self._listed: set[int] = set()
        self._last = -1

    def lose(self, code: str, detail: str, origin: Origin | None = None) -> None:
        self.losses.append(Diagnostic(code, detail, origin))

    def wrap(self, text: str, width: int, first: int = 0) -> list[str]:
        """The lines of a paragraph; each hard line is filled by itself."""
        names = self.names if self.in_credits else ()
        lines: list[str] = []
        for part in text.split(HARD_BREAK):
            lines += wrap(part, width, 0 if lines else first, names)
        return lines

    def holds_claim(self, nodes: m.Inlines) -> bool:
        """Whether marks inside these inlines would part the words of a claim."""
        text = letters(plain_text(nodes))
        return self.in_credits or any(claim in text for claim in self.claims)

    def link(self, url: str, title: str = "") -> str:
        """What stands behind a link's text: a number, the address, or nothing."""
        entry = f"{url} ({title})" if title else url
        if self.style.links == "none":
            return ""
        if self.style.links == "inline" or self.in_credits:
            return self._later(f" <{url}>" + entry[len(url) :])
        if entry not in self._numbers:
            self._numbers[entry] = self._next()
        return self._cite(Reference(self._numbers[entry], entry))

    def note(self, note: m.Note) -> str:
        """What stands for a footnote where it is cited."""
        return self._cite(Reference(self._next(), note))

    def forget_references(self) -> None:
        """They are written; who cites them again wants them listed again."""
        self.references.clear()
        self._listed.clear()

    def _cite(self, reference: Reference) -> str:
        if reference.number not in self._listed:
            self._listed.add(reference.number)
            self.references.append(reference)
        return self._later(f"[{reference.number}]")

    def _later(self, mark: str) -> str:
        if self.aside is None:
            return mark
        self.aside.append(mark)
        return ""

    def _next(self) -> int:
        """The next number; the first is above every [1] the author wrote."""
        if self._last < 0:
            text = plain_text(self.document.blocks)
            self._last = max(map(int, _NUMBERED.findall(text)), default=0)
        self._last += 1
        return self._last


def letters(text: str) -> str:
    """``text`` without its blanks."""
    return "".join(text.split())


def _names(document: m.Document) -> tuple[str, ...]:
    """Names that lose their sense when a line breaks inside them."""
    stated = (c for claim in document.ledger for c in claim.contributions)
    everybody: Iterable[str] = (c.agent.name for c in (*document.metadata.contributions, *stated))
    return tuple(dict.fromkeys(name for name in everybody if 2 <= len(name) <= 16))
