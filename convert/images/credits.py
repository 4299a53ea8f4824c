"""What a picture says of itself: its makers, its owner, its licence, in EXIF, IPTC and XMP.

The names of the fields are those of the IPTC Photo Metadata Standard.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from convert.images.credit import Credit

if TYPE_CHECKING:
    from PIL.Image import Image

LONGEST = 2000
"""Letters of a statement; more than that is no credit."""

_ARTIST, _COPYRIGHT = 0x013B, 0x8298
_IPTC = {(2, 80): "creator", (2, 110): "line", (2, 116): "notice"}
_EMPTY = frozenset({"", "unknown", "none", "n/a", "null", "default", "user", "admin", "picasa"})
_JUNK = frozenset({"Cn", "Co", "Cs"})
_PRINTED_ZERO = re.compile("\0+")


def read(image: Image) -> Credit:
    """The credit of an opened picture; XMP is believed before IPTC, IPTC before EXIF."""
    sources = (_from_xmp(image), _from_iptc(image), _from_exif(image))
    return first(sources)


def first(sources: Iterable[Mapping[str, str]]) -> Credit:
    """For each field the first source that states it."""
    found: dict[str, str] = {}
    for source in sources:
        for name, value in source.items():
            if text := clean(value):
                found.setdefault(name, text)
    return Credit(**found)


def clean(text: str) -> str:
    """One line of letters; '' for a placeholder, for broken letters, for far too much.

    >>> clean(" Ada\\n Brook\\0"), clean("Unknown"), clean("\\ufffd\\ufffd")
    ('Ada Brook', '', '')
    """
    line = " ".join(_PRINTED_ZERO.sub(" ", text).split())
    if line.lower() in _EMPTY or len(line) > LONGEST or "\ufffd" in line:
        return ""
    kinds = set(map(unicodedata.category, line))
    return "" if kinds & _JUNK or "Cc" in kinds else line


def _from_exif(image: Image) -> dict[str, str]:
    try:
        exif = image.getexif()
    except Exception:  # EXIF is read by hand: a broken one raises almost anything
        return {}
    return {"creator": _text(exif.get(_ARTIST)), "notice": _text(exif.get(_COPYRIGHT))}


def _from_iptc(image: Any) -> dict[str, str]:
    from PIL import IptcImagePlugin

    try:
        told: Any = IptcImagePlugin.getiptcinfo(image) or {}
    except Exception:  # as above
        return {}
    return {name: ", ".join(_texts(told.get(key))) for key, name in _IPTC.items()}


def _from_xmp(image: Image) -> dict[str, str]:
    from convert.images import xmp

    packet = image.info.get("xmp") or image.info.get("XML:com.adobe.xmp") or b""
    return xmp.read(packet.encode() if isinstance(packet, str) else packet)


def _texts(values: object) -> Iterator[str]:
    for value in values if isinstance(values, list) else [values]:
        if text := _text(value):
            yield text


def _text(value: object) -> str:
    """EXIF and IPTC name no encoding: UTF-8 where it fits, then GB 2312."""
    if isinstance(value, str) and max(value, default="") > "\xff":
        return value
    data = value.encode("latin-1") if isinstance(value, str) else value
    if not isinstance(data, bytes):
        return ""
    for encoding in ("utf-8", "gb2312"):
        try:
            return data.decode(encoding).strip()
        except UnicodeDecodeError:
            continue
    return data.decode("latin-1").strip()
