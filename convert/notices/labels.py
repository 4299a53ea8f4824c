# ruff: noqa: E501 (tables of wide letters)
"""The words that open a credit, and the role each one states (MARC relators)."""

from __future__ import annotations

from functools import cache

PEOPLE = {
    "aut": "作者 本期作者 本期撰文 执笔人 文 撰文 撰稿 撰稿人 撰写 撰 执笔 主笔 采写 文字 文案 笔者 编著 编写 本文作者 文章作者 "
    "特约作者 特约撰稿 特约撰稿人 特邀作者 专栏作者 联合作者 共同作者 第一作者 作者简介 原创 原创作者 "
    "作者昵称 作者署名 署名 作者团队 图文作者 文章来自作者 来稿 著 著者 文本 口述整理 "
    "by 執筆 文責 著者 글 글쓴이 지은이",
    "aut rpt": "记者 本报记者 实习记者 见习记者 特约记者 本刊记者 首席记者 記者 기자 取材",
    "edt": "编辑 编 责编 责任编辑 主编 副主编 总编 总编辑 执行编辑 执行主编 值班编辑 本文编辑 本期编辑 "
    "内容编辑 新媒体编辑 微信编辑 文字编辑 文章编辑 高级编辑 资深编辑 统稿 改编 编审 实习编辑 特约编辑 "
    "運営編集 編集 編輯 責任編集 責編 編集者 편집",
    "aut edt": "采编 编撰 撰编 文编",
    "edt pfr": "编校",
    "aut pht": "图文",
    "trl": "译者 翻译 编译 译 译者简介 翻译整理 译校 编译整理 整理编译 翻译编辑 译文出品 全文翻译 本文译者 中文翻译 編譯 譯者 翻譯 "
    "翻訳 訳者 訳 옮긴이 번역",
    "com": "整理 整理编辑 整编 汇编 综合整理 整理编辑 编辑整理 内容整理 文字整理 录音整理 速记 采访整理 统筹整理 编选",
    "ivr": "采访 采访者 采访人 访谈 提问 主持 主持人 聞き手 인터뷰",
    "ive": "受访者 受访人 采访对象 嘉宾 受访嘉宾 分享嘉宾 被采访者 对话嘉宾 访谈嘉宾",
    "spk": "口述 分享人 演讲者 主讲 主讲人 讲述 讲述者 讲师 演讲嘉宾 分享者 主播",
    "pfr": "校对 校 审校 译审 排校 校訂 校正",
    "rev": "审核 审稿 核稿 复核 审定 审阅 终审 初审 责任审核",
    "pbd": "监制 总监制 出品人 总策划 发行人 監修",
    "pdr": "策划 统筹 主理人 总统筹 项目统筹 内容统筹 选题策划 内容策划 企划 选题 项目负责人",
    "isb": "出品 联合出品 出品方 荣誉出品 联合发布 发布机构 出品机构 制作 联合制作",
    "prd": "运营 新媒体运营 内容运营 制作人 制片 商务 发布 技术支持",
    "dsr": "设计 设计师 美编 美工 视觉 视觉设计 版式设计 版面设计 海报设计 UI 美术编辑 美术设计 装帧",
    "cmt": "排版 编排 图文编辑 图文排版 版式 微信排版 版面",
    "ill": "插画 插图 绘图 制图 配图 绘画 漫画 插画师 作图 図 イラスト 그림 삽화",
    "pht": "摄影 摄影师 图 图片 摄 图片摄影 撮影 写真 사진",
    "cov": "头图 封面设计 封面 封面图 题图 首图 头图设计 头图制作 海报",
    "vdg": "视频 剪辑 后期 视频剪辑 视频制作 视频编辑 摄像 影像 导演",
    "rcd": "音频 录音 音频制作 音频编辑",
    "dtc": "数据 数据支持 数据整理 数据分析",
    "res": "研究 研究员 分析师 首席分析师 调研 研究支持 资料 资料整理",
    "ctb": "供稿 供稿单位 供稿人 投稿 投稿人 来稿人 供图 爆料 特约 内容提供 内容支持",
    "asn": "指导 顾问 鸣谢 特别鸣谢 致谢 出镜 联系人 推荐人 荐稿 推荐",
}
ACCOUNTS = (
    "公众号 微信公众号 微信号公众号 微信公号 公号 个人公众号 作者公众号 微信公众账号 微信公众帐号 微信订阅号 订阅号 "
    "微信 微信号 个人微信 微信ID 公众号ID ID id 微博 新浪微博 知乎 知乎专栏 简书 抖音 抖音号 视频号 小红书 小红书号 "
    "B站 即刻 头条号 百家号 知识星球 博客 个人博客 邮箱 个人网站 联系方式 公众号名称 公众号名 同名公众号 WeChat"
)
OUTLETS = (
    "来源公众号 原文公众号 来源微信公众号 来源公号 文章来源公众号 首发公众号 原创公众号 来自公众号 来源于公众号 "
    "转载公众号 授权公众号 公众号来源 发布公众号 来源微信号 原载公众号"
)
SOURCES = (
    "来源 出处 文章来源 内容来源 素材来源 本文来源 转载自 转自 首发 首发于 原载 节选自 摘自 选自 整理自 原文出处 "
    "原文来源 来源链接 来源网站 文章出处 转载来源 内容出处 案例来源 信息来源 稿件来源 本文转载自 本文首发 出典 출처"
)
ORIGINALS = {
    "author": "原文作者 原作者 原作 原著 原文作者简介 英文作者 英文原作者 原作者简介 原文作者及链接",
    "url": "原文链接 原文地址 原文网址 原文 原文连接 英文原文 英文原文链接 原链接 原始链接 原文URL 原文链接地址 "
    "外文链接 原帖 原帖链接 文章链接 原文见 阅读原文 全文链接",
    "translation": "译文链接 译文地址 译文",
    "title": "原文标题 原标题 英文标题 原题 英文原标题 原文题目 原题目 原名 英文原题",
    "from": "译自 编译自 翻译自 文章译自 本文译自 原文来自 原文刊于 原文发表于 本文编译自",
}
WEAK = frozenset(
    """
    设计 数据 运营 视频 研究 策划 采访 图片 图 资料 制作 整理 发布 商务 顾问 推荐 指导 主持 封面
    海报 音频 来源 出处 微信 知乎 抖音 小红书 微博 ID id 邮箱 调研 访谈 视觉 口述 原创 编 译 著
    摄 校 撰 文本 讲述 提问 版式 题图 首图 图文 文案 文字 首发 联系方式 案例来源 信息来源 分析师
    设计师 讲师 主播 导演 嘉宾 主讲 统筹 监制 选题 影像 特约 改编 版面 后期 译文 原文 原名 原著
    原作 署名 爆料 技术支持 UI 数据分析 内容运营 内容策划 新媒体运营 视觉设计 企划 致谢 鸣谢
    项目负责人 联系人 内容编辑 出典 B站 视频号 博客 简书 即刻 文章链接 制图 配图 漫画 插画 绘画
    主持人 研究员 审核 复核 审阅 提供 原链接 绘图 作图
    """.split()  # noqa: SIM905
)
"""Words that also open ordinary sentences: they count only when short and beside other credits."""

PLACES = (
    "凹非寺", "北京", "上海", "深圳", "广州", "杭州", "成都", "武汉", "南京", "香港", "台北",
    "硅谷", "纽约", "旧金山", "东京", "新加坡", "伦敦",
)  # fmt: skip
"""Where a dateline may be from, with the outlet's name behind it and no blank between."""


@cache
def table() -> dict[str, str]:
    """Label -> roles, or one of the marks '@account', '@outlet', '@source', '@original:…'."""
    found = {word: roles for roles, words in PEOPLE.items() for word in words.split()}
    found |= dict.fromkeys(ACCOUNTS.split(), "@account")
    found |= dict.fromkeys(SOURCES.split(), "@source")
    found |= dict.fromkeys(OUTLETS.split(), "@outlet")
    for part, words in ORIGINALS.items():
        found |= dict.fromkeys(words.split(), f"@original:{part}")
    return found


LONGEST = 9
"""Letters in the longest label."""


def known(word: str) -> str:
    """The roles or the mark of one label; '' when it is none. White space inside is ignored."""
    return table().get("".join(word.split()), "")


def ending(text: str, *, start: int, end: int) -> tuple[int, str]:
    """The longest label that ends at ``end``: where it starts and what it states, or (-1, '')."""
    words = table()
    for at in range(max(start, end - LONGEST), end):
        if found := words.get(text[at:end]):
            return at, found
    return -1, ""
