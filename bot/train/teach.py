"""Teaches the network: AdamW, a rise and a straight fall of its rate, and only the heads a text says something about."""

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.train.labels import Lesson

LONGEST = 128
"""Tokens of one text; the scorer reads longer ones in windows of this size."""

SHELF = 50
"""Batches whose texts are sorted by length together, so that a batch is filled with words and not with padding."""


@dataclass(frozen=True, slots=True)
class Stage:
    """`ours`, `public`: how often the project's and the public texts are seen (a fraction: that share, drawn by seed).

    `fresh`: the same for our texts in files that the model which is taught further has not learned as they stand; 0: as the
    rest of ours.
    `takes`: how often the stage is taught from where it began, each in another order; the mean of their weights goes on.
    Networks that left one place together are right more often as their mean, at the price of one (Wortsman et al. 2022,
    Model soups).
    """

    name: str
    ours: float
    public: float
    rate: float
    batch: int
    rounds: int = 1
    fresh: float = 0
    takes: int = 1


STAGES = (
    Stage("broad", ours=0, public=1, rate=1.5e-4, batch=64),
    Stage("ours", ours=3, public=0.2, rate=1e-4, batch=48, rounds=2),
)
"""First what others labelled; then our own comments, with enough of the rest that it is not forgotten. So a new comment of
ours changes the second stage only."""

FURTHER = (Stage("further", ours=1.5, public=0.1, rate=6e-5, batch=48, fresh=4, takes=2),)
"""What is taught to a model that ships when there are new comments and no time for the whole course."""

SPECIALIST = Stage("specialist", ours=0.5, public=0.66, rate=1e-4, batch=64)
"""What a specialist is taught from the base on: mostly what others labelled, DynaHate twice."""

ASKS = {"discrimination": -3000}
"""Heads that have a specialist, and from which raw score it is asked: about one to twenty."""

FALLBACK = Stage("fallback", ours=2, public=1, rate=0, batch=0)
"""What the linear fallback is fitted to."""


@dataclass(frozen=True, slots=True)
class Sample:
    """One text as the network is given it. `wanted`: by number of the head."""

    ids: tuple[int, ...]
    wanted: dict[int, float]
    weight: float


def samples(
    texts: Sequence[tuple[str, Lesson, float]], heads: Sequence[str], encode: Callable[[str], list[int]]
) -> list[Sample]:
    """Texts as token numbers, cut at LONGEST."""
    number = {head: at for at, head in enumerate(heads)}
    found = []
    for text, lesson, weight in texts:
        ids = encode(text)
        cut = tuple(ids if len(ids) <= LONGEST else [*ids[: LONGEST - 1], ids[-1]])
        found.append(Sample(cut, {number[head]: value for head, value in lesson.items()}, weight))
    return found


def teach(
    network: Any,
    learned: Sequence[Sample],
    stage: Stage,
    seed: int,
    heads: int,
    tell: Callable[[int, int, float], None],
) -> None:
    """One stage over `learned`. `tell` hears (step, steps, loss) every hundred steps."""
    import torch
    from torch.nn.functional import binary_cross_entropy_with_logits

    torch.manual_seed(seed)
    steps = stage.rounds * -(-len(learned) // stage.batch)
    optimiser, schedule = _optimiser(network, stage.rate, steps)
    network.train()
    shown, chance = 0.0, random.Random(seed)  # noqa: S311 - the same draw from the same seed is what is wanted
    for step, batch in enumerate(_batches(learned, stage, chance), 1):
        ids, real, wanted, weight = _tensors(batch, heads)
        with torch.autocast("cpu", dtype=torch.bfloat16):
            logits = network(ids, real)
        losses = binary_cross_entropy_with_logits(logits.float(), torch.nan_to_num(wanted), reduction="none")
        counts = (~torch.isnan(wanted)).float() * weight[:, None]
        loss = (losses * counts).sum() / counts.sum().clamp(min=1)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimiser.step()
        schedule.step()
        optimiser.zero_grad()
        shown = loss.item() if step == 1 else 0.98 * shown + 0.02 * loss.item()
        if step % 100 == 0 or step == steps:
            tell(step, steps, shown)


def _optimiser(network: Any, rate: float, steps: int) -> tuple[Any, Any]:
    import torch

    parameters = list(network.parameters())
    groups = [
        {"params": [one for one in parameters if one.ndim > 1], "weight_decay": 0.01},
        {"params": [one for one in parameters if one.ndim < 2], "weight_decay": 0.0},
    ]
    rise = max(1, int(0.06 * steps))
    optimiser = torch.optim.AdamW(groups, lr=rate, fused=True)
    fall = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda at: min((at + 1) / rise, max(0.0, (steps - at) / max(1, steps - rise)))
    )
    return optimiser, fall


def _batches(learned: Sequence[Sample], stage: Stage, chance: random.Random) -> Iterator[list[Sample]]:
    for _ in range(stage.rounds):
        order = list(range(len(learned)))
        chance.shuffle(order)
        batches: list[list[int]] = []
        for at in range(0, len(order), stage.batch * SHELF):
            shelf = sorted(order[at : at + stage.batch * SHELF], key=lambda number: len(learned[number].ids))
            cut = [shelf[first : first + stage.batch] for first in range(0, len(shelf), stage.batch)]
            chance.shuffle(cut)
            batches += cut
        for batch in batches:
            yield [learned[number] for number in batch]


def _tensors(batch: Sequence[Sample], heads: int) -> tuple[Any, Any, Any, Any]:
    import torch

    longest = -(-max(len(one.ids) for one in batch) // 8) * 8  # few different shapes: each new one is compiled anew
    ids = torch.zeros((len(batch), longest), dtype=torch.long)
    real, wanted = torch.zeros_like(ids), torch.full((len(batch), heads), float("nan"))
    for row, one in enumerate(batch):
        ids[row, : len(one.ids)] = torch.tensor(one.ids)
        real[row, : len(one.ids)] = 1
        for head, value in one.wanted.items():
            wanted[row, head] = value
    return ids, real, wanted, torch.tensor([one.weight for one in batch])


def save(network: Any, file: Path) -> None:
    """The weights, to be exported or taught further; whole or not at all, for a file that is there is taken as taught."""
    import torch

    begun = file.with_suffix(".begun")
    torch.save(network.state_dict(), begun)
    begun.replace(file)
