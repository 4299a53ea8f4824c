# ruff: noqa: E501 (tables of wide letters)
"""The wordings of notices in sentences, as data."""

from __future__ import annotations


def listed(text: str) -> tuple[str, ...]:
    """The words of ``text``, which blanks and line ends part."""
    return tuple(text.split())


def phrases(text: str) -> tuple[str, ...]:
    """The phrases of ``text``, which commas part."""
    return tuple(" ".join(phrase.split()) for phrase in text.split(","))


SUBJECTS = listed("""
    本文 本篇 该文 此文 文章 原文 全文 本栏目 本作品 本内容 以上内容 本报告 本专栏 本系列 本刊 本号 本账号 本公众号
    内容 文中 作品
""")
"""What a notice speaks of when it opens."""

TERMS = listed("""
    转载 未经许可 未经授权 未经允许 未经作者 未经本 未经同意 授权发布 原创发布 独家发布 翻译发布 整理发布 编译发布
    版权所有 版权归 版权属 版权声明 著作权归 著作权属 侵权必究 洗稿 二创 原创声明 版權 無断転載 무단전재 保留所有权利
    许可协议 知识共享 正式授权 作者授权 已获授权 获得授权 已授权 经授权 未经书面
""")
TERMS_OPEN = listed("""
    未经 已获 已授权 侵权必究 無断 무단 转载 如需 图片版权 图文版权 所有 原创 部分 欢迎转载 禁止 谢绝 © 版权归 版权属 版权所有 版权声明 著作权归 著作权属
""")
LATIN_TERMS = listed("© allrightsreserved copyright ccby")
LATIN_TERMS_OPEN = listed("© copyright allr cc")

SOURCES = listed("""
    转自 转载自 转载于 摘自 摘编自 节选自 选自 改编自 整理自 编译自 译自 翻译自 首发于 首发自 首发在 首发 原载 刊于
    刊载于 刊发于 发表于 发布于 来源于 来源 来自 源自 源于 出自 授权转载 引自 取自
""")
SOURCES_OPEN = listed("""
    授权转载自 授权转自 转载自 转自 转载于 节选自 摘自 整理自 选自 译自 编译自 翻译自 首发于 首发自 原载于 原载 刊于 刊载于 via Via
""")
TRANSLATED = listed("翻译 译自 英文原文 编译")

COVERS = listed("题图 封面图片 封面图 封面 首图 头图 封图 题头图")
WITH_COVER = listed("及 和 与 、 / 内文 文中 正文 文内 配图 图片 插图 图 均 皆 都")
COVER_FROM = listed("""
    来自 源 来源 源自 源于 取自 选自 出自 引自 转自 ： : | ｜ 丨 / © @ 由 为 系 是 使用 采用 via from by
""")
COVER_VAGUE = listed("由 为 系 是 使用 采用 @")
"""Words that also follow 封面 in any sentence about covers."""

RESERVES = listed("""
    不构成 投资建议 投资依据 决策依据 免责声明 风险自担 独立观点 侵删 侵权请 有侵权 涉侵权 联系删除 利益相关 利益关系
    据此操作 据此入市 信息存储空间 观点仅代表 仅代表
""")
RESERVES_SOFT = listed("仅供参考 仅供学习 不承担 个人观点 个人看法 不代表")
RESERVES_OPEN = (
    *SUBJECTS,
    *listed("""
    以上 免责 声明 特别声明 风险 股民 投资 市场有风险 个人观点 观点 图片 部分 仅代表 仅供 如有 若有 如涉 利益 侵删
    不构成 上述 所有 该
    """),
)
CHANGED = listed("为 是 系 用 采用 使用 属 作 做 为了 均")
CHANGED_ALL = listed("均为 皆为 都为 全为 均系 都是")
CHANGED_OPEN = (*SUBJECTS, *listed("文内 应 为保护 以上 备注 部分 除 受访 采访"))

PARTS = listed("部分 主要 一些")
MADE = listed("整理 编译 翻译 撰写 供稿 出品 授权 投稿 编辑 撰稿 采写 创作 制作 发布 首发 原创")
THANKED = listed("授权 供稿 投稿 翻译 校对")

COLUMNISTS = listed(
    "专栏作家 专栏作者 特邀作者 特约作者 签约作者 专栏作家简介 专栏作者简介 特邀专栏作家"
)
ABOUT = listed("""
    作者简介 作者介绍 关于作者 关于我们 译者简介 关于译者 作者信息 本文作者 作者 AboutTheAuthor
""")
BOOKS = listed("书名 出版社 出版时间 ISBN 定价 豆瓣 出版日期 书籍")
"""Lines beside which 作者：甲 speaks of a book."""

DECLARED = ("原创声明", "版权声明", "已获", "已授权", "经授权", "授权", "侵权必究")
"""What opens a statement that names no terms."""
COVER_DEEDS = listed("提供 授权 生成 绘制 拍摄 制作 设计 创作 截图 截取 AI ai")
COVER_SOURCES = listed("""
    视觉中国 网络 作者 官网 图虫 摄图 正版 站酷 花瓣 截图 公众号 千图 包图 海洛 创客贴 东方IC 受访 品牌 微博 豆瓣 AI 《 @ “ 「
""")

SPEAK = listed("""
    转载 许可 授权 允许 版权 发布 来源 来自 题图 协议 作者 译 编辑 观点 代表 公众号 联系 侵 出品 声明 原文 图片 http 免责
    reserved icens ermission opyright
""")
"""What a sentence of a notice speaks of."""

HINTS = listed("""
    来源 来自 源自 源于 图 转载 未经 授权 发布 版权 著作权 © 化名 代表 不构成 参考 立场 题图 投 评选 参选 激励 天天问
    专栏 特邀 特约 签约 译 作者 编辑 撰 责编 摄 声明 侵 出处 摘自 取自 引自 洗稿 二创 公众号 (c) 记者 文丨 文| 文｜ 文/
    CC 無断 무단 首发 出品 本文由
""")
"""Every notice that stands on its own holds one of these, or is all Latin: a cheap look first."""
