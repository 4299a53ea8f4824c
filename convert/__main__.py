"""``python -m convert`` is the command ``pubconvert``."""

from __future__ import annotations

import sys


def main() -> int:
    """Run the command with the arguments of this process; the exit code is the result."""
    import gc

    from convert.cli import run

    gc.set_threshold(200_000)  # values hold no cycles: looking for them is a third of a short run
    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
