"""Reads a plain text file back, with nothing but the codecs of Python."""

from __future__ import annotations

import codecs
import re
from typing import IO

from convert.formats import Evidence
from convert.labels import everywhere
from convert.metadata import Agent, Contribution
from convert.words import ROLES

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_BARS = "(?m)^ *(?:[│┃](?: |$))+"
"""The bars before quoted lines are no part of the text."""
_FIELD = re.compile(r"(?P<label>[^：:<>]{1,30})(?:：|: )(?P<value>.+?)(?: <(?P<url>\S+)>)?")
_RULE = re.compile("=+|-+")


def witness(file: IO[bytes]) -> Evidence:
    """What the lines of the file say. Raises ``ValueError`` for bytes that are no text."""
    text = _decode(file.read())
    lines = text.split("\n")
    title, rest = _title(lines)
    fields = _fields(rest)
    return Evidence(
        text=re.sub(_BARS, "", text) if "│" in text or "┃" in text else text,
        title=title,
        contributions=tuple(_contributions(fields)),
        sources=tuple(
            dict.fromkeys(value for label, value, _ in fields if label in everywhere("source"))
        ),
        dates=tuple(value for label, value, _ in fields if label in everywhere("published")),
    )


def _decode(content: bytes) -> str:
    """As the byte order mark says; without one UTF-8, or GB 18030 where it cannot be that."""
    mark, encoding = next(((m, e) for m, e in _BOMS if content.startswith(m)), (b"", "utf-8"))
    try:
        text = content[len(mark) :].decode(encoding)
    except UnicodeDecodeError as error:
        text = "" if mark else _decode_chinese(content, error.start)
        if not text:
            message = f"not a text in {encoding}: {error.reason} at byte {error.start}"
            raise ValueError(message) from None
    if "\0" in text:
        raise ValueError("not a text: it holds zero bytes")
    return text.replace("\r\n", "\n")


def _decode_chinese(content: bytes, start: int) -> str:
    """The text in GB 18030; '' when it is none, or is UTF-8 up to a broken place."""
    if any(letter > "\u07ff" for letter in content[:start].decode("utf-8")):
        return ""
    try:
        return content.decode("gb18030")
    except UnicodeDecodeError:
        return ""


def _title(lines: list[str]) -> tuple[str, list[str]]:
    """The title between its two rules, or else the first line; and the lines after it."""
    start = next((n for n, line in enumerate(lines) if line.strip()), len(lines))
    if lines[start:] and set(lines[start]) == {"="}:
        end = next((n for n in range(start + 1, len(lines)) if lines[n] == lines[start]), start)
        return "\n".join(lines[start + 1 : end]), lines[end + 1 :]
    return (lines[start].strip() if lines[start:] else ""), lines[start + 1 :]


def _fields(lines: list[str]) -> list[tuple[str, str, str]]:
    """Label, value and URL of the imprint, when every line of it reads so; else nothing."""
    heads = everywhere("imprint")
    start = next((n for n, line in enumerate(lines[:60]) if line in heads), len(lines))
    block = []
    for line in lines[start + 2 :]:
        if _RULE.fullmatch(line):
            break
        block += [line] if line else []
    found = [_FIELD.fullmatch(line) for line in block]
    return [(f["label"], f["value"], f["url"] or "") for f in found if f] if all(found) else []


def _contributions(fields: list[tuple[str, str, str]]) -> list[Contribution]:
    roles = {label: code for table in ROLES.values() for code, label in table.items()}
    return [
        Contribution(Agent(name, url), roles[label])
        for label, name, url in fields
        if label in roles
    ]
