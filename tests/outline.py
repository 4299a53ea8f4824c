"""A model as an indented outline, so that cases can be read and diffed."""

from __future__ import annotations

import json
from collections.abc import Iterable

from convert import model as m
from convert.value import Value, defaults, fields

HIDDEN = {"origin", "diagnostics"}


def outline(nodes: Iterable[object], depth: int = 0) -> str:
    """One line per node: its name and plain fields; its children two columns further in.

    >>> print(outline([m.Paragraph((m.Text("a"), m.Strong((m.Text("b"),))))]))
    paragraph
      "a"
      strong
        "b"
    """
    return "\n".join(line for node in nodes for line in _lines(node, depth))


def _lines(node: object, depth: int) -> list[str]:
    margin = "  " * depth
    if isinstance(node, m.Text):
        return [margin + json.dumps(node.text, ensure_ascii=False)]
    if isinstance(node, str):
        return [margin + (node or "-")]
    if isinstance(node, tuple):
        return [f"{margin}row", *(line for part in node for line in _lines(part, depth + 1))]
    assert isinstance(node, Value)
    lines = [f"{margin}{type(node).__name__.lower()}{_scalars(node)}"]
    for name in fields(node):
        value = getattr(node, name)
        if isinstance(value, Value) and name not in HIDDEN:
            lines += _lines(value, depth + 1)
        if isinstance(value, tuple) and value:
            inner = 1 if name in ("content", "items", "rows") else 2
            lines += [f"{margin}  {name}:"] * (inner - 1)
            lines += [line for part in value for line in _lines(part, depth + inner)]
    return lines


def _scalars(node: Value) -> str:
    shown = ""
    for name in fields(node):
        value = getattr(node, name)
        plain = isinstance(value, (str, int)) and name not in HIDDEN
        if plain and value != defaults(type(node)).get(name, None):
            shown += f" {name}={json.dumps(value, ensure_ascii=False)}"
    return shown
