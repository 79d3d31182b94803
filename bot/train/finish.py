"""After the teaching: networks as they ship, lines and thresholds fitted to all of them together, figures, and the cards."""

import shutil
from collections.abc import Callable, Collection, Sequence

from bot.train import card as cards
from bot.train.calibrate import fit
from bot.train.export import export
from bot.train.mix import Mix
from bot.train.plan import Course
from bot.train.provenance import MODEL, before, told
from bot.train.public import held_dynahate
from bot.train.shipped import NotOurs
from bot.train.teach import ASKS
from rules.score.card import Card, Fitted
from rules.score.linear import LinearScorer
from rules.score.onnx import OnnxScorer, file_of
from rules.score.words import HEADS

Tell = Callable[[str], None]


def finish(course: Course, mix: Mix, tell: Tell, taught: Collection[str] = (MODEL,)) -> Card:
    """Export the `taught` networks (`MODEL`, or heads of specialists), bring the rest from the start, fit lines and
    thresholds, measure, and write the cards. Raises OSError, NotOurs (weights that lack, a start with other tokens)."""
    heads, asks = tuple(HEADS), _networks(course, taught, tell)
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
    said = told(course, mix, taught)
    made = cards.made(
        heads, said.seed, scorers, said.data, {**cards.figures(mix, scorers, logits), **said.figures}, asks
    )
    cards.write(course.out, made)
    return made


def _networks(course: Course, taught: Collection[str], tell: Tell) -> dict[str, int]:
    """Write what was taught here, and of the rest what the start has; answers which heads a specialist is asked about.

    What else lay in the folder, from another course, is gone.
    """
    for name in taught:
        weights = course.out / ("weights.pt" if name == MODEL else f"{name}.pt")
        if not weights.exists():
            raise NotOurs(f"{weights}: there are no weights to fit; teach them first")
        size = export(weights, course.out, course.base / "tokenizer.json", file_of(name))
        tell(f"{file_of(name)}: {size / 1e6:.1f} MB")
    shutil.copyfile(course.base / "tokenizer.json", course.out / "tokenizer.json")
    rest = [file_of(head) for head in ASKS if head not in taught]
    for file in rest if MODEL in taught else ("model.onnx", "linear.safetensors", *rest):
        (course.out / file).unlink(missing_ok=True)
        if course.start is not None and (course.start / file).exists():
            shutil.copyfile(course.start / file, course.out / file)
    return {head: floor for head, floor in ASKS.items() if (course.out / file_of(head)).exists()}


def checked(course: Course) -> None:
    """Before anything is taught: the start is a model of ours, with the tokens of the base. Raises OSError, NotOurs."""
    if course.start is None:
        return
    before(course)
    for file in ("model.onnx", "linear.safetensors"):
        if not (course.start / file).exists():
            raise NotOurs(f"{course.start / file}: it is not there")
    tokens = [(folder / "tokenizer.json").read_bytes() for folder in (course.start, course.base)]
    if tokens[0] != tokens[1]:
        raise NotOurs(f"{course.start / 'tokenizer.json'}: its tokens are not those of the base")


def _fit(scorer: OnnxScorer | LinearScorer, mix: Mix, heads: Sequence[str]) -> Fitted:
    logits = [tuple(max(column) for column in zip(*scorer.raw(one.text), strict=True)) for one in mix.kept_back]
    return fit(logits, [one.lesson for one in mix.kept_back], heads)
