"""What a picture says of its makers, as a value."""

from __future__ import annotations

from convert.value import Value


class Credit(Value):
    """A picture's own statements, verbatim; '' where it is silent. ``licence`` is a URL."""

    creator: str = ""
    line: str = ""
    notice: str = ""
    licence: str = ""

    def statements(self) -> tuple[str, ...]:
        """Each statement once; one that another contains is left out."""
        told = dict.fromkeys(filter(None, (self.creator, self.line, self.notice, self.licence)))
        return tuple(s for s in told if not any(s != other and s in other for other in told))
