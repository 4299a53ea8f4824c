"""What was made once and need not be made again, by what it was made from.

One SQLite file (sqlite.org/wal.html): a crash leaves what was kept before it, and two runs at
once wait for each other where they write. A key is a digest of everything that decides the
bytes; there is no other rule for when something is out of date.
"""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Iterable
from hashlib import sha256
from types import TracebackType
from typing import Any, TypeAlias

from convert.errors import OutputError, reason

SCHEMA = 1
WAIT = 60
"""Seconds to wait for another run that writes."""

_TABLES = f"""
PRAGMA page_size = 16384;
PRAGMA journal_mode = WAL;
PRAGMA synchronous = NORMAL;
PRAGMA user_version = {SCHEMA};
CREATE TABLE IF NOT EXISTS kept
    (key BLOB, part TEXT, content BLOB NOT NULL, used INTEGER NOT NULL, PRIMARY KEY (key, part));
CREATE TABLE IF NOT EXISTS made
    (target TEXT PRIMARY KEY, key BLOB NOT NULL, told BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS runs (run INTEGER PRIMARY KEY AUTOINCREMENT);
"""


TOGETHER = 0.1
"""Seconds whose rows are written in one transaction; a crash loses no more than these."""

Row: TypeAlias = tuple[bytes, str, bytes]
"""Key, part, content."""


class Store:
    """Bytes by key and part: 'document', 'facts', or whatever an exporter renders.

    ``made`` notes for a target what it was made from, and what was told of it. It serves the
    thread that opened it. ``cap`` is what it may hold, in bytes.
    """

    FILE = "library.sqlite"
    """Its usual name in the cache folder."""

    def __init__(self, path: str, cap: int = 4 << 30) -> None:
        self.path, self._cap = path, cap
        try:
            os.makedirs(os.path.dirname(path) or ".", mode=0o700, exist_ok=True)
            self._base = _open(path)
            self._run = self._begin()
        except (OSError, sqlite3.Error) as error:
            raise _unkept(path, error) from None
        self._used: set[tuple[bytes, str]] = set()
        self._waiting: dict[tuple[bytes, str], bytes] = {}
        self._noted: dict[str, tuple[bytes, bytes]] = {}
        self._flushed = time.monotonic()

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: object, trace: TracebackType | None
    ) -> None:
        self.flush()
        self._base.close()

    def has(self, key: bytes, part: str) -> bool:
        """Whether it is here; then it stays when others go."""
        if (key, part) in self._waiting:
            return True
        query = "SELECT 1 FROM kept WHERE key = ? AND part = ?"
        found = self._row(query, key, part) is not None
        if found:
            self._used.add((key, part))
        return found

    def get(self, key: bytes, part: str) -> bytes:
        """The bytes; raises ``KeyError`` when they are not here."""
        if (key, part) in self._waiting:
            return self._waiting[key, part]
        query = "SELECT content FROM kept WHERE key = ? AND part = ?"
        row = self._row(query, key, part)
        if row is None:
            raise KeyError(f"{key.hex()} {part}")
        return bytes(row[0])

    def put(self, found: Iterable[Row]) -> None:
        """Keep (key, part, content); what comes at once is written together."""
        self._waiting |= {(key, part): content for key, part, content in found}
        self._flush_sometimes()

    def made(self, target: str) -> tuple[bytes, bytes] | None:
        """The key that a target was made from, and what was told of it."""
        target = _name(target)
        if target in self._noted:
            return self._noted[target]
        query = "SELECT key, told FROM made WHERE target = ?"
        row = self._row(query, target)
        return (bytes(row[0]), bytes(row[1])) if row else None

    def note(self, found: Iterable[tuple[str, bytes, bytes]]) -> None:
        """Note (target, key, told) of targets that are in place."""
        self._noted |= {_name(target): (key, told) for target, key, told in found}
        self._flush_sometimes()

    def flush(self) -> None:
        """Write what waits; all of it, or after a crash nothing."""
        kept = [(*name, content, self._run) for name, content in self._waiting.items()]
        made = [(target, *told) for target, told in self._noted.items()]
        self._waiting, self._noted, self._flushed = {}, {}, time.monotonic()
        try:
            with self._base:
                self._base.executemany("INSERT OR REPLACE INTO kept VALUES (?, ?, ?, ?)", kept)
                self._base.executemany("INSERT OR REPLACE INTO made VALUES (?, ?, ?)", made)
        except sqlite3.Error as error:
            raise _unkept(self.path, error) from None

    def clear(self) -> None:
        """Let go of everything."""
        self._waiting, self._noted = {}, {}
        try:
            with self._base:
                self._base.execute("DELETE FROM kept")
                self._base.execute("DELETE FROM made")
        except sqlite3.Error as error:
            raise _unkept(self.path, error) from None

    def trim(self) -> None:
        """Let go of what earlier runs used, the oldest first, down to the cap. What this run
        has used is marked only where that may matter soon."""
        self.flush()
        if self._size() < self._cap // 2:
            return
        used = ((self._run, *one) for one in self._used)
        with self._base:
            query = "UPDATE kept SET used = ? WHERE key = ? AND part = ?"
            self._base.executemany(query, used)
        while self._size() > self._cap:
            oldest = self._base.execute("SELECT min(used) FROM kept").fetchone()[0]
            if oldest is None or oldest >= self._run:
                return
            with self._base:
                self._base.execute("DELETE FROM kept WHERE used = ?", (oldest,))

    def _row(self, query: str, *values: str | bytes) -> Any:
        """The first that is found, None for none."""
        try:
            return self._base.execute(query, values).fetchone()
        except sqlite3.Error as error:
            raise _unkept(self.path, error) from None

    def _flush_sometimes(self) -> None:
        if time.monotonic() - self._flushed > TOGETHER:
            self.flush()

    def _size(self) -> int:
        query = "SELECT (page_count - freelist_count) * page_size FROM pragma_page_count, "
        query += "pragma_freelist_count, pragma_page_size"
        return int(self._base.execute(query).fetchone()[0])

    def _begin(self) -> int:
        with self._base:
            return int(self._base.execute("INSERT INTO runs DEFAULT VALUES").lastrowid or 1)


def _unkept(path: str, error: Exception) -> OutputError:
    if not isinstance(error, (OSError, sqlite3.OperationalError)):
        return OutputError(f"{path}: is broken: {reason(error)}; delete it, it only saves time")
    return OutputError(
        f"{path}: cannot be kept there: {reason(error)}; name another folder with --cache"
    )


def key(*parts: str | bytes) -> bytes:
    """The digest of parts, each by its own length: no two lists of parts have the same.

    >>> key("ab", "c") == key("a", "bc")
    False
    """
    found = sha256()
    for part in parts:
        data = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        found.update(len(data).to_bytes(8, "big") + data)
    return found.digest()


def _name(target: str) -> str:
    """A path as text, also where its bytes are none."""
    return target.encode("utf-8", "backslashreplace").decode()


def _open(path: str) -> sqlite3.Connection:
    """A file of another schema, or one that is broken, is begun anew: it only saves time."""
    base = sqlite3.connect(path, timeout=WAIT)
    try:
        if base.execute("PRAGMA user_version").fetchone()[0] in (0, SCHEMA):
            return _begun(base)
    except sqlite3.OperationalError:
        base.close()
        raise
    except sqlite3.DatabaseError:
        pass
    base.close()
    for name in (path, f"{path}-wal", f"{path}-shm"):
        if os.path.exists(name):
            os.unlink(name)
    return _begun(sqlite3.connect(path, timeout=WAIT))


def _begun(base: sqlite3.Connection) -> sqlite3.Connection:
    """With its tables. Where two runs begin at once SQLite does not wait by itself: it refuses
    to change the journal while another connection does."""
    latest = time.monotonic() + WAIT
    while True:
        try:
            base.executescript(_TABLES)
            return base
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or time.monotonic() > latest:
                raise
            time.sleep(0.02)
