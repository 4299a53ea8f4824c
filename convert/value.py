"""Value: a frozen, slotted class written as annotated fields.

It does what ``@dataclass(frozen=True, slots=True)`` does, for a fraction of its import time
(forty dataclasses cost most of what a whole text conversion may take); type checkers read
it the same way.

>>> class Point(Value):
...     x: int
...     y: int = 0
>>> Point(1), Point(1) == Point(1, 0), replace(Point(1), y=5)
(Point(x=1), True, Point(x=1, y=5))
"""

from __future__ import annotations

from operator import attrgetter
from typing import Any, TypeVar, dataclass_transform

UNCOMPARED = frozenset({"origin", "diagnostics"})
"""Fields that say where a value came from; they take no part in equality."""

OFTEN = 100
"""Values of a class before it gets a constructor of its own, which costs a tenth of a
millisecond to make and takes a third of the time."""


@dataclass_transform(frozen_default=True)
class ValueType(type):
    """Turns annotations into slots and defaults."""

    _names: tuple[str, ...]
    _compared: tuple[str, ...]
    _defaults: dict[str, Any]
    _setters: tuple[Any, ...]
    _taken: Any
    _made: int

    def __new__(mcs, name: str, bases: tuple[type, ...], body: dict[str, Any]) -> ValueType:
        names = tuple(body.get("__annotations__", ()))
        defaults = {field: body.pop(field) for field in names if field in body}
        cls = super().__new__(mcs, name, bases, {**body, "__slots__": names})
        cls._names = names
        cls._compared = tuple(field for field in names if field not in UNCOMPARED)
        cls._defaults = defaults
        cls._setters = tuple(cls.__dict__[field].__set__ for field in names)
        cls._taken = attrgetter(*names) if len(names) > 1 else None
        cls._made = 0
        cls.__match_args__ = names  # type: ignore[attr-defined, misc]
        return cls

    @property
    def __signature__(cls) -> Any:
        """The fields with their types, for ``help`` and editors."""
        from inspect import Parameter, Signature

        def parameter(name: str) -> Parameter:
            default = cls._defaults.get(name, Parameter.empty)
            kind = Parameter.POSITIONAL_OR_KEYWORD
            return Parameter(name, kind, default=default, annotation=cls.__annotations__[name])

        return Signature([parameter(name) for name in cls._names])


class Value(metaclass=ValueType):
    """Base of every value; see the module for an example."""

    def __init__(self, *args: Any, **given: Any) -> None:
        cls = type(self)
        for setter, value in zip(cls._setters, args, strict=False):
            setter(self, value)
        if given or len(args) != len(cls._names):
            self._complete(len(args), given)
        cls._made += 1
        if cls._made == OFTEN:
            cls.__init__ = _constructor(cls)  # type: ignore[method-assign]

    def _complete(self, taken: int, given: dict[str, Any]) -> None:
        cls = type(self)
        for name, setter in zip(cls._names[taken:], cls._setters[taken:], strict=True):
            if name in given:
                setter(self, given.pop(name))
            elif name in cls._defaults:
                setter(self, cls._defaults[name])
            else:
                raise TypeError(f"{cls.__name__}() needs a value for {name!r}")
        if given or taken > len(cls._names):
            raise TypeError(f"{cls.__name__}() takes {cls._names}, not {tuple(given) or taken}")

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"{type(self).__name__} is frozen; use replace()")

    def __delattr__(self, name: str) -> None:
        raise AttributeError(f"{type(self).__name__} is frozen; use replace()")

    def __eq__(self, other: object) -> bool:
        if type(self) is not type(other):
            return NotImplemented
        return all(getattr(self, name) == getattr(other, name) for name in type(self)._compared)

    def __hash__(self) -> int:
        return hash((type(self), *(getattr(self, name) for name in type(self)._compared)))

    def __repr__(self) -> str:
        cls = type(self)
        shown = ((name, getattr(self, name)) for name in cls._compared)
        changed = (
            f"{n}={v!r}" for n, v in shown if n not in cls._defaults or v != cls._defaults[n]
        )
        return f"{cls.__name__}({', '.join(changed)})"

    def __reduce__(self) -> tuple[Any, ...]:
        cls = type(self)
        if cls._taken:
            return cls, cls._taken(self)
        return cls, tuple(getattr(self, name) for name in cls._names)


V = TypeVar("V", bound=Value)
"""Stands below its bound: one in quotes is compiled, and the first such in a run takes 1 ms."""


def _constructor(cls: ValueType) -> Any:
    """``__init__`` as one would write it by hand for the fields of ``cls``."""
    known: dict[str, Any] = {}
    taken = ["self"]
    for at, name in enumerate(cls._names):
        known[f"set_{at}"] = cls._setters[at]
        if name in cls._defaults:
            known[f"default_{at}"] = cls._defaults[name]
        taken.append(f"{name}=default_{at}" if name in cls._defaults else name)
    body = "".join(f"\n    set_{at}(self, {name})" for at, name in enumerate(cls._names))
    exec(f"def __init__({', '.join(taken)}):{body or ' pass'}", known)
    return known["__init__"]


def fields(value: Value | ValueType) -> tuple[str, ...]:
    """The names of the fields, in the order they were written."""
    cls = value if isinstance(value, ValueType) else type(value)
    return cls._names


def defaults(cls: ValueType) -> dict[str, Any]:
    """The fields that may be left out, with the value they then take."""
    return dict(cls._defaults)


def replace(value: V, **changes: Any) -> V:
    """A copy of ``value`` with some fields changed; the original stays as it is."""
    cls = type(value)
    kept = {name: getattr(value, name) for name in cls._names}
    return cls(**{**kept, **changes})
