"""``python -m convert`` is the command ``pubconvert``."""

from __future__ import annotations

import os
import sys


def main() -> int:
    """Run the command with the arguments of this process; the exit code is the result."""
    import gc

    gc.set_threshold(200_000)  # values hold no cycles: looking for them is a third of a short run
    from convert.cli import run

    code = run(sys.argv[1:])
    _let_go()
    gc.freeze()  # nor are any looked for on the way out
    return code


def _let_go() -> None:
    """What standard output would not take: that was told, and is no error on the way out."""
    try:
        if sys.stdout is not None:
            sys.stdout.flush()
    except (OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)


if __name__ == "__main__":
    sys.exit(main())
