"""The whole course: from labelled text to a model folder that `rules/score` reads.

The same seed, data, threads and machine give the same model, in one sitting or in several: the weights after each
take of a stage are kept under a name made of all that led to them, and a course that was cut off goes on from there.
"""

import random
from collections.abc import Iterator, Sequence
from copy import deepcopy
from hashlib import sha256
from pathlib import Path
from typing import Any

from bot.train import linear
from bot.train.finish import Tell, checked, finish
from bot.train.labels import Lesson
from bot.train.mix import Mix
from bot.train.network import again, mean, pretrained
from bot.train.plan import Course
from bot.train.provenance import before
from bot.train.shipped import shipped
from bot.train.teach import FALLBACK, Sample, Stage, samples, save, teach
from rules.score.card import Card
from rules.score.wordpiece import WordPiece
from rules.score.words import HEADS

TAKES_APART = 1000
"""Between the seeds of two takes: further than a course has stages."""

Taught = tuple[str, Lesson, float]


def run(course: Course, mix: Mix, tell: Tell) -> Card:
    """Teach, export, fit, measure, write. Raises OSError, KeyError (a base that lacks a part), BadModel (its tokens),
    NotOurs (a start that is no model of ours), ImportError (no torch)."""
    heads = tuple(HEADS)
    words = WordPiece((course.base / "tokenizer.json").read_bytes())

    def encode(text: str) -> list[int]:
        return [words.first, *words.ids(text), words.last]

    course.out.mkdir(parents=True, exist_ok=True)
    checked(course)
    seeded(course.seed)
    network, began = _begun(course, len(heads))
    led = f"{began} {course.seed} {with_what()}"
    for number, stage in enumerate(course.stages):
        texts = list(chosen(mix, stage, course, course.seed + number, _learned(course)))
        led = sha256(repr((led, stage, course.seed, texts)).encode()).hexdigest()
        tell(f"stage {stage.name}: {len(texts)} texts a round, {stage.rounds} rounds, {stage.takes} takes")
        learned = samples(texts, heads, encode)
        takes = []
        for nth in range(stage.takes):
            kept = course.out / f"{stage.name}-{nth + 1}-{led[:16]}.pt"
            seed = course.seed + number + nth * TAKES_APART
            takes.append(take(network, learned, stage, seed, kept, len(heads), tell))
        network = mean(takes, len(heads))
    save(network, course.out / "weights.pt")
    tell("the fallback")
    both = [*chosen(mix, FALLBACK, course, course.seed)]
    fallback = linear.fit([(text, lesson) for text, lesson, _ in both], heads, course.seed)
    (course.out / "linear.safetensors").write_bytes(fallback)
    return finish(course, mix, tell)


def take(
    network: Any, learned: Sequence[Sample], stage: Stage, seed: int, kept: Path, heads: int, tell: Tell
) -> Any:  # fmt: skip
    """A stage as a copy of the network is taught it, or the weights that were `kept` of that."""
    if kept.exists():
        tell(f"{kept.stem}: taught before, by the same course")
        return again(kept, heads)
    taught = deepcopy(network)
    teach(
        taught, learned, stage, seed, heads, lambda step, steps, loss: tell(f"  {step} of {steps}, loss {loss:.4f}")
    )  # fmt: skip
    save(taught, kept)
    return taught


def chosen(
    mix: Mix, stage: Stage, course: Course, seed: int, learned: frozenset[str] = frozenset()
) -> Iterator[Taught]:
    """What one round of a stage is taught, in the order of the files. `learned`: digests of files learned before."""
    fresh = {name for name, digest in mix.digests.items() if stage.fresh and digest not in learned}
    for texts, times in ((mix.ours, stage.ours), (mix.public, stage.public)):
        chance = random.Random(seed)  # noqa: S311 - the same draw from the same seed is what is wanted
        for one in texts:
            whole = (stage.fresh if one.file in fresh else times) * course.share * one.times
            count = int(whole) + (chance.random() < whole - int(whole))
            yield from [(one.text, one.lesson, one.weight)] * count


def _begun(course: Course, heads: int) -> tuple[Any, str]:
    """The network as it is before the first stage, and the digest of what it was read from."""
    if course.start is None:
        file = course.base / "model.safetensors"
        return pretrained(course.base, heads), sha256(file.read_bytes()).hexdigest()
    file = course.start / "model.onnx"
    return shipped(file, heads), sha256(file.read_bytes()).hexdigest()


def _learned(course: Course) -> frozenset[str]:
    """Digests of the files that the model learned from with which the course begins. Raises OSError, NotOurs."""
    start = before(course)
    return frozenset(start.data.values()) if start else frozenset()


def with_what() -> str:
    """What sums depend on beside the data: torch's version and how many threads it uses."""
    import torch

    return f"{torch.__version__} {torch.get_num_threads()}"


def seeded(seed: int) -> None:
    import torch

    torch.manual_seed(seed)
    torch.use_deterministic_algorithms(mode=True)


def threads(count: int) -> Any:
    """How many threads torch uses; sums are taken in another order with another number, so it belongs to the seed."""
    import torch

    torch.set_num_threads(count)
    return torch.get_num_threads()
