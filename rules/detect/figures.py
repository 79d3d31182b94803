"""How often, how alike, how many at once: figures for a person. A figure is never a finding and never a severity.

Whether so much contact does harm is a named person's record (`RecordHarm`), never a figure's. What somebody wrote while the
landlord had left a matter of theirs overdue is counted apart and never counts.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from rules.text.likeness import NEARLY, alike, letters, runs

HOUR, DAY, WEEK, MONTH = timedelta(hours=1), timedelta(days=1), timedelta(days=7), timedelta(days=28)
BURST = timedelta(minutes=10)
SHORT = 16


@dataclass(frozen=True, slots=True)
class Said:
    """One thing said. `thread`: what it stands under, if anything; `text` is None once erased. `chasing`: a matter of its
    author's was overdue then; `names`: the first names in it, lower case; `mentions`: how many accounts it addresses.
    """

    at: datetime
    account: str
    channel: str
    thread: str | None
    text: str | None
    chasing: bool = False
    names: frozenset[str] = frozenset()
    mentions: int = 0


@dataclass(frozen=True, slots=True)
class Often:
    """How much one account wrote within a time, and how much of it counts: not what chased something overdue."""

    within: timedelta
    wrote: int
    chasing: int

    @property
    def counts(self) -> int:
        """Without what chased a matter that was overdue."""
        return self.wrote - self.chasing


@dataclass(frozen=True, slots=True)
class Figures:
    """Looking back from one comment, itself included; or, of an account alone, from now.

    `same`, `nearly`: how often the account put the same or nearly the same words within 28 days, this time included (0: no
    such). `places`: in how many channels and threads within a day; `spread`: in how many it wrote then, whatever it said.
    `others`: other accounts that put the same or nearly the same words within a day.
    `named`: first name -> accounts that named it within a day, where more than one did. `in_thread`, `thread_accounts`:
    within the last hour; `burst`, `burst_accounts`: in its busiest ten minutes of the last day. `whole`: nothing left out.
    """

    often: tuple[Often, ...]
    same: int = 0
    nearly: int = 0
    places: int = 0
    spread: int = 0
    others: int = 0
    mentions: int = 0
    named: dict[str, int] = field(default_factory=dict)
    in_thread: int = 0
    thread_accounts: int = 0
    burst: int = 0
    burst_accounts: int = 0
    whole: bool = True


def of_account(own: Iterable[Said], now: datetime) -> tuple[Often, ...]:
    """How much an account wrote up to `now`."""
    items = [one for one in own if one.at <= now]
    return tuple(_often(items, now, within) for within in (HOUR, DAY, WEEK, MONTH))


def of_comment(said: Said, own: Sequence[Said], around: Sequence[Said], *, whole: bool = True) -> Figures:
    """`own`: what its author said before it, 28 days back; `around`: what others said, a day back. Linear in both."""
    since = [one for one in own if said.at - MONTH < one.at <= said.at]
    like = _likeness(said)
    copies = [(one, like(one)) for one in since]
    repeated = [one for one, alikeness in copies if alikeness >= NEARLY]
    day = [one for one in since if one.at > said.at - DAY]
    lately = [one for one in repeated if one.at > said.at - DAY]
    others = [one for one in around if said.at - DAY < one.at <= said.at]
    thread = _in_thread(said, [*others, *since])
    burst = _burst([*(one for one in thread if one.at > said.at - DAY), said])
    hour = {one.account for one in thread if one.at > said.at - HOUR} | {said.account}
    same = sum(alikeness == _EQUAL for _, alikeness in copies)
    return Figures(
        often=of_account([*since, said], said.at),
        same=same + 1 if same else 0,
        nearly=len(repeated) - same + 1 if len(repeated) > same else 0,
        places=len({(one.channel, one.thread) for one in [*lately, said]}) if lately else 0,
        spread=len({(one.channel, one.thread) for one in [*day, said]}) if day else 0,
        others=len({one.account for one in others if like(one) >= NEARLY}),
        mentions=said.mentions,
        named=_named(said, others),
        in_thread=sum(one.at > said.at - HOUR for one in thread) + 1 if said.thread else 0,
        thread_accounts=len(hour) if said.thread else 0,
        burst=len(burst) if said.thread else 0,
        burst_accounts=len({one.account for one in burst}) if said.thread else 0,
        whole=whole,
    )


_EQUAL = 1001
"""More alike than any two that differ."""


def _often(items: Sequence[Said], now: datetime, within: timedelta) -> Often:
    lately = [one for one in items if one.at > now - within]
    return Often(within, len(lately), sum(one.chasing for one in lately))


def _likeness(said: Said) -> Callable[[Said], int]:
    """How like `said` another is. A text of under sixteen letters ("thanks") is only ever the same or not."""
    mine = letters(said.text or "")
    known = runs(mine)

    def like(other: Said) -> int:
        theirs = letters(other.text or "")
        if not mine or not theirs:
            return 0
        if theirs == mine:
            return _EQUAL
        hopeless = len(mine) < SHORT or 1000 * len(theirs) < NEARLY * len(known)  # too few runs to be alike
        return 0 if hopeless else alike(known, runs(theirs))

    return like


def _in_thread(said: Said, items: Iterable[Said]) -> list[Said]:
    here = (said.channel, said.thread)
    return [one for one in items if one.thread is not None and (one.channel, one.thread) == here]


def _burst(items: Sequence[Said]) -> list[Said]:
    """The most that fall within ten minutes; the earliest such."""
    ordered = sorted(items, key=lambda one: one.at)
    best: tuple[int, int] = (0, 0)
    start = 0
    for end, one in enumerate(ordered, 1):
        while ordered[start].at <= one.at - BURST:
            start += 1
        if end - start > best[1] - best[0]:
            best = (start, end)
    return ordered[best[0] : best[1]]


def _named(said: Said, others: Iterable[Said]) -> dict[str, int]:
    """For each name in this comment, how many accounts named it: only where others did too."""
    by: dict[str, set[str]] = {name: {said.account} for name in sorted(said.names)}
    for one in others:
        for name in one.names & said.names:
            by[name].add(one.account)
    return {name: len(accounts) for name, accounts in by.items() if len(accounts) > 1}
