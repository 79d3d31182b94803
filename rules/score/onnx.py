"""The transformer: one network that reads every window for all heads, and specialists where it does not rule a head out.

A specialist is a network with one head, which reads emoji by their names; the first one cannot. Where it is asked, the mean
of both log-odds counts, its own twice: it knows the matter better, the first one knows landlords (Lakshminarayanan et al.
2017, Deep ensembles, on why a mean at all). Among emoji it counts once: text that was written against people is full of
their emoji, and a headscarf behind a thank-you is no contempt. Where there is no word at all, neither network says anything.
"""

import re
from collections.abc import Mapping
from hashlib import sha256
from itertools import starmap
from operator import itemgetter

from rules.score.calibrate import calibrated, raw
from rules.score.card import BadModel, Card
from rules.score.clean import cleaned
from rules.score.emoji import EDITION, named
from rules.score.network import Network
from rules.score.windows import windows
from rules.score.wordpiece import WordPiece

COUNTS = 2
"""How often a specialist counts against the first network's once; chosen on comments kept back, decision 0024."""

AMONG_EMOJI = 1
"""The same for a text that holds emoji."""

_WORD = re.compile(r"\w")

_NOBODY: Mapping[str, bytes] = {}


class OnnxScorer:
    """Built from the bytes of `model.onnx`, `tokenizer.json` and `card.json`; safe to use from several threads."""

    name = "onnx"

    def __init__(
        self, model: bytes, tokenizer: bytes, card: Card, threads: int = 1, specialists: Mapping[str, bytes] = _NOBODY
    ) -> None:
        """`threads`: how many share one run. `specialists`: the bytes of each that the card asks, by head.

        Raises BadModel; ImportError where onnxruntime is absent.
        """
        self.heads = card.heads
        self._words = WordPiece(tokenizer)
        fitted = card.scorers["onnx"]
        self._lines = [fitted.calibration[head] for head in card.heads]
        self._reader = Network("model.onnx", model, len(card.heads), threads)
        self._specialists = [
            (card.heads.index(head), floor / 1000, Network(file_of(head), _there(specialists, head), 1, threads))
            for head, floor in sorted(card.asks.items())
        ]
        asked = [
            part
            for head, floor in sorted(card.asks.items())
            for part in (f"{head} {floor} {COUNTS} {AMONG_EMOJI} {EDITION}".encode(), specialists[head])
        ]
        self.digest = _digest(model, tokenizer, fitted.model_dump_json().encode(), *asked)

    def score(self, text: str) -> tuple[int, ...]:
        """The highest score each head reaches in any window, calibrated."""
        best = (max(column) for column in zip(*self.raw(text), strict=True))
        return tuple(starmap(calibrated, zip(map(raw, best), self._lines, strict=True)))

    def raw(self, text: str) -> list[tuple[float, ...]]:
        """Log-odds by window and head, as the networks give them."""
        said = cleaned(text)
        shown = self._windows(said)
        read = list(map(self._reader.run, shown))
        if self._specialists:
            self._ask(said, shown, read)
        return list(map(tuple, read))

    def _ask(self, said: str, shown: list[list[int]], read: list[list[float]]) -> None:
        """Put into what was `read` of each window what the specialists know."""
        spelled = named(said)
        counts, heard = (COUNTS, shown) if spelled == said else (AMONG_EMOJI, self._windows(spelled))
        wordless = not _WORD.search(said)
        for at, floor, specialist in self._specialists:
            if wordless:
                for window in read:
                    window[at] = min(window[at], floor)
            elif max(window[at] for window in read) >= floor:
                knows = max(map(itemgetter(0), map(specialist.run, heard)))
                for window in read:
                    window[at] = (window[at] + counts * knows) / (1 + counts)

    def _windows(self, said: str) -> list[list[int]]:
        """A text as token numbers, cut into windows, each between its marks."""
        ids = self._words.ids(said)
        return [[self._words.first, *ids[start:end], self._words.last] for start, end in windows(len(ids))]


def file_of(head: str) -> str:
    """The file of the specialist for a head."""
    return f"{head}.onnx"


def _there(specialists: Mapping[str, bytes], head: str) -> bytes:
    if head not in specialists:
        raise BadModel(f"{file_of(head)}: card.json asks it, and it is not there")
    return specialists[head]


def _digest(*parts: bytes) -> str:
    whole = sha256(b"onnx 1\n")
    for part in parts:
        whole.update(sha256(part).digest())
    return whole.hexdigest()
