"""The spellings of front matter keys, from Jekyll, Hugo, Zola, Hexo, MkDocs, Docusaurus,
Pandoc, Quarto, MyST, Ghost, dev.to, Obsidian and Dublin Core.

A key is compared without case, blanks, hyphens and underscores: ``publish_date``,
``Publish Date`` and ``publishDate`` are one. So is a prefix such as ``dc:`` or ``og:``.
"""

from __future__ import annotations

import re
from functools import cache

MEANINGS = {
    "title": "title headline 标题 題 titel titre titulo",
    "subtitle": "subtitle 副标题",
    "language": "lang language locale languagecode inlanguage 语言",
    "published": """
        date published pubdate publishdate publicationdate datepublished publishedat publishedon
        publishedtime dateissued issued posted posttime postdate releasedate 日期 发布日期
        发布时间
    """,
    "updated": """
        updated lastmod modified lastmodified lastupdate lastupdated dateupdated datemodified
        modifiedtime updatedat updatedon modifiedat revised revisiondate 更新日期
    """,
    "created": "created createdat createdon creationdate datecreated",
    "subjects": """
        tags tag keywords keyword categories category subjects subject topics topic 标签 关键词 分类
    """,
    "description": "description summary abstract excerpt customexcerpt metadescription 摘要 简介",
    "cover": """
        cover coverimage coverurl image images thumbnail featuredimage featureimage hero
        heroimage banner ogimage socialimage headerimage cardimage bannerimage photo
        photos illustration illustrations teaser 封面
    """,
    "cover-credit": """
        covercredit imagecredit imagecredits photocredit photocredits featuredimagecredit
        coverimagecredit imagesource imageattribution imagecaption featureimagecaption
        covercaption photoby photosby imageby coverby imagelicense imagelicence 题图
    """,
    "collection": "series serie collection book belongstocollection 系列 专栏",
    "identifier": "identifier identifiers uuid guid uid isbn issn doi pmid arxiv",
    "licence": """
        license licence licenses licences licensing spdxlicenseidentifier licenseurl licenceurl
        licenseid contentlicense contentlicence codelicense codelicence usageterms terms
        许可 许可协议 协议
    """,
    "copyright": """
        copyright copyrights rights copyrightnotice rightsstatement copyrighturl copyrighttext
        copyrightstatement copyrightinfo 版权 版权声明
    """,
    "copyright-holder": "copyrightholder copyrightowner rightsholder rightholder",
    "copyright-year": "copyrightyear copyrightdate datecopyrighted",
    "source": """
        source sources sourceurl canonical canonicalurl canonicallink original originalurl
        originallink originalsource originalpost originallypublishedat
        originallypublished crosspost crosspostedfrom isbasedon basedon republishedfrom
        reprintedfrom via 来源 原文链接 原文 出处
    """,
    "address": "url link permalink href externalurl",
    "publisher": "publisher publishers publication publishername imprint 出版 出版社",
    "site": "site sitename website blog newspaper journal magazine venue outlet 网站",
    "work-title": "originaltitle 原文标题",
    "translated-from": "translatedfrom translationof translationsource",
    "notice": """
        attribution attributions credit credits acknowledgement acknowledgements acknowledgments
        disclaimer disclaimers notice funding dedication provenance colophon 声明
    """,
    "author-detail": """
        authorurl authorlink authorwebsite authortitle authoremail authortwitter authorbio
        authorgithub authorprofile authorhandle authoraffiliation affiliation
        affiliations authororcid orcid email institute institution
    """,
    "nested": "taxonomies extra params metadata meta frontmatter seo dc dublincore",
}  # fmt: skip
"""What a key states -> its spellings."""

PEOPLE = {
    "aut": """
        author authors by creator creators byline writer writers writtenby coauthor coauthors
        guestauthor authorname leadauthor firstauthor postedby poster 作者 撰文 autor auteur
    """,
    "edt": "editor editors editedby serieseditor 编辑",
    "red": "责编 责任编辑",
    "trl": "translator translators translatedby translatorname 译者 翻译",
    "ill": "illustrator illustrators illustratedby 插图",
    "art": "artist artists artby artwork",
    "cov": "coverartist coverdesigner coverdesign",
    "pht": "photographer photographers photography 摄影",
    "com": "compiler compilers compiledby 整理",
    "ctb": """
        contributor contributors contributedby maintainer maintainers contributorship 贡献者
    """,
    "rev": "reviewer reviewers reviewedby technicalreviewer 审核",
    "pfr": "proofreader proofreaders proofreadby copyeditor copyeditors 校对",
    "nrt": "narrator narrators narratedby readby",
    "ivr": "interviewer interviewers interviewedby",
    "ive": "interviewee interviewees",
    "res": "researcher researchers",
    "rpt": "reporter reporters 记者",
    "dsr": "designer designers",
    "spn": "sponsor sponsors sponsoredby",
    "own": "owner owners",
    "ant": "originalauthor originalauthors 原文作者 原作者",
    "pbl": "publishedby",
    "aui": "forewordby foreword introductionby",
}  # fmt: skip
"""MARC relator code -> the keys that name people in that role."""

ROLES = {
    "aut": "author writer text words lead coauthor primary",
    "edt": "editor editing editorial",
    "trl": "translator translation",
    "ill": "illustrator illustration illustrations",
    "pht": "photographer photography photos",
    "cov": "coverdesigner coverartist",
    "ctb": "contributor contributors",
    "rev": "reviewer",
    "pfr": "proofreader copyeditor",
    "art": "artist",
    "dsr": "designer",
    "com": "compiler",
    "nrt": "narrator",
    "res": "researcher",
    "rpt": "reporter",
    "pbl": "publisher",
}
"""MARC relator code -> words for the role in a person's own map."""

IGNORED = """
        aliases alias id layout draft weight slug template toc hide navorder nav navtitle order
        position sidebar sidebarlabel sidebarposition hidetitle hidetableofcontents
        sidebarclassname pagination paginationnext paginationprev displayedsidebar
        parentsidebar class classes cssclass cssclasses bodyclass type kind status state
        published unpublished private public visible visibility hidden featured pinned
        sticky top comment comments commentable disqus mathjax katex math mermaid code
        highlight lightbox gallery rss feed sitemap robots noindex search searchable
        readingtime readtime wordcount timetoread minutes duration changefreq priority
        redirect redirects redirectfrom redirectto expirydate expires icon emoji color
        colour theme style styles css js javascript scripts script output format outputs
        documentclass geometry fontsize mainfont fontfamily papersize linestretch margin
        numbersections headerincludes bibliography csl citations nocite linkcitations
        editlink editurl customediturl parent haschildren haschild
        grandparent navexclude children menu menus headless cascade build markup inmenu
        showtoc tocopen tocdepth showreadingtime showbreadcrumbs showdate showauthor
        hidemeta hidesummary disablehlsection pagetitle shorttitle linktitle titlemeta
        seotitle metatitle previous prev next related relatedposts modules version
        versions revision path file filename filepath basename key cuid ctime mtime
        timestamp timezone generator engine marp paginate size jupyter kernelspec
        execute dateformat lastsync authorimage
        authorimageurl authoravatar authorphoto test tests example examples tocicon
        hideauthor ispost isindex archive archived excerptseparator tableofcontents
        nodateline socialshare sharing likes views stats ai rating completed progress
        post postid wordpressid bloggerid mediumid wpid vote votes ext
        extension index
    """
"""Keys that steer a generator and state nothing about who, whence or on what terms."""

SUSPECTS = re.compile(
    "author|creat|writ|edit|transl|illustr|photo|artist|credit|contrib|people|person|"
    "copyright|licen[cs]e|rights|terms|holder|owner|source|origin|publish|attribut|byline|"
    "作者|译|编辑|版权|许可|来源|转载|署名"
)
"""What in an unknown key smells of a person, a source or terms: its words are kept."""


def meaning(key: str) -> str:
    """What a key states: a key of MEANINGS, 'person:' and a role, 'ignored', or ''.

    >>> meaning("Publish-Date"), meaning("dc:creator"), meaning("nav_order"), meaning("mood")
    ('published', 'person:aut', 'ignored', '')
    """
    return _table().get(simple(key), "")


def is_known(key: str) -> bool:
    return bool(meaning(key))


def role(word: str) -> str:
    """The MARC code of a word for a role, '' when it is none; a code stands for itself.

    >>> role("Translator"), role("trl"), role("CTO")
    ('trl', 'trl', '')
    """
    return _roles().get(simple(word), "")


def simple(key: str) -> str:
    """A key without case, separators and the prefix of a vocabulary."""
    key = re.sub(r"^(?:dc|dcterms|og|article|schema|citation)[:._]", "", key.strip().lower())
    return re.sub(r"[-_ .]", "", key)


@cache
def _table() -> dict[str, str]:
    table = dict.fromkeys(IGNORED.split(), "ignored")
    table |= {word: name for name, words in MEANINGS.items() for word in words.split()}
    return table | {w: f"person:{code}" for code, words in PEOPLE.items() for w in words.split()}


@cache
def _roles() -> dict[str, str]:
    return {name: code for code, names in ROLES.items() for name in (code, *names.split())}
