"""Values as plain data and back: what the JSON format and the data inside others hold.

A value is a mapping of its fields, in their order, without those that have their default; a
tuple is a list. A node of the model says what it is under "type", because several kinds may
stand in its place. Nothing is lost: ``decode(cls, encode(value)) == value``, origins too.

>>> encode(Strong((Text("a"),)))
{'type': 'Strong', 'content': [{'type': 'Text', 'text': 'a'}]}
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import StrEnum
from functools import cache
from typing import Any, TypeVar, get_args, get_origin

from convert.model import Block, Document, Inline, Publication, Resource, Strong, Text
from convert.value import Value, defaults, fields

__all__ = ["VERSION", "Strong", "Text", "decode", "encode", "encode_resource", "publication"]

VERSION = 1
"""Of the data: a reader refuses any other. New fields with a default do not change it."""

NODES = frozenset({*get_args(Inline), *get_args(Block)})
T = TypeVar("T")


def encode(value: Any) -> Any:
    """A value as mappings, lists, text, numbers, booleans and None."""
    if isinstance(value, tuple):
        return [encode(part) for part in value]
    if isinstance(value, StrEnum):
        return str(value)
    if not isinstance(value, Value):
        return value
    kept = {"type": type(value).__name__} if type(value) in NODES else {}
    usual = defaults(type(value))
    for name in fields(value):
        field = getattr(value, name)
        if name not in usual or field != usual[name]:
            kept[name] = encode(field)
    return kept


def decode(cls: type[T], data: Any) -> T:
    """The value that ``data`` says. Raises ``ValueError``, naming the place and the fault."""
    try:
        return _decode(cls, data, "")  # type: ignore[no-any-return]
    except RecursionError:
        raise ValueError("it is nested too deeply") from None


def publication(data: Any) -> Publication:
    """A whole publication, as the JSON exporter writes it. Raises ``ValueError``."""
    if not isinstance(data, Mapping) or "pubconvert" not in data:
        raise ValueError("it has no key 'pubconvert'")
    if data["pubconvert"] != VERSION:
        raise ValueError(f"its version is {data['pubconvert']!r}; this program reads {VERSION}")
    known = {"pubconvert", "metadata", "documents", "resources"}
    if unknown := sorted(set(data) - known):
        raise ValueError(f"there is no field {unknown[0]!r}")
    from convert.metadata import Metadata

    documents = decode(tuple[Document, ...], data.get("documents"))
    resources = tuple(map(_resource, data.get("resources", ())))
    return Publication(decode(Metadata, data.get("metadata")), documents, resources)


def encode_resource(resource: Resource) -> dict[str, Any]:
    """A resource with its bytes in base64 (RFC 4648) under "data"."""
    from base64 import b64encode

    plain = {name: getattr(resource, name) for name in fields(resource) if name != "load"}
    usual = defaults(Resource)
    kept = {name: encode(value) for name, value in plain.items() if value != usual.get(name)}
    return {**kept, "data": b64encode(resource.load()).decode("ascii")}


def _resource(data: Any) -> Resource:
    from base64 import b64decode

    if not isinstance(data, Mapping) or not isinstance(data.get("data"), str):
        raise ValueError("resources: one has no 'data'")
    hints = _hints(Resource)
    given = {key: value for key, value in data.items() if key != "data"}
    if unknown := sorted(set(given) - set(hints)):
        raise ValueError(f"resources: there is no field {unknown[0]!r}")
    content = b64decode(data["data"], validate=True)
    decoded = {key: _decode(hints[key], value, f"resources.{key}") for key, value in given.items()}
    return Resource(**decoded, load=lambda: content)


def _decode(hint: Any, data: Any, place: str) -> Any:
    origin = get_origin(hint)
    if origin is tuple:
        return _tuple(get_args(hint)[0], data, place)
    if origin is not None or type(hint).__name__ == "UnionType":
        return _one_of(get_args(hint), data, place)
    if hint in (str, int, bool):
        return _scalar(hint, data, place)
    if issubclass(hint, StrEnum):
        return _member(hint, data, place)
    return _value(hint, data, place)


def _tuple(hint: Any, data: Any, place: str) -> tuple[Any, ...]:
    if not isinstance(data, list):
        raise ValueError(f"{place or 'it'} is no list")
    found = []
    for number, part in enumerate(data):
        found.append(_decode(hint, part, f"{place}[{number}]"))
    return tuple(found)


def _one_of(hints: tuple[Any, ...], data: Any, place: str) -> Any:
    """A field that may be None, or a node of one of several kinds."""
    if data is None and type(None) in hints:
        return None
    kinds = [hint for hint in hints if hint is not type(None)]
    if len(kinds) == 1:
        return _decode(kinds[0], data, place)
    name = data.get("type") if isinstance(data, Mapping) else None
    for kind in kinds:
        if kind.__name__ == name:
            return _value(kind, data, place)
    raise ValueError(f"{place}: there is no {name!r} that may stand here")


def _scalar(hint: type, data: Any, place: str) -> Any:
    if type(data) is not hint:
        raise ValueError(f"{place} is {data!r:.40}, not of the type {hint.__name__}")
    if isinstance(data, str) and any("\ud800" <= letter <= "\udfff" for letter in data):
        raise ValueError(f"{place} holds half of a character")
    return data


def _member(hint: type[StrEnum], data: Any, place: str) -> Any:
    try:
        return hint(data)
    except ValueError:
        raise ValueError(f"{place} is {data!r:.40}, which is none of the kinds") from None


def _value(cls: Any, data: Any, place: str) -> Any:
    if not isinstance(data, Mapping):
        raise ValueError(f"{place or 'it'} is no mapping")
    hints, dot = _hints(cls), "." if place else ""
    given = {}
    for name, value in data.items():
        if name == "type" and cls in NODES and value == cls.__name__:
            continue
        if name not in hints:
            raise ValueError(f"{place}: {cls.__name__} has no field {name!r}")
        given[name] = _decode(hints[name], value, f"{place}{dot}{name}")
    if missing := [name for name in hints if name not in given and name not in defaults(cls)]:
        raise ValueError(f"{place or 'it'} has no {missing[0]!r}")
    return cls(**given)


@cache
def _hints(cls: Any) -> dict[str, Any]:
    from typing import get_type_hints

    hints: Callable[[Any], dict[str, Any]] = get_type_hints
    return {name: hints(cls)[name] for name in fields(cls)}
