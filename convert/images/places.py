"""Pictures named by a path: where they are, and never outside the folder of their source."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Protocol

from convert import mhtml
from convert.errors import SourceError
from convert.images.profiles import LIMITS, Limits
from convert.value import Value

if TYPE_CHECKING:
    from zipfile import ZipFile


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
        file = os.path.realpath(os.path.join(root, *_there(root, steps(path, self.inside))))
        if not file.startswith(os.path.join(root, "")):
            raise Refused(f"{path}: leads out of {self.root or '.'}")
        if os.path.exists(file) and not os.path.isfile(file):
            raise Refused(f"{path}: is no file")
        return _read(file, LIMITS)


class Zip:
    """A place inside a zip file, such as an EPUB: paths begin at its root."""

    def __init__(self, file: str) -> None:
        self._file = file
        self._zip: ZipFile | None = None

    def read(self, path: str) -> bytes:
        """See ``Place``."""
        from zipfile import BadZipFile, ZipFile
        from zlib import error as broken

        name = "/".join(steps(path))
        try:
            self._zip = self._zip or ZipFile(self._file)
            info = self._zip.getinfo(name)
            if info.file_size > LIMITS.data:
                raise Refused(f"{name}: is larger than {LIMITS.data >> 20} MB")
            with self._zip.open(info) as file:
                return file.read(LIMITS.data)
        except KeyError:
            raise FileNotFoundError(2, "is not in the file") from None
        except (BadZipFile, broken, EOFError, RuntimeError, NotImplementedError) as error:
            raise Refused(f"{name}: cannot be unpacked: {error}") from None


class Archive:
    """A place inside a web archive (MHTML): names as ``mhtml.parts`` gives them."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._files: dict[str, bytes] = {}

    def read(self, path: str) -> bytes:
        """See ``Place``."""
        if not self._files:
            self._files = {part.name: part.data for part in mhtml.parts(self._text)}
        if path not in self._files:
            raise FileNotFoundError(2, "is not in the file")
        return self._files[path]


def place_of(path: str) -> Place:
    """Where the relative paths in the source at ``path`` lead: into it when it is a zip or a web
    archive, else to its folder."""
    try:
        with open(path, "rb") as file:
            top = file.read(mhtml.TOP)
            if top.startswith(b"PK\3\4"):
                return Zip(path)
            named = path.lower().endswith(mhtml.SUFFIXES)
            if named and mhtml.is_archive(top.decode("utf-8", "replace")):
                return Archive((top + file.read()).decode("utf-8", "replace"))
    except OSError:
        pass
    return Folder(os.path.dirname(path) or ".")


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


def _there(root: str, names: list[str]) -> list[str]:
    """The names as they are on the disk: with letters and their marks apart where macOS put
    them there."""
    from unicodedata import normalize

    forms = (names, *([normalize(form, name) for name in names] for form in ("NFC", "NFD")))
    return next((form for form in forms if os.path.exists(os.path.join(root, *form))), names)


def _read(file: str, limits: Limits) -> bytes:
    if os.path.getsize(file) > limits.data:
        raise Refused(f"{file}: is larger than {limits.data >> 20} MB")
    with open(file, "rb") as opened:
        return opened.read()
