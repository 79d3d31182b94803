"""Plays recorded comments through one policy, or two, and counts."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from adapters.replay.record import NOBODY, Recorded, Unreadable
from bot.judging import Judging
from bot.recall import Window
from bot.replay.tally import Tally, reason, shorten
from rules.model.decision import Decision
from rules.model.finding import Found
from rules.model.history import History

Progress = Callable[[int], None]
"""Told how many comments have been read, every `EVERY`."""

EVERY = 500
DIFFERENCES = 2_000
ACCOUNTS = 20_000
"""Accounts whose history is remembered; one heard less lately than that many others counts as not known."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A comment on which two policies part: what each would do and why."""

    id: str
    text: str
    one: str
    other: str
    one_why: str
    other_why: str


@dataclass(slots=True)
class Comparison:
    """How two policies differ over a file. `count` is of all; `shown` holds the first ones (all go to `every`)."""

    count: int = 0
    kinds: Counter[str] = field(default_factory=Counter)
    shown: list[Difference] = field(default_factory=list)

    def add(self, difference: Difference) -> None:
        """Count one difference and keep it while there is room."""
        self.count += 1
        self.kinds[f"{difference.one} → {difference.other}"] += 1
        if len(self.shown) < DIFFERENCES:
            self.shown.append(difference)


def play(
    items: Iterable[Recorded | Unreadable],
    judging: Judging,
    other: Judging | None = None,
    progress: Progress = lambda _count: None,
    each: Callable[[Difference], None] = lambda _difference: None,
) -> tuple[Tally, Comparison]:
    """Judge every comment in order. `each` hears of every difference at once, so none is lost to the bound on memory."""
    tally, comparison, window = Tally(), Comparison(), Window(accounts=ACCOUNTS)
    for count, item in enumerate(items, 1):
        if isinstance(item, Unreadable):
            tally.bad(item.line, item.why)
        else:
            difference = _one(item, judging, other, window, tally)
            if difference is not None:
                comparison.add(difference)
                each(difference)
        if count % EVERY == 0:
            progress(count)
    progress(tally.comments + tally.unreadable)
    return tally, comparison


def _one(item: Recorded, judging: Judging, other: Judging | None, window: Window, tally: Tally) -> Difference | None:
    said = item.interaction
    platform, author = said.author.platform, said.author.ref
    history = History() if author == NOBODY else window.history(platform, author, said.heard_at)
    found = judging.find(said, history)
    judgement = judging.weigh(said, found, history)
    if author != NOBODY:
        window.hear(platform, author, said, found, judgement.decision)
    tally.add(item.id, said.text, found, judgement.decision)
    if other is None:
        return None
    also = (
        found if other.detector is judging.detector else other.find(said, history)
    )  # its own thresholds for the model
    return _differ(item, also, judgement.decision, other.weigh(said, also, history).decision)


def _differ(item: Recorded, found: Found, one: Decision, other: Decision) -> Difference | None:
    said, first, second = item.interaction, answer(one), answer(other)
    if first == second:
        return None
    return Difference(item.id, shorten(said.text), first, second, reason(one), reason(other))


def answer(decision: Decision) -> str:
    """Course and measures, as one line to compare: `hide: hide, warning_private`."""
    measures = ", ".join(sorted({measure.kind.value for measure in decision.measures}))
    return f"{decision.course.value}: {measures or 'nothing'}"
