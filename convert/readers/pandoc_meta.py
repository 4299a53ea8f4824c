"""Pandoc's metadata as fields of front matter, so that both are read by the same rules."""

from __future__ import annotations

from typing import Any

from convert.readers.front_matter import Field, Tree
from convert.walk import plain_text


def fields(meta: Any, tree: Any) -> tuple[Field, ...]:
    """Every entry, its formatted texts as plain ones."""
    return tuple(Field(key, _value(value, tree)) for key, value in meta.items())


def own(meta: Any) -> list[Any] | None:
    """The documents under ``pubconvert``; None when the file is not of our making.

    Pandoc's own writers and readers hand the string on as it is.
    """
    import json

    if "pubconvert" not in meta:
        return None
    data = json.loads(meta["pubconvert"]["c"])
    if data["version"] != 1:
        raise ValueError(f"its version is {data['version']}; this program reads 1")
    return list(data["documents"])


def _value(value: Any, tree: Any) -> Tree:
    content = value["c"]
    match value["t"]:
        case "MetaMap":
            return tuple(Field(key, _value(part, tree)) for key, part in content.items())
        case "MetaList":
            return [_value(part, tree) for part in content]
        case "MetaInlines":
            return plain_text(tree.inlines(content)).strip()
        case "MetaBlocks":
            return "\n".join(plain_text((block,)) for block in tree.blocks(content))
        case _:
            return str(content).lower() if isinstance(content, bool) else str(content)
