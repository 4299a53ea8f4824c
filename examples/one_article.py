"""Convert one article to three formats, and ask the finished e-book who made it.

Run it from anywhere: ``python examples/one_article.py [FOLDER]``.
"""

import sys
from pathlib import Path

from convert import audit, convert, read

article = Path(__file__).parent.parent / "seeds" / "flat" / "borrowing-card.txt"
folder = Path(sys.argv[1] if len(sys.argv) > 1 else "out")
folder.mkdir(parents=True, exist_ok=True)

document = read(article)
print(document.metadata.title)
for claim in document.ledger:
    print(f"  {claim.kind:12}  {claim.text}")

for suffix in ("epub", "pdf", "txt"):
    report = convert(article, folder / f"borrowing-card.{suffix}")
    print(f"{report.output}: all {report.verdict.claims} claims survive")

made = audit(folder / "borrowing-card.epub", [document])
for contribution in made.evidence.contributions:
    print(f"  {contribution.role}  {contribution.agent.name}")
