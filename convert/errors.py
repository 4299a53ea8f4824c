"""The errors, each with the exit code of the command.

::

    ConvertError            1
    ├── UsageError          2   the call is wrong: unknown option, format or reader
    ├── SourceError         3   a source cannot be read
    ├── OutputError         4   the output cannot be written
    ├── ClaimLost           5   a claim is missing in the written file
    │   └── TextLost        5   a step of reading ate text
    ├── MissingDependency   6   a font, a library or a program must be installed
    └── BatchError          7   some of several jobs failed
"""

from __future__ import annotations


class ConvertError(Exception):
    """Something went wrong: the message says what, where, and what to do next."""

    exit_code = 1


class UsageError(ConvertError):
    """The call is wrong."""

    exit_code = 2


class SourceError(ConvertError):
    """A source cannot be read."""

    exit_code = 3


class OutputError(ConvertError):
    """The output cannot be written; what stood there before is untouched."""

    exit_code = 4


class ClaimLost(ConvertError):
    """The file would not say all its source says; it was not put in place."""

    exit_code = 5


class TextLost(ClaimLost):
    """A step of reading ate text: a fault of ours; nothing was written."""


class MissingDependency(ConvertError):
    """A font, a library or a program must be installed first."""

    exit_code = 6


class BatchError(ConvertError):
    """Some of several jobs failed; the others are done."""

    exit_code = 7


def reason(error: Exception) -> str:
    """What an error says, one of the system without its number and its path.

    >>> reason(FileNotFoundError(2, "No such file or directory", "a.md"))
    'No such file or directory'
    """
    return getattr(error, "strerror", None) or str(error)
