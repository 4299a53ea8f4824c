"""Options are fields: the annotated fields of a reader or exporter, set from text."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any

from convert.errors import UsageError


class Option:
    """One option: its name, type, default and one line of help."""

    def __init__(self, name: str, type: Any, default: Any, help: str) -> None:
        self.name, self.type, self.default, self.help = name, type, default, help


def options_of(cls: Any) -> dict[str, Option]:
    """The options of a reader or exporter class, a ``Value`` or a dataclass alike.

    Help is the text of ``Annotated[type, "help"]``.
    """
    from typing import get_type_hints

    hints = get_type_hints(cls, include_extras=True)
    slots = getattr(cls, "__match_args__", ())
    return {name: _option(cls, name, hints[name]) for name in slots if name in hints}


def with_options(cls: Any, given: Mapping[str, Any]) -> Any:
    """An instance of ``cls`` with options set; text is turned into the field's type.

    Raises ``UsageError`` for an unknown name or a value that does not fit.
    """
    if not given:
        return cls()
    known = options_of(cls)
    for name in given:
        if name not in known:
            raise UsageError(f"{_name(cls)} has no option {name!r}{suggestion(name, known)}")
    return cls(**{name: _value(known[name], value) for name, value in given.items()})


def flag(name: str) -> str:
    """How a field, or a format and its field, is called on the command line."""
    return "--" + name.replace("_", "-")


def _option(cls: Any, name: str, hint: Any) -> Option:
    help = getattr(hint, "__metadata__", ("",))[0]
    kind = getattr(hint, "__origin__", hint) if hasattr(hint, "__metadata__") else hint
    default = getattr(cls, "_defaults", {}).get(name, getattr(cls, name, None))
    return Option(name, kind, default, help)


def _value(option: Option, value: Any) -> Any:
    if not isinstance(value, str):
        return _typed(option, value)
    if option.type is bool:
        return _flag(option, value)
    if option.type is int:
        return _number(option, value)
    if getattr(option.type, "__origin__", option.type) is tuple:
        return tuple(part.strip() for part in value.split(",") if part.strip())
    return value


KINDS = {bool: "yes or no", int: "a whole number", str: "a text", tuple: "a list of texts"}
"""What the values of an option are called in messages."""


def _typed(option: Option, value: Any) -> Any:
    """A value that is no text; a path is one."""
    kind = getattr(option.type, "__origin__", option.type)
    if isinstance(value, os.PathLike):
        value = (os.fspath(value),) if kind is tuple else os.fspath(value)
    if kind is tuple and isinstance(value, (list, tuple)):
        return tuple(map(os.fspath, value))
    if kind in KINDS and not isinstance(value, kind):
        raise UsageError(f"option {option.name} is {KINDS[kind]}, not {value!r}")
    return value


def _flag(option: Option, value: str) -> bool:
    known = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}
    if value.lower() not in known:
        raise UsageError(f"option {option.name} is yes or no, not {value!r}")
    return known[value.lower()]


def _number(option: Option, value: str) -> int:
    try:
        return int(value)
    except ValueError:
        raise UsageError(f"option {option.name} is a whole number, not {value!r}") from None


def _name(cls: Any) -> str:
    return str(getattr(cls, "name", cls.__name__))


def suggestion(name: str, known: Mapping[str, Any], lead: str = "it has") -> str:
    """'; ' and the known name that was meant, or all of them."""
    from difflib import get_close_matches

    close = get_close_matches(name, known, 1)
    if close:
        return f"; did you mean {close[0]!r}?"
    return f"; {lead} {', '.join(known)}" if known else "; it has none"
