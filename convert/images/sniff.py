"""What a file is, by its first bytes: names and headers of pictures are often wrong."""

from __future__ import annotations

import re

SUFFIXES = {
    "image/jpeg": ".jpg",
    "image/png": ".png",
    "image/gif": ".gif",
    "image/webp": ".webp",
    "image/svg+xml": ".svg",
}
"""The media types that books hold, and the suffix each has inside one."""

_MARKS = (
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"BM", "image/bmp"),
    (b"II*\0", "image/tiff"),
    (b"MM\0*", "image/tiff"),
    (b"\x1f\x8b", "application/gzip"),
)
_BRANDS = {
    b"avif": "image/avif",
    b"avis": "image/avif",
    b"heic": "image/heic",
    b"heix": "image/heic",
    b"hevc": "image/heic",
    b"mif1": "image/heic",
    b"msf1": "image/heic",
}
_SVG = re.compile(rb"<(?:[A-Za-z_][\w.-]{0,30}:)?svg[\s>/]")
_HTML = re.compile(rb"<(?:!doctype html|html|head|body)\b", re.I)


def media_type(data: bytes) -> str:
    """The media type of a picture, '' for anything else.

    >>> media_type(b"GIF89a..."), media_type(b"<html><svg>")
    ('image/gif', '')
    """
    for mark, kind in _MARKS:
        if data.startswith(mark):
            return kind
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "image/webp"
    if data[4:8] == b"ftyp":
        return _brand(data[8:32])
    return "image/svg+xml" if _is_drawing(data[:4096]) else ""


def _brand(brands: bytes) -> str:
    """The main brand, then the compatible ones: a HEIC may call itself 'mif1', an AVIF too."""
    names = [brands[:4], *(brands[at : at + 4] for at in range(8, len(brands), 4))]
    found = [_BRANDS[name] for name in names if name in _BRANDS]
    return "image/avif" if "image/avif" in found else found[0] if found else ""


def _is_drawing(head: bytes) -> bool:
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        head = head.decode("utf-16", "ignore").encode()
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    return start[:1] == b"<" and bool(_SVG.search(head)) and not _HTML.search(head)
