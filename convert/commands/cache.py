"""``pubconvert cache``"""

from __future__ import annotations

from collections.abc import Sequence

from convert.commands.shared import parser, show


def main(arguments: Sequence[str]) -> int:
    """What is kept of images and libraries, and how to be rid of it."""
    import os

    from convert.fetch.command import add_cache, open_given
    from convert.library.store import Store

    options = parser("pubconvert cache", "What is kept: images, and what libraries were made of.")
    options.add_argument("action", choices=("info", "clear"))
    add_cache(options)
    given = options.parse_args(arguments)
    images = open_given(given)
    is_done = given.action == "clear"
    info = images.clear() if is_done else images.info()
    path = os.path.join(info.folder, Store.FILE)
    size = sum(os.path.getsize(name) for name in _files(path))
    for name in _files(path) if is_done else ():
        os.unlink(name)
    done = "removed" if is_done else "holds"
    told = f"{info.files} files, {info.size / 1e6:.1f} of {info.cap / 1e6:.0f} MB"
    show(f"{info.folder}: {done} {told}; libraries: {size / 1e6:.1f} MB")
    return 0


def _files(path: str) -> list[str]:
    import os

    names = (path, f"{path}-wal", f"{path}-shm")
    return [name for name in names if os.path.exists(name)]
