"""Pictures kept on disk under the SHA-256 of their bytes.

::

    files/ab/abcd…        the bytes of a picture, as it was fetched or as it was made fit
    urls/ab/abcd….json    what was fetched from a URL, and when
    fits/ab/abcd….json    what a picture became under a profile
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from hashlib import sha256
from typing import Any

from convert.errors import OutputError, SourceError
from convert.value import Value, fields

CAP = 2 << 30
"""Bytes the files may have together, unless the user says otherwise."""


class Entry(Value):
    """One URL: what was there, and on which day."""

    url: str
    sha256: str
    media_type: str
    size: int
    fetched: str


class Info(Value):
    """What is in a cache: ``size`` in bytes."""

    folder: str
    files: int
    size: int
    cap: int


class Cache:
    """A folder of pictures; every file in it is whole or not there."""

    def __init__(self, folder: str, cap: int = CAP) -> None:
        self.folder, self.cap = os.path.abspath(folder), cap
        self._used: set[str] = set()
        self._new = self.cap  # bytes since the last look at all files

    def put(self, data: bytes) -> str:
        """Keep ``data``; its SHA-256."""
        name = digest(data)
        if not self.holds(name):
            self._write(self._path("files", name), data)
            self._new += len(data)
        self._used.add(name)
        return name

    def holds(self, name: str) -> bool:
        """Whether the file is there, which makes it the last one to go."""
        try:
            os.utime(self._path("files", name))
        except OSError:
            return False
        self._used.add(name)
        return True

    def get(self, name: str) -> bytes:
        """The bytes called ``name``. Raises ``SourceError`` when they are gone or changed."""
        path = self._path("files", name)
        try:
            with open(path, "rb") as file:
                data = file.read()
        except OSError:
            raise SourceError(f"{path}: the picture has left the cache; run again") from None
        if digest(data) != name:
            os.unlink(path)
            raise SourceError(f"{path}: the cached picture was damaged; run again")
        return data

    def entry(self, url: str) -> Entry | None:
        """What was fetched from ``url``, when its bytes are still here."""
        found = self._read("urls", digest(url.encode()))
        try:
            entry = Entry(**found) if found else None
        except TypeError:
            return None
        return entry if entry and entry.url == url and self.holds(entry.sha256) else None

    def remember(self, entry: Entry) -> None:
        told = {name: getattr(entry, name) for name in fields(entry)}
        self._note("urls", digest(entry.url.encode()), told)

    def fitted(self, key: str) -> dict[str, Any] | None:
        """What was noted of a picture made fit, when its bytes are still here."""
        found = self._read("fits", digest(key.encode()))
        return found if found and self.holds(str(found.get("sha256", ""))) else None

    def note_fitted(self, key: str, told: dict[str, Any]) -> None:
        self._note("fits", digest(key.encode()), told)

    def trim(self) -> None:
        """Let go of what was not used for longest, down to the cap; what this run used stays.
        A look at all files is worth it once, and then for each twentieth of the cap."""
        if self._new * 20 < self.cap:
            return
        self._new = 0
        found = sorted((stat.st_mtime, stat.st_size, path) for path, stat in self._files())
        size = sum(bytes_ for _, bytes_, _ in found)
        for _, bytes_, path in found:
            if size <= self.cap:
                return
            if os.path.basename(path) not in self._used:
                _unlink(path)
                size -= bytes_

    def info(self) -> Info:
        sizes = [stat.st_size for _, stat in self._files()]
        return Info(self.folder, len(sizes), sum(sizes), self.cap)

    def clear(self) -> Info:
        """Empty it, notes and all; what was in it."""
        info = self.info()
        for kind in ("files", "urls", "fits"):
            for path in self._all(kind):
                _unlink(path)
        return info

    def _files(self) -> Iterator[tuple[str, os.stat_result]]:
        for path in self._all("files"):
            try:
                yield path, os.stat(path)
            except OSError:
                continue

    def _all(self, kind: str) -> Iterator[str]:
        for folder, _, names in os.walk(os.path.join(self.folder, kind)):
            yield from (os.path.join(folder, name) for name in names)

    def _path(self, kind: str, name: str) -> str:
        suffix = "" if kind == "files" else ".json"
        return os.path.join(self.folder, kind, name[:2], name + suffix)

    def _read(self, kind: str, name: str) -> dict[str, Any] | None:
        try:
            with open(self._path(kind, name), "rb") as file:
                found = json.load(file)
        except (OSError, ValueError):
            return None
        return found if isinstance(found, dict) else None

    def _note(self, kind: str, name: str, told: dict[str, Any]) -> None:
        text = json.dumps(told, ensure_ascii=False, sort_keys=True)
        self._write(self._path(kind, name), text.encode())

    def _write(self, path: str, data: bytes) -> None:
        """Under another name first: nobody ever sees half a file."""
        import threading

        part = f"{path}.{os.getpid()}.{threading.get_ident()}.part"
        try:
            os.makedirs(os.path.dirname(path), mode=0o700, exist_ok=True)
            with open(part, "wb") as file:
                file.write(data)
            os.replace(part, path)
        except OSError as error:
            _unlink(part)
            raise OutputError(
                f"{self.folder}: the image cache cannot be written: {error.strerror}; "
                "name another folder with --cache"
            ) from None


def default_folder() -> str:
    """The user's cache folder (XDG Base Directory Specification)."""
    home = os.environ.get("XDG_CACHE_HOME", "")
    if not os.path.isabs(home):
        home = os.path.join(os.path.expanduser("~"), ".cache")
    return os.path.join(home, "pubconvert")


def digest(data: bytes) -> str:
    return sha256(data).hexdigest()


def _unlink(path: str) -> None:
    try:
        os.unlink(path)
    except OSError:
        return
