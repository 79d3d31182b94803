"""A second network that knows one thing: discrimination, the only head that others' text teaches by the ten thousand.

One network for everything forgets some of it while it learns to hear what is said to landlords; two that began in
different places are right more often as their mean (Lakshminarayanan et al. 2017, Deep ensembles). It is asked only
where the first one does not rule the matter out, so most comments are read once.
"""

from collections.abc import Iterator
from hashlib import sha256
from typing import Any

from bot.train.course import TAKES_APART, Taught, chosen, seeded, take, with_what
from bot.train.finish import Tell, checked, finish
from bot.train.mix import Mix
from bot.train.network import mean, pretrained
from bot.train.plan import Course
from bot.train.teach import ASKS, SPECIALIST, samples, save
from rules.score.card import Card
from rules.score.clean import cleaned
from rules.score.emoji import named
from rules.score.wordpiece import WordPiece


def run(course: Course, mix: Mix, tell: Tell) -> Card:
    """Teach each specialist, and fit the model of `course.start` anew beside it. Raises what the course's `run` does."""
    checked(course)
    for head in ASKS:
        _teach(head, course, mix, tell)
    return finish(course, mix, tell, taught=(*ASKS,))


def _teach(head: str, course: Course, mix: Mix, tell: Tell) -> None:
    words = WordPiece((course.base / "tokenizer.json").read_bytes())

    def encode(text: str) -> list[int]:
        return [words.first, *words.ids(named(cleaned(text))), words.last]

    course.out.mkdir(parents=True, exist_ok=True)
    seeded(course.seed)
    network: Any = pretrained(course.base, 1)
    texts = list(of_one(head, chosen(mix, SPECIALIST, course, course.seed)))
    base = sha256((course.base / "model.safetensors").read_bytes()).hexdigest()
    learned, takes = samples(texts, (head,), encode), []
    led = sha256(repr((base, course.seed, with_what(), SPECIALIST, learned)).encode()).hexdigest()
    tell(f"the specialist for {head}: {len(texts)} texts a round, {SPECIALIST.takes} takes")
    for nth in range(SPECIALIST.takes):
        kept = course.out / f"{SPECIALIST.name}-{nth + 1}-{led[:16]}.pt"
        takes.append(take(network, learned, SPECIALIST, course.seed + nth * TAKES_APART, kept, 1, tell))
    save(mean(takes, 1), course.out / f"{head}.pt")


def of_one(head: str, texts: Iterator[Taught]) -> Iterator[Taught]:
    """Only what says something about the head, and only that; no text counts more than another."""
    return ((text, {head: lesson[head]}, 1.0) for text, lesson, _ in texts if head in lesson)
