"""The OCF container: a zip whose bytes depend on its members alone."""

from __future__ import annotations

import zipfile
from typing import IO

FOLDER = "EPUB"
_EPOCH = (1980, 1, 1, 0, 0, 0)
_POINTER = f"""<?xml version="1.0" encoding="utf-8"?>
<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container" version="1.0">
<rootfiles>
<rootfile full-path="{FOLDER}/package.opf" media-type="application/oebps-package+xml"/>
</rootfiles>
</container>
"""


class Container:
    """Writes members one by one, in the order they are added; holds none of them.

    ``level`` is zlib's, 1 (fast) to 9 (small).
    """

    def __init__(self, output: IO[bytes], level: int) -> None:
        self._zip = zipfile.ZipFile(output, "w")
        self._level = level
        self._write("mimetype", b"application/epub+zip", zipfile.ZIP_STORED)
        self._write("META-INF/container.xml", _POINTER.encode(), zipfile.ZIP_DEFLATED)

    def add(self, name: str, content: str | bytes, *, packed: bool = False) -> None:
        """One file of the book; one that is ``packed`` already is stored as it is."""
        data = content.encode() if isinstance(content, str) else content
        method = zipfile.ZIP_STORED if packed else zipfile.ZIP_DEFLATED
        self._write(f"{FOLDER}/{name}", data, method)

    def __enter__(self) -> Container:
        return self

    def __exit__(self, *_: object) -> None:
        """Write the directory of the zip; without it the file is no EPUB."""
        self._zip.close()

    def _write(self, name: str, data: bytes, method: int) -> None:
        info = zipfile.ZipInfo(name, _EPOCH)
        info.create_system = 3  # Unix, on Windows too
        info.external_attr = 0o100644 << 16
        self._zip.writestr(info, data, method, self._level)
