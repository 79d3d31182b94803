"""How fast the rules read, on one core, beside packages that others use; and what hostile text costs at worst.

Three mixtures, because one figure would flatter: comments in which nothing is found, the demo landlord's page, and the
rulebook's own examples, each of which is a hit. The packages beside ours read the same comments in the same run.
"""

import gc
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from importlib import import_module
from itertools import islice
from os import sched_getaffinity, sched_setaffinity
from typing import Any

from bot import compose
from rules.model.history import History
from rules.model.interaction import InteractionKind

HOSTILE = 100_000
"""Characters of one hostile comment."""

ENOUGH = 1.0
_AT_ONCE = 50

_PIECES = {
    "near misses": "i will find where you will and when i will see your gas at the door ",
    "every gate at once": "f u c k w4nk3r$ f**k fuuuuck \u200bwаnk 🔪 fuckoffyou ",
    "a hit everywhere": "you useless wankers I'll kill you no heating gas leak ",
    "quoted hits": '"you wanker" he said ',
    "nesting": "((((\"'[[{{",
    "one long word": "a1$*",
}
_MIXTURES = {"nothing_found": "nothing found", "stream": "the demo's page", "all_hits": "hits only"}


def costs(stream: Sequence[str], rounds: int = 3) -> dict[str, Any]:
    """Comments a second and core by mixture, of the rules and of what else is installed; milliseconds of hostile text."""
    detector, most = compose.rules_only(), 2 * len(stream)
    mixtures = {
        "nothing_found": [text for text in (*islice(detector.examples(hit=False), most), *stream) if not _found(text)],
        "stream": list(stream),
        "all_hits": [text for text in islice(detector.examples(hit=True), most) if _found(text)],
    }
    with _one_core():
        return {
            "rules": {name: _rate(_each(_find), texts, rounds) for name, texts in mixtures.items()},
            "beside": {name: _beside(make, list(stream), rounds) for name, make in _OTHERS.items()},
            "hostile_100kb_ms": {name: _hostile(piece) for name, piece in _PIECES.items()},
        }


def words(figures: dict[str, Any]) -> str:
    """The same for a person."""
    rules = ", ".join(f"{_MIXTURES[name]} {rate:,}" for name, rate in figures["rules"].items())
    beside = ", ".join(
        f"{name} {rate if isinstance(rate, str) else f'{rate:,}'}" for name, rate in figures["beside"].items()
    )
    name, worst = max(figures["hostile_100kb_ms"].items(), key=lambda one: one[1])
    return (
        f"Rules and lexicon, comments a second on one core: {rules}.\n"
        f"  Beside them, on the demo's page: {beside}.\n"
        f"  100 KB of hostile text takes {worst} ms at worst ({name})."
    )


@contextmanager
def _one_core() -> Iterator[None]:
    """This process on one core, as long as it lasts."""
    before = sched_getaffinity(0)
    sched_setaffinity(0, {min(before)})
    try:
        yield
    finally:
        sched_setaffinity(0, before)


def _find(text: str) -> Any:
    return compose.rules_only().find(
        text, parent_text=None, kind=InteractionKind.COMMENT, rating=None, history=History()
    )


def _found(text: str) -> bool:
    found = _find(text)
    return bool(found.findings or found.needs)


def _each(read: Callable[[str], Any]) -> Callable[[list[str]], None]:
    def all_of(texts: list[str]) -> None:
        for text in texts:
            read(text)

    return all_of


def _rate(read: Callable[[list[str]], Any], texts: list[str], rounds: int) -> int:
    """The best of some rounds in CPU time, each of at most ENOUGH seconds: some packages are a thousand times slower."""
    best = 0.0
    for _ in range(rounds):
        began, done = time.process_time(), 0
        while done < len(texts) and time.process_time() - began < ENOUGH:
            part = texts[done : done + _AT_ONCE]
            read(part)
            done += len(part)
        best = max(best, done / (time.process_time() - began))
    return round(best)


def _hostile(piece: str) -> int:
    text = (piece * (HOSTILE // len(piece) + 1))[:HOSTILE]
    gc.collect()  # what other measurements left behind is not the text's cost
    began = time.process_time()
    _find(text)
    return round(1000 * (time.process_time() - began))


def _beside(make: Callable[[], Callable[[list[str]], Any]], texts: list[str], rounds: int) -> int | str:
    try:
        read = make()
    except ImportError:
        return "not installed"
    return _rate(read, texts, rounds)


def _alt_profanity_check() -> Callable[[list[str]], Any]:
    predict: Callable[[list[str]], Any] = import_module("profanity_check").predict
    return predict  # all at once: it is made for that


def _better_profanity() -> Callable[[list[str]], Any]:
    return _each(import_module("better_profanity").profanity.contains_profanity)


def _vader() -> Callable[[list[str]], Any]:
    return _each(import_module("vaderSentiment.vaderSentiment").SentimentIntensityAnalyzer().polarity_scores)


_OTHERS = {"alt-profanity-check": _alt_profanity_check, "better-profanity": _better_profanity, "VADER": _vader}
"""`pip install --require-hashes -r requirements-bench.txt` installs them."""
