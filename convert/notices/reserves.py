"""Reserves: disclaimers, and names that were changed."""

from __future__ import annotations

from convert.ledger import Claim, Kind
from convert.notices import rights, words
from convert.notices.lines import bare
from convert.notices.scan import holds

_BRACKETS = ("（", "(", "【", "*", "＊", "注", "※")


def own(text: str, key: str) -> Claim | None:
    """A disclaimer that names its subject, wherever it stands."""
    return disclaimer(text, key, 100) if bare(key).startswith(words.SUBJECTS) else None


def disclaimer(text: str, key: str, limit: int) -> Claim | None:
    """A disclaimer of up to ``limit`` letters; a guess unless it opens and ends like one."""
    if len(key) > limit:
        return None
    opened = bare(key).startswith(words.RESERVES_OPEN)
    firm = holds(key, words.RESERVES) or ("不代表" in key and "立场" in key)
    soft = len(key) <= 60 and holds(key, words.RESERVES_SOFT)
    if not (opened and (firm or soft)) and not (firm and len(key) <= 60):
        return None
    return Claim(Kind.DISCLAIMER, text, (), rights.read(text), guess=not (opened and firm))


def pseudonym(text: str, key: str) -> Claim | None:
    """'文中甲、乙均为化名': the names are changed, said of the text itself."""
    at = key.rfind("化名")
    if at < 0 or len(key) > 120:
        return None
    opened = key.startswith(_BRACKETS) or bare(key).startswith(words.CHANGED_OPEN)
    said = key[:at].endswith(words.CHANGED) or "化名处理" in key or len(key) - at <= 5
    closed = len(key) <= 60 and key[:at].endswith(words.CHANGED_ALL)
    return Claim(Kind.PSEUDONYM, text) if (opened and said) or closed else None
