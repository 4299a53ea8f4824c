"""The OCF container: a zip whose bytes depend on its members alone.

Members are compressed side by side and written in the order they were added. Python's
``zipfile`` compresses in the thread that writes, and offers no door for finished data.
"""

from __future__ import annotations

import struct
import zlib
from collections import deque
from collections.abc import Callable
from functools import lru_cache
from os import cpu_count
from typing import IO, TYPE_CHECKING, Any, NamedTuple, TypeAlias

from convert.errors import MissingDependency, OutputError

if TYPE_CHECKING:
    from concurrent.futures import ThreadPoolExecutor

FOLDER = "EPUB"
ALONE = 12
"""A book of fewer files is done before threads have started."""

SMALL = 4096
"""Bytes; a file of fewer is compressed before a thread has taken it."""

_STORED, _DEFLATED = 0, 8
_EPOCH = (1 << 5) | 1  # 1980-01-01, midnight
_MODE = 0o100644 << 16
_LOCAL, _CENTRAL, _END = "<4s5H3L2H", "<4s6H3L5H2L", "<4s4H2LH"
_POINTER = f"""<?xml version="1.0" encoding="utf-8"?>
<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container" version="1.0">
<rootfiles>
<rootfile full-path="{FOLDER}/package.opf" media-type="application/oebps-package+xml"/>
</rootfiles>
</container>
"""

Deflate: TypeAlias = Callable[[bytes], bytes] | None
"""How a file is compressed; None for not at all."""


class Member(NamedTuple):
    """One file, ready to be written."""

    name: bytes
    method: int
    crc: int
    size: int
    data: bytes


class Container:
    """Writes members in the order they are added; holds a few of them at a time."""

    def __init__(self, output: IO[bytes], deflate: Deflate) -> None:
        self._output = output
        self._deflate = deflate
        self._directory: list[bytes] = []
        self._offset = 0
        self._pool: ThreadPoolExecutor | None = None
        self._waiting: deque[Callable[[], Member]] = deque()
        self._threads = min(4, cpu_count() or 1)
        self._write(_stored("mimetype", b"application/epub+zip"))
        self._write(_common("META-INF/container.xml", _POINTER, deflate))

    def add(self, name: str, content: str | bytes | Member, *, packed: bool = False) -> None:
        """One file of the book; one that is ``packed`` already is stored as it is."""
        if isinstance(content, Member):
            self._add(content)
            return
        data = content.encode() if isinstance(content, str) else content
        pack = _stored if packed else _deflated
        name = f"{FOLDER}/{name}"
        alone = len(self._directory) < ALONE or self._threads == 1
        if alone or packed or len(data) < SMALL:
            self._add(pack(name, data, self._deflate))
        else:
            self._wait(self._workers().submit(pack, name, data, self._deflate).result)

    def add_common(self, name: str, text: str) -> None:
        """One file that many books have alike."""
        self._add(_common(f"{FOLDER}/{name}", text, self._deflate))

    def _add(self, member: Member) -> None:
        if self._waiting:
            self._wait(lambda: member)
        else:
            self._write(member)

    def _wait(self, done: Callable[[], Member]) -> None:
        """One member after those that wait already; the first of too many is written."""
        self._waiting.append(done)
        if len(self._waiting) > 4 * self._threads:
            self._write(self._waiting.popleft()())

    def __enter__(self) -> Container:
        return self

    def __exit__(self, kind: object, *_: object) -> None:
        """Write what waits and the directory of the zip; without it the file is no EPUB."""
        while self._waiting and kind is None:
            self._write(self._waiting.popleft()())
        if self._pool:
            self._pool.shutdown(cancel_futures=True)
        if kind is None:
            self._finish()

    def _workers(self) -> ThreadPoolExecutor:
        if self._pool is None:
            from concurrent.futures import ThreadPoolExecutor

            self._pool = ThreadPoolExecutor(self._threads)
        return self._pool

    def _write(self, member: Member) -> None:
        version, name = 20, member.name
        facts = (member.method, 0, _EPOCH, member.crc, len(member.data), member.size, len(name))
        head = struct.pack(_LOCAL, b"PK\3\4", version, 0, *facts, 0)
        made = (b"PK\1\2", 3 << 8 | version, version, 0)  # made on Unix, on Windows too
        self._directory.append(
            struct.pack(_CENTRAL, *made, *facts, 0, 0, 0, 0, _MODE, self._offset) + name
        )
        self._output.write(head + name)
        self._output.write(member.data)
        self._offset += len(head) + len(name) + len(member.data)
        if self._offset > 0xFFFF0000 or len(self._directory) > 0xFFFE:
            raise OutputError("an EPUB holds 4 GB and 65,534 files; make several volumes")

    def _finish(self) -> None:
        directory = b"".join(self._directory)
        count = len(self._directory)
        end = struct.pack(_END, b"PK\5\6", 0, 0, count, count, len(directory), self._offset, 0)
        self._output.write(directory + end)


@lru_cache
def deflater(level: int, *, fast: bool = False) -> Deflate:
    """How members are compressed: zlib's ``level``, 1 to 9, or ISA-L when ``fast``; level 0
    leaves them as they are, so that their bytes depend on no library."""
    if level == 0:
        return None
    library = _isal() if fast else zlib
    level = 2 if fast else level

    def deflate(data: bytes) -> bytes:
        packer = library.compressobj(level, zlib.DEFLATED, -15)
        return bytes(packer.compress(data) + packer.flush())

    return deflate


def _isal() -> Any:
    try:
        from isal import isal_zlib
    except ImportError:
        raise MissingDependency("fast compression needs isal: pip install isal") from None
    return isal_zlib


def pack(name: str, page: str, deflate: Deflate) -> Member:
    """A page of the book, ready for the zip."""
    return _deflated(f"{FOLDER}/{name}", page.encode(), deflate)


@lru_cache(maxsize=8)
def _common(name: str, text: str, deflate: Deflate) -> Member:
    """Packed once for all books."""
    return _deflated(name, text.encode(), deflate)


def _stored(name: str, data: bytes, _: Deflate = None) -> Member:
    return Member(name.encode("ascii"), _STORED, zlib.crc32(data), len(data), data)


def _deflated(name: str, data: bytes, deflate: Deflate) -> Member:
    if deflate is None:
        return _stored(name, data)
    return Member(name.encode("ascii"), _DEFLATED, zlib.crc32(data), len(data), deflate(data))
