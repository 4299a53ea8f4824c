"""One faultless publication: every kind of claim, every place it must reach."""

from __future__ import annotations

from convert.diagnostics import Origin
from convert.ledger import Claim, Kind, contributions, rights
from convert.metadata import Agent, Contribution, Metadata, Provenance, Rights
from convert.model import Document, Heading, Paragraph, Text

URL = "https://example.org/it/42.html"
ANNA = Contribution(Agent("Anna Lindgren", "https://example.org/u/1"), "aut")
BO = Contribution(Agent("薄荷·Bo"), "aut")
MEI = Contribution(Agent("梅译者"), "trl")
RIGHTS = Rights("© 2024 Anna Lindgren", holder="Anna Lindgren", year="2024")
CC0 = Rights("题图来自某图库，基于CC0协议", "CC0-1.0", applies_to="cover")
TERMS = Rights("本文由 @薄荷 原创发布，未经许可，禁止转载。", terms="no-reprint-without-permission")

LEDGER = (
    Claim(Kind.AUTHOR, "Anna Lindgren", (ANNA,)),
    Claim(Kind.AUTHOR, "薄荷·Bo", (BO,)),
    Claim(Kind.DATE, "2024-02-29"),
    Claim(Kind.SOURCE, URL),
    Claim(Kind.COPYRIGHT, RIGHTS.statement, rights=RIGHTS),
    Claim(Kind.IMAGE_CREDIT, "（图源：某档案馆）", origin=Origin("a.md", 9)),
    Claim(Kind.TRANSLATION, "译者：梅译者", (MEI,), origin=Origin("a.md", 11)),
    Claim(Kind.STATEMENT, TERMS.statement, rights=TERMS, origin=Origin("a.md", 13)),
    Claim(Kind.COVER_CREDIT, CC0.statement, rights=CC0, origin=Origin("a.md", 15)),
    Claim(Kind.DISCLAIMER, "该文观点仅代表作者本人。", origin=Origin("a.md", 17)),
)

DOCUMENT = Document(
    Metadata(
        title="渡口的账本",
        language="zh-Hans",
        identifier=URL,
        contributions=contributions(LEDGER),
        published="2024-02-29",
        rights=rights(LEDGER),
        provenance=Provenance(URL, "example.org", digest="sha256:00"),
    ),
    (
        Heading(2, (Text("一、渡船"),)),
        Paragraph((Text("每一笔账都写着渡客的名字。"),)),
        Paragraph((Text("（图源：某档案馆）"),)),
    ),
    LEDGER,
)
