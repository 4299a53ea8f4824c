# ruff: noqa: E501 (tables of wide letters)
"""The grammar of names: who is meant in what stands behind a label."""

from __future__ import annotations

from convert.notices.scan import BLANKS, between, holds, split, until
from convert.notices.words import listed

LONGEST = 40
"""Letters in the longest name taken for one."""

_BIOGRAPHY = listed("""
    年 师 员 硕士 博士 教授 经理 总监 专家 创始 顾问 主管 负责 专栏 作家 作者 从业 资深 高级 成员
    编辑 关注 专注 热爱 互联网 产品 运营 公司 大学 工作 一个 一枚 实习 公众号 微信 团队 曾 前 现
    原 首席 CEO 主理 分享 记者 笔名 授权 翻译 媒体 平台 领域 行业 研究 爱好 出版 获
""")
"""What tells of a person is no name."""
TALK = listed("""
    为什么 怎么 什么 我们 你们 他们 大家 这个 那个 这是 就是 不是 没有 可以 如何 因为 所以 觉得 之后 时候 需要
    应该 不超过 哪里 谁来 是否
""")
"""Words of speech, which no name and no outlet holds."""
_TALKERS = tuple("我你您他她它这那把用是")
_CLOSES = tuple("了吗呢吧的")
_NO_NAMES = frozenset(listed("删除 新增 复制 修改 查询 查看 保存 取消 关联 图片 视频 研发 测试"))
_WRAPS = f'{BLANKS}“”"「」【】《》'
_JOINTS = (" and ", " und ", " et ", " x ", " X ", " × ")


def names(text: str) -> tuple[str, ...]:
    """The names at the start of ``text``; what describes a person is left out.

    >>> names("黄一，白二；编者"), names("林三、Ann Lee"), names("阿明，十年产品经理")
    (('黄一', '白二'), ('林三', 'Ann Lee'), ('阿明',))
    """
    first = until(_without_brackets(text), "。；;！!").partition("——")[0]
    parts = [part.strip(_WRAPS) for part in split(first, "，,")]
    found = _several(parts[0])
    for part in parts[1:]:
        if not is_name(part):
            break
        found += _several(part)
    return tuple(dict.fromkeys(name for name in map(_tidy, found) if 0 < len(name) <= LONGEST))


def talks(text: str) -> bool:
    """Whether ``text`` reads as a sentence, as somebody's words behind a speaker's name do.

    >>> talks("我觉得挺好。"), talks("用光讲故事"), talks("爱吃鱼的猫"), talks("林一，爱走路。")
    (True, True, False, False)
    """
    first = until(_without_brackets(text), "，,。；;").strip()
    if holds(first, "？?！!") or holds(first, TALK) or _NO_NAMES & {*split(first, "/、| ")}:
        return True
    if len(first) >= 5 and (first.startswith(_TALKERS) or first.endswith(_CLOSES)):
        return True
    ended = text.strip().endswith("。") and len(text.strip()) == len(first) + 1
    long = len(first) > 10 and not holds(first, " 、/&（@") and not first.isascii()
    return long or (ended and len(first) > 4)


def account(text: str) -> tuple[str, str]:
    """An account's name and its id ('' if none is given).

    >>> account("某读书会（ID：dushu-88），专注阅读"), account("【夜读】")
    (('某读书会', 'dushu-88'), ('夜读', ''))
    """
    name = until(text, "，,。；;（(！").strip(f"{_WRAPS}@")
    inner = between(text, "（", "）") or between(text, "(", ")")
    return name, _id(inner)


def shown(name: str, number: str) -> str:
    """An account as its agent carries it: the name, and the id in brackets."""
    return f"{name}（ID：{number}）" if number else name


def _id(text: str) -> str:
    """The id in 'ID：abc-1', 'ID-abc' or 'abc'."""
    text = text.strip()
    for word in ("微信公众号", "公众号", "微信", "号"):
        text = text.removeprefix(word).lstrip(f"{BLANKS}：:")
    if text[:2].lower() == "id":
        text = text[2:].lstrip(f"{BLANKS}：:-—")
    plain = text.replace("-", "").replace("_", "").replace(".", "")
    return text if plain.isascii() and plain.isalnum() and text[0].isalpha() else ""


def _without_brackets(text: str) -> str:
    for opening, closing in ("（）", "()", "[]"):
        while inner := between(text, opening, closing):
            text = text.replace(f"{opening}{inner}{closing}", "")
    return until(text, "（(")


def _several(text: str) -> list[str]:
    for joint in _JOINTS:
        text = text.replace(joint, "、")
    parts = split(text, "、&＆")
    if len(parts) == 1 and "/" in text and all(map(is_name, text.split("/"))):
        parts = text.split("/")
    return [name for part in parts for name in _pair(part.strip())]


def _pair(text: str) -> list[str]:
    """'李雷和韩梅' are two people; in a longer or shorter name 和 is a letter like others."""
    for joint in "和与":
        one, _, two = text.partition(joint)
        if 2 <= len(one) <= 3 and 2 <= len(two) <= 3 and _is_chinese(one) and _is_chinese(two):
            return [one, two]
    return _words(text)


def _words(text: str) -> list[str]:
    """'王一 林二' are two people, '许 伟' and 'Ann Lee' are one; '王一 记者' is one too."""
    words = text.split()
    people = [word for word in words if is_name(word)]
    led = people and people == words[: len(people)] and all(map(_is_chinese, people))
    return people if len(words) > 1 and led else [text]


def _is_chinese(text: str) -> bool:
    """A Chinese name by its letters: two to four of them."""
    return 2 <= len(text) <= 4 and all("\u4e00" <= letter <= "\u9fff" for letter in text)


def is_name(text: str) -> bool:
    """Whether all of ``text`` may be one name: Chinese, or a few words in Latin letters."""
    text = text.strip()
    if not text or any(word in text for word in _BIOGRAPHY):
        return False
    return _is_chinese(text) or (text.isascii() and len(text) < 24 and len(text.split()) <= 3)


def _tidy(name: str) -> str:
    name = name.strip(f"{_WRAPS}@*#|｜丨/：:、.")
    return name.removesuffix("供图").removesuffix("提供")
