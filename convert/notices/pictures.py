# ruff: noqa: E501 (tables of wide letters)
"""Credits of pictures and data inside the text: （图源：…）, ▲ 图片来自…, 数据来源：…"""

from __future__ import annotations

from convert.ledger import Claim, Kind
from convert.notices import rights
from convert.notices.lines import bare
from convert.notices.names import TALK
from convert.notices.scan import holds, skip, split, take
from convert.notices.words import listed

LIMIT = 160
"""Letters in the longest credit, with the caption it may follow."""
SCOPES = listed("""
    以上 以下 本文 文中 上述 下述 部分 题图及 文内 上 下 原 该 此 内文 所有 全部 其他 其它 相关 本
""")
THINGS = listed("""
    图片 图表 图文 图像 配图 插图 截图 照片 图示 图 数据 资料 素材 视频 文献
    表格 表 、 / 和 及 与 均 皆 都 主要
""")
SOURCES = listed("""
    来源 来自 源自 源于 取自 摘自 引自 选自 出自 截自 截取自 引用自 整理自 转自 转载自 源
""")
ENDINGS = listed("""
    图片来源 图源 数据来源 资料来源 截图来源 照片来源 图片来自 数据来自 来源 来自 摘自 出处
""")
GIVERS = ("提供", "绘制", "生成", "拍摄", "制作", "授权", "供图", "整理")
HINTS = (*SOURCES, "图", "摄", "出处", "©")
LATIN = listed("""
    photo photograph image picture figure illustration graphic chart source screenshot foto bild quelle imagen
    fuente crédit credit data
""")
LEADS = frozenset(
    (
        *LATIN,
        *listed(
            "photos photographs images featured credits sources via of courtesy the by and figures"
        ),
    )
)
"""The words that may stand in front of the colon or of 'by'."""
PICTURES = ("图", "摄", "照片", "photo", "image", "foto", "bild", "picture", "credit")
DATA = ("数据", "资料", "文献", "素材", "来源", "出处", "data", "source", "quelle", "fuente")
PROSE = frozenset("的是就多很有可主要渠广越丰不也都和与及在对会能需更最还只指中包数")
"""Letters that, behind 来源, go on with a sentence."""
NAMERS = "：:｜|丨/《“「@"


def read(text: str, key: str, picture: bool) -> Claim | None:
    """The credit in one line; ``picture`` says that it stands below one.

    Prose about sources opens with the same words, so away from a picture only lines with a
    separator or in brackets count.
    """
    if len(key) > LIMIT or not (holds(key, HINTS) or key[0].isascii()):
        return None
    said = _without_number(bare(key))
    near = picture or key[0] in "（(【[▲△*＊"
    if not (said and _credits(text, said, picture, near)):
        return None
    kind = Kind.DATA_CREDIT if _is_data(said) else Kind.IMAGE_CREDIT
    return Claim(kind, text, (), rights.read(text, "image" if kind is Kind.IMAGE_CREDIT else ""))


def _without_number(said: str) -> str:
    """'图3：…', '表1-2…' without the number."""
    if said[:1] in "图表" and said[1:2].isdigit():
        return said[1:].lstrip("0123456789.-—：: ")
    return said


def _credits(text: str, said: str, picture: bool, near: bool) -> bool:
    if near and (_is_marked(said) or _is_given(said)):
        return True
    thing = skip(said, SCOPES)
    rest = skip(thing, THINGS)
    if rest != thing and (source := take(rest, SOURCES)):
        return _names(rest[len(source) :], said, near)
    if source := take(said, ("来源", "源自", "来自", "摘自", "出处", "图源")):
        return _names_alone(said[len(source) :], picture)
    if picture and len(said) <= 80 and _is_barred(said):
        return True
    return _ends(said, picture, near) or _latin(text, picture)


def _names(name: str, said: str, near: bool) -> bool:
    """Of '图片来源…' what follows decides: a name, or the rest of a sentence."""
    if name[:1] and name[:1] in NAMERS:
        return len(said) <= 100 or near
    if near and len(said) <= 80 and name[:1] not in PROSE:
        return True
    if name[:2] in ("于：", "于:", "自："):
        return len(said) <= 100
    public = name.lstrip("于自：:").startswith(("网络", "互联网", "百度", "公开"))
    return public and len(said) <= 40


def _names_alone(said: str, picture: bool) -> bool:
    """来源： names a source when short; below a picture 来源《…》 and 来源于 do too."""
    if picture:
        return said[:1] in f"{NAMERS}于自" or said[:1].isascii()
    plain = "，" not in said and not holds(said, TALK)
    return said[:1] in "：:" and len(said) <= 30 and plain


def _is_marked(said: str) -> bool:
    """'© 甲', '某界面 © 甲': the sign opens the line or a name follows it."""
    at = said.find("©")
    if at < 0 or len(said) > 80 or holds(said, "。？?"):
        return False
    return at == 0 or len(rights.holder_of(said[at:])[0]) > 0


def _is_given(said: str) -> bool:
    """'图由甲提供'."""
    thing = skip(said, SCOPES)
    rest = skip(thing, THINGS)
    given = rest != thing and rest.startswith("由") and len(rest) <= 40
    return given and holds(rest.rstrip("）)】。")[-4:], GIVERS)


def _is_barred(said: str) -> bool:
    """'图 | 甲', '摄影：乙' below a picture."""
    label = take(said, ("图片", "图", "摄影", "摄", "供图"))
    return bool(label) and said[len(label) : len(label) + 1] in tuple("｜|丨/：:")


def _ends(said: str, picture: bool, near: bool) -> bool:
    """A caption with its credit behind it: '某界面｜图片来源：甲', '…（来源：乙）'."""
    if not (near or (len(said) <= 70 and "源" in said)):
        return False
    found = [(said.rfind(word) + len(word), word) for word in ENDINGS if word in said]
    end, word = max(found, key=lambda place: (place[0], len(place[1])), default=(0, ""))
    start = end - len(word)
    parted = start <= 0 or said[start - 1] in '｜|丨，,。；;（(【[：:"”、'
    if not word or not (parted or (picture and word in ENDINGS[:8])):
        return False
    name = said[end:].lstrip("于自")
    named = name[:1] in tuple("：:｜|《“「@") or name[:1].isascii() or word in ("图源", "图片来自")
    return named and 0 < len(name) <= 70 and "。" not in name.rstrip("。）)】")


def _latin(text: str, picture: bool) -> bool:
    """'Photo by …', 'Image credit: …', 'Fuente: …'."""
    low = bare(text).strip().lower()
    if not low.startswith(LATIN) or len(low) > 140:
        return False
    marked = holds(low, (":", "：", "©"))
    lead = split(low, ":：©")[0] if marked else low.partition(" by ")[0]
    name = bare(text).strip()[len(lead) :].lstrip(" :：©").removeprefix("by ")
    if lead == low or not set(lead.split()) <= LEADS or name[:1].islower():
        return False
    return picture or not low.startswith(("source", "data", "quelle", "fuente"))


def _is_data(said: str) -> bool:
    pictured = holds(said[:24].lower(), PICTURES) or holds(said, ("图片来", "图源", "截图来"))
    return not pictured and holds(said, DATA)
