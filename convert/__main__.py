"""``python -m convert`` is the command ``pubconvert``."""

from __future__ import annotations

import sys


def main() -> int:
    """Run the command with the arguments of this process; the exit code is the result."""
    import gc

    gc.set_threshold(200_000)  # values hold no cycles: looking for them is a third of a short run
    from convert.cli import run

    code = run(sys.argv[1:])
    gc.freeze()  # nor are any looked for on the way out
    return code


if __name__ == "__main__":
    sys.exit(main())
