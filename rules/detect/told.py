"""Figures as sentences for a person, with what the policy makes of them. Nothing is called too much here."""

from collections.abc import Iterator

from rules.detect.figures import DAY, HOUR, MONTH, WEEK, Figures, Often
from rules.policy.schema import Pack

_WITHIN = {HOUR: "the last hour", DAY: "24 hours", WEEK: "7 days", MONTH: "28 days"}
MANY_MENTIONS = 5
"""Accounts addressed in one comment from which the figure is worth a line."""
SCATTERED = 5
"""Channels and threads within a day from which the figure is worth a line: to follow two or three is to take part."""


def told(figures: Figures, pack: Pack | None = None) -> tuple[str, ...]:
    """One line a figure that says something; empty for somebody who wrote once."""
    lines = [*often(figures.often), *_again(figures), *_around(figures)]
    if not figures.whole:
        lines.append("There was more than is counted here: these are the latest.")
    return (*lines, *meaning(pack)) if lines else ()


def often(counts: tuple[Often, ...]) -> Iterator[str]:
    """How much was written, the times in which there was more than in the one before."""
    before = 1
    for one in counts:
        if one.wrote > before:
            yield f"{one.wrote} comments within {_WITHIN[one.within]}{_chasing(one)}."
        before = max(before, one.wrote)


def meaning(pack: Pack | None) -> tuple[str, ...]:
    """What the policy's own words make of how much somebody writes."""
    if pack is None:
        return ()
    if pack.volume is None:
        return ("The policy does not speak of how many comments somebody writes.",)
    number = next((one.number for one in pack.clauses if one.id == pack.volume.clause), pack.volume.clause)
    if not pack.volume.counted:
        return (f"The number of comments does not count ({number}).",)
    return (f"It counts only once a named person records, with figures, what it keeps from others ({number}).",)


def _chasing(one: Often) -> str:
    if not one.chasing:
        return ""
    which = "all of them" if one.chasing == one.wrote else str(one.chasing)
    return f", {which} while we had left something of theirs overdue, which never counts"


def _again(figures: Figures) -> Iterator[str]:
    if figures.same:
        yield f"The same words {figures.same} times in 28 days, this one included."
    if figures.nearly:
        yield f"Nearly the same words {figures.nearly} times in 28 days, this one included."
    if figures.places > 1:
        yield f"The same or nearly the same in {figures.places} channels or threads within 24 hours."
    if figures.spread >= SCATTERED:
        yield f"Whatever it said, it wrote in {figures.spread} channels or threads within 24 hours."
    if figures.mentions >= MANY_MENTIONS:
        yield f"It addresses {figures.mentions} accounts at once."


def _around(figures: Figures) -> Iterator[str]:
    if figures.others:
        accounts = "1 other account" if figures.others == 1 else f"{figures.others} other accounts"
        yield f"{accounts} wrote the same or nearly the same within 24 hours."
    for name, count in figures.named.items():
        yield f"{count} accounts named {name.title()} within 24 hours."
    if figures.in_thread > 1:
        yield f"{figures.in_thread} comments by {figures.thread_accounts} accounts in this thread within the hour."
    if figures.burst > max(1, figures.in_thread):
        yield f"{figures.burst} by {figures.burst_accounts} in its busiest ten minutes of the last day."
