"""What we know of teahouse.example: the row of buttons below its articles, and its bylines."""

from __future__ import annotations

import re

from convert.diagnostics import Diagnostic, Origin
from convert.formats import Cleaned
from convert.ledger import Claim, Kind
from convert.metadata import Agent, Contribution
from convert.model import Removal

_BUTTONS = re.compile(
    r"^\[Pour me a cup\]\(https://teahouse\.example/tip[^)\n]*\)\s*"
    r"\[Tell a friend\]\(https://teahouse\.example/share[^)\n]*\)\s*\Z",
    re.M,
)
_BYLINE = re.compile(r"Steeped by (?P<name>[^.,]{1,60})\.")


class Teahouse:
    """The buttons are cut by their full wording and place, never by a keyword."""

    name = "teahouse"
    hosts = ("teahouse.example",)

    def clean(self, text: str, file: str) -> Cleaned:
        """The text with the buttons blanked, its lines unmoved."""
        found = _BUTTONS.search(text)
        if not found:
            odd = "teahouse.example/tip" in text
            return Cleaned(
                text, diagnostics=(Diagnostic("s-001", "", Origin(file)),) if odd else ()
            )
        origin = Origin(file, text.count("\n", 0, found.start()) + 1)
        blank = "\n" * found[0].count("\n")
        return Cleaned(text[: found.start()] + blank, (Removal("buttons", found[0], origin),))

    def notice(self, line: str) -> Claim | None:
        """'Steeped by Mei Lin.' names the author."""
        found = _BYLINE.fullmatch(line.strip())
        if not found:
            return None
        return Claim(Kind.BYLINE, line, (Contribution(Agent(found["name"]), "aut"),))
