"""Pixels to bytes: turned upright, made smaller, in sRGB, with the credit of the picture."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from convert.images import xmp
from convert.images.credit import Credit
from convert.images.profiles import Profile

if TYPE_CHECKING:
    from PIL.Image import Image

PHOTO = 200
"""Colours among 16,384 pixels from which on a picture is taken for a photograph."""

_ARTIST, _COPYRIGHT = 0x013B, 0x8298
_MODES = {"1": "L", "L": "L", "LA": "LA", "La": "LA", "PA": "RGBA", "RGBA": "RGBA", "RGBa": "RGBA"}


def encode(image: Image, profile: Profile, credit: Credit, most: int) -> tuple[bytes, str]:
    """The first frame as a JPEG or a PNG, whichever suits it; the bytes and their media type.

    A photograph that is no JPEG becomes one only when that takes less than ``most`` bytes.
    """
    source = image.format
    pixels = _prepared(image, profile)
    if source in ("JPEG", "MPO"):
        return _jpeg(_opaque(pixels), profile, credit), "image/jpeg"
    if _is_clear(pixels) and not profile.grey:
        return _png(pixels, credit), "image/png"
    pixels = _opaque(pixels)
    if _is_photo(pixels):
        photo = _jpeg(pixels, profile, credit)
        if len(photo) < most or source in ("WEBP", "AVIF", "HEIF"):
            return photo, "image/jpeg"
    return _png(pixels, credit), "image/png"


def _prepared(image: Image, profile: Profile) -> Image:
    """Decoded, in sRGB, made smaller and turned upright."""
    import PIL.Image
    from PIL import ImageOps

    if profile.side:
        image.draft(None, (profile.side, profile.side))
    image.load()
    pixels = _in_srgb(image)
    if profile.side and max(pixels.size) > profile.side:
        pixels.thumbnail((profile.side, profile.side), PIL.Image.Resampling.LANCZOS, 3.0)
    pixels = ImageOps.exif_transpose(pixels)
    return _grey(pixels) if profile.grey else pixels


def _in_srgb(image: Image) -> Image:
    """A copy in L, LA, RGB or RGBA, its colours those of sRGB."""
    turned = image.getexif()
    if image.mode.startswith("I;16"):
        pixels = image.point(lambda value: value / 256).convert("L")
    elif image.mode in ("I", "F"):
        pixels = image.convert("L")
    elif image.mode == "P" or "transparency" in image.info:
        pixels = image.convert("RGBA" if _has_transparency(image) else "RGB")
    else:
        pixels = _converted(image)
    pixels.info.pop("transparency", None)
    pixels.getexif().update(turned)
    return pixels


def _has_transparency(image: Image) -> bool:
    return bool(getattr(image, "has_transparency_data", "transparency" in image.info))


def _converted(image: Image) -> Image:
    mode = _MODES.get(image.mode, "RGB")
    colours = image.info.get("icc_profile")
    if not colours or mode in ("L", "LA"):
        return image.convert(mode)
    from PIL import ImageCms

    try:
        own = ImageCms.ImageCmsProfile(io.BytesIO(colours))
        srgb = ImageCms.createProfile("sRGB")
        changed = ImageCms.profileToProfile(image, own, srgb, outputMode=mode)
    except (ImageCms.PyCMSError, ValueError, OSError):
        return image.convert(mode)
    return changed if changed is not None else image.convert(mode)


def _is_clear(image: Image) -> bool:
    """Whether some pixel lets the page shine through."""
    if image.mode not in ("LA", "RGBA"):
        return False
    lowest = image.getchannel("A").getextrema()[0]
    return isinstance(lowest, (int, float)) and lowest < 255


def _opaque(image: Image) -> Image:
    """On white where it is clear."""
    if image.mode not in ("LA", "RGBA"):
        return image
    import PIL.Image

    whole = image.convert("RGBA")
    paper = PIL.Image.new("RGBA", whole.size, "white")
    paper.alpha_composite(whole)
    return paper.convert("L" if image.mode == "LA" else "RGB")


def _grey(image: Image) -> Image:
    return _opaque(image).convert("L")


def _is_photo(image: Image) -> bool:
    import PIL.Image

    sample = image.resize((128, 128), PIL.Image.Resampling.NEAREST)
    return sample.getcolors(PHOTO) is None


def _jpeg(image: Image, profile: Profile, credit: Credit) -> bytes:
    image = image if image.mode in ("L", "RGB") else image.convert("RGB")
    return _saved(
        image, "JPEG", credit, quality=profile.quality, optimize=True, progressive=False,
        subsampling=0 if profile.quality >= 90 else 2,
    )  # fmt: skip


def _png(image: Image, credit: Credit) -> bytes:
    """With a palette where that loses no colour."""
    import PIL.Image

    if image.mode == "RGB" and (colours := image.getcolors(256)):
        image = image.quantize(len(colours), dither=PIL.Image.Dither.NONE)
    return _saved(image, "PNG", credit, compress_level=7)


def _saved(image: Image, format: str, credit: Credit, **options: Any) -> bytes:
    import PIL.Image

    image.info = {}
    if credit.statements():
        exif = PIL.Image.Exif()
        exif.update({k: v for k, v in _exif(credit).items() if v and v.isascii()})
        options |= _carried(format, xmp.write(credit), exif.tobytes())
    output = io.BytesIO()
    image.save(output, format, **options)
    return output.getvalue()


def _exif(credit: Credit) -> dict[int, str]:
    return {_ARTIST: credit.creator, _COPYRIGHT: credit.notice}


def _carried(format: str, packet: bytes, exif: bytes) -> dict[str, Any]:
    """Options that put an XMP packet and EXIF into the file."""
    if format == "JPEG":
        return {"xmp": packet, "exif": exif}
    from PIL.PngImagePlugin import PngInfo

    info = PngInfo()
    info.add_itxt("XML:com.adobe.xmp", packet.decode())
    return {"pnginfo": info, "exif": exif}
