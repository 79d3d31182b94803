"""What a card says of how its networks were taught: those taught here as here, the rest as it was said before."""

from collections.abc import Collection
from dataclasses import dataclass
from hashlib import sha256

from bot.train.mix import Mix
from bot.train.plan import Course
from bot.train.shipped import NotOurs
from bot.train.teach import SPECIALIST
from rules.score.card import BadModel, Card, read

MODEL = "model"
"""The first network's name among those taught; a specialist's is its head."""

FROM = "taught further from"
"""In the card's figures: the SHA-256 of the network with which the course began."""

SPECIALISTS = "specialists"
"""In the card's figures, by head: seed, takes, and digests of the base and of all that it learned from."""

_OF_THE_FIRST = ("learned", "stages", FROM)


@dataclass(frozen=True, slots=True)
class Provenance:
    """`seed` and `data` (SHA-256 by file) are the first network's."""

    seed: int
    data: dict[str, str]
    figures: dict[str, object]


def before(course: Course) -> Card | None:
    """The card of the model with which the course begins. Raises OSError, NotOurs."""
    if course.start is None:
        return None
    try:
        return read((course.start / "card.json").read_bytes())
    except BadModel as bad:
        raise NotOurs(f"{course.start}: {bad}") from None


def told(course: Course, mix: Mix, taught: Collection[str]) -> Provenance:
    """Of all networks in the folder. Raises OSError, NotOurs."""
    start = before(course)
    known = dict(start.figures) if start else {}
    older = known.get(SPECIALISTS)
    here = {head: _of(course, mix) for head in taught if head != MODEL}
    specialists = {**older, **here} if isinstance(older, dict) else here
    figures: dict[str, object] = {SPECIALISTS: specialists} if specialists else {}
    if MODEL not in taught and start is not None:
        return Provenance(
            start.seed, start.data, {name: known[name] for name in _OF_THE_FIRST if name in known} | figures
        )
    figures["stages"] = [stage.name for stage in course.stages]
    if course.start is not None:
        figures[FROM] = sha256((course.start / "model.onnx").read_bytes()).hexdigest()
    return Provenance(course.seed, {**(start.data if start else {}), **mix.digests}, figures)


def _of(course: Course, mix: Mix) -> dict[str, object]:
    base = sha256((course.base / "model.safetensors").read_bytes()).hexdigest()
    data = sha256(repr(sorted(mix.digests.items())).encode()).hexdigest()
    return {"seed": course.seed, "takes": SPECIALIST.takes, "base": base, "files": len(mix.digests), "data": data}
