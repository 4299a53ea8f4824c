"""How large and how fine the pictures of a book are, and what is too much of anything."""

from __future__ import annotations

from convert.errors import UsageError
from convert.value import Value, replace

MB = 1 << 20


class Profile(Value):
    """``side`` is the longest one in pixels, 0 for any; ``quality`` is that of a JPEG;
    ``dense`` the bytes per pixel above which a picture of the right size is written anew,
    0 for any; ``total`` the bytes that all pictures of a book may have, 0 for any."""

    name: str
    side: int = 0
    quality: int = 90
    dense: float = 0.0
    grey: bool = False
    still: bool = False
    total: int = 0

    @property
    def key(self) -> str:
        """Names all that changes the bytes of a picture."""
        return f"{self.side}-{self.quality}-{self.dense}-{self.grey:d}{self.still:d}"


PROFILES = {
    profile.name: profile
    for profile in (
        Profile("original"),
        Profile("web", side=1600, quality=82, dense=0.6),
        Profile("eink", side=1264, quality=75, dense=0.4, grey=True, still=True),
        Profile("tiny", side=800, quality=60, dense=0.25, still=True, total=36 * MB),
    )
}
"""A mail of 50 MB carries 36 MB of pictures: base64 adds a third."""


class Limits(Value):
    """What is refused before it costs memory or time."""

    data: int = 32 * MB
    pixels: int = 64_000_000
    pixels_per_byte: int = 4_000
    frames: int = 600
    elements: int = 50_000


LIMITS = Limits()


def profile(name: str) -> Profile:
    """The profile called ``name``; raises ``UsageError`` for an unknown one."""
    if name not in PROFILES:
        raise UsageError(f"no image profile is called {name!r}; there is {', '.join(PROFILES)}")
    return PROFILES[name]


def smaller(profile: Profile) -> Profile | None:
    """The next step down for a book whose pictures are too many, None at the last one."""
    if profile.side and profile.side <= 240:
        return None
    side = int((profile.side or 1600) * 0.75)
    return replace(profile, side=side, quality=max(35, profile.quality - 8))
