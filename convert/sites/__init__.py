"""Site profiles: what each known site puts around an article, and its wording of notices."""

from __future__ import annotations

import re
from typing import Any

from convert.formats import Site
from convert.registry import working

_HOST = re.compile(r"https?://([^/\s:?#)\]]+)", re.I)


def site_for(url: str, text: str, profile: str = "") -> Site | None:
    """The profile of the site ``url`` belongs to; without a URL, of the first one linked in the
    first lines of ``text``. None when no profile speaks for it.

    ``profile`` is a TOML file that comes before the registered ones; without hosts of its own
    it speaks for every text. Raises ``UsageError`` when it cannot be used.
    """
    own = _own(profile) if profile else []
    if own and not own[0].hosts:
        everywhere: Site = own[0]
        return everywhere
    hosts = _HOST.findall(url or text[:2000])
    profiles: list[Site] = [*own, *(site() for _, site in working("sites"))] if hosts else []
    for host in hosts:
        for site in profiles:
            if any(_within(host.lower(), domain) for domain in site.hosts):
                return site
    return None


def _own(path: str) -> list[Any]:
    from convert.sites.profile import load as read

    return [read(path)]


def _within(host: str, domain: str) -> bool:
    return host == domain or host.endswith(f".{domain}")
