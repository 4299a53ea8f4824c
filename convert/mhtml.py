"""Web archives (MHTML, RFC 2557): a page with its pictures in one file, as browsers save it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from convert.value import Value

if TYPE_CHECKING:
    from email.message import Message

SUFFIXES = (".mhtml", ".mht")

TOP = 4000
"""Letters at the beginning of a file that tell whether it is one."""

_HEADER = r"(?:[\w-]+:.*\n(?:[ \t].*\n)*)*?Content-Type:\s*multipart/related\b"
_ENCODED = frozenset({"base64", "quoted-printable", "x-uuencode", "uuencode", "uue", "x-uue"})


class Part(Value):
    """``name`` is its number among the parts and a suffix, ``key`` the ``cid:`` it is called by,
    ``encoding`` what its text is stated to be in; '' stands for UTF-8."""

    name: str
    url: str
    key: str
    media_type: str
    data: bytes
    encoding: str = ""


def is_archive(text: str) -> bool:
    """Whether a text begins as a web archive does.

    >>> is_archive("MIME-Version: 1.0\\nContent-Type: multipart/related;\\n"), is_archive("a: b")
    (True, False)
    """
    return re.match(_HEADER, text[:TOP].lstrip(), re.I) is not None


def address(text: str) -> str:
    """Where the page was when it was saved, '' when the archive does not say."""
    from email import message_from_string

    top = message_from_string(text.lstrip().partition("\n\n")[0])
    return str(top.get("Snapshot-Content-Location") or top.get("Content-Location") or "").strip()


def parts(text: str) -> Iterator[Part]:
    """The files in an archive, the page first."""
    from email import message_from_string

    inside = (p for p in message_from_string(text.lstrip()).walk() if not p.is_multipart())
    for number, part in enumerate(inside, 1):
        yield _part(number, part)


def _part(number: int, part: Message) -> Part:
    from mimetypes import guess_extension

    kind = part.get_content_type()
    encoded = str(part.get("Content-Transfer-Encoding") or "").strip().lower() in _ENCODED
    data = part.get_payload(decode=True) if encoded else part.get_payload()
    return Part(
        f"{number:04}{guess_extension(kind) or ''}",
        str(part.get("Content-Location") or "").strip(),
        f"cid:{str(part.get('Content-ID') or '').strip().strip('<>')}",
        kind,
        data if isinstance(data, bytes) else str(data).encode("utf-8", "replace"),
        (part.get_content_charset() or "") if encoded else "",
    )
