"""Builds the pure parts from the data files of `rules`: detectors and packs."""

from functools import cache

from bot.judging import Judging
from bot.resources import detector_texts, pack_texts
from rules.detect import Detector, build
from rules.policy.parse import parse
from rules.policy.schema import Pack


@cache
def detector() -> Detector:
    """The detectors, built once in a process. A rule set that does not compile raises: nothing starts without them."""
    return build(detector_texts())


@cache
def pack(name: str) -> Pack:
    """A policy pack by name or folder. Raises UnknownPack, PackError."""
    return parse(pack_texts(name))


def judging(policy: str, settings: dict[str, str] | None = None) -> Judging:
    """Detectors and policy together."""
    return Judging(detector(), pack(policy), settings or {})
