"""Files at a place that fsspec knows, such as s3://bucket/library or memory://library."""

from __future__ import annotations

import os
import posixpath
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from convert.errors import ConvertError, MissingDependency, OutputError, SourceError


def files(url: str) -> list[str]:
    """The paths of all files below ``url``; raises ``SourceError``."""
    with _told(f"{url}: cannot be read", SourceError):
        system, path = _system(url)
        start = len(path.rstrip("/")) + 1
        return [str(name)[start:] for name in system.find(path)]


def read(url: str) -> bytes:
    """The bytes of a file; raises ``SourceError``."""
    with _told(f"{url}: cannot be read", SourceError):
        system, path = _system(url)
        return bytes(system.cat_file(path))


def check(url: str) -> None:
    """Raises ``OutputError`` when a store of objects has no bucket for ``url``; one that may
    not be looked at may be written all the same."""
    with _told(f"{url}: cannot be written", OutputError):
        system, path = _system(url)
        bucket, is_inside, _ = path.partition("/")
        if not (bucket and is_inside) or "://" in path or os.path.isabs(path):
            return
        try:
            system.info(bucket)
        except PermissionError:
            pass
        except FileNotFoundError:
            fault = f"there is no bucket {bucket}; make it first"
            raise OutputError(f"{url}: cannot be written: {fault}") from None


def write(url: str, content: bytes) -> None:
    """Put a file there; raises ``OutputError``. Folders are made where there are any: in a
    store of objects that would make a bucket of a name that is misspelt."""
    with _told(f"{url}: cannot be written", OutputError):
        system, path = _system(url)
        if path.startswith("/") or os.path.isabs(path):
            system.makedirs(posixpath.dirname(path), exist_ok=True)
        system.pipe_file(path, content)


def size(url: str) -> int:
    """The size of a file, 0 for none that may be seen; raises ``OutputError`` when nothing
    answers."""
    with _told(f"{url}: cannot be read", OutputError):
        system, path = _system(url)
        try:
            return int(system.info(path)["size"])
        except (FileNotFoundError, PermissionError):
            return 0


def _system(url: str) -> tuple[Any, str]:
    """fsspec's file system and the path in it; raises ``MissingDependency``."""
    try:
        from fsspec.core import url_to_fs
    except ImportError:
        raise MissingDependency(f"{url}: needs fsspec: pip install 'pubconvert[cluster]'") from None
    try:
        system, path = url_to_fs(url)
    except (ImportError, ValueError) as error:
        raise MissingDependency(f"{url}: {error}") from None
    return system, path


@contextmanager
def _told(fault: str, kind: type[ConvertError]) -> Iterator[None]:
    """What goes wrong inside, as an error of ours: each store has errors of its own."""
    try:
        yield
    except ConvertError:
        raise
    except Exception as error:
        reason = getattr(error, "strerror", None) or str(error) or type(error).__name__
        raise kind(f"{fault}: {reason}") from None
