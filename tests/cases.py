"""Cases a person can read aloud, kept in ``tests/cases/*.test``.

The format is djot's: prose says why, a fence holds the input, a line with a single dot,
and what is expected. Words after the opening fence name a variant::

    Bold closes before a Chinese letter though punctuation stands inside it.

    ```
    **「书」**商
    .
    paragraph
      strong
        "「书」"
      "商"
    ```
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

FOLDER = Path(__file__).parent / "cases"
_FENCE = re.compile(r"^(`{3,})(.*)$")


class Case(NamedTuple):
    why: str
    variant: str
    given: str
    expected: str
    place: str


def cases(name: str) -> list[Case]:
    """All cases of one file, in order."""
    found: list[Case] = []
    prose: list[str] = []
    lines = iter(enumerate((FOLDER / f"{name}.test").read_text("utf-8").splitlines(), 1))
    for number, line in lines:
        if opening := _FENCE.match(line):
            given, expected = _parts(lines, opening[1])
            why = " ".join(part.strip() for part in prose if part.strip())
            found.append(Case(why, opening[2].strip(), given, expected, f"{name}.test:{number}"))
            prose = []
        else:
            prose.append(line)
    return found


def label(case: Case) -> str:
    return f"{case.place} {case.why[:60]}"


def _parts(lines, fence: str) -> tuple[str, str]:  # type: ignore[no-untyped-def]
    given: list[str] = []
    expected: list[str] = []
    part = given
    for _, line in lines:
        if line == fence:
            break
        if line == "." and part is given:
            part = expected
        else:
            part.append(line)
    return "\n".join(given), "\n".join(expected)
