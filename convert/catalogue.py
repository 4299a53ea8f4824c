"""What is installed: readers, formats, witnesses and sites, with their options."""

from __future__ import annotations

import sys
from collections.abc import Callable, Collection, Iterator
from functools import partial
from textwrap import wrap
from typing import Any

from convert import registry
from convert.errors import ConvertError, UsageError
from convert.options import flag, options_of, suggestion

TYPES = {"str": "text", "int": "number", "bool": "yes/no", "tuple": "list"}
"""A field's type -> what a user writes behind it; a list has commas."""
FEW = 3
"""Parts of a list that are shown."""
HOW = {
    "readers": "options: -I NAME=VALUE",
    "exporters": "options: --NAME VALUE; --FORMAT-NAME VALUE for one format of several; "
    "--NAME or --no-NAME for yes/no; -O NAME=VALUE",
}
"""How an option of the group is given."""


def formats(names: Collection[str] = (), taken: Collection[str] = (), width: int = 80) -> str:
    """Readers, exporters, witnesses and sites, their options below, in so many columns.

    ``names`` chooses some of them. ``taken`` are the flags that the command has itself: such
    an option is shown with the name of its format before it.
    """
    lines: list[str] = []
    for group, entries in _groups(names).items():
        lines += ["", group.upper()] if lines else [group.upper()]
        lines += wrap(HOW.get(group, ""), width, initial_indent="  ", subsequent_indent="  ")
        for name, entry in entries.items():
            head = f"  {name} ({entry['suffix']})" if "suffix" in entry else f"  {name}"
            lines += _hung(f"{head:<18} ", entry.get("broken") or entry["about"], width)
            spelt = partial(_spelt, "" if group == "readers" else name, taken)
            lines += _option_lines(entry.get("options", {}), spelt, width)
    return "\n".join(lines)


def formats_json(names: Collection[str] = ()) -> str:
    """The same as JSON: group, name, then suffix, about and options; or broken, and why."""
    import json

    return json.dumps(_groups(names), ensure_ascii=False, indent=2)


def _groups(names: Collection[str]) -> dict[str, dict[str, dict[str, Any]]]:
    """What is there; raises ``UsageError`` when nothing has one of the names."""
    known = {group: registry.names(group) for group in registry.GROUPS}
    every = {name: None for group in known.values() for name in group}
    for name in names:
        if name not in every:
            raise UsageError(f"nothing is called {name!r}{suggestion(name, every, 'there are')}")
    return {
        group: {name: _entry(group, name) for name in found if name in (names or every)}
        for group, found in known.items()
        if not names or not set(names).isdisjoint(found)
    }


def _entry(group: str, name: str) -> dict[str, Any]:
    try:
        found = registry.load(group, name)
        full = {
            "suffix": getattr(found, "suffix", ""),
            "hosts": list(getattr(found, "hosts", ())),
            "about": _first_sentence(found),
            "options": _options(found) if group in HOW else {},
        }
    except ConvertError as error:
        return {"broken": str(error)}
    return {key: value for key, value in full.items() if value or key == "about"}


def _first_sentence(found: Any) -> str:
    """Of its own docstring, or of its module's."""
    text = found.__doc__ or getattr(sys.modules.get(found.__module__), "__doc__", "") or ""
    return " ".join(text.split("\n\n")[0].replace("``", "").split()).partition(". ")[0].rstrip(".")


def _options(found: Any) -> dict[str, dict[str, Any]]:
    return {
        option.name: {
            "type": TYPES.get(kind := getattr(option.type, "__name__", "str"), kind),
            "default": option.default,
            "help": option.help,
        }
        for option in options_of(found).values()
    }


def _option_lines(
    options: dict[str, dict[str, Any]], spelt: Callable[[str], str], width: int
) -> Iterator[str]:
    """The option and its default, the type and the help, each in its column."""
    heads = [f"{spelt(name)}={_shown(option['default'])}" for name, option in options.items()]
    room = max(map(len, heads), default=0)
    for head, option in zip(heads, options.values(), strict=True):
        yield from _hung(f"    {head:<{room}}  {option['type']:<6}  ", option["help"], width)


def _spelt(format: str, taken: Collection[str], option: str) -> str:
    """An option of a format as a flag, of a reader (no format) as it is."""
    if not format:
        return option
    plain = flag(option)
    return flag(f"{format}-{option}") if plain in taken else plain


def _hung(head: str, text: str, width: int) -> list[str]:
    """``text`` behind ``head``, its further lines below its first."""
    return wrap(text, width, initial_indent=head, subsequent_indent=" " * len(head)) or [
        head.rstrip()
    ]


def _shown(default: Any) -> str:
    if isinstance(default, bool):
        return "yes" if default else "no"
    if isinstance(default, tuple) and len(default) > FEW:
        return f"{default[0]},… ({len(default)})"
    return ",".join(default) if isinstance(default, tuple) else str(default)
