"""Documents built by hand: one with every node in it, and small ones."""

from __future__ import annotations

from convert import model as m
from convert.ledger import Claim, Kind
from convert.metadata import Agent, Contribution, Metadata, Provenance, Rights

AUTHOR = Contribution(Agent("林晚舟", "https://site.example/u/7", file_as="Lin, Wanzhou"), "aut")
TRANSLATOR = Contribution(Agent("Ada Brook & Söhne"), "trl")
STATEMENT = Rights(
    "本文由 @林晚舟 原创发布于示例网。未经许可，禁止转载",
    terms="no-reprint-without-permission",
    holder="林晚舟",
)
COVER = Rights(
    "题图来自 Unsplash，基于 CC0 协议",
    licence="CC0-1.0",
    uri="https://creativecommons.org/publicdomain/zero/1.0/",
    applies_to="cover",
)
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108000000003a7e9b55000000"
    "0a4944415478da6368000000820081da45083b0000000049454e44ae426082"
)
"""A PNG of one pixel."""


def metadata(title: str = "岛上的灯塔：A & B <c>") -> Metadata:
    """Every field of the metadata filled."""
    return Metadata(
        title=title,
        subtitle="写给夜航的人",
        language="zh-CN",
        identifier="https://site.example/a/42.html",
        contributions=(AUTHOR, TRANSLATOR),
        publisher="示例网",
        published="2025-03-19",
        updated="2025-04-01T08:00:00+08:00",
        description="一座灯塔，三代守灯人。\n他们怎样看海？",
        subjects=("灯塔", "海"),
        collection="海边文集",
        rights=(STATEMENT, COVER),
        provenance=Provenance(
            url="https://site.example/a/42.html", site="示例网", digest="sha256:" + "0" * 64
        ),
    )


def ledger() -> tuple[Claim, ...]:
    """The claims the sample's notices make."""
    return (
        Claim(Kind.AUTHOR, "林晚舟", (AUTHOR,)),
        Claim(Kind.DATE, "2025-03-19"),
        Claim(Kind.SOURCE, "https://site.example/a/42.html"),
        Claim(Kind.TRANSLATION, "译者：Ada Brook & Söhne", (TRANSLATOR,)),
        Claim(Kind.STATEMENT, STATEMENT.statement, rights=STATEMENT),
        Claim(Kind.COVER_CREDIT, COVER.statement, rights=COVER),
    )


def torture() -> m.Document:
    """A document that holds every node, most of them in more than one place."""
    return m.Document(metadata(), (imprint(), *body(), colophon()), ledger())


def publication(*documents: m.Document) -> m.Publication:
    """The documents (the torture one when none is given) with one picture inside."""
    spine = documents or (torture(),)
    return m.Publication(spine[0].metadata, spine, (picture(),))


def picture() -> m.Resource:
    return m.Resource("images/灯 塔.png", "image/png", lambda: PIXEL, credit="图：林晚舟")


def simple(title: str, *lines: str, language: str = "en") -> m.Document:
    """A document of paragraphs."""
    return m.Document(Metadata(title, language=language), tuple(map(paragraph, lines)))


def paragraph(text: str) -> m.Paragraph:
    return m.Paragraph((m.Text(text),))


def imprint() -> m.Credits:
    lines = ("作者：林晚舟", "译者：Ada Brook & Söhne", "发布日期：2025-03-19")
    return m.Credits("imprint", "本文信息", tuple(map(paragraph, lines)))


def colophon() -> m.Credits:
    source = m.Link((m.Text("https://site.example/a/42.html"),), "https://site.example/a/42.html")
    lines = tuple(paragraph(claim.text) for claim in ledger()[3:])
    return m.Credits(
        "colophon", "署名与版权", (*lines, m.Paragraph((m.Text("原文链接："), source)))
    )


def body() -> m.Blocks:
    return (
        m.Heading(3, (m.Text("开篇"),)),
        m.Paragraph(_every_inline()),
        m.Heading(2, (m.Strong((m.Text("数据"),)), m.Code("x<y")), id="data"),
        m.Quote((paragraph("海上有雾。"), m.Quote((paragraph("雾里有灯。"),)))),
        *_lists(),
        *_pictures(),
        *_tables(),
        *_callouts(),
        m.CodeBlock('if a < b and c:\n    print("</code>&")', "python", "lamp.py"),
        m.CodeBlock("no language\n\n\tat all"),
        m.MathBlock(r"\int_0^1 x^2 \, dx < 1"),
        m.Rule(),
        m.DefinitionList(
            (
                m.Definition(
                    (m.Text("灯"),), (paragraph("照亮海的东西。"), m.ListBlock(_items("甲", "乙")))
                ),
            )
        ),
        m.Heading(6, (m.Text("尾声"),), id="data"),
        paragraph("完。"),
    )


def _every_inline() -> m.Inlines:
    note = m.Note(
        (paragraph("灯塔建于一八九二年。"), m.CodeBlock("N 22°"), m.Heading(2, (m.Text("注"),)))
    )
    return (
        m.Text("甲 & 乙 < 丙 > \"丁\" '戊' "),
        m.Emphasis((m.Text("轻"), m.Strong((m.Text("重"),)))),
        m.Strikethrough((m.Text("旧"),)),
        m.Superscript((m.Text("2"),)),
        m.Subscript((m.Text("n"),)),
        m.Code("a && b"),
        m.Math("e^{i\\pi} < 0"),
        m.Link((m.Text("站点"), note), "https://site.example/搜 索?q=[灯]|100%", 'a "title"'),
        m.Link((m.Text("到数据"),), "#data"),
        m.Link((m.Text("脚本"),), "javascript:alert(1)"),
        m.Link((m.Text("另一篇"),), "../other.md"),
        m.Link((m.Link((m.Text("链中链"),), "https://a.example/"),), "https://b.example/"),
        m.Image("https://img.example/a b.png", "远处的灯"),
        m.Image("images/灯 塔.png", "近处的灯", "灯"),
        m.Note((m.Paragraph((m.Text("注中注"), m.Note((paragraph("最里面"),)))),)),
        m.LineBreak(),
        m.Ruby("漢字", "hànzì"),
    )


def _items(*texts: str) -> tuple[m.Item, ...]:
    return tuple(m.Item((paragraph(text),)) for text in texts)


def _lists() -> m.Blocks:
    nested = m.Item((paragraph("外"), m.ListBlock(_items("里一", "里二"), start=3)))
    loose = m.Item((paragraph("一段"), paragraph("又一段")))
    tasks = (m.Item((paragraph("点灯"),), done=True), m.Item((paragraph("关灯"),), done=False))
    return (
        m.ListBlock((nested, loose, m.Item(()))),
        m.ListBlock(_items("一", "二"), start=1),
        m.ListBlock(tasks),
        m.ListBlock(()),
    )


def _pictures() -> m.Blocks:
    caption, credit = (m.Text("夜里的灯塔"),), (m.Text("（图源：林晚舟）"),)
    return (
        m.Figure(m.Image("images/灯 塔.png", "灯塔"), caption, credit),
        m.Figure(m.Image("https://img.example/b.png"), caption, credit),
        m.Figure(m.Image("data:image/png;base64,AAAA", "内嵌")),
    )


def _tables() -> m.Blocks:
    head = tuple(m.Cell((m.Text(text),), header=True) for text in ("年", "灯", "高"))
    row = (
        m.Cell((m.Text("1892"),), header=True),
        m.Cell((m.Text("一"),)),
        m.Cell((m.Code("9 m"),)),
    )
    return (
        m.Table((head, row, row[:1]), ("left", "center", "right"), (m.Text("灯的高度"),)),
        m.Table((row[1:],)),
        m.Table(()),
    )


def _callouts() -> m.Blocks:
    kinds = ("info", "note", "tip", "success", "warning", "danger", "tab", "details", "odd one")
    inside = (
        paragraph("小心脚下。"),
        m.Heading(2, (m.Text("台阶"),)),
        m.ListBlock(_items("湿", "滑")),
    )
    titled = (m.Callout(kind, inside, (m.Text(f"{kind} 提示"),)) for kind in kinds)
    return (*titled, m.Callout("info", (paragraph("没有标题。"),)))
