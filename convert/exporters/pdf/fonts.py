"""Which letters have a glyph on this machine, and what to install for those that have none.

A renderer without a glyph draws a box and says nothing; the text layer stays right, so no
test of the text notices. Fontconfig is asked before anything is laid out.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING, Any

from convert.errors import MissingDependency, UsageError, reason

if TYPE_CHECKING:
    import ctypes

SERIF = ('"Source Serif 4"', '"Noto Serif"', '"Liberation Serif"', '"DejaVu Serif"', "serif")
CJK = {
    "zh": ('"Noto Serif CJK SC"', '"Noto Serif SC"', '"Source Han Serif SC"', '"Songti SC"'),
    "zh-hant": ('"Noto Serif CJK TC"', '"Noto Serif TC"', '"Source Han Serif TC"', '"Songti TC"'),
    "zh-hk": ('"Noto Serif CJK HK"', '"Noto Serif HK"', '"Source Han Serif HC"', '"Songti TC"'),
    "ja": ('"Noto Serif CJK JP"', '"Noto Serif JP"', '"Source Han Serif"', '"Hiragino Mincho"'),
    "ko": ('"Noto Serif CJK KR"', '"Noto Serif KR"', '"Source Han Serif K"', "AppleMyungjo"),
}  # fmt: skip
"""Font families by language, the first one found is used."""

SHAPING = (
    *("nukt", "akhn", "rphf", "rkrf", "pref", "blwf", "half", "abvf", "pstf", "cfar", "vatu"),
    *("cjct", "pres", "abvs", "blws", "psts", "haln", "dist", "abvm", "blwm"),
    *("ljmo", "vjmo", "tjmo", "stch", "fin2", "fin3", "med2", "mset"),
)
"""What a font does for the scripts of India and its neighbours, of Korea and of Syria (OpenType
layout tags): without it letters stand beside each other that make one shape."""

_EAST_ASIAN = re.compile("CJK|HIRAGANA|KATAKANA|HANGUL|BOPOMOFO|IDEOGRAPHIC|FULLWIDTH")
_LIBRARIES = ("libfontconfig.so.1", "libfontconfig.1.dylib", "libfontconfig-1.dll")


def missing(text: Iterable[str], font: str = "") -> str:
    """The characters of ``text`` no installed font has, sorted; ``font`` is one more font file.

    Raises ``MissingDependency`` without fontconfig or without any font at all.
    """
    wanted = sorted(filter(needs_glyph, set().union(*text)))
    library = fontconfig()
    config = library.FcInitLoadConfigAndFonts()
    try:
        for path in paths(font):
            if not library.FcConfigAppFontAddFile(config, path.encode()):
                raise UsageError(f"{path} is not a font file")
        return _without_glyph(library, config, wanted)
    finally:
        library.FcConfigDestroy(config)


def paths(font: str) -> tuple[str, ...]:
    """The files that the option ``font`` names: one, or several with commas between."""
    return tuple(path.strip() for path in font.split(",") if path.strip())


def check(font: str) -> None:
    """Raises ``UsageError`` for a font file that cannot be read."""
    for path in paths(font):
        try:
            open(path, "rb").close()
        except OSError as error:
            raise UsageError(f"the font {path} cannot be read: {reason(error)}") from error


def advice(letters: str) -> str:
    """An error message: a sample of the letters, and what to do about them."""
    letters = "".join(sorted(letters, key=lambda letter: not letter.isalpha()))
    sample = ", ".join(map(named, letters[:10]))
    more = f" and {len(letters) - 10} more" if len(letters) > 10 else ""
    told = [it for it in letters if not unicodedata.category(it).startswith("P")] or letters
    scripts = ", ".join(dict.fromkeys(map(_script, told)))
    packages = " ".join(dict.fromkeys(filter(None, map(_package, told))))
    install = f"install one (apt-get install {packages}), " if packages else ""
    return (
        f"no font has a glyph for {sample}{more} ({scripts}); {install}"
        "put a font file into ~/.local/share/fonts, name one (--font /path/to/font.otf), "
        "or print empty boxes (--missing-glyphs warn)"
    )


def named(letter: str) -> str:
    """'灯 U+706F', or the number alone of a letter that has no shape."""
    shown = f"{letter} " if letter.isprintable() else ""
    return f"{shown}U+{ord(letter):04X}"


def families(language: str, *first: str) -> str:
    """The CSS ``font-family`` for text in ``language``; ``first`` are set before all others.

    A Chinese, Japanese or Korean text takes its quotation marks and dashes, and so its
    Latin letters too, from its own font; any other text takes them from a Latin one.
    """
    tag = cjk_tag(language)
    own = CJK.get(tag, CJK["zh"])
    stack = (*own, *SERIF) if tag in CJK else (*SERIF[:-1], *own, SERIF[-1])
    return ", ".join((*first, *stack))


def cjk_tag(language: str) -> str:
    """'zh', 'zh-hant', 'zh-hk', 'ja', 'ko', or '' for any other language.

    >>> [cjk_tag(language) for language in ("zh-Hans", "zh-TW", "ja-JP", "en")]
    ['zh', 'zh-hant', 'ja', '']
    """
    parts = language.lower().split("-")
    if parts[0] == "zh" and {"hk", "mo"} & {*parts}:
        return "zh-hk"
    if parts[0] == "zh" and {"hant", "tw"} & {*parts}:
        return "zh-hant"
    return parts[0] if parts[0] in CJK else ""


def needs_glyph(letter: str) -> bool:
    """Blanks, controls, joiners and variation selectors are never drawn."""
    return unicodedata.category(letter) not in ("Cc", "Cf", "Zs", "Zl", "Zp") and not (
        "\ufe00" <= letter <= "\ufe0f" or "\U000e0100" <= letter <= "\U000e01ef"
    )


def _without_glyph(library: ctypes.CDLL, config: int, wanted: list[str]) -> str:
    """Take the letters of every font away from those wanted; fontconfig does it in C."""
    charsets = list(_charsets(library, config))
    if not charsets:
        raise MissingDependency(
            "no font is installed; apt-get install fonts-noto-core fonts-noto-cjk"
        )
    left = library.FcCharSetCreate()
    for letter in wanted:
        library.FcCharSetAddChar(left, ord(letter))
    for charset in charsets:
        left, before = library.FcCharSetSubtract(left, charset), left
        library.FcCharSetDestroy(before)
    lost = "".join(letter for letter in wanted if library.FcCharSetHasChar(left, ord(letter)))
    library.FcCharSetDestroy(left)
    return lost


def _charsets(library: ctypes.CDLL, config: int) -> Iterable[int]:
    import ctypes

    for fontset in (0, 1):  # FcSetSystem, FcSetApplication
        fonts = library.FcConfigGetFonts(config, fontset)
        for index in range(fonts.contents.nfont if fonts else 0):
            charset = ctypes.c_void_p()
            pattern = fonts.contents.fonts[index]
            if library.FcPatternGetCharSet(pattern, b"charset", 0, ctypes.byref(charset)) == 0:
                yield charset.value or 0


@cache
def fontconfig() -> ctypes.CDLL:
    """The library, its signatures declared; asked for by file name, because
    ``ctypes.util.find_library`` starts a compiler to find it."""
    import ctypes

    for name in _LIBRARIES:
        try:
            library = ctypes.CDLL(name)
        except OSError:
            continue
        _declare(library)
        return library
    raise MissingDependency("the library fontconfig is missing; apt-get install libfontconfig1")


def _declare(library: ctypes.CDLL) -> None:
    import ctypes
    from ctypes import POINTER, c_char_p, c_int, c_uint32, c_void_p

    class FontSet(ctypes.Structure):
        _fields_ = [("nfont", c_int), ("sfont", c_int), ("fonts", POINTER(c_void_p))]

    signatures: dict[str, tuple[Any, ...]] = {
        "FcInitLoadConfigAndFonts": (c_void_p,),
        "FcConfigDestroy": (None, c_void_p),
        "FcConfigGetFonts": (POINTER(FontSet), c_void_p, c_int),
        "FcConfigAppFontAddFile": (c_int, c_void_p, c_char_p),
        "FcPatternGetCharSet": (c_int, c_void_p, c_char_p, c_int, POINTER(c_void_p)),
        "FcPatternGetString": (c_int, c_void_p, c_char_p, c_int, POINTER(c_char_p)),
        "FcPatternGetInteger": (c_int, c_void_p, c_char_p, c_int, POINTER(c_int)),
        "FcCharSetCreate": (c_void_p,),
        "FcCharSetDestroy": (None, c_void_p),
        "FcCharSetAddChar": (c_int, c_void_p, c_uint32),
        "FcCharSetHasChar": (c_int, c_void_p, c_uint32),
        "FcCharSetSubtract": (c_void_p, c_void_p, c_void_p),
        "FcCharSetIntersectCount": (c_uint32, c_void_p, c_void_p),
    }
    for name, (result, *arguments) in signatures.items():
        function = getattr(library, name)
        function.restype, function.argtypes = result, arguments


def _script(letter: str) -> str:
    """The script of a letter, which is the first word of its name; 'Symbols' for a picture."""
    match unicodedata.category(letter):
        case "So":
            return "Symbols"
        case "Co":
            return "Private use: known to one font only"
    script = unicodedata.name(letter, "Unassigned").replace("-", " ").split(" ")[0]
    return script if script == "CJK" else script.capitalize()


def _package(letter: str) -> str:
    if _EAST_ASIAN.match(unicodedata.name(letter, "")):
        return "fonts-noto-cjk"
    return {"So": "fonts-symbola", "Co": ""}.get(unicodedata.category(letter), "fonts-noto-core")
