"""A picture made fit: of a kind that books hold, upright, no larger than its profile allows."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple

from convert.images import credits
from convert.images.broken import BrokenImage
from convert.images.credit import Credit
from convert.images.profiles import LIMITS, Limits, Profile
from convert.images.sniff import SUFFIXES, media_type

if TYPE_CHECKING:
    from PIL.Image import Image

RULES = "1"
"""Changes when the same picture and profile may give other bytes than before."""

_FORMATS = {
    "image/jpeg": ("JPEG", "MPO"),
    "image/png": ("PNG",),
    "image/gif": ("GIF",),
    "image/webp": ("WEBP",),
    "image/avif": ("AVIF",),
    "image/heic": ("HEIF",),
    "image/bmp": ("BMP",),
    "image/tiff": ("TIFF",),
}
_ORIENTATION = 0x0112
_SAFE_MODES = ("1", "L", "LA", "P", "RGB", "RGBA")


class Fitted(NamedTuple):
    """A picture for a book. ``note`` names what was lost on the way, '' for nothing."""

    data: bytes
    media_type: str
    credit: Credit
    note: str = ""


def fit(data: bytes, profile: Profile, limits: Limits = LIMITS) -> Fitted:
    """The picture as ``profile`` wants it; untouched when it is so already.

    Raises ``BrokenImage`` for what is no picture, is cut off, or is too large. To be called
    inside ``decoding()``.
    """
    data, kind = _unpacked(data, limits)
    if kind == "image/svg+xml":
        return _drawing(data, limits)
    if kind not in _FORMATS:
        raise BrokenImage(f"not a picture: {_looks(data)}")
    with _open(data, kind, limits) as image:
        return _fitted(image, data, kind, profile, limits)


@contextmanager
def decoding() -> Iterator[None]:
    """Pillow as ``fit`` needs it, in all threads: quiet, and strict about what is cut off,
    which other libraries switch off for the whole process."""
    import warnings

    from PIL import ImageFile

    lax, ImageFile.LOAD_TRUNCATED_IMAGES = ImageFile.LOAD_TRUNCATED_IMAGES, False
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            yield
        finally:
            ImageFile.LOAD_TRUNCATED_IMAGES = lax


def _unpacked(data: bytes, limits: Limits) -> tuple[bytes, str]:
    """The bytes and their media type; a packed drawing (svgz) unpacked, within limits."""
    if len(data) > limits.data:
        raise BrokenImage(f"larger than {limits.data >> 20} MB")
    kind = media_type(data)
    if kind != "application/gzip":
        return data, kind
    import zlib

    unpacker = zlib.decompressobj(31)
    try:
        data = unpacker.decompress(data, limits.data)
    except zlib.error:
        raise BrokenImage("not a picture: a broken gzip file") from None
    if unpacker.unconsumed_tail:
        raise BrokenImage(f"unpacks to more than {limits.data >> 20} MB")
    return data, media_type(data)


def _looks(data: bytes) -> str:
    start = data[:512].lstrip().lower()
    if not start:
        return "nothing"
    return "a web page" if start.startswith((b"<!doctype", b"<html", b"<?xml")) else "other data"


def _drawing(data: bytes, limits: Limits) -> Fitted:
    from convert.images import svg

    drawing = svg.clean(data, limits)
    note = f"drawing without its {', '.join(drawing.lost)}" if drawing.lost else ""
    return Fitted(drawing.data, "image/svg+xml", drawing.credit, note)


def _open(data: bytes, kind: str, limits: Limits) -> Image:
    """The picture with its size known and nothing decoded yet."""
    import PIL.Image

    if kind == "image/heic":
        _learn_heic()
    try:
        image = PIL.Image.open(io.BytesIO(data), formats=_FORMATS[kind])
    except PIL.Image.DecompressionBombError:
        raise BrokenImage("has too many pixels") from None
    except Exception as error:  # decoders of broken files raise almost anything
        raise BrokenImage(_reason(error)) from None
    pixels = image.width * image.height
    if pixels > limits.pixels:
        raise BrokenImage(f"{image.width} × {image.height} pixels are too many")
    if pixels > max(4_000_000, limits.pixels_per_byte * len(data)):
        raise BrokenImage(f"{len(data)} bytes unpack to {pixels} pixels")
    return image


def _learn_heic() -> None:
    try:
        from pillow_heif import register_heif_opener
    except ImportError:
        raise BrokenImage("HEIC needs a decoder: pip install pillow-heif") from None
    register_heif_opener(thumbnails=False)


def _fitted(image: Image, data: bytes, kind: str, profile: Profile, limits: Limits) -> Fitted:
    credit = credits.read(image)
    moving = _moves(image, limits)
    if _is_fit(image, data, kind, profile, moving):
        _prove(image)
        return Fitted(data, kind, credit)
    from convert.images import encode

    try:
        written, written_kind = encode.encode(image, profile, credit, len(data))
    except Exception as error:  # as in _open
        raise BrokenImage(_reason(error)) from None
    if _may_stay(image, kind, profile, moving) and len(written) > 0.9 * len(data):
        return Fitted(data, kind, credit)
    note = "moving picture as a still one" if moving else ""
    return Fitted(written, written_kind, credit, note)


def _is_fit(image: Image, data: bytes, kind: str, profile: Profile, moving: bool) -> bool:
    """Whether the file may go into a book as it is."""
    if moving and kind == "image/gif" and not profile.still:
        return True
    if not _may_stay(image, kind, profile, moving):
        return False
    dense = profile.dense * image.width * image.height
    return not profile.dense or len(data) <= max(24_000, dense)


def _may_stay(image: Image, kind: str, profile: Profile, moving: bool) -> bool:
    """Whether nothing but its weight speaks against the file; readers without WebP are many."""
    if kind not in SUFFIXES or image.mode not in _SAFE_MODES or not _is_upright(image):
        return False
    if profile.side == 0 and not profile.grey:
        return True
    if moving or kind == "image/webp" or max(image.size) > profile.side:
        return False
    return not profile.grey or image.mode in ("1", "L")


def _is_upright(image: Image) -> bool:
    try:
        return int(image.getexif().get(_ORIENTATION, 1)) in (0, 1)
    except Exception:  # as in _open
        return True


def _moves(image: Image, limits: Limits) -> bool:
    """Whether it has frames; raises ``BrokenImage`` when they are too many."""
    if not getattr(image, "is_animated", False) or image.format in ("MPO", "TIFF"):
        return False
    frames = int(getattr(image, "n_frames", 1))
    if frames > limits.frames:
        raise BrokenImage(f"a moving picture of {frames} frames")
    return True


def _prove(image: Image) -> None:
    """Decode the whole file, a JPEG at an eighth of its size, to see that nothing is cut off."""
    try:
        image.draft(None, (max(1, image.width // 8), max(1, image.height // 8)))
        image.load()
    except Exception as error:  # as in _open
        raise BrokenImage(_reason(error)) from None


def _reason(error: Exception) -> str:
    text = str(error).partition("\n")[0]
    if "truncated" in text or "not processed" in text:
        return "cut off"
    return "broken, or of a kind that cannot be read"
