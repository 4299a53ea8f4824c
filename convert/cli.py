"""The command: arguments in, exit code out."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib import import_module

from convert.commands.shared import say
from convert.errors import ConvertError

COMMANDS = ("audit", "cache", "formats", "inspect")
"""What may stand first; everything else is ``convert``."""


def run(arguments: Sequence[str]) -> int:
    """Run one command; every error becomes one clear line and its exit code."""
    named = bool(arguments) and arguments[0] in COMMANDS
    command = import_module(f"convert.commands.{arguments[0] if named else 'convert'}")
    try:
        return int(command.main(arguments[named:]))
    except ConvertError as error:
        say(f"pubconvert: {error}")
        return error.exit_code
    except BrokenPipeError:
        sys.stderr.close()
        return 0
    except KeyboardInterrupt:
        say("pubconvert: interrupted; nothing was left half-written")
        return 130
