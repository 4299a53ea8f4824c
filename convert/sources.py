"""Opening sources: bytes from a file or a stream, as text with a name and a digest."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from typing import IO

from convert.errors import SourceError, UsageError
from convert.formats import Source

HEAD = 10_000
"""Bytes at the top of a web page in which it may state its encoding; browsers look further than
the 1024 that are allowed (HTML, 13.2.3.2)."""

_CHARSET = rb"<(?:meta|\?xml)\b[^>]*?(?:charset|encoding)\s*=\s*[\"']?\s*([\w.:-]+)"

MARKS = {
    b"\xef\xbb\xbf": "utf-8-sig",
    b"\xff\xfe": "utf-16",
    b"\xfe\xff": "utf-16",
    b"<\0": "utf-16-le",
    b"\0<": "utf-16-be",
}
"""Byte order marks, and what a web page without one begins with: they name an encoding."""

SHIFT = b"\x1b$"
"""What ISO-2022-JP, which has seven bits and so is UTF-8 too, has before its letters."""

LOST, RARE = "\ufffd", 1000
"""What stands for a byte that is no letter, and in how many letters of a page one may be lost."""

LONG = 255
"""Letters of a path that a message shows."""


def open_source(path: str, encoding: str = "") -> Source:
    """Read one file. ``encoding`` is UTF-8 unless given or stated by a byte order mark.

    Raises ``SourceError`` when there is no such file, when it cannot be read, when it is
    empty, binary, or not in its encoding.
    """
    try:
        with open(path, "rb") as file:
            data = file.read()
    except (FileNotFoundError, ValueError):
        way = "; convert.fetch.page.open_page makes a source of it" if is_address(path) else ""
        raise SourceError(f"{_shown(path)}: there is no such file{way}") from None
    except IsADirectoryError:
        raise SourceError(f"{path}: is a folder; name the files in it, as in {path}/*.md") from None
    except OSError as error:
        raise SourceError(f"{_shown(path)}: cannot be read: {error.strerror}") from None
    return source(data, os.path.basename(path), path=path, encoding=encoding)


def _shown(path: str) -> str:
    """A path in one line: of text that was taken for one, the beginning."""
    if len(path) > LONG:
        path = f"{path[:LONG]}…"
    return path if path.isprintable() and path else repr(path)


def read_stream(stream: IO[bytes], encoding: str = "") -> Source:
    """Read a stream, such as standard input, to its end; errors as in ``open_source``."""
    return source(stream.read(), "standard input", encoding=encoding)


def source(data: bytes, name: str, *, path: str = "", encoding: str = "") -> Source:
    """Bytes as a source, an EPUB as it is; errors as in ``open_source``. ``name`` is for
    messages, and its suffix helps to choose a reader.

    >>> source("# 茶".encode(), "tea.md").text
    '# 茶'
    """
    from hashlib import sha256

    if not isinstance(data, (bytes, bytearray)):
        raise UsageError(f"a source is made of bytes, not {type(data).__name__}; encode the text")

    name = name.encode("utf-8", "replace").decode()  # bytes of a file name may be no text
    if _is_epub(data):
        return Source(name, "", path, f"sha256:{sha256(data).hexdigest()}", data)
    text = decode(data, path or name, encoding)
    if not text.strip():
        raise SourceError(f"{path or name}: is empty; there is nothing to convert")
    return Source(name, text, path, f"sha256:{sha256(data).hexdigest()}")


def is_address(source: str) -> bool:
    """Whether a source is named by an address of the web.

    >>> is_address("https://a.example/tea.html"), is_address("tea.html"), is_address("s3://a/b")
    (True, False, False)
    """
    return source.startswith(("http://", "https://"))


def spare(target: str, sources: Iterable[str]) -> None:
    """Raises ``UsageError`` when ``target`` is one of the source files, which would be gone."""
    there = filter(os.path.isfile, sources) if os.path.isfile(target) else ()
    if identity(target) in map(identity, there):
        raise would_be_gone(target)


def would_be_gone(target: str) -> UsageError:
    return UsageError(f"{target}: is a source, which would be gone; name another output")


def identity(path: str) -> tuple[int, int] | None:
    """What a file is, by whatever name; None where there is none."""
    try:
        found = os.stat(path)
    except OSError:
        return None
    return found.st_dev, found.st_ino


def composed(path: str) -> str:
    """A path by which files are found: letters and their marks are apart on macOS alone."""
    from unicodedata import normalize

    return path if path.isascii() else normalize("NFC", path)


def _is_epub(data: bytes) -> bool:
    """A zip that says so at its start, as it must, or holds the container of an EPUB."""
    if not data.startswith(b"PK\x03\x04"):
        return False
    return b"application/epub+zip" in data[:200] or b"META-INF/container.xml" in data


def check_encoding(name: str) -> None:
    """Raises ``UsageError`` when there is no encoding of this name; '' stands for UTF-8."""
    from codecs import lookup

    try:
        lookup(name or "utf-8")
    except LookupError:
        raise UsageError(f"there is no encoding called {name!r}") from None


def decode(data: bytes, name: str, encoding: str = "") -> str:
    """Bytes as text with plain line ends; ``name`` is for messages. Raises ``SourceError``, and
    ``UsageError`` for an encoding there is not.

    Without ``encoding`` it is UTF-8, unless a mark or the head of a web page states another. A
    few bytes of a page that are no letters become ``LOST``.
    """
    if not encoding:
        marked = (codec for mark, codec in MARKS.items() if data.startswith(mark))
        encoding = next(marked, (SHIFT in data and _stated(data)) or "utf-8")
    if b"\0" in data[:8192] and not encoding.lower().startswith(("utf-16", "utf-32")):
        raise SourceError(f"{name}: is a binary file, not text")
    check_encoding(encoding)
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        if encoding == "utf-8" and (stated := _stated(data)):
            return decode(data, name, stated)
        if (torn := _torn(data, encoding)) is not None:
            return torn
        line = data.count(b"\n", 0, error.start) + 1
        raise SourceError(
            f"{name}:{line}: is not {encoding.upper()}; say which encoding it is in, "
            "as in --from-encoding gb18030"
        ) from None
    return _lines(text)


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _torn(data: bytes, encoding: str) -> str | None:
    """A web page with a few bytes that are no letters, each as ``LOST``, as browsers show it;
    None for what is no page, or has so many that its encoding is another."""
    if not re.search(rb"<(?:!doctype|html|head|meta)\b", data[:HEAD], re.I):
        return None
    text = data.decode(encoding, "replace")
    return _lines(text) if text.count(LOST) * RARE <= len(text) else None


def _stated(data: bytes) -> str:
    """The encoding that a web page states, by its name in Python; '' when it states none, or
    UTF-8, which it is not."""
    head = re.sub(rb"<!--.*?-->", b"", data[:HEAD], flags=re.S)
    found = re.search(_CHARSET, head, re.I)
    return codec(found[1].decode("ascii")) if found else ""


def codec(label: str) -> str:
    """The name in Python of an encoding other than UTF-8 that a web page calls by a label, as
    browsers take it (Encoding Standard, 4.2 and 10.1.1); '' for any other.

    >>> codec("GB2312"), codec("latin1"), codec("UTF8"), codec("bogus")
    ('gb18030', 'cp1252', '', '')
    """
    from webencodings import lookup

    known = lookup(label)
    name = known.codec_info.name if known else ""
    if name == "gbk":
        return "gb18030"
    return "" if name in ("utf-8", "x-user-defined") else str(name)
