"""What a statement allows: licences (SPDX) and terms, only where the words say so."""

from __future__ import annotations

import re

from convert.metadata import Rights
from convert.notices.lines import squeeze
from convert.notices.names import talks
from convert.notices.scan import holds, near

CC = "https://creativecommons.org"
IN_COPYRIGHT = "http://rightsstatements.org/vocab/InC/1.0/"
RESERVED = (
    "版权所有", "保留所有权利", "保留一切权利", "allrightsreserved", "allerechtevorbehalten",
    "tousdroitsréservés", "todoslosderechosreservados", "版權所有",
)  # fmt: skip
ELEMENTS = {
    "nc": ("非商业", "noncommercial"),
    "nd": ("禁止演绎", "noderiv"),
    "sa": ("相同方式共享", "sharealike"),
}
WITHOUT = ("未经", "未获", "未得", "非经", "未取得", "没有经过")
LEAVE = ("许可", "授权", "允许", "同意", "批准")
BANS = ("禁止", "不得", "严禁", "请勿", "谢绝", "勿", "不准", "不允许", "不可", "禁じ", "금지")
REPRINTING = ("转载", "转发", "摘编", "复制", "使用", "搬运", "传播", "轉載", "転載", "전재")
ASKING = (
    "转载、合作请",
    "转载合作请",
    "转载请",
    "转载须",
    "转载需",
    "如需转载",
    "转载授权",
    "欲转载",
)
_HOLDER = (
    r"(?:版权|著作权)(?:归属于|归属|归于|归|属于|属|为)([^，。；]{1,30}?)(?:所有|$)"
    r"|(?:©|\(c\)|copyright)\s*(?:©|\(c\))?\s*((?:19|20)\d\d)?(?:\s*[-–—]\s*\d{4})?\s*(?:by\s+)?"
    r"([^.,，。;；|]{0,60})"
)


def read(statement: str, applies_to: str = "") -> Rights | None:
    """Our reading of ``statement``; None when it says nothing about rights."""
    key = squeeze(statement)
    licence, uri = licence_of(key)
    terms = terms_of(key)
    holder, year = holder_of(statement)
    if not (licence or uri or terms or holder or year):
        return None
    return Rights(statement, licence, uri, terms, holder, year, applies_to)


def licence_of(key: str) -> tuple[str, str]:
    """SPDX id and URI of the licence named in ``key`` (text without blanks).

    >>> licence_of("基于cco协议1415")[0], licence_of("CCBY-SA4.0")
    ('CC0-1.0', ('CC-BY-SA-4.0', 'https://creativecommons.org/licenses/by-sa/4.0/'))
    """
    low = key.lower()
    if holds(low, ("cc0", "cco协议", "cco许可")):
        return "CC0-1.0", f"{CC}/publicdomain/zero/1.0/"
    if holds(low, ("ccby", "cc-by", "署名", "attribution")):
        return _creative_commons(low)
    if holds(low, ("mitlicense", "mit许可", "mit协议")):
        return "MIT", "https://opensource.org/license/mit"
    if holds(low, ("publicdomain", "公有领域", "公共领域")):
        return "", f"{CC}/publicdomain/mark/1.0/"
    return "", IN_COPYRIGHT if holds(low, RESERVED) else ""


def _creative_commons(low: str) -> tuple[str, str]:
    """Without a version the words name no one licence."""
    short = re.search(r"cc-?by((?:[-_]?(?:nc|nd|sa))*)", low)
    version = re.search(r"\d\.\d", low)
    if short:
        parts = re.findall("nc|nd|sa", short[1])
    else:
        parts = [code for code, words in ELEMENTS.items() if holds(low, words)]
    if not version or not (short or holds(low, ("署名-", "署名—", "attribution", "知识共享"))):
        return "", ""
    code = "-".join(["by", *parts])
    return f"CC-{code.upper()}-{version[0]}", f"{CC}/licenses/{code}/{version[0]}/"


def terms_of(key: str) -> str:
    """The terms stated, by fixed names, parted by a blank.

    >>> terms_of("未经作者许可，禁止转载"), terms_of("转载请注明出处")
    ('no-reprint-without-permission', 'reprint-with-attribution')
    """
    found = []
    if near(key, BANS, REPRINTING, 14) or "转载必究" in key:
        permitted = near(key, WITHOUT, LEAVE, 18)
        found.append("no-reprint-without-permission" if permitted else "no-reprint")
    elif holds(key, ASKING) and holds(key, ("联系", "授权", "同意", "私信", "后台")):
        found.append("no-reprint-without-permission")
    if "转载" in key and holds(key, ("注明", "标明", "保留出处", "附上出处")):
        found.append("reprint-with-attribution")
    banned = holds(key, BANS) or "非商业" in key
    if banned and holds(key, ("二创", "洗稿", "改编")):
        found.append("no-derivatives-or-rewriting")
    if banned and holds(key, ("商业用途", "商业使用", "商用")):
        found.append("no-commercial-use")
    return " ".join(found)


def holder_of(statement: str) -> tuple[str, str]:
    """Who holds the rights and since which year, as far as it is said."""
    if not holds(statement.lower(), ("版权", "著作权", "©", "(c)", "copyright")):
        return "", ""
    found = re.search(_HOLDER, statement, re.I)
    if not found:
        return "", ""
    name = (found[1] or found[3] or "").strip(" @：:")
    name = re.split(r"(?i)\s*(?:all rights|版权所有)", name)[0]
    if year := found[2] or "":
        return name, year
    return (name, "") if found[1] or _is_holder(name) else ("", "")


def _is_holder(name: str) -> bool:
    """A name behind the sign alone; other words go on with a sentence about the sign."""
    if name.isascii():
        return all(word[0].isupper() or word in ("of", "and", "the") for word in name.split())
    return not talks(name) and not name.startswith(("是", "符号", "标", "的"))
