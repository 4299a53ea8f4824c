"""The JSON Schema (2020-12) of the JSON format, read off the model's own annotations.

``docs/schema/publication-1.json`` is its text; a test compares the two.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Any, get_args, get_origin, get_type_hints

from convert.data import NODES, VERSION
from convert.metadata import Metadata
from convert.model import Block, Document, Resource
from convert.value import Value, defaults, fields

PLAIN = {str: "string", int: "integer", bool: "boolean", type(None): "null"}


def schema() -> dict[str, Any]:
    """The schema of a whole file."""
    found: dict[str, Any] = {}
    properties = {
        "pubconvert": {"const": VERSION, "description": "version of the format"},
        "metadata": _hint(Metadata, found),
        "documents": _hint(tuple[Document, ...], found),
        "resources": {"type": "array", "items": _resource(found)},
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A publication of pubconvert",
        "type": "object",
        "properties": properties,
        "required": ["pubconvert", "metadata", "documents"],
        "additionalProperties": False,
        "$defs": dict(sorted(found.items())),
    }


def _hint(hint: Any, found: dict[str, Any]) -> dict[str, Any]:
    if hint in PLAIN:
        return {"type": PLAIN[hint]}
    if get_origin(hint) is tuple:
        return {"type": "array", "items": _hint(get_args(hint)[0], found)}
    if type(None) in get_args(hint):
        return {"anyOf": [_hint(one, found) for one in get_args(hint)]}
    if several := get_args(hint):
        return _union("Block" if several == get_args(Block) else "Inline", several, found)
    if hint.__name__ not in found:
        found[hint.__name__] = {}
        found[hint.__name__] = _class(hint, found)
    return {"$ref": f"#/$defs/{hint.__name__}"}


def _union(name: str, nodes: Any, found: dict[str, Any]) -> dict[str, Any]:
    """One of several nodes. Which one, its "type" says, so that a validator tries no other."""
    if name not in found:
        found[name] = {}
        cases = [
            {"if": {"properties": {"type": {"const": node.__name__}}}, "then": _hint(node, found)}
            for node in nodes
        ]
        kinds = {"enum": [node.__name__ for node in nodes]}
        found[name] = {"properties": {"type": kinds}, "required": ["type"], "allOf": cases}
    return {"$ref": f"#/$defs/{name}"}


def _class(cls: Any, found: dict[str, Any]) -> dict[str, Any]:
    if issubclass(cls, StrEnum):
        return {"enum": [str(member) for member in cls]}
    hints = get_type_hints(cls)
    node = {"type": {"const": cls.__name__}} if cls in NODES else {}
    return _object(
        cls,
        {**node, **{name: _hint(hints[name], found) for name in fields(cls)}},
        [*node, *(name for name in fields(cls) if name not in defaults(cls))],
    )


def _resource(found: dict[str, Any]) -> dict[str, Any]:
    hints = get_type_hints(Resource)
    properties = {name: _hint(hints[name], found) for name in fields(Resource) if name != "load"}
    data = {"type": "string", "contentEncoding": "base64"}
    return _object(Resource, {**properties, "data": data}, ["name", "media_type", "data"])


def _object(cls: type[Value], properties: dict[str, Any], required: list[str]) -> dict[str, Any]:
    """``cls`` lends its first sentence as the description."""
    about = " ".join((cls.__doc__ or "").split("\n\n")[0].split())
    return {
        **({"description": about} if about else {}),
        "type": "object",
        "properties": properties,
        "required": required,
        "additionalProperties": False,
    }
