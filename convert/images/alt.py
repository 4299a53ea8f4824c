"""Alternative text: the author's words, unless they describe nothing."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from convert.model import Image

_FILE = re.compile(r"[\w%() .+-]{0,200}\.(?:jpe?g|png|gif|webp|avif|heic|bmp|tiff?|svg)", re.I)
_NUMBERED = re.compile(
    r"(?:img|dsc|image|picture|photo|screenshot|unnamed|untitled|图片?|图像|照片|截图|截屏|配图|插图"
    r"|微信图片|微信截图|屏幕截图|屏幕快照|画像|이미지|imagen|bild)[\s_\-.:()（）\d]*",
    re.I,
)
_TAIL = re.compile(r"[\s\-_–—|·,，.。:：()（）#]*\d{0,3}[)）]?$")


def undescribed(images: Iterable[Image], title: str) -> frozenset[str]:
    """The alternative texts that describe no picture: file names, the title of the article,
    one text on three pictures or more.

    >>> shown = [Image("a", "Tea 2"), Image("b", "IMG_0012.jpg"), Image("c", "A cup")]
    >>> sorted(undescribed(shown, "Tea"))
    ['IMG_0012.jpg', 'Tea 2']
    """
    shown = {(image.url, image.alt) for image in images if image.alt.strip()}
    uses = Counter(alt for _, alt in shown)
    return frozenset(alt for alt, count in uses.items() if count > 2 or _is_empty(alt, title))


def _is_empty(alt: str, title: str) -> bool:
    text = " ".join(alt.split())
    if _FILE.fullmatch(text) or _NUMBERED.fullmatch(text):
        return True
    named = _letters(title)
    return bool(named) and named in (_letters(text), _letters(_TAIL.sub("", text)))


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text)).lower()
