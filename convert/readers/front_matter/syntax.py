"""YAML and TOML as fields: every scalar stays the text its author wrote.

No value is resolved: ``lang: no`` is Norwegian, not False, and ``2024-01-05`` is not a
date object. No tag is obeyed; aliases are followed as long as the whole stays small.
"""

from __future__ import annotations

import re
from typing import Any

from convert.readers.front_matter import Broken, Field, Tree

DEPTH = 20
SIZE = 10_000
"""Values in one front matter, aliases counted as what they stand for."""

_PLAIN_TAG = re.compile(r"tag:yaml\.org,2002:(?:str|int|float|bool|null|timestamp|map|seq)|!")


def parse_yaml(text: str) -> tuple[Field, ...]:
    """The fields of one YAML mapping; raises ``Broken``."""
    import yaml
    from frontmatter.default_handlers import YAMLHandler

    base: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    loader = type("Verbatim", (base,), {"get_single_data": lambda self: _Yaml(self).read()})
    try:
        tree = YAMLHandler().load(text, Loader=loader)
    except yaml.YAMLError as error:
        raise Broken(_problem(error), _mark(error)) from None
    return _mapping(tree)


def _mapping(tree: Any) -> tuple[Field, ...]:
    if tree and not isinstance(tree, tuple):
        raise Broken("it is no mapping of 'key: value' lines", 1)
    return tree or ()


def _problem(error: Any) -> str:
    problem = str(getattr(error, "problem", "") or str(error).splitlines()[0])
    if "mapping values are not allowed" in problem or "cannot start any token" in problem:
        return f"{problem} (a value that holds ': ' or begins with @ or ` needs quotes)"
    return problem


def _mark(error: Any) -> int:
    mark = getattr(error, "problem_mark", None)
    return mark.line + 1 if mark else 1


class _Yaml:
    """Builds the tree from parser events, on a stack of its own: nesting cannot overflow it."""

    def __init__(self, loader: Any) -> None:
        self.loader = loader
        self.stack: list[tuple[list[Any], bool, str, int]] = []
        self.anchors: dict[str, tuple[Tree, int]] = {}
        self.size = 0
        self.root: list[Any] = []

    def read(self) -> Tree:
        """The value of the first document; '' when there is none."""
        import yaml

        while not isinstance(event := self.loader.get_event(), yaml.StreamEndEvent):
            self._take(event, event.start_mark.line + 1)
        return self.root[0][0] if self.root else ""

    def _take(self, event: Any, line: int) -> None:
        match type(event).__name__:
            case "ScalarEvent":
                self._check(event, line)
                self._put(_scalar(event), line, event.anchor, 1)
            case "AliasEvent":
                if event.anchor not in self.anchors:
                    raise Broken(f"there is no anchor called {event.anchor}", line)
                value, size = self.anchors[event.anchor]
                self._put(value, line, None, size)
            case "MappingStartEvent" | "SequenceStartEvent" as name:
                self._check(event, line)
                self.stack.append(([], name[0] == "M", event.anchor or "", self.size))
            case "MappingEndEvent" | "SequenceEndEvent":
                self._close(line)

    def _check(self, event: Any, line: int) -> None:
        if event.tag and not _PLAIN_TAG.fullmatch(event.tag):
            raise Broken(f"tags such as {event.tag} are not obeyed here", line)
        if len(self.stack) > DEPTH:
            raise Broken(f"it is nested more than {DEPTH} deep", line)

    def _close(self, line: int) -> None:
        parts, is_mapping, anchor, before = self.stack.pop()
        value: Tree = _fields(parts) if is_mapping else [part for part, _ in parts]
        size = self.size - before
        self.size = before
        self._put(value, parts[0][1] if parts else line, anchor, size + 1)

    def _put(self, value: Tree, line: int, anchor: str | None, size: int) -> None:
        self.size += size
        if self.size > SIZE:
            raise Broken(f"it holds more than {SIZE} values", line)
        if anchor:
            self.anchors[anchor] = (value, size)
        (self.stack[-1][0] if self.stack else self.root).append((value, line))


def _fields(parts: list[Any]) -> tuple[Field, ...]:
    fields: list[Field] = []
    for (key, line), (value, _) in zip(parts[::2], parts[1::2], strict=True):
        if not isinstance(key, str):
            raise Broken("a key is a list or a mapping", line)
        if key == "<<" and isinstance(value, tuple):
            fields += value
        else:
            fields.append(Field(key, value, line + 1))
    return tuple(fields)


def _scalar(event: Any) -> str:
    null = not event.style and event.value in ("~", "null", "Null", "NULL")
    return "" if null else _printable(event.value)


def _printable(text: str) -> str:
    """Without what no XML may hold: control characters and halves of characters."""
    return re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]", "", text)


def parse_toml(text: str) -> tuple[Field, ...]:
    """The fields of a TOML document, its dates and numbers as text; raises ``Broken``."""
    import tomllib

    if deep := re.search(_MANY_DOTS, text):
        raise Broken(_TOO_DEEP, text.count("\n", 0, deep.start()) + 1)
    try:
        table = tomllib.loads(text, parse_float=str)
    except tomllib.TOMLDecodeError as error:
        at = re.search(r" \(at (?:line (\d+)|end of document).*\)", str(error))
        line = int(at[1]) if at and at[1] else text.count("\n")
        raise Broken(str(error).partition(" (at")[0].lower(), line) from None
    except RecursionError:
        raise Broken(_TOO_DEEP, 1) from None
    except ValueError as error:
        raise Broken(str(error), 1) from None
    return _table(table, _key_lines(text), 0)


_TOO_DEEP = f"it is nested more than {DEPTH} deep"
_MANY_DOTS = rf"(?:\.[ \t]{{0,3}}[\w\"'-]{{1,30}}[ \t]{{0,3}}){{{DEPTH}}}"
"""A dotted key costs tomllib the square of its length."""


def _table(table: dict[str, Any], lines: dict[str, int], depth: int) -> tuple[Field, ...]:
    return tuple(
        Field(key, _toml(value, lines, depth + 1), lines.get(key, 1))
        for key, value in table.items()
    )


def _toml(value: Any, lines: dict[str, int], depth: int) -> Tree:
    if depth > DEPTH:
        raise Broken(_TOO_DEEP, 1)
    if isinstance(value, dict):
        return _table(value, lines, depth)
    if isinstance(value, list):
        return [_toml(item, lines, depth + 1) for item in value]
    if isinstance(value, bool):
        return str(value).lower()
    if hasattr(value, "isoformat"):
        return str(value.isoformat()).replace("+00:00", "Z")
    return _printable(str(value))


def _key_lines(text: str) -> dict[str, int]:
    """The line in the file of each key; tomllib does not say. The fence is line 1."""
    lines: dict[str, int] = {}
    for number, line in enumerate(text.split("\n"), 2):
        head = line[:200].partition("=")[0].strip(" \t[]")
        lines.setdefault(re.split(r"[ \t]*\.[ \t]*", head)[-1].strip("\"'"), number)
    return lines
