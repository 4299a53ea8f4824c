"""Front matter: the fields at the very top of a file, between two fences.

``---`` holds YAML, ``+++`` holds TOML. A ``---`` that is only a thematic break is left
alone: the gate opens when a closing fence follows and what lies between is a mapping whose
keys are names of fields.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, TypeAlias

from convert.diagnostics import Diagnostic, Origin
from convert.errors import SourceError
from convert.value import Value

if TYPE_CHECKING:
    from convert.readers.assemble import Head

LIMIT = 65_536
"""Characters of front matter that are read; real ones have a few hundred."""

Tree: TypeAlias = "str | list[Tree] | tuple[Field, ...]"
"""A value: every scalar is the author's own text, a mapping is its fields in order."""


class Field(Value):
    """One ``key: value``; ``line`` counts from 1. A key may occur twice."""

    key: str
    value: Tree
    line: int = 0


class FrontMatter(Value):
    """``body`` is the text with the front matter's lines blank, so that lines keep their number."""

    fields: tuple[Field, ...]
    body: str
    file: str = ""
    diagnostics: tuple[Diagnostic, ...] = ()

    def is_ours(self) -> bool:
        """Whether the Markdown exporter wrote it, with the ledger as data."""
        return any(field.key == "pubconvert" for field in self.fields)

    def head(self) -> Head:
        """What the fields state: metadata, and a claim for every statement."""
        from convert.readers.front_matter.head import head

        return head(self)


class Broken(ValueError):
    """What is wrong with front matter, and in which of its lines, counted from 1."""

    def __init__(self, problem: str, line: int) -> None:
        super().__init__(problem)
        self.line = line


def split(text: str, file: str) -> FrontMatter:
    """Part ``text`` into fields and body; without front matter the body is ``text`` itself.

    Raises ``SourceError`` for what clearly is front matter but cannot be read, because the
    author it names would be lost.

    >>> split("---\\ntitle: On tea\\n---\\nSteep.", "tea.md").fields
    (Field(key='title', value='On tea', line=2),)
    >>> split("---\\nSteep.\\n\\n---\\nDrink.", "tea.md").fields
    ()
    """
    found = _gate(text)
    if not found:
        return FrontMatter((), text, file, _unclosed(text[:2000], file))
    language, inside, rest = found
    fields = _parse(inside, language, file)
    blank = "\n" * (inside.count("\n") + 1)
    return FrontMatter(fields, blank + rest, file, _twice(fields, file))


def begins(text: str) -> bool:
    """Whether ``text`` begins with front matter, be it broken.

    >>> begins("---\\ntitle: On tea\\n---\\n"), begins("---\\nSteep.\\n\\n---\\n")
    (True, False)
    """
    return bool(_gate(text))


_CLOSING = {"YAML": r"^(?:---|\.\.\.)[ \t]*$", "TOML": r"^\+\+\+[ \t]*$"}
_KEY = {
    "YAML": r"""(?:([^\W\d][\w.-]*(?: [\w.-]+){0,3})|"([^"]+)"|'([^']+)')\s*:(?:\s|$)""",
    "TOML": r"""(?:\[\[?)?\s*(?:([\w-]+)|"([^"]+)"|'([^']+)')[\w."' -]*(?:=|\]|$)""",
}


def _gate(text: str) -> tuple[str, str, str] | None:
    """The language, what stands between the fences, and what follows; None when there is
    no front matter."""
    language = _language(text)
    closing = language and re.compile(_CLOSING[language], re.M).search(text, text.index("\n") + 1)
    if not closing:
        return None
    inside = text[text.index("\n") + 1 : closing.start()]
    if inside.strip() and not _looks_like_fields(inside, language):
        return None
    return language, inside, text[closing.end() :]


def _language(text: str) -> str:
    first = text[: max(text.find("\n"), 0)].rstrip(" \t")
    return {"---": "YAML", "+++": "TOML"}.get(first, "")


def _looks_like_fields(inside: str, language: str) -> bool:
    """Whether the first line that says something names a field."""
    first = next(_telling_lines(inside), "")
    if first.startswith("{") and language == "YAML":
        return ":" in first
    return _names_a_field(first, language)


def _names_a_field(line: str, language: str) -> bool:
    from convert.readers.front_matter.keys import is_known

    found = re.match(_KEY[language], line)
    if not found:
        return False
    key = next(filter(None, found.groups()), "")
    return language == "TOML" or is_known(key) or re.fullmatch(r"[a-z][\w.-]*", key) is not None


def _telling_lines(inside: str) -> Iterator[str]:
    return (line for line in inside.split("\n") if line.strip() and not line.startswith("#"))


def _unclosed(head: str, file: str) -> tuple[Diagnostic, ...]:
    """Two lines of fields that no fence closes are probably meant as front matter."""
    language = _language(head)
    if language and not re.search(_CLOSING[language], head.partition("\n")[2], re.M):
        lines = head.split("\n")[1:3]
        if all(_names_a_field(line, language) for line in lines):
            return (Diagnostic("r-009", "it has no closing line", Origin(file, 1)),)
    return ()


def _parse(inside: str, language: str, file: str) -> tuple[Field, ...]:
    from convert.readers.front_matter import syntax

    try:
        if len(inside) > LIMIT:
            raise Broken(f"it is longer than {LIMIT} characters", 0)
        return syntax.parse_yaml(inside) if language == "YAML" else syntax.parse_toml(inside)
    except Broken as error:
        raise SourceError(
            f"{file}:{error.line + 1}: the front matter is not {language} that can be read: "
            f"{error}; correct it, or put a blank line first if it is no front matter"
        ) from None


def _twice(fields: tuple[Field, ...], file: str) -> tuple[Diagnostic, ...]:
    seen: set[str] = set()
    found = []
    for field in fields:
        if field.key in seen:
            detail = f"{field.key} is stated twice, both are read"
            found.append(Diagnostic("r-008", detail, Origin(file, field.line)))
        seen.add(field.key)
    return tuple(found)
