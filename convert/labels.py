"""Words that pubconvert itself writes into a book, by language; any other language gets English.

>>> role("trl", "zh-Hans"), role("trl", "fr"), word("notes", "en")
('译者', 'Translator', 'Notes')
"""

from __future__ import annotations

WORDS = {
    "en": {
        "imprint": "About this text", "colophon": "Credits and rights", "title-page": "Title page",
        "contents": "Contents", "by": "By", "site": "Site", "published": "Published",
        "updated": "Updated", "source": "Source", "subjects": "Subjects", "rights": "Rights",
        "licence": "Licence", "publisher": "Publisher", "notices": "Notices", "summary": "Summary",
        "image": "Image", "notes": "Notes", "links": "Links", "author": "Author", "cover": "Cover",
        "image-credit": "Picture credits", "data-credit": "Data sources", "original": "Original work",
        "colon": ": ", "comma": ", ", "done": "done", "todo": "to do", "untitled": "Untitled",
        "info": "Info", "note": "Note", "tip": "Tip", "success": "Success", "warning": "Warning",
        "danger": "Danger", "tab": "Tab", "details": "Details",
    },
    "zh": {
        "imprint": "本文信息", "colophon": "署名与版权", "title-page": "书名页", "contents": "目录",
        "by": "作者", "site": "网站", "published": "发布日期", "updated": "更新日期",
        "source": "原文链接", "subjects": "标签", "rights": "权利声明", "licence": "许可协议",
        "publisher": "出版者", "notices": "声明", "summary": "摘要", "image": "图", "notes": "注释",
        "links": "链接", "author": "作者", "cover": "封面", "image-credit": "图片来源",
        "data-credit": "数据来源", "original": "原作", "colon": "：", "comma": "、", "done": "已完成",
        "todo": "未完成", "untitled": "无题", "info": "提示", "note": "说明",
        "tip": "技巧", "success": "成功", "warning": "警告", "danger": "危险", "tab": "选项",
        "details": "详情",
    },
    "zh-hant": {
        "imprint": "本文資訊", "colophon": "署名與版權", "contents": "目錄", "by": "作者",
        "site": "網站", "published": "發佈日期", "source": "原文連結", "rights": "權利聲明",
        "notices": "聲明", "notes": "註釋", "links": "連結", "image": "圖",
    },
}  # fmt: skip

ROLES = {
    "en": {
        "aut": "Author", "cre": "Creator", "trl": "Translator", "edt": "Editor", "ill": "Illustrator",
        "pht": "Photographer", "art": "Artist", "com": "Compiler", "ctb": "Contributor",
        "pbl": "Publisher", "cph": "Copyright holder", "dst": "Distributor", "aui": "Author of introduction",
        "pfr": "Proofreader", "red": "Redaktor", "rev": "Reviewer", "ive": "Interviewee", "ivr": "Interviewer",
        "dsr": "Designer", "vdg": "Videographer", "res": "Researcher", "rpt": "Reporter", "pbd": "Publishing director",
        "prd": "Production personnel", "ant": "Bibliographic antecedent", "col": "Collector", "spk": "Speaker",
        "own": "Owner", "spn": "Sponsor", "bkp": "Book producer", "cov": "Cover designer", "isb": "Issuing body",
        "rsp": "Respondent", "dtc": "Data contributor", "asn": "Associated name", "oth": "Other",
        "cmt": "Compositor", "pdr": "Project director", "rcd": "Recordist",
    },
    "zh": {
        "aut": "作者", "cre": "创作者", "trl": "译者", "edt": "编辑", "ill": "插图", "pht": "摄影",
        "art": "美术", "com": "整理", "ctb": "供稿", "pbl": "出版", "cph": "版权所有", "dst": "发布",
        "pfr": "校对", "red": "责编", "rev": "审核", "ive": "受访者", "ivr": "采访", "dsr": "设计",
        "vdg": "视频", "res": "研究", "rpt": "记者", "pbd": "监制", "prd": "运营", "ant": "原作者",
        "col": "收集", "spk": "口述", "own": "所有者", "spn": "赞助", "cov": "封面设计", "isb": "出品",
        "dtc": "数据", "asn": "相关人", "oth": "其他",
        "cmt": "排版", "pdr": "统筹", "rcd": "录音",
    },
}  # fmt: skip


def word(key: str, language: str) -> str:
    """The word for ``key`` in ``language`` (BCP 47)."""
    return _find(WORDS, key, language) or key


def role(code: str, language: str) -> str:
    """The label of a MARC relator code in ``language``; the code itself when it has none."""
    return _find(ROLES, code, language) or code


def _find(table: dict[str, dict[str, str]], key: str, language: str) -> str:
    tag = language.lower()
    if tag in ("zh-tw", "zh-hk", "zh-mo"):
        tag = "zh-hant"
    for name in (tag, tag.split("-")[0], "en"):
        if found := table.get(name, {}).get(key):
            return found
    return ""
