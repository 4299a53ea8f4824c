"""Pages read by workers: bytes in, kept bytes out; nothing here knows of a whole library."""

from __future__ import annotations

import os
import pickle
from functools import cache
from io import BytesIO
from typing import Any

from convert.comparison import tell
from convert.diagnostics import Diagnostic, Origin
from convert.errors import OutputError
from convert.ledger import Ledger
from convert.library.store import key
from convert.metadata import Metadata
from convert.model import Block, Credits, Document, Image, Link, Node, Paragraph
from convert.value import Value, replace
from convert.walk import only_text, plain_text, walk

REMARK = 120
"""Letters of a page that may be no more than a remark on its title."""


class Reading(Value):
    """How pages are read; ``site`` is the text of a profile, so that a change of it counts.

    ``named`` says that pages are files that a user named one by one, which know nothing of the
    folders they are in; ``stated`` is what the user states of each of them.
    """

    reader: str = ""
    options: tuple[tuple[str, str], ...] = ()
    encoding: str = ""
    site: str = ""
    stated: tuple[tuple[str, str], ...] = ()
    named: bool = False

    def key(self, path: str, digest: str) -> bytes:
        """What decides a page: its bytes, its name, how it is read, and by which version."""
        told = (repr(self.options), repr(self.stated), str(self.named))
        return key(version(), self.reader, self.encoding, self.site, *told, path, digest)


class Facts(Value):
    """What is known of a page without its text. ``links`` are relative ones with their place,
    ``anchors`` what a link to a heading may say, ``images`` the addresses of its pictures.
    ``remark`` is the whole text of a page that is very short and makes no claim, else None."""

    metadata: Metadata
    links: tuple[tuple[str, Origin | None], ...] = ()
    anchors: tuple[str, ...] = ()
    remark: str | None = None
    diagnostics: tuple[Diagnostic, ...] = ()
    ledger: Ledger = ()
    letters: int = 0
    images: tuple[str, ...] = ()


def planned(reading: Reading, told: tuple[tuple[str, str], ...], folder: str) -> Reading:
    """With the options that a structure in ``folder`` has ``told``, where ``reading`` has none of
    that name; a profile is looked for beside the structure."""
    options = dict(told)
    if site := options.get("site"):
        beside = os.path.join(folder, site)
        options["site"] = beside if os.path.isfile(beside) else site
    options |= dict(reading.options)
    found = replace(reading, options=tuple(options.items()))
    return replace(found, site=reading.site or _text(options.get("site", "")))


def _text(path: str) -> str:
    """Of a profile, '' for none: who reads a page tells what is wrong with it."""
    if not os.path.isfile(path):
        return ""
    with open(path, encoding="utf-8", errors="replace") as file:
        return file.read()


def document(reading: Reading, path: str, data: bytes) -> Document:
    """One page between its imprint and its colophon. Raises ``ConvertError``."""
    from convert.pipeline import read
    from convert.sources import source
    from convert.transforms.colophon import add_credits
    from convert.transforms.override import override

    name, file = (os.path.basename(path), path) if reading.named else (path, "")
    opened = source(data, name, path=file, encoding=reading.encoding)
    found = read(opened, reader=reading.reader, **dict(reading.options))
    (found,) = override((found,), dict(reading.stated))
    return add_credits(found if reading.named else replace(found, path=path))


def load(data: bytes) -> Any:
    """A value that was kept. Only values of ours are made: the file may have been touched.

    Raises ``OutputError`` when it is none, as a disk may garble what it keeps.
    """
    try:
        return _Ours(BytesIO(data)).load()
    except Exception as error:  # unpickling garbled bytes may raise anything
        raise OutputError(
            f"what an earlier run kept is broken: {error}; --fresh makes all of it anew"
        ) from None


def keep(value: Value) -> bytes:
    return pickle.dumps(value, 5)


@cache
def version() -> str:
    """A digest of every part that reads: our own files, the parser, and plug-ins."""
    from convert.library.parts import fingerprint

    return fingerprint()


class _Ours(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> Any:
        return _ours(module, name)


@cache
def _ours(module: str, name: str) -> type:
    """A class of ours, by its name."""
    from importlib import import_module

    if module.startswith("convert."):
        found = getattr(import_module(module), name, None)
        if isinstance(found, type) and issubclass(found, (Value, str, tuple)):
            return found
    raise pickle.UnpicklingError(f"{module}.{name} is no value")


def facts(document: Document) -> Facts:
    """See ``Facts``."""
    from convert.exporters.xhtml.headings import Headings
    from convert.exporters.xhtml.text import scheme

    links, images = _urls(document)
    return Facts(
        document.metadata,
        tuple((url, origin) for url, origin in links if not scheme(url)),
        tuple(Headings(document.blocks, "").anchors()),
        _remark(document),
        document.diagnostics,
        document.ledger,
        tell(document).letters,
        tuple(images),
    )


def _urls(document: Document) -> tuple[list[tuple[str, Origin | None]], list[str]]:
    """The addresses of links, each with its place, and of pictures."""
    links: list[tuple[str, Origin | None]] = []
    images: list[str] = []
    for block in document.blocks:
        for node in () if only_text(block) is not None else walk((block,)):
            kind = type(node)
            if kind is not Link and kind is not Image:
                continue
            url: str = node.url.strip()  # type: ignore[union-attr]
            if url and kind is Link:
                links.append((url, block.origin))
            elif url:
                images.append(url)
    return links, images


def _remark(document: Document) -> str | None:
    if document.ledger or not all(map(_is_plain, document.blocks)):
        return None
    text = plain_text(tuple(b for b in document.blocks if not isinstance(b, Credits)))
    return text if len(text) <= REMARK else None


def _is_plain(block: Block) -> bool:
    nodes: list[Node] = list(walk((block,)))
    known = isinstance(block, (Paragraph, Credits))
    return known and not any(type(node).__name__ in ("Image", "Link", "Note") for node in nodes)
