"""Why a picture was not fetched."""

from __future__ import annotations


class FetchError(Exception):
    """One picture was not fetched: the message says why.

    ``retry`` is the number of seconds to wait before asking again, None for never and 0 for
    as long as is usual. ``down`` says that the host did not answer at all, ``offline`` that
    there seems to be no network. ``refused`` says that the host may want to see a Referer.
    """

    def __init__(
        self,
        reason: str,
        *,
        retry: float | None = None,
        down: bool = False,
        offline: bool = False,
        refused: bool = False,
    ) -> None:
        super().__init__(reason)
        self.retry, self.down, self.offline, self.refused = retry, down, offline, refused


class Unsafe(FetchError):
    """A URL that is not asked for: of another scheme, with a password, to a private address."""
