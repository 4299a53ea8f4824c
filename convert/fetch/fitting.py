"""Pictures made fit, remembered, and together no heavier than a book may be."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, TypeAlias

from convert.errors import SourceError
from convert.fetch.cache import Cache
from convert.fetch.hearing import Tell, silent
from convert.images.broken import BrokenImage
from convert.images.credit import Credit
from convert.images.profiles import Profile, smaller
from convert.images.sniff import SUFFIXES
from convert.images.wanted import Key, Missing, Picture
from convert.model import Resource
from convert.value import fields

Raw: TypeAlias = tuple[str, Callable[[], bytes]]
Source: TypeAlias = Raw | Missing
WORKERS = 4
"""Pictures that are decoded at once, at most: each takes memory for all of its pixels."""


class Fitting:
    """Makes pictures fit for one book; what a picture became is noted in ``cache``. ``tell``
    hears of each."""

    def __init__(self, cache: Cache, profile: Profile, tell: Tell = silent) -> None:
        self._cache, self._profile, self._tell = cache, profile, tell

    def fit(self, sources: Mapping[Key, Source]) -> dict[Key, Picture | Missing]:
        """Each source as a picture. A book over its total takes smaller and smaller ones,
        and leaves out the largest when that is not enough."""
        found = self._all(sources, self._profile)
        step: Profile | None = self._profile
        while step and self._is_over(found):
            step = smaller(step)
            found = self._all(sources, step) if step else found
        return self._within(found) if self._is_over(found) else found

    def _all(self, sources: Mapping[Key, Source], profile: Profile) -> dict[Key, Picture | Missing]:
        """Those that are missing, those whose outcome is known, and last those to work on:
        nothing that decodes is loaded before it must be."""
        found: dict[Key, Picture | Missing] = {}
        work: dict[Key, Raw] = {}
        for key, source in sources.items():
            if isinstance(source, Missing):
                found[key] = source
            elif told := self._cache.fitted(_known(source[0], profile)):
                found[key] = self._picture(key, told)
            else:
                work[key] = source
        found |= self._work(work, profile) if work else {}
        return {key: found[key] for key in sources}

    def _work(self, work: Mapping[Key, Raw], profile: Profile) -> dict[Key, Picture | Missing]:
        """Each picture once, however many texts show it."""
        from concurrent.futures import ThreadPoolExecutor

        from convert.images.fit import decoding

        firsts = _firsts(work)
        found: dict[str, dict[str, Any] | Missing] = {}
        with decoding(), ThreadPoolExecutor(min(WORKERS, os.cpu_count() or 1)) as pool:
            done = pool.map(partial(self._one, profile), firsts.values())
            for (key, (name, _)), told in zip(firsts.items(), done, strict=True):
                found[name] = told
                self._tell(key[0], len(found), len(firsts))
        return {key: self._outcome(key, found[name]) for key, (name, _) in work.items()}

    def _one(self, profile: Profile, raw: Raw) -> dict[str, Any] | Missing:
        name, load = raw
        try:
            return self._made(_known(name, profile), load, profile)
        except BrokenImage as error:
            return Missing("i-005", str(error))
        except SourceError as error:
            return Missing("i-001", str(error))

    def _outcome(self, key: Key, told: dict[str, Any] | Missing) -> Picture | Missing:
        return told if isinstance(told, Missing) else self._picture(key, told)

    def _made(self, known: str, load: Callable[[], bytes], profile: Profile) -> dict[str, Any]:
        from convert.images.fit import fit

        fitted = fit(load(), profile)
        credit = {name: getattr(fitted.credit, name) for name in fields(fitted.credit)}
        told = {
            "sha256": self._cache.put(fitted.data),
            "media_type": fitted.media_type,
            "size": len(fitted.data),
            "credit": credit,
            "note": fitted.note,
        }
        self._cache.note_fitted(known, told)
        return told

    def _picture(self, key: Key, told: dict[str, Any]) -> Picture:
        name, kind = told["sha256"], told["media_type"]
        resource = Resource(
            f"images/{name[:20]}{SUFFIXES[kind]}",
            kind,
            partial(self._cache.get, name),
            source=key[0] if key[0][:5].lower() != "data:" else "",
            size=told["size"],
        )
        return Picture(resource, Credit(**told["credit"]), told["note"])

    def _is_over(self, found: Mapping[Key, Picture | Missing]) -> bool:
        return 0 < self._profile.total < sum(_sizes(found).values())

    def _within(self, found: dict[Key, Picture | Missing]) -> dict[Key, Picture | Missing]:
        """Without the largest pictures, so many that the others fit."""
        sizes = _sizes(found)
        left_out: set[str] = set()
        for name in sorted(sizes, key=lambda name: (-sizes[name], name)):
            if sum(sizes.values()) <= self._profile.total:
                break
            left_out.add(name)
            del sizes[name]
        over = Missing("i-007", f"all together are larger than {self._profile.total >> 20} MB")
        return {
            key: over if isinstance(p, Picture) and p.resource.name in left_out else p
            for key, p in found.items()
        }


def _firsts(work: Mapping[Key, Raw]) -> dict[Key, Raw]:
    """Of several keys that name the same bytes the first."""
    once: dict[str, Key] = {}
    for key, (name, _) in work.items():
        once.setdefault(name, key)
    return {key: work[key] for key in once.values()}


def _sizes(found: Mapping[Key, Picture | Missing]) -> dict[str, int]:
    """Name -> bytes, each picture once."""
    shown = (p.resource for p in found.values() if isinstance(p, Picture))
    return {resource.name: resource.size for resource in shown}


def _known(name: str, profile: Profile) -> str:
    """Under what the outcome is noted: the bytes, the profile, and who made it fit."""
    import PIL

    from convert.images.fit import RULES

    return f"{name} {profile.key} {RULES} {PIL.__version__}"
