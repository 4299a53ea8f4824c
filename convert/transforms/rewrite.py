"""The same blocks with some nodes exchanged; whatever is not touched is shared, not copied."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from convert import model as m
from convert.value import Value, fields, replace

Change = Callable[[m.Node], Sequence[m.Node] | None]
"""What stands in a node's place; None leaves it and goes on inside it."""

T = TypeVar("T", bound=tuple[Any, ...])


def rewrite(nodes: T, change: Change) -> T:
    """``nodes`` with ``change`` made to each of them, from the outside in.

    >>> line = (m.Strong((m.Code("a"), m.Text("b"))),)
    >>> rewrite(line, lambda node: () if type(node) is m.Code else None)
    (Strong(content=(Text(text='b'),)),)
    """
    found: list[Any] = []
    same = True
    for node in nodes:
        if isinstance(node, tuple):
            new: Sequence[Any] = (rewrite(node, change),)
        elif isinstance(node, Value):
            changed = change(node)  # type: ignore[arg-type]
            new = (_inside(node, change),) if changed is None else changed
        else:
            new = (node,)
        same = same and len(new) == 1 and new[0] is node
        found += new
    return nodes if same else tuple(found)  # type: ignore[return-value]


def _inside(node: Value, change: Change) -> Value:
    changes: dict[str, Any] = {}
    for name in fields(node):
        value = getattr(node, name)
        if isinstance(value, tuple) and value:
            new: Any = rewrite(value, change)
        elif isinstance(value, m.Image):
            (new,) = rewrite((value,), change) or (value,)
        else:
            continue
        if new is not value:
            changes[name] = new
    return replace(node, **changes) if changes else node
