"""book.toml, .gitbook.yaml and mkdocs.yml: what each says of a library."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from convert.diagnostics import Diagnostic, Origin
from convert.errors import SourceError
from convert.library.plan import Entry
from convert.transforms.override import FIELDS, OTHERS, PEOPLE, STATEMENTS, is_language
from convert.value import Value

ORDERS = ("summary", "name", "date")
PLURALS = {"authors": "author", "editors": "editor", "translators": "translator"}
STATED = frozenset({*FIELDS, *PEOPLE, *STATEMENTS, *OTHERS})
IGNORED = frozenset({"output", "preprocessor", "build", "rust", "multilingual", "edition"})
"""Of mdBook's own; they say how to write HTML."""


class Settings(Value):
    """What book.toml may say, see docs/library.md; '' and () where it says nothing."""

    stated: tuple[tuple[str, str], ...] = ()
    root: str = ""
    summary: str = ""
    readme: str = ""
    order: str = ""
    files: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    reading: tuple[tuple[str, str], ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()


def book(text: str, file: str) -> Settings:
    """book.toml: ours, or mdBook's, whose keys stand under [book]. Raises ``SourceError``."""
    from tomllib import TOMLDecodeError, loads

    try:
        found = loads(text)
    except TOMLDecodeError as error:
        raise SourceError(f"{file}: is no valid TOML: {error}") from None
    found = {k: v for k, v in found.items() if k not in IGNORED}
    inside = found.pop("book", {})
    keys = {**found, **(inside if isinstance(inside, dict) else {})}
    odd: list[str] = []
    stated = tuple(_stated(keys, odd))
    return Settings(
        stated,
        root=_text(keys, "src"),
        summary=_text(keys, "summary"),
        order=_order(_text(keys, "order"), file),
        files=_texts(keys, "files"),
        exclude=_texts(keys, "exclude"),
        reading=_reading(keys.get("reading", {}), file),
        diagnostics=tuple(Diagnostic("l-008", key, Origin(file)) for key in odd),
    )


def gitbook(text: str, file: str) -> Settings:
    """.gitbook.yaml (docs.gitbook.com, content configuration): root and structure."""
    found = _yaml(text, file)
    structure = found.get("structure")
    structure = structure if isinstance(structure, dict) else {}
    known = ("root", "structure", "redirects")
    losses = tuple(Diagnostic("l-008", str(k), Origin(file)) for k in found if k not in known)
    return Settings(
        root=_folder(str(found.get("root") or "")),
        summary=_folder(str(structure.get("summary") or "")),
        readme=_folder(str(structure.get("readme") or "")),
        diagnostics=losses,
    )


def mkdocs(text: str, file: str) -> tuple[Settings, tuple[Entry, ...]]:
    """mkdocs.yml: site_name, site_author, site_description, copyright, docs_dir and nav."""
    found = _yaml(text, file)
    names = {"site_name": "title", "site_author": "author", "site_description": "description"}
    stated = [(names[key], str(found[key])) for key in names if found.get(key)]
    if isinstance(theme := found.get("theme"), dict) and is_language(str(theme.get("language"))):
        stated.append(("language", str(theme["language"])))
    if found.get("copyright"):
        stated.append(("copyright", str(found["copyright"])))
    settings = Settings(tuple(stated), root=_folder(str(found.get("docs_dir") or "docs")))
    nav = found.get("nav")
    return settings, tuple(_nav(nav, 1, Origin(file))) if isinstance(nav, list) else ()


def _nav(nodes: list[Any], level: int, origin: Origin) -> Iterator[Entry]:
    """A node is a path, {title: path} or {title: [nodes]}; YAML may make a number of a title."""
    from convert.library.summary import is_outside

    for node in nodes:
        pairs = node.items() if isinstance(node, dict) else [("", node)]
        for title, target in pairs:
            name = str(title or "")
            if isinstance(target, list):
                yield Entry(name, level=level, origin=origin)
                yield from _nav(target, level + 1, origin)
            elif isinstance(target, str) and is_outside(target):
                yield Entry(name or target, level=level, url=target, origin=origin)
            elif isinstance(target, str):
                path, _, anchor = target.partition("#")
                yield Entry(name, path.lstrip("/"), level, anchor, origin=origin)
            else:
                yield Entry(name or str(target), level=level, origin=origin)


def _yaml(text: str, file: str) -> dict[str, Any]:
    """A mapping; tags, such as MkDocs' !!python/name and !ENV, are nothing to us. Anchors are
    refused: a few of them can stand for gigabytes."""
    import yaml

    class Loader(yaml.SafeLoader):
        def compose_node(self, parent: Any, index: Any) -> Any:
            if self.check_event(yaml.events.AliasEvent):
                raise yaml.YAMLError("it has an alias (*name), which is not read")
            return super().compose_node(parent, index)

    Loader.add_multi_constructor("", lambda loader, suffix, node: None)
    Loader.add_constructor(None, lambda loader, node: None)
    try:
        found = yaml.load(text, Loader)  # a SafeLoader
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        raise SourceError(f"{file}: is no valid YAML: {' '.join(str(error).split())}") from None
    return found if isinstance(found, dict) else {}


def _stated(keys: Mapping[str, Any], odd: list[str]) -> Iterator[tuple[str, str]]:
    for key, value in keys.items():
        name = PLURALS.get(key, key)
        if name == "language" and not is_language(str(value)):
            odd.append(f"{key} = {value!r}")
        elif name in STATED:
            many = isinstance(value, list)
            mark = "; " if name in PEOPLE else ", "
            yield name, mark.join(map(str, value)) if many else str(value)
        elif key not in ("src", "summary", "order", "files", "exclude", "reading"):
            odd.append(key)


def _reading(value: Any, file: str) -> tuple[tuple[str, str], ...]:
    if not isinstance(value, dict):
        raise SourceError(f'{file}: reading is a table, as in reading = {{ site = "site.toml" }}')
    return tuple((key, str(option)) for key, option in value.items())


def _order(value: str, file: str) -> str:
    if value and value not in ORDERS:
        raise SourceError(f"{file}: order is {', '.join(ORDERS)}, not {value!r}")
    return value


def _text(keys: Mapping[str, Any], name: str) -> str:
    value = keys.get(name, "")
    return _folder(value) if isinstance(value, str) else ""


def _texts(keys: Mapping[str, Any], name: str) -> tuple[str, ...]:
    value = keys.get(name, ())
    return tuple(map(str, value)) if isinstance(value, list) else (str(value),) if value else ()


def _folder(path: str) -> str:
    """A path under the root, parted by slashes; '' for the root itself."""
    import posixpath

    found = posixpath.normpath(path.replace("\\", "/").strip().lstrip("/") or ".")
    return "" if found == "." else found
