"""A site profile as a TOML file: hosts, the pieces of its frame, its wording of notices.

``docs/sites.md`` shows how to write one. Such a profile can only cut, every cut is recorded,
and a line it reads as a notice stays the words it was.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from convert.errors import UsageError
from convert.formats import Cleaned
from convert.ledger import FIELDS, Claim, Kind
from convert.metadata import Agent, Contribution
from convert.sites import holes
from convert.sites.frame import Frame, Piece, clean
from convert.value import Value

PROFILE = ("name", "hosts", "head", "front", "inside", "behind", "notice", "cover", "traces")
PIECE = ("reason", "text", "pattern", "opens", "holds", "echoes", "optional")
NOTICE = ("kind", "text", "pattern")
KINDS = tuple(str(kind) for kind in Kind if kind not in FIELDS)
PARTS = ("title", "summary")
"""Holes of the head, which a piece in front of the article may echo."""
ROLES = tuple("aut trl edt pht ill ctb com ive ivr spk pfr rev dsr isb pbl cph".split())  # noqa: SIM905
"""Holes of a notice: MARC roles of whom they name."""


class Wording(Value):
    """One form of notice: its kind and a compiled pattern for a whole line."""

    kind: Kind
    pattern: Any


class TomlSite(Value):
    """A site read from a file; see ``convert.formats.Site``."""

    name: str
    hosts: tuple[str, ...]
    frame: Frame
    wordings: tuple[Wording, ...] = ()

    def clean(self, text: str, file: str) -> Cleaned:
        """``text`` without the site's frame."""
        return clean(self.frame, text, file)

    def notice(self, line: str) -> Claim | None:
        """The claim in a line that one of the site's own forms fits as a whole."""
        if len(line) > 500:
            return None
        for wording in self.wordings:
            if found := wording.pattern.fullmatch(line.strip()):
                return _claim(wording.kind, line, found)
        return None


def load(path: str) -> TomlSite:
    """The profile in a file. Raises ``UsageError`` that names the key and what to do."""
    import tomllib

    try:
        with open(path, "rb") as file:
            stated = tomllib.load(file)
    except OSError as error:
        raise UsageError(f"{path}: the site profile cannot be read: {error.strerror}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UsageError(f"{path}: not TOML: {error}") from error
    return read(stated, path)


def read(stated: Mapping[str, Any], place: str) -> TomlSite:
    """The profile in a mapping; ``place`` names it in errors."""
    _known(stated, PROFILE, place)
    hosts = _strings(stated, "hosts", place)
    name = _string(stated, "name", place) or next(iter(hosts), "")
    if not name:
        raise UsageError(f"{place}: a profile needs a name")
    wordings = tuple(_wording(t, p) for t, p in _tables(stated, "notice", place))
    return TomlSite(name, hosts, _frame(stated, place), wordings)


def _frame(stated: Mapping[str, Any], place: str) -> Frame:
    pieces = {
        part: tuple(_piece(t, p, part) for t, p in _tables(stated, part, place))
        for part in ("front", "inside", "behind")
    }
    head = _holes(_string(stated, "head", place), PARTS, place)
    for piece in pieces["front"]:
        if piece.echoes and f"(?P<{piece.echoes}>" not in head:
            raise UsageError(f"{place}: {piece.reason!r} echoes {piece.echoes!r}, not in the head")
    cover = holes.check(_string(stated, "cover", place), f"{place}: cover")
    return Frame(
        rf"\ufeff?\s*{head}", **pieces, cover=cover, traces=_strings(stated, "traces", place)
    )


def _piece(table: Mapping[str, Any], place: str, part: str) -> Piece:
    _known(table, PIECE, place)
    text, regex = _string(table, "text", place), _pattern(table, place)
    reason = _string(table, "reason", place) or holes.longest(text)
    opens = _string(table, "opens", place) or holes.opening(text)
    held = _string(table, "holds", place) or (holes.longest(text) if part == "inside" else "")
    if part != "front" and not opens:
        raise UsageError(f"{place}: say with 'opens' which words the piece opens with")
    if part == "inside" and not held:
        raise UsageError(f"{place}: say with 'holds' which words every such piece holds")
    echoes, optional = _string(table, "echoes", place), table.get("optional", False)
    if echoes and not re.compile(regex).groups:
        raise UsageError(f"{place}: mark with (…) or {{{echoes}}} what echoes the {echoes}")
    if not isinstance(optional, bool):
        raise UsageError(f"{place}: optional is true or false, not {optional!r}")
    return Piece(reason, regex, opens, held, echoes, optional)


def _wording(table: Mapping[str, Any], place: str) -> Wording:
    _known(table, NOTICE, place)
    kind = _string(table, "kind", place)
    if kind not in KINDS:
        raise UsageError(f"{place}: no kind of notice is called {kind!r}{_hint(kind, KINDS)}")
    return Wording(Kind(kind), re.compile(_pattern(table, place, ROLES)))


def _pattern(table: Mapping[str, Any], place: str, named: tuple[str, ...] = PARTS) -> str:
    text, regex = _string(table, "text", place), _string(table, "pattern", place)
    if bool(text) == bool(regex):
        raise UsageError(f"{place}: give either text with holes or a pattern")
    return _holes(text, named, place) if text else holes.check(regex, place)


def _holes(text: str, named: tuple[str, ...], place: str) -> str:
    try:
        return holes.pattern(text, named)
    except UsageError as error:
        raise UsageError(f"{place}: {error}") from None


def _claim(kind: Kind, line: str, found: re.Match[str]) -> Claim:
    from convert.notices import rights
    from convert.notices.names import names

    stated = ((role, said) for role, said in found.groupdict().items() if said and role in ROLES)
    people = (Contribution(Agent(n), role) for role, said in stated for n in names(said))
    return Claim(kind, line, tuple(people), rights.read(line))


def _tables(stated: Mapping[str, Any], key: str, place: str) -> list[tuple[Mapping[str, Any], str]]:
    tables = stated.get(key, [])
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        raise UsageError(f"{place}: write each of {key!r} as [[{key}]]")
    return [(table, f"{place}: {key} {number}") for number, table in enumerate(tables, 1)]


def _string(table: Mapping[str, Any], key: str, place: str) -> str:
    value = table.get(key, "")
    if not isinstance(value, str):
        raise UsageError(f"{place}: {key} is text in quotation marks, not {value!r}")
    return value


def _strings(table: Mapping[str, Any], key: str, place: str) -> tuple[str, ...]:
    values = table.get(key, [])
    if not isinstance(values, list) or not all(isinstance(v, str) and v for v in values):
        raise UsageError(f'{place}: {key} is a list of texts, as in ["one", "two"]')
    return tuple(values)


def _known(table: Mapping[str, Any], keys: tuple[str, ...], place: str) -> None:
    for key in table:
        if key not in keys:
            raise UsageError(f"{place}: no key is called {key!r}{_hint(key, keys)}")


def _hint(word: str, known: tuple[str, ...]) -> str:
    from difflib import get_close_matches

    close = get_close_matches(word, known, 1)
    return f"; did you mean {close[0]!r}?" if close else f"; there are {', '.join(known)}"
