"""Where the files of a library are: a folder, a zip, or a place that fsspec knows."""

from __future__ import annotations

import os
import posixpath
import re
import stat
from collections.abc import Iterable
from contextlib import suppress
from functools import cache
from typing import Any, Protocol

from convert import mhtml
from convert.errors import SourceError
from convert.images.places import Folder, Place, Refused, place_of, steps
from convert.library import remote
from convert.sources import composed
from convert.value import Value

FILES, TOTAL, PAGE, RATIO = 200_000, 8 << 30, 64 << 20, 200
"""What a zip may hold: files, bytes when unpacked, of one file, and times its packed size."""

_GB_2312 = rb"(?:[\x00-\x7f]|[\xa1-\xf7][\xa1-\xfe])*"

SMALL = 1 << 20
"""Bytes; a file that unpacks to less is no danger, however well it was packed."""


class Root(Protocol):
    """``name`` is what messages call it. It can be sent to other processes."""

    @property
    def name(self) -> str: ...

    def files(self) -> list[str]:
        """All files in it, parted by slashes, sorted; hidden ones only at the top."""

    def read(self, path: str) -> bytes:
        """The bytes of one; raises ``SourceError``."""

    def beside(self, path: str) -> Place:
        """Where the relative paths in one lead."""


class Disk(Value):
    """A folder. What lies outside it is not read, be it through a link (symlink)."""

    name: str

    def files(self) -> list[str]:
        found: list[str] = []
        for folder, inside, names in os.walk(self.name, onerror=_raise):
            inside[:] = sorted(name for name in inside if not _is_hidden(name))
            here = os.path.relpath(folder, self.name).replace(os.sep, "/")
            start = "" if here == "." else f"{here}/"
            found += [start + name for name in names if not (start and _is_hidden(name))]
        return sorted(found)

    def read(self, path: str) -> bytes:
        root = _real(self.name or ".", os.getcwd())
        file = os.path.realpath(os.path.join(root, *path.split("/")))
        if not file.startswith(os.path.join(root, "")):
            raise SourceError(f"{path}: leads out of {self.name}")
        if os.path.exists(file) and not os.path.isfile(file):
            raise SourceError(f"{path}: is a folder, pipe or device, and no page")
        return _bytes(file, path)

    def beside(self, path: str) -> Place:
        if path.lower().endswith((".epub", *mhtml.SUFFIXES)):
            return place_of(os.path.join(self.name, path))
        return Folder(self.name, posixpath.dirname(path))


class Files(Value):
    """Files one by one, each by the path that a user gave, wherever it is."""

    paths: tuple[str, ...]

    @property
    def name(self) -> str:
        return f"{len(self.paths)} files"

    def files(self) -> list[str]:
        return list(self.paths)

    def read(self, path: str) -> bytes:
        return _bytes(path, path)

    def beside(self, path: str) -> Place:
        return place_of(path)


class Zip(Value):
    """An archive that somebody else made: nothing in it is trusted.

    ``inside`` is the folder all its files are in. Raises ``SourceError`` for a path that leads
    out, a link, a locked file, one name twice, and more than fits the limits above.
    """

    name: str
    inside: str = ""
    encoding: str = ""

    def files(self) -> list[str]:
        return sorted(
            path.removeprefix(self.inside)
            for path in _members(self.name, self.encoding)
            if path.startswith(self.inside) and not _is_clutter(path.removeprefix(self.inside))
        )

    def read(self, path: str) -> bytes:
        members, full = _members(self.name, self.encoding), self.inside + path
        info = members.get(full) or members.get(_named(self.name, self.encoding, full))
        if info is None:
            raise SourceError(f"{self.name}: {path}: there is no such file")
        try:
            with _archive(self.name).open(info) as file:
                data = file.read(info.file_size + 1)
        except Exception as error:  # zlib, lzma, zipfile: each has errors of its own
            raise SourceError(f"{self.name}: {path}: cannot be unpacked: {error}") from None
        if len(data) != info.file_size:
            raise SourceError(f"{self.name}: {path}: is not as long as it says")
        return bytes(data)

    def beside(self, path: str) -> Place:
        return Beside(self, posixpath.dirname(path))


class Remote(Value):
    """A folder that fsspec can open, such as s3://bucket/library or memory://library."""

    name: str

    def files(self) -> list[str]:
        return sorted(name for name in remote.files(self.name) if not _is_clutter(name))

    def read(self, path: str) -> bytes:
        if ".." in path.split("/"):
            raise SourceError(f"{path}: leads out of {self.name}")
        return remote.read(f"{self.name}/{path}")

    def beside(self, path: str) -> Place:
        return Beside(self, posixpath.dirname(path))


class Beside(Value):
    """The place of one page's pictures (``convert.images.places.Place``) in a root."""

    root: Root
    inside: str = ""

    def read(self, path: str) -> bytes:
        """The picture that a page in the folder ``inside`` names so."""
        try:
            return self.root.read("/".join(steps(path, self.inside)))
        except Refused:
            raise
        except SourceError as error:
            raise FileNotFoundError(2, str(error)) from None


def open_root(name: str, encoding: str = "") -> Root:
    """The root of that name; raises ``SourceError`` when it cannot be."""
    if "://" in name:
        return Remote(name.rstrip("/"))
    if os.path.isdir(name):
        return Disk(name)
    paths = list(_members(name, encoding))
    return Zip(name, _common(paths), encoding)


def on_disk(root: Root, paths: Iterable[str]) -> list[str]:
    """Those that are files by themselves, as the working directory sees them."""
    if not isinstance(root, (Disk, Files)):
        return []
    return [os.path.join(root.name if isinstance(root, Disk) else "", path) for path in paths]


def _stamp(name: str) -> int:
    """When a file was changed, so that a new one is opened anew."""
    return os.stat(name).st_mtime_ns if os.path.exists(name) else 0


def _archive(name: str) -> Any:
    return _opened(name, _stamp(name))


def _members(name: str, encoding: str) -> dict[str, Any]:
    """Path -> entry, when all of them are fit to be opened."""
    return _checked(name, encoding, _stamp(name))


def _raise(error: OSError) -> None:
    """A folder that cannot be listed would be lost in silence."""
    raise SourceError(f"{error.filename}: cannot be read: {error.strerror}")


def _named(name: str, encoding: str, path: str) -> str:
    """The path as the archive has it, however its letters are composed; '' for none."""
    return _composed(name, encoding, _stamp(name)).get(composed(path), "")


def _bytes(file: str, path: str) -> bytes:
    """Of a file on disk that messages call ``path``."""
    if not os.path.exists(file):
        raise SourceError(f"{path}: there is no such file")
    try:
        with open(file, "rb") as opened:
            return opened.read()
    except OSError as error:
        raise SourceError(f"{path}: cannot be read: {error.strerror}") from None


@cache
def _real(folder: str, _: str) -> str:
    """A folder without links, as seen from a working directory."""
    return os.path.realpath(folder)


@cache
def _opened(name: str, _: int) -> Any:
    from zipfile import BadZipFile, ZipFile

    try:
        return ZipFile(name)
    except (BadZipFile, NotImplementedError, ValueError) as error:
        raise SourceError(f"{name}: is no zip that can be opened: {error}") from None
    except FileNotFoundError:
        raise SourceError(f"{name}: there is no such file") from None
    except OSError as error:
        raise SourceError(f"{name}: cannot be read: {error.strerror}") from None


@cache
def _checked(name: str, encoding: str, _: int) -> dict[str, Any]:
    infos = [info for info in _archive(name).infolist() if not info.is_dir()]
    if len(infos) > FILES or sum(info.file_size for info in infos) > TOTAL:
        raise SourceError(f"{name}: holds more than {FILES} files or {TOTAL >> 30} GB")
    found: dict[str, Any] = {}
    for info in infos:
        path = _path(info, encoding)
        if fault := _fault(info, path) or ("stands in it twice" if path in found else ""):
            raise SourceError(f"{name}: {path}: {fault}; nothing was taken from it")
        found[path] = info
    return found


@cache
def _composed(name: str, encoding: str, _: int) -> dict[str, str]:
    return {composed(path): path for path in _members(name, encoding)}


def _path(info: Any, encoding: str) -> str:
    """A name that is not marked as UTF-8 is in an encoding of its maker's own: that of the
    sources, UTF-8, or Chinese as Windows packs it, when its bytes can be no other."""
    name = str(info.orig_filename)
    if info.flag_bits & 0x800 or name.isascii():
        return name
    raw = name.encode("cp437", "replace")
    chinese = ["gb18030"] if re.fullmatch(_GB_2312, raw) else []
    for known in (encoding, "utf-8", *chinese):
        with suppress(UnicodeError, LookupError):
            return raw.decode(known)
    return name


def _fault(info: Any, path: str) -> str:
    if stat.S_ISLNK(info.external_attr >> 16):
        return "is a link"
    if path.startswith("/") or "\\" in path or "\0" in path or path[1:2] == ":":
        return "is no path inside it"
    if {"..", ""} & {*path.split("/")}:
        return "leads out of it"
    if info.flag_bits & 1:
        return "is locked with a password"
    if info.file_size > PAGE:
        return f"is larger than {PAGE >> 20} MB"
    packed = max(info.compress_size, 1)
    return "is a bomb" if info.file_size > max(SMALL, packed * RATIO) else ""


def _common(paths: Iterable[str]) -> str:
    """The folder that everything is in, as GitHub and GitBook pack it; '' for none."""
    tops = {path.partition("/")[0] for path in paths if not _is_clutter(path)}
    only = f"{next(iter(tops), '')}/" if len(tops) == 1 else ""
    return only if only and all(p.startswith(only) or _is_clutter(p) for p in paths) else ""


def _is_hidden(name: str) -> bool:
    return name.startswith(".") or name in ("node_modules", "__MACOSX", "_book")


def _is_clutter(path: str) -> bool:
    folders = path.split("/")
    return any(map(_is_hidden, folders[:-1])) or (len(folders) > 1 and _is_hidden(folders[-1]))
