"""How patient a fetcher is, and how polite."""

from __future__ import annotations

from convert.images.profiles import LIMITS
from convert.value import Value


class Manners(Value):
    """How patient and how polite: times in seconds, sizes in bytes.

    ``wait`` is the first pause before another of the ``attempts``, ``longest`` the longest
    one a host may ask for; ``deadline`` bounds all pictures of a book together.
    """

    connect: float = 5.0
    read: float = 12.0
    total: float = 60.0
    deadline: float = 1200.0
    attempts: int = 3
    wait: float = 0.5
    longest: float = 30.0
    redirects: int = 5
    connections: int = 8
    per_host: int = 4
    size: int = LIMITS.data
