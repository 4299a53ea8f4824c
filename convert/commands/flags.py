"""Every field of an exporter is a flag: ``--width 60`` for each chosen format that has it,
``--text-width 60`` for that one alone. No exporter is imported before a flag asks for it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, TypeAlias

from convert import registry
from convert.commands.shared import formats, pairs
from convert.errors import UsageError
from convert.options import Option, flag, options_of, suggestion

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

Owners: TypeAlias = list[tuple[str, Option]]
"""The formats that have an option, each with its own."""


def parse(parser: ArgumentParser, arguments: Sequence[str]) -> Namespace:
    """The arguments; their ``options`` are those of each chosen format.

    Raises ``UsageError`` for a flag that is neither of the command nor of a chosen format.
    """
    given, unknown = parser.parse_known_args(arguments)
    given.options = {}
    if not unknown and not given.option:
        return given
    flags = Flags(_chosen(given))
    if unknown:
        names = {argument.partition("=")[0] for argument in unknown if argument[:2] == "--"}
        given = parser.parse_args(list(flags.taken(arguments, names - {"--"})))
    for option, value in pairs(given.option).items():
        flags.give(option, value)
    given.options = flags.given
    return given


def own(parser: ArgumentParser) -> set[str]:
    """The flags of the command itself, which come before those of its formats."""
    return {flag for action in parser._actions for flag in action.option_strings}


def _chosen(given: Namespace) -> tuple[str, ...]:
    from convert.pipeline import format_of

    return formats(given) or (format_of(given.output),)


class Flags:
    """The options of some formats, and what is given of them."""

    def __init__(self, formats: tuple[str, ...]) -> None:
        self.names = ", ".join(formats)
        self._has = {format: options_of(registry.load("exporters", format)) for format in formats}
        self.given: dict[str, dict[str, str]] = {format: {} for format in formats}
        self._flags = _by_flag(self._has)

    def give(self, option: str, value: str) -> None:
        """Set an option for each format that has it; raises ``UsageError`` when none has."""
        owners = [format for format, options in self._has.items() if option in options]
        if not owners:
            every = {name: None for options in self._has.values() for name in options}
            raise UsageError(f"{self.names}: no option {option!r}{suggestion(option, every)}")
        for format in owners:
            self.given[format].setdefault(option, value)

    def taken(self, arguments: Iterable[str], names: set[str]) -> Iterator[str]:
        """The other arguments; those called ``names`` are set."""
        left = iter(arguments)
        for argument in left:
            name, equals, value = argument.partition("=")
            if argument == "--":
                yield from (argument, *left)
            elif name in names:
                self._take(name, value if equals else None, left)
            else:
                yield argument

    def _take(self, name: str, value: str | None, left: Iterator[str]) -> None:
        found, implied = self._meant(name)
        if value is None:
            value = implied or next(left, "--")
            if value[:2] == "--":
                raise UsageError(f"{name} needs a value, as in {name} VALUE")
        for format, option in found:
            self.given[format][option.name] = value

    def _meant(self, name: str) -> tuple[Owners, str]:
        """The options of a flag, and what it says without a value: yes/no fields need none."""
        for stem, implied in ((name, "yes"), (name.replace("--no-", "--", 1), "no")):
            found = self._flags.get(stem, [])
            if found and all(option.type is bool for _, option in found):
                return found, implied
            if found and stem == name:
                return found, ""
        raise UsageError(f"{self.names}: no option {name}{self._hint(name)}")

    def _hint(self, name: str) -> str:
        from difflib import get_close_matches

        if close := get_close_matches(name, self._flags, 1):
            return f"; did you mean {close[0]}?"
        others = {f: options_of(exporter) for f, exporter in registry.working("exporters")}
        if owners := " and ".join(format for format, _ in _by_flag(others).get(name, ())):
            return f"; it is one of {owners}"
        return "; pubconvert formats lists what there is"


def _by_flag(options: dict[str, dict[str, Option]]) -> dict[str, Owners]:
    """Flag -> the formats that have it, each with its option."""
    found: dict[str, Owners] = {}
    for format, known in options.items():
        for option in known.values():
            for name in (option.name, f"{format}-{option.name}"):
                found.setdefault(flag(name), []).append((format, option))
    return found
