"""The whole course: from labelled text to a model folder that `rules/score` reads.

The same seed, data, threads and machine give the same model, in one sitting or in several: the weights after each
take of a stage are kept under a name made of all that led to them, and a course that was cut off goes on from there.
"""

import random
import shutil
from collections.abc import Callable, Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from bot.train import card as cards
from bot.train import linear
from bot.train.calibrate import fit
from bot.train.export import export
from bot.train.labels import Lesson
from bot.train.mix import Mix
from bot.train.network import again, mean, pretrained
from bot.train.public import held_dynahate
from bot.train.shipped import NotOurs, shipped
from bot.train.teach import ASKS, FALLBACK, FURTHER, STAGES, Sample, Stage, samples, save, teach
from rules.score.card import BadModel, Card, Fitted, read
from rules.score.linear import LinearScorer
from rules.score.onnx import OnnxScorer, file_of
from rules.score.wordpiece import WordPiece
from rules.score.words import HEADS

TAKES_APART = 1000
"""Between the seeds of two takes: further than a course has stages."""

FROM = "taught further from"
"""In the card's figures: the SHA-256 of the network with which the course began."""

Tell = Callable[[str], None]
Taught = tuple[str, Lesson, float]


@dataclass(frozen=True, slots=True)
class Course:
    """`base`: the folder of all-MiniLM-L6-v2 (`model.safetensors`, `tokenizer.json`). `share` of the texts, as a
    trial. `start`: the folder of a model to teach further, in the stages for that."""

    base: Path
    data: Path
    out: Path
    seed: int = 1
    share: float = 1.0
    start: Path | None = None

    @property
    def stages(self) -> tuple[Stage, ...]:
        """What is taught, in order."""
        return STAGES if self.start is None else FURTHER


def run(course: Course, mix: Mix, tell: Tell) -> Card:
    """Teach, export, fit, measure, write. Raises OSError, KeyError (a base that lacks a part), BadModel (its tokens),
    NotOurs (a start that is no model of ours), ImportError (no torch)."""
    heads = tuple(HEADS)
    words = WordPiece((course.base / "tokenizer.json").read_bytes())

    def encode(text: str) -> list[int]:
        return [words.first, *words.ids(text), words.last]

    course.out.mkdir(parents=True, exist_ok=True)
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


def finish(course: Course, mix: Mix, tell: Tell) -> Card:
    """Export the taught weights, fit lines and thresholds, measure, and write the cards. Raises OSError."""
    heads, asks = tuple(HEADS), _exported(course, tell)
    tell(f"fitting on {len(mix.kept_back)} comments kept back")
    model, tokens = (course.out / "model.onnx").read_bytes(), (course.out / "tokenizer.json").read_bytes()
    specialists = {head: (course.out / file_of(head)).read_bytes() for head in asks}
    blank = cards.blank(heads, course.seed, asks)
    onnx = OnnxScorer(model, tokens, blank, specialists=specialists)
    bag = LinearScorer((course.out / "linear.safetensors").read_bytes(), blank)
    scorers = {"onnx": _fit(onnx, mix, heads), "linear": _fit(bag, mix, heads)}
    tell("measuring on the development split of DynaHate, which nothing learned from")
    held = held_dynahate(course.data)
    at = heads.index("discrimination")
    logits = [(max(row[at] for row in onnx.raw(text)), hateful) for text, hateful in held]
    figures = cards.figures(mix, scorers, logits) | _how(course)
    learned = {**_before(course), **(mix.digests if _taught_here(course) else {})}
    made = cards.made(heads, course.seed, scorers, learned, figures, asks)
    cards.write(course.out, made)
    return made


def _exported(course: Course, tell: Tell) -> dict[str, int]:
    """Write the networks that were taught here; what was not comes from the start as it is. Which heads a specialist has."""
    for name in ("model", *ASKS):
        weights = course.out / ("weights.pt" if name == "model" else f"{name}.pt")
        if weights.exists():
            size = export(weights, course.out, course.base / "tokenizer.json", f"{name}.onnx")
            tell(f"{name}.onnx: {size / 1e6:.1f} MB")
    kept = ("model.onnx", "linear.safetensors", "tokenizer.json", *map(file_of, ASKS))
    start = course.start or course.out
    for file in kept:
        if (start / file).exists() and not (course.out / file).exists():
            shutil.copyfile(start / file, course.out / file)
    return {head: floor for head, floor in ASKS.items() if (course.out / file_of(head)).exists()}


def _how(course: Course) -> dict[str, object]:
    """Said in the card of how the model was taught: here, or before, when only a specialist was."""
    if not _taught_here(course) and course.start is not None:
        before = read((course.start / "card.json").read_bytes()).figures
        return {name: before[name] for name in ("learned", "stages", FROM) if name in before}
    taught: dict[str, object] = {"stages": [stage.name for stage in course.stages]}
    if course.start is not None:
        taught[FROM] = sha256((course.start / "model.onnx").read_bytes()).hexdigest()
    return taught


def _taught_here(course: Course) -> bool:
    """Whether the first network was: else the card says of it what was said before."""
    return (course.out / "weights.pt").exists()


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
    return frozenset(_before(course).values())


def _before(course: Course) -> dict[str, str]:
    """By file, what the model with which the course begins learned from. Raises OSError, NotOurs."""
    if course.start is None:
        return {}
    try:
        return read((course.start / "card.json").read_bytes()).data
    except BadModel as bad:
        raise NotOurs(f"{course.start}: {bad}") from None


def _fit(scorer: OnnxScorer | LinearScorer, mix: Mix, heads: Sequence[str]) -> Fitted:
    logits = [tuple(max(column) for column in zip(*scorer.raw(one.text), strict=True)) for one in mix.kept_back]
    return fit(logits, [one.lesson for one in mix.kept_back], heads)


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
