"""A page that is named by its address."""

from __future__ import annotations

from urllib.parse import unquote, urlsplit

from convert.errors import SourceError
from convert.fetch.client import Client
from convert.fetch.errors import FetchError
from convert.fetch.manners import Manners
from convert.formats import Source
from convert.value import replace

ACCEPT = "text/html,application/xhtml+xml,text/markdown,text/plain,application/epub+zip,*/*;q=0.1"


def open_page(url: str, encoding: str = "", *, private: bool = False) -> Source:
    """The page at an ``http`` or ``https`` address, as a source that knows it.

    ``private`` allows addresses of this machine and its network. Raises ``SourceError`` when
    nothing is there, nobody answers, or it is no text; other errors as in ``open_source``.
    """
    from convert.sources import source

    client = Client(Manners(), private=private, accept=ACCEPT)
    try:
        data = client.get(url)
    except FetchError as error:
        raise SourceError(f"{url}: {error}") from None
    finally:
        client.close()
    return replace(source(data, name_of(url), encoding=encoding), url=url)


def name_of(url: str) -> str:
    """The name of a file in an address, or else its host.

    >>> name_of("https://a.example/2024/on%20tea.html?x=1"), name_of("https://a.example/")
    ('on tea.html', 'a.example')
    """
    parts = urlsplit(url)
    return unquote(parts.path.rstrip("/").rpartition("/")[2]) or parts.hostname or url
