"""What is installed: readers, formats, witnesses and sites, with their options."""

from __future__ import annotations

import sys
from typing import Any

from convert import registry
from convert.errors import ConvertError
from convert.options import options_of

TYPES = {"str": "text", "int": "number", "bool": "yes/no", "tuple": "list"}
"""A field's type -> what a user writes behind ``KEY=``; a list has commas."""
FEW = 3
"""Parts of a list that are shown."""


def formats() -> str:
    """Readers, exporters, witnesses and sites, one to a line, their options below."""
    groups = _groups()
    width = max(len(name) for entries in groups.values() for name in entries)
    lines: list[str] = []
    for group, entries in groups.items():
        lines += ["", group] if lines else [group]
        for name, entry in entries.items():
            about = f"{entry.get('suffix', ''):<8} {entry.get('broken') or entry['about']}"
            lines.append(f"  {name:<{width}} {about.strip() if group != 'exporters' else about}")
            lines += _option_lines(entry.get("options", {}))
    return "\n".join(lines)


def formats_json() -> str:
    """The same as JSON: group, name, then suffix, about and options; or broken, and why."""
    import json

    return json.dumps(_groups(), ensure_ascii=False, indent=2)


def _groups() -> dict[str, dict[str, dict[str, Any]]]:
    return {
        group: {name: _entry(group, name) for name in registry.names(group)}
        for group in registry.GROUPS
    }


def _entry(group: str, name: str) -> dict[str, Any]:
    try:
        found = registry.load(group, name)
        full = {
            "suffix": getattr(found, "suffix", ""),
            "hosts": list(getattr(found, "hosts", ())),
            "about": _first_sentence(found),
            "options": _options(found) if group in ("readers", "exporters") else {},
        }
    except ConvertError as error:
        return {"broken": str(error)}
    return {key: value for key, value in full.items() if value or key == "about"}


def _first_sentence(found: Any) -> str:
    """Of its own docstring, or of its module's."""
    text = found.__doc__ or getattr(sys.modules.get(found.__module__), "__doc__", "") or ""
    return " ".join(text.split("\n\n")[0].split()).partition(". ")[0].rstrip(".")


def _options(found: Any) -> dict[str, dict[str, Any]]:
    return {
        option.name: {
            "type": TYPES.get(kind := getattr(option.type, "__name__", "str"), kind),
            "default": option.default,
            "help": option.help,
        }
        for option in options_of(found).values()
    }


def _option_lines(options: dict[str, dict[str, Any]]) -> list[str]:
    """KEY=DEFAULT, the type and the help, each in its column."""
    heads = [f"{name}={_shown(option['default'])}" for name, option in options.items()]
    width = max(map(len, heads), default=0)
    return [
        f"      {head:<{width}}  {option['type']:<6}  {option['help']}"
        for head, option in zip(heads, options.values(), strict=True)
    ]


def _shown(default: Any) -> str:
    if isinstance(default, bool):
        return "yes" if default else "no"
    if isinstance(default, tuple) and len(default) > FEW:
        return f"{default[0]},… ({len(default)})"
    return ",".join(default) if isinstance(default, tuple) else str(default)
