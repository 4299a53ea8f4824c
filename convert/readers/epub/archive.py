"""The files inside an EPUB, read with limits: nothing in it is believed.

Nothing is ever unpacked to disk, so no name in the zip can lead out of it.
"""

from __future__ import annotations

import posixpath
import zipfile
import zlib
from io import BytesIO
from urllib.parse import unquote

from lxml import etree

from convert.errors import SourceError

MEMBERS = 70_000
FILE = 64 << 20
TOTAL = 1 << 30
RATIO = 300
"""What is refused: more files than these, one that unpacks to more bytes, all of them
together, and a large one that unpacks to more than ``RATIO`` times its size."""

_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError, OSError)
_ENCRYPTION = "META-INF/encryption.xml"
_FONTS = ("http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC")
"""Algorithms that only disguise embedded fonts, which are not read here."""


class Archive:
    """An open EPUB; every failure is a ``SourceError`` that names the file."""

    def __init__(self, data: bytes, name: str) -> None:
        self.name = name
        try:
            self._zip = zipfile.ZipFile(BytesIO(data))
        except (*_BROKEN, ValueError) as error:
            raise SourceError(f"{name}: is not a readable EPUB: {error}") from None
        self._left = TOTAL
        self._locked: frozenset[str] = frozenset()
        count = len(self._zip.infolist())
        if count > MEMBERS:
            raise SourceError(f"{name}: holds more than {MEMBERS:,} files")
        if count != len(self._zip.NameToInfo):
            raise SourceError(f"{name}: holds two files of one name; which is meant?")
        if self.has(_ENCRYPTION):
            self._locked = frozenset(self._encrypted())

    def read(self, path: str) -> bytes:
        """The bytes of one file."""
        if path in self._locked:
            raise SourceError(f"{self.name}: {path} is encrypted; only its seller can open it")
        try:
            info = self._zip.getinfo(path)
            self._check(info)
            with self._zip.open(info) as file:
                return file.read(info.file_size + 1)  # no more than it said, unlike read()
        except KeyError:
            raise SourceError(f"{self.name}: {path} is missing") from None
        except _BROKEN as error:
            raise SourceError(f"{self.name}: {path} cannot be unpacked: {error}") from None

    def has(self, path: str) -> bool:
        return path in self._zip.NameToInfo

    def xml(self, path: str) -> etree._Element:
        """A file that must be XML; without DTD, entities or network."""
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
        try:
            return etree.fromstring(self.read(path), parser)
        except etree.XMLSyntaxError as error:
            raise SourceError(f"{self.name}: {path} is not well-formed: {error}") from None

    def page(self, path: str) -> etree._Element:
        """A file of text; one that is no XML, or has named entities, is read as HTML."""
        data = self.read(path)
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
        try:
            root = etree.fromstring(data, parser)
            if next(root.iter(etree.Entity), None) is None:
                return root
        except etree.XMLSyntaxError:
            pass
        html = etree.HTMLParser(no_network=True, encoding="utf-8", huge_tree=True)
        found = etree.fromstring(data, html) if data.strip() else None
        if found is None:
            raise SourceError(f"{self.name}: {path} holds no text")
        if any(error.type_name == "ERR_RESOURCE_LIMIT" for error in html.error_log):
            raise SourceError(f"{self.name}: {path} is nested too deeply to be read")
        return found

    def _check(self, info: zipfile.ZipInfo) -> None:
        size = info.file_size
        self._left -= size
        bomb = size > 1 << 20 and size > RATIO * max(1, info.compress_size)
        if size > FILE or self._left < 0 or bomb:
            raise SourceError(f"{self.name}: {info.filename} unpacks to {size:,} bytes, refused")
        if info.flag_bits & 1:
            raise SourceError(f"{self.name}: {info.filename} is encrypted")

    def _encrypted(self) -> list[str]:
        """The files that are locked (OCF 3.3, ``encryption.xml``), disguised fonts aside."""
        found = []
        for data in self.xml(_ENCRYPTION).iter("{*}EncryptedData"):
            method = next(data.iter("{*}EncryptionMethod"), None)
            if method is None or method.get("Algorithm") not in _FONTS:
                found += [unquote(r.get("URI", "")) for r in data.iter("{*}CipherReference")]
        return found


def inside(base: str, href: str) -> str:
    """The path ``href`` means in the file ``base``.

    >>> inside("EPUB/text/a.xhtml", "../b%20c.png#x")
    'EPUB/b c.png'
    """
    path = unquote(href.partition("#")[0])
    return posixpath.normpath(posixpath.join(posixpath.dirname(base), path))
