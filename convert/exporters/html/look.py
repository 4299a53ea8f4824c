"""The look of the page: a font and a style sheet of the user's."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable

from convert.errors import UsageError, reason
from convert.exporters.font_files import open_font


def face(path: str, language: str, parts: Iterable[str]) -> str:
    """The style sheet that holds a font with the letters of ``parts``; raises ``UsageError``."""
    font = open_font(path, language)
    data = b64encode(font.subset(set().union(*parts))).decode("ascii")
    return (
        f'@font-face {{ font-family: "Page"; src: url("data:{font.media_type};base64,{data}"); }}\n'
        'body { font-family: "Page", sans-serif; }\n'
    )


def read_sheet(path: str) -> str:
    """A style sheet of the user's; one that would end the element it stands in is refused."""
    if not path:
        return ""
    try:
        with open(path, encoding="utf-8") as file:
            css = file.read()
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"the style sheet {path} cannot be read: {reason(error)}") from None
    if "</style" in css.lower():
        raise UsageError(f"the style sheet {path} holds </style>, which would end it")
    return css
