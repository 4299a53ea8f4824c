"""The version of the parts involved, so that a changed program makes nothing out of the old."""

from __future__ import annotations

import os
from collections.abc import Iterator
from hashlib import sha256

PACKAGES = frozenset({
    "pyromark", "markdown", "python-frontmatter", "pyyaml", "lxml", "ebooklib", "weasyprint",
    "pillow", "typst",
})  # fmt: skip


def fingerprint() -> str:
    """A digest of our own files, of the plug-ins', and of the versions of what they stand on."""
    import convert

    found = sha256()
    home = os.path.dirname(convert.__file__)
    for path in (*_files(home), *_plugins()):
        with open(path, "rb") as file:
            found.update(file.read())
    found.update(" ".join(_versions()).encode())
    return found.hexdigest()


def _files(folder: str) -> list[str]:
    found = []
    for here, inside, names in os.walk(folder):
        inside[:] = [name for name in inside if name != "__pycache__"]
        found += [os.path.join(here, name) for name in names if not name.endswith((".pyc", ".md"))]
    return sorted(found)


def _plugins() -> Iterator[str]:
    """The files of the packages that strangers' readers, exporters and sites are in."""
    from importlib.util import find_spec

    from convert import registry

    targets = (t for group in registry.GROUPS for t in registry.entries(group).values())
    for module in sorted({target.partition(":")[0] for target in targets}):
        if module.startswith("convert."):
            continue
        spec = find_spec(module.partition(".")[0])
        for folder in (spec.submodule_search_locations or ()) if spec else ():
            yield from (path for path in _files(folder) if path.endswith(".py"))
        if spec and spec.origin and not spec.submodule_search_locations:
            yield spec.origin


def _versions() -> Iterator[str]:
    import sys

    from convert import registry

    yield sys.version
    yield from sorted(
        os.path.basename(folder) for package, folder in registry.installed() if package in PACKAGES
    )
