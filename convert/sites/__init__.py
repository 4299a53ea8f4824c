"""Site profiles: what each known site puts around an article, and its wording of notices."""

from __future__ import annotations

import re

from convert.formats import Site
from convert.registry import load, names

_HOST = re.compile(r"https?://([^/\s:?#)\]]+)", re.I)


def site_for(url: str, text: str) -> Site | None:
    """The profile of the site ``url`` belongs to; without a URL, of the first one linked in the
    first lines of ``text``. None when no profile speaks for it."""
    hosts = _HOST.findall(url or text[:2000])
    profiles = [load("sites", name)() for name in names("sites")] if hosts else []
    for host in hosts:
        for site in profiles:
            if any(_within(host.lower(), domain) for domain in site.hosts):
                return site  # type: ignore[no-any-return]
    return None


def _within(host: str, domain: str) -> bool:
    return host == domain or host.endswith(f".{domain}")
