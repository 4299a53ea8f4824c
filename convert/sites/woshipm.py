"""人人都是产品经理 (woshipm.com): its page as data, and its wording of notices."""

from __future__ import annotations

from convert.formats import Cleaned
from convert.ledger import Claim
from convert.sites.frame import Frame, Piece, clean

_IMAGE = r"!\[[^\]\n]*\]\([^)\n]*\)"
_LINK = r"\[[^\n]{0,300}?\]\([^)\n]*\)"
_COUNT = r"[\d.,]+(?: ?万|[kKwW])?\+?"

FRAME = Frame(
    head=r"\ufeff?\s*# (?P<title>[^\n]*)\n(?P<summary>.*?)\n---[ \t]*(?:\n|\Z)",
    front=(
        Piece("repeated title", r"##[ \t]+([^\n]*)", echoes="title"),
        Piece(
            "author widget",
            rf"\[{_IMAGE}\]\([^)\n]*\)\s*{_LINK}\s*(?:{_IMAGE}\s*)*关注\s*"
            rf"(?:\d{{4}}-\d\d-\d\d|N/A|Unknown date)?\s*"
            rf"{_COUNT} 评论\s*{_COUNT} 浏览\s*{_COUNT} 收藏"
            r"(?:[ \t]*\d+ (?:秒|分钟|小时))*"
            r"(?:\s*\[(?:🔗[^\]\n]*|[^\]\n]*🔗[ \t]*)\]\([^)\n]*\))?",
        ),
        Piece("repeated summary", r"((?:>[^\n]*(?:\n|\Z))+)", echoes="summary", optional=True),
    ),
    inside=(
        Piece(
            "course advert",
            rf"\[{_IMAGE}(?:\\.|[^\[\]\\])*查看详情 >\s*\]\([^)\n]*\)",
            opens="[![",
            holds="查看详情 >",
        ),
    ),
    behind=(
        Piece(
            "counters",
            rf"赞赏 收藏已收藏(?:{_COUNT})?\s*点赞已赞(?:{_COUNT})?",
            opens="赞赏 收藏已收藏",
        ),
        Piece(
            "app advert",
            r"更多精彩内容，请关注人人都是产品经理微信公众号或下载App",
            opens="更多精彩内容，请关注人人都是产品经理微信公众号",
        ),
        Piece(
            "tag links",
            r"(?:\[[^\n]{0,200}?\]\(https?://www\.woshipm\.com/tag/[^)\n]*\)\s*)+",
            opens="[",
            optional=True,
        ),
        Piece(
            "share link",
            r"\[分享到微博\]\(https?://service\.weibo\.com/(?:.{0,3000}?&pic=)?[^\n]*?\)"
            r"(?=\s*(?:微信扫一扫|!\[微信二维码|分享\s*\Z|\Z))",
            opens="[分享到微博](",
        ),
        Piece("share word", r"微信扫一扫", opens="微信扫一扫", optional=True),
        Piece("QR code", r"!\[微信二维码\]\([^)\n]*\)", opens="![微信二维码]("),
        Piece("share word", r"分享(?=\s*\Z)", opens="分享", optional=True),
    ),
    cover=r"&pic=([^\n]*?)\s*\)\Z",
    traces=(
        "赞赏 收藏已收藏",
        "更多精彩内容，请关注人人都是产品经理",
        "woshipm.com/tag/",
        "service.weibo.com/share/",
        "微信扫一扫![",
        "api.pwmqr.com/qrcode",
        "查看详情 >",
        "static.woshipm.com/tag/",
    ),
)


class Woshipm:
    """Cuts the frame of woshipm.com and reads its notices."""

    name = "人人都是产品经理"
    hosts = ("woshipm.com",)

    def clean(self, text: str, file: str) -> Cleaned:
        """``text`` without the site's frame; the head stays as it is."""
        return clean(FRAME, text, file)

    def notice(self, line: str) -> Claim | None:
        """The claim in one line of the site's own wording."""
        from convert.sites.woshipm_notices import read

        return read(line)
