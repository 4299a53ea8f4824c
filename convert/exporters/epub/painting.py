"""The generated cover as a PNG, drawn with Pillow in a font that has all its letters."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from convert.errors import MissingDependency
from convert.exporters.epub.poster import FIELD, HEIGHT, PAPER, WIDTH, Poster, guess, poster
from convert.metadata import Metadata

if TYPE_CHECKING:
    from PIL.ImageFont import FreeTypeFont

FONTS = (
    ("NotoSerifCJK-Bold.ttc", "NotoSerifCJK-Regular.ttc"),
    ("NotoSansCJK-Bold.ttc", "NotoSansCJK-Regular.ttc"),
    ("SourceHanSerif-Bold.ttc", "SourceHanSerif-Regular.ttc"),
    ("Songti.ttc", "Songti.ttc"),
    ("msyhbd.ttc", "msyh.ttc"),
    ("NotoSerif-Bold.ttf", "NotoSerif-Regular.ttf"),
    ("DejaVuSerif-Bold.ttf", "DejaVuSerif.ttf"),
    ("DejaVuSans-Bold.ttf", "DejaVuSans.ttf"),
    ("georgiab.ttf", "georgia.ttf"),
    ("arialbd.ttf", "arial.ttf"),
)
"""Files of a bold and a plain face, as Debian, macOS and Windows name them; the first pair
that is installed and has all letters of a cover draws it."""

HAN = {"ja": 0, "und": 2, "zh": 2, "zh-hant": 3}
"""The face for a language inside a Noto CJK collection."""

NARROW = 1
"""The Korean one, for all other languages: its quotation marks are as wide as Latin ones."""

COLOURS = 32


def png(metadata: Metadata) -> bytes:
    """The cover as a picture of ``WIDTH`` by ``HEIGHT``; raises ``MissingDependency``."""
    draft = poster(metadata, guess)
    bold, plain = _faces(draft)
    made = poster(metadata, lambda text, size: float(bold.font_variant(size=size).getlength(text)))
    return _drawn(made, bold, plain)


def _drawn(made: Poster, bold: FreeTypeFont, plain: FreeTypeFont) -> bytes:
    from io import BytesIO

    from PIL import Image, ImageDraw

    image = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 0, WIDTH, FIELD), made.colour)
    anchor = "ls" if made.direction == "ltr" else "rs"
    for line in made.lines:
        face = (bold if line.bold else plain).font_variant(size=line.size)
        draw.text((line.x, line.y), line.text, line.colour, face, anchor)
    output = BytesIO()
    image.quantize(COLOURS, Image.Quantize.FASTOCTREE).save(output, "PNG")
    return output.getvalue()


def _faces(made: Poster) -> tuple[FreeTypeFont, FreeTypeFont]:
    letters = {letter for line in made.lines for letter in line.text if not letter.isspace()}
    for bold, plain in _installed(made.language):
        if _has(bold, letters) and _has(plain, letters):
            return bold, plain
    raise MissingDependency(
        "no font has all letters of this cover; apt-get install fonts-noto-cjk fonts-dejavu, "
        "or leave the cover a drawing (-O cover=auto)"
    )


def _installed(language: str) -> Iterator[tuple[FreeTypeFont, FreeTypeFont]]:
    try:
        from PIL import ImageFont
    except ImportError:
        raise MissingDependency("a PNG cover needs Pillow: pip install pillow") from None
    tag = language.lower()
    tag = "zh-hant" if {"hant", "tw", "hk"} & {*tag.split("-")} else tag.split("-")[0]
    for names in FONTS:
        index = HAN.get(tag, NARROW) if "CJK" in names[0] else 0
        try:
            bold, plain = (ImageFont.truetype(name, 64, index) for name in names)
        except OSError:
            continue
        yield bold, plain


def _has(font: FreeTypeFont, letters: set[str]) -> bool:
    """Whether no letter is drawn as the box that stands for a missing one."""
    box = bytes(font.getmask("\U0010fffe"))
    return not any(bytes(font.getmask(letter)) == box for letter in letters)
