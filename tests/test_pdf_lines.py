"""Notices in scripts that run from right to left, or make one shape of several letters, are
proven whole, whichever engine draws them."""

from __future__ import annotations

import io

import pytest
import sample

from convert import model as m
from convert.comparison import compare
from convert.exporters.pdf import Pdf
from convert.formats import Evidence
from convert.ledger import Claim, Kind
from convert.metadata import Metadata
from convert.pipeline import publish
from convert.witnesses.pdf import witness

NOTICES = {
    "ar": "حقوق النشر © 2024 Jane Doe (NY، نيويورك)، بموجب رخصة CC-BY-4.0 من Creative Commons، "
    "ويجوز النسخ (مع ذكر المصدر) حتى 2025-12-31 فقط، أو ٣١/١٢ الآن. اتصل على +49 30 1234-56 أو "
    "https://site.example/a/42.html لمزيد من المعلومات إلى الآن.",
    "he": "כל הזכויות 𞤀𞤣𞤤 שמורות © 2024 Jane Doe (CEO של המגדלור), לפי רישיון CC-BY-4.0 של "
    "Creative Commons, מותר להעתיק (בציון המקור) עד 2025-12-31 בלבד. טלפון: +49 30 1234-56 או "
    "https://site.example/a/42.html למידע נוסף.",
    "ar-EG": "جَمِيعُ الحُقُوقِ مَحْفُوظَةٌ © 2012 لِلْكَاتِبَةِ Jane Doe، وَلَا يُسْمَحُ بِإِعَادَةِ النَّشْرِ "
    "دُونَ إِذْنٍ مَكْتُوبٍ مِنَ المُؤَلِّفَةِ قَبْلَ 12 سَنَةً، ثُمَّ يُذْكَرُ اسْمُهَا دَائِمًا.",
    "he-IL": "כָּל הַזְּכֻיּוֹת שְׁמוּרוֹת © 2012 לְגַלְיָה Jane Doe, אֵין לְהַעְתִּיק בְּלִי רְשׁוּת בִּכְתָב עַד 12 "
    "חֳדָשִׁים מִן הַיּוֹם הָרִאשׁוֹן שֶׁל הַהוֹצָאָה לָאוֹר.",
    "hi": "© 2012 सीता शर्मा। सर्वाधिकार सुरक्षित। लिखित अनुमति के बिना 12 वर्ष तक पुनर्मुद्रण वर्जित है, "
    "Jane Doe से पूछें और स्रोत का उल्लेख करें।",
    "th": "© 2012 สมชาย ใจดี สงวนลิขสิทธิ์ ห้ามทำซ้ำก่อน 12 ปี โดยไม่ได้รับอนุญาต เป็นลายลักษณ์อักษรที่นี่ เท่านั้น",
    "en": "All rights of “שלום עולם” (12) and “سلام على العالم 12” reserved by Jane 𠮷野, "
    "2024-05-06, and of the Hebrew כל הזכויות שמורות too, which runs over to the next line.",
}
ALTERED = {
    "a word lost": lambda words: words[:-3] + words[-2:],
    "two words exchanged": lambda words: [*words[:-2], words[-1], words[-2]],
    "another number": lambda words: " ".join(words).replace("12", "99").split(),
    "the end lost": lambda words: [*words, "שלום"],
}
"""What would stand in the source, had the file altered it."""


def published(language: str, notice: str) -> m.Publication:
    claim = Claim(Kind.COPYRIGHT, notice)
    document = m.Document(
        Metadata("Light", language=language), (sample.paragraph(notice),), (claim,)
    )
    return publish([document, sample.simple("Fog", "Grey.")])


@pytest.fixture(scope="module", params=["weasyprint", "typst"])
def written(request: pytest.FixtureRequest) -> dict[str, Evidence]:
    if request.param == "typst":
        pytest.importorskip("typst", reason="the extra [typst] is not installed")
    found = {}
    for language, notice in NOTICES.items():
        file = io.BytesIO()
        exporter = Pdf(engine=request.param, missing_glyphs="ignore")
        exporter.export(published(language, notice), file)
        file.seek(0)
        found[language] = witness(file)
    return found


@pytest.mark.parametrize("language", NOTICES)
def test_a_notice_is_found_whole(written, language):
    publication = published(language, NOTICES[language])
    assert compare(publication, written[language], Pdf.places).findings == ()


@pytest.mark.parametrize("altered", ALTERED)
@pytest.mark.parametrize("language", NOTICES)
def test_one_that_differs_is_missing(written, language, altered):
    notice = " ".join(ALTERED[altered](NOTICES[language].split()))
    findings = compare(published(language, notice), written[language], Pdf.places).findings
    assert ("copyright", "text") in {(it.what, it.place) for it in findings}


def test_a_licence_from_left_to_right_is_compared_with_its_signs():
    """Hebrew elsewhere in the file does not make one licence of another."""
    evidence = Evidence("CC BY-NC 4.0 שלום", readings=("CC BY-NC 4.0 שלום",))
    found = compare(published("en", "CC BY 4.0"), evidence, Pdf.places).findings
    assert "CC BY 4.0" in {it.text for it in found if it.place == "text"}
