"""Text and URLs made fit for XML, HTML and EPUBCheck."""

from __future__ import annotations

import re
from functools import lru_cache

_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_PATH = re.compile(r"[/?#\\]")
_LABEL = r"[A-Za-z0-9_](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?"
_UNSAFE = re.compile(r"%(?![0-9A-Fa-f]{2})|[^A-Za-z0-9%!$&'()*+,;=:@/?._~-]", re.ASCII)
_CLAUSE = re.compile("(?<=[，：；！？])(?![，：；！？。…—）》」』】”’]|$)")
_LANGUAGE = re.compile(
    r"[A-Za-z]{2,3}(?:-[A-Za-z]{4})?(?:-(?:[A-Za-z]{2}|[0-9]{3}))?(?:-[A-Za-z0-9]{5,8})*", re.ASCII
)


def escape(text: str) -> str:
    """``text`` for element content.

    >>> escape("a < b & c")
    'a &lt; b &amp; c'
    """
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def quote(text: str) -> str:
    """``text`` for an attribute in double quotes; line ends become blanks."""
    return escape(" ".join(text.split())).replace('"', "&quot;")


def clauses(title: str) -> str:
    """``title`` for element content, its clauses apart when it is Chinese or Japanese, so that
    a line may end with each of them rather than within a word.

    >>> clauses("借书卡，为何？")
    '<span class="clause">借书卡，</span><span class="clause">为何？</span>'
    >>> clauses("On colophons, & more")
    'On colophons, &amp; more'
    """
    parts = _CLAUSE.split(escape(title))
    return "".join(f'<span class="clause">{p}</span>' for p in parts) if parts[1:] else parts[0]


def drop_illegal(markup: str) -> tuple[str, int]:
    """``markup`` without the characters XML forbids, and how many they were."""
    return _ILLEGAL.subn("", markup)


def one_line(text: str) -> str:
    """``text`` on one line for a title; '' when nothing in it can be seen.

    >>> one_line(" a\\n b "), one_line("\\u200b \\x07")
    ('a b', '')
    """
    line = " ".join(drop_illegal(text)[0].split())
    return line if any(map(str.isprintable, line.replace(" ", ""))) else ""


def language_tag(language: str) -> str:
    """A well-formed BCP 47 tag, 'und' for anything else.

    >>> language_tag("zh_CN"), language_tag("Chinese (simplified)")
    ('zh-CN', 'und')
    """
    tag = language.strip().replace("_", "-")
    return tag if _LANGUAGE.fullmatch(tag) else "und"


def scheme(url: str) -> str:
    """'https', 'mailto', …, or '' for a relative URL.

    >>> scheme("HTTPS://a.example"), scheme("ch/a.md"), scheme("//a.example")
    ('https', '', 'https')
    """
    if url.startswith("//"):
        return "https"
    found = _SCHEME.match(url)
    return found[1].lower() if found else ""


def absolute(url: str) -> str | None:
    """An http, https or mailto URL, percent-encoded; ``None`` for what may not be a link.

    >>> absolute("https://a.example/搜 索?q=[1]|100%")
    'https://a.example/%E6%90%9C%20%E7%B4%A2?q=%5B1%5D%7C100%25'
    >>> absolute("javascript:alert(1)"), absolute("http://bad host/")
    (None, None)
    """
    kind, rest = scheme(url), url.partition(":")[2]
    if url.startswith("//"):
        rest = url
    if kind == "mailto":
        return f"mailto:{encode(rest)}" if "@" in rest else None
    if kind not in ("http", "https") or not rest.startswith("//"):
        return None
    path = _PATH.search(rest, 2)
    end = path.start() if path else len(rest)
    host = _host(rest[2:end])
    return f"{kind}://{host}{encode(rest[end:])}" if host else None


def encode(part: str) -> str:
    """Path, query and fragment with everything percent-encoded that a URL may not hold."""
    before, mark, fragment = part.partition("#")
    return _encode(before) + mark + _encode(fragment)


def _encode(part: str) -> str:
    return _UNSAFE.sub(_percent, part)


def _percent(found: re.Match[str]) -> str:
    return "".join(f"%{byte:02X}" for byte in found[0].encode("utf-8", "replace"))


@lru_cache(maxsize=256)
def _host(text: str) -> str | None:
    """Host and port in ASCII, or ``None`` when no such host can exist."""
    name, _, port = text.partition(":")
    if port and not (port.isascii() and port.isdigit() and int(port[:6]) < 65536):
        return None
    try:
        name = name if name.isascii() else name.encode("idna").decode("ascii")
        fits = len(name) <= 253 and _plausible(name.removesuffix(".").split("."))
    except UnicodeError:
        return None
    if not fits:
        return None
    return f"{name}:{port}" if port else name


def _plausible(labels: list[str]) -> bool:
    """Every label is one, numbers form an IPv4 address, and ``xn--`` labels decode."""
    if not all(re.fullmatch(_LABEL, label) for label in labels):
        return False
    if labels[-1].isdigit():
        return len(labels) == 4 and all(part.isdigit() and int(part) < 256 for part in labels)
    return all(part.encode().decode("idna") for part in labels if part[:4].lower() == "xn--")
