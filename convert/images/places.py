"""Pictures named by a path: where they are, and never outside the folder of their source."""

from __future__ import annotations

import os
from typing import Protocol

from convert.errors import SourceError
from convert.images.profiles import LIMITS, Limits
from convert.value import Value


class Refused(SourceError):
    """The path leads out of the source, or to what is no file."""


class Place(Protocol):
    """Where a source's relative paths lead: a folder, or an archive."""

    def read(self, path: str) -> bytes:
        """The bytes at ``path`` as the text has it, ``%20`` and all. Raises ``Refused``, or
        ``OSError`` when there is nothing."""


class Folder(Value):
    """A place on disk: ``root`` may not be left, ``inside`` is the text's own folder in it."""

    root: str
    inside: str = ""

    def read(self, path: str) -> bytes:
        """See ``Place``. A link (symlink) that leads out is no way out."""
        root = os.path.realpath(self.root)
        file = os.path.realpath(os.path.join(root, *steps(path, self.inside)))
        if not file.startswith(os.path.join(root, "")):
            raise Refused(f"{path}: leads out of {self.root or '.'}")
        if os.path.exists(file) and not os.path.isfile(file):
            raise Refused(f"{path}: is no file")
        return _read(file, LIMITS)


def steps(path: str, inside: str = "") -> list[str]:
    """The names to go through from the root; raises ``Refused`` for a way out.

    ``path`` is relative to the folder ``inside`` the root, or begins with a slash, which
    stands for the root itself.

    >>> steps("../pictures/a%20b.png?v=2", "articles"), steps("/b.png", "articles")
    (['pictures', 'a b.png'], ['b.png'])
    """
    from urllib.parse import unquote

    plain = unquote(path.partition("#")[0].partition("?")[0])
    if "\\" in plain or "\0" in plain or plain[1:2] == ":" or plain.startswith("//"):
        raise Refused(f"{path}: is no path inside the source")
    way: list[str] = [] if plain.startswith("/") else [n for n in inside.split("/") if n]
    for name in plain.split("/"):
        if name == ".." and not way:
            raise Refused(f"{path}: leads out of the source")
        if name == "..":
            way.pop()
        elif name not in ("", "."):
            way.append(name)
    return way


def _read(file: str, limits: Limits) -> bytes:
    if os.path.getsize(file) > limits.data:
        raise Refused(f"{file}: is larger than {limits.data >> 20} MB")
    with open(file, "rb") as opened:
        return opened.read()
