"""The images' part of the command line."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from convert.errors import UsageError

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace, _ActionsContainer

    from convert.fetch.cache import Cache
    from convert.fetch.gallery import Gallery
    from convert.model import Publication

DEFAULT = "PUBCONVERT_IMAGES"
"""The environment variable whose value ``--images`` has when it is not given."""


def add_options(parser: ArgumentParser) -> None:
    """``--images`` and what belongs to it."""
    parser.set_defaults(gallery=None)
    group = parser.add_argument_group("images")
    group.add_argument(
        "--images", default=os.environ.get(DEFAULT, "fetch"),
        choices=("fetch", "cached", "local", "link", "drop"),
        help="fetch them (the default), take them from the cache only, take only local ones, "
        "show links in their place, or leave them out",
    )  # fmt: skip
    group.add_argument(
        "--image-profile", default="web", metavar="NAME", help="original, web, eink or tiny"
    )
    add_cache(group)
    group.add_argument(
        "--lock", default="", metavar="FILE", help="what each URL gave, for a rebuild"
    )
    group.add_argument(
        "--strict-images", action="store_true", help="a missing image is an error, not a link"
    )


def illustrate(
    publication: Publication, given: Namespace, format: str
) -> tuple[Publication, Gallery | None]:
    """The publication, and where its pictures come from: None for a format that shows none.

    One gallery serves all files of a call.
    """
    from convert import registry

    if given.images == "drop":
        from convert.transforms.bare import without_images

        return without_images(publication), None
    shown = getattr(registry.load("exporters", format), "embeds_images", False)
    if given.images == "link" or not shown:
        return publication, None
    given.gallery = given.gallery or gallery(given)
    for digest, path in given.paths.items():
        given.gallery.at(digest, path)
    return publication, given.gallery


def gallery(given: Namespace) -> Gallery:
    """The gallery that the options of a command ask for."""
    from convert.fetch.gallery import Gallery
    from convert.images.profiles import profile

    return Gallery(
        given.images,
        open_given(given),
        profile(given.image_profile),
        lock=given.lock,
        strict=given.strict_images,
        private=given.allow_private_hosts,
    )


def add_cache(parser: _ActionsContainer) -> None:
    """``--cache`` and ``--cache-size``."""
    parser.add_argument(
        "--cache",
        default="",
        metavar="DIR",
        help="where images and libraries are kept; default: ~/.cache/pubconvert",
    )
    parser.add_argument(
        "--cache-size", type=int, default=2000, metavar="MB", help="what they may take there"
    )


def open_given(given: Namespace) -> Cache:
    """The cache that the options of a command name."""
    from convert.fetch.gallery import open_cache

    if given.cache_size < 0:
        raise UsageError(f"--cache-size is a number of megabytes, not {given.cache_size}")
    return open_cache(given.cache, given.cache_size * 1_000_000)
