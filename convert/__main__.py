"""``python -m convert`` is the command ``pubconvert``."""

from __future__ import annotations

import sys


def main() -> int:
    """Run the command with the arguments of this process; the exit code is the result."""
    from convert.cli import run

    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
