"""``data:`` URLs (RFC 2397): a picture that stands in the text itself."""

from __future__ import annotations

from convert.images.broken import BrokenImage
from convert.images.profiles import LIMITS, Limits


def decode(url: str, limits: Limits = LIMITS) -> bytes:
    """The bytes in ``url``; its media type is not believed. Raises ``BrokenImage``.

    >>> decode("data:image/gif;base64,R0lGODlh"), decode("data:,a%20b")
    (b'GIF89a', b'a b')
    """
    import binascii
    from base64 import b64decode
    from urllib.parse import unquote_to_bytes

    head, comma, body = url.partition(",")
    if not comma:
        raise BrokenImage("a data: URL without data")
    if len(body) > limits.data * 3:
        raise BrokenImage(f"larger than {limits.data >> 20} MB")
    data = unquote_to_bytes(body)
    if not head.lower().rstrip().endswith(";base64"):
        return data
    letters = b"".join(data.split()).replace(b"-", b"+").replace(b"_", b"/").rstrip(b"=")
    try:
        return b64decode(letters + b"=" * (-len(letters) % 4), validate=True)
    except binascii.Error:
        raise BrokenImage("a data: URL that is not base64") from None
