"""Licences and copyright in front matter: the words verbatim, our reading beside them.

An SPDX id or an address is only recognised when it is exact; names of licences are read as
in any notice. A holder is only read where a sign, the word or a year says
that this is a copyright line.
"""

from __future__ import annotations

import re

from convert.metadata import Rights
from convert.notices import rights
from convert.readers.front_matter import Field, Tree
from convert.readers.front_matter.keys import simple
from convert.readers.front_matter.values import get, is_url, parts, sayings, texts
from convert.value import replace

_SPDX = """
    0BSD AFL-3.0 AGPL-3.0-only AGPL-3.0-or-later Apache-2.0 Artistic-2.0 BlueOak-1.0.0
    BSD-2-Clause BSD-3-Clause BSL-1.0 CC-BY-1.0 CC-BY-2.0 CC-BY-2.5 CC-BY-3.0 CC-BY-4.0
    CC-BY-NC-2.0 CC-BY-NC-2.5 CC-BY-NC-3.0 CC-BY-NC-4.0 CC-BY-NC-ND-2.0 CC-BY-NC-ND-2.5
    CC-BY-NC-ND-3.0 CC-BY-NC-ND-4.0 CC-BY-NC-SA-2.0 CC-BY-NC-SA-2.5 CC-BY-NC-SA-3.0
    CC-BY-NC-SA-4.0 CC-BY-ND-2.0 CC-BY-ND-2.5 CC-BY-ND-3.0 CC-BY-ND-4.0 CC-BY-SA-2.0
    CC-BY-SA-2.5 CC-BY-SA-3.0 CC-BY-SA-4.0 CC0-1.0 CC-PDDC CDDL-1.0 EPL-2.0 EUPL-1.2
    GFDL-1.1-or-later GFDL-1.2-only GFDL-1.2-or-later GFDL-1.3-only GFDL-1.3-or-later
    GPL-2.0-only GPL-2.0-or-later GPL-3.0-only GPL-3.0-or-later ISC LAL-1.3 LGPL-2.1-only
    LGPL-2.1-or-later LGPL-3.0-only LGPL-3.0-or-later LPPL-1.3c MIT MIT-0 MPL-2.0 MS-PL
    ODbL-1.0 ODC-By-1.0 OFL-1.1 OPUBL-1.0 PDDL-1.0 Unlicense WTFPL Zlib
"""
SPDX = frozenset(_SPDX.split())
"""Licences of texts and code by their id (spdx.org/licenses)."""

_CC_URL = re.compile(
    r"https?://(?:www\.)?creativecommons\.org/"
    r"(?:licenses/(by(?:-nc)?(?:-nd|-sa)?)/(\d\.\d)|publicdomain/(zero)/1\.0)(?:/[\w.-]*)*/?"
)
_SIGN = re.compile(r"copyright|copyleft|©|\(c\)|&copy;|版权所有|版權所有", re.I)
_YEARS = re.compile(r"\b\d{4}(?:\s*[-–—/,]\s*(?:\d{4}|\d{2}\b|present|now))*", re.I)
_STATED = ("statement", "text", "notice")
_HOLDER = ("holder", "owner", "name", "by")
_YEAR = ("year", "years", "date")
_RESERVED = re.compile(r"[.,;]?\s*(?:all|some|no) rights reserved.*", re.I | re.S)


def licences(field: Field) -> list[Rights]:
    """Each licence the field states."""
    return [found for part in parts(field.value) for found in _licence(field.key, part)]


def copyrights(field: Field) -> list[Rights]:
    """Each statement of copyright, or of a licence, that the field makes."""
    return [found for part in parts(field.value) for found in _copyright(field.key, part)]


def _licence(key: str, part: Tree) -> list[Rights]:
    if not isinstance(part, tuple):
        return [read_licence(text) for text in texts(part)]
    name = get(part, "spdx", "spdxid", "id", "name", "title", "type", "text", "label")
    url = get(part, "url", "link", "uri", "href")
    if not name and not url:
        return [Rights(line) for line in sayings(key, part)]
    more = [f for f in part if not {name, url} & set(texts(f.value))]
    lines = [line for f in more for line in sayings(f.key, f.value)]
    return [read_licence(name or url, url), *map(Rights, lines)]


def read_licence(text: str, url: str = "") -> Rights:
    """``text`` as a rights statement, with the licence, the address and the terms it states.

    >>> read_licence("CC BY-SA 4.0").licence, read_licence("some Creative Commons").licence
    ('CC-BY-SA-4.0', '')
    """
    general = rights.read(text) or Rights(text)
    address = url or (text if is_url(text) else "")
    licence = text if text in SPDX else general.licence or _by_address(address)
    return replace(general, licence=licence, uri=address or general.uri or _address(licence))


def _by_address(url: str) -> str:
    found = _CC_URL.fullmatch(url)
    licence = f"CC-{found[1].upper()}-{found[2]}" if found and found[1] else "CC0-1.0"
    return licence if found and licence in SPDX else ""


def _address(licence: str) -> str:
    """Where the licence of an SPDX id can be read."""
    return f"https://spdx.org/licenses/{licence}.html" if licence else ""


def _copyright(key: str, part: Tree) -> list[Rights]:
    if not isinstance(part, tuple):
        return [read_copyright(text) for text in texts(part)]
    stated, holder, year = (get(part, *names) for names in (_STATED, _HOLDER, _YEAR))
    line = stated or " ".join(filter(None, (key, year, holder)))
    first = [Rights(line, holder=holder, year=year)] if stated or holder or year else []
    more = [f for f in part if simple(f.key) not in (*_STATED, *_HOLDER, *_YEAR)]
    return [*first, *(Rights(said) for f in more for said in sayings(f.key, f.value))]


def read_copyright(text: str) -> Rights:
    """``text`` as a rights statement, with the year and holder a copyright line states.

    >>> found = read_copyright("© 2019-2021 Ada Example. All rights reserved.")
    >>> found.year, found.holder
    ('2019-2021', 'Ada Example')
    """
    known = read_licence(text)
    years = _YEARS.search(text)
    if known.licence or not (years or _SIGN.search(text)):
        return known
    rest = _YEARS.sub("", _SIGN.sub("", _RESERVED.sub("", text)), count=1)
    holder = re.sub(r"^by\b", "", rest.strip(" .,;:|-–—")).strip()
    sentence = len(holder) > 80 or re.search(r"[.;:!?] |[。；：，]|https?:", holder)
    year = years[0].strip() if years else ""
    return replace(known, holder=known.holder if sentence else holder, year=year)
