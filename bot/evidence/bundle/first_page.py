"""The first page: one or two sides that a judge reads in two minutes. Plain data for its template."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from bot.evidence.bundle.clauses import Policy
from bot.evidence.bundle.story import Deed, Quote, Story
from bot.show import london
from rules.policy.schema import Clause

MOST_QUOTES, MOST_CLAUSES = 6, 8
_SURE = {
    "none": "Nobody has confirmed who holds it.",
    "claimed": "Its holder says who they are; nobody has confirmed it.",
    "verified": "A person confirmed in a private channel who holds it.",
}


@dataclass(frozen=True, slots=True)
class Front:
    """What stands on top of both pages. `for_`: whom it was made for."""

    landlord: str
    case: str
    opened_at: str
    made_at: str
    made_by: str
    for_: str
    upto: int
    entries: int
    key: str
    pdf: bool


@dataclass(frozen=True, slots=True)
class FirstPage:
    """`left_out`: quotes that stand in the index only."""

    front: Front
    in_short: tuple[str, ...]
    quotes: tuple[Quote, ...]
    left_out: int
    deeds: tuple[Deed, ...]
    clauses: tuple[tuple[Policy, Clause], ...]
    stands: tuple[str, ...]


def first_page(front: Front, shown: dict[str, Any], story: Story, policies: tuple[Policy, ...]) -> FirstPage:
    """`shown`: the case as `bot.cases.view` tells it."""
    quotes = [one for one in story.quotes if one.relied_on] or list(story.quotes)
    clauses = [(policy, clause) for policy in policies for clause in policy.relied_on]
    return FirstPage(
        front,
        tuple(_in_short(shown, story)),
        tuple(quotes[:MOST_QUOTES]),
        len(story.quotes) - len(quotes[:MOST_QUOTES]),
        tuple(one for one in story.deeds if one.decisive),
        tuple(clauses[:MOST_CLAUSES]),
        tuple(_stands(shown, story)),
    )


def _in_short(shown: dict[str, Any], story: Story) -> Iterator[str]:
    for account in shown["accounts"]:
        name = account["handle"] or account["id"]
        yield f"It is about the account {name} on {account['platform']}. {_SURE[account['assurance']]}"
    if shown["customer"]:
        yield f"The landlord's own reference of the person is {shown['customer']}."
    if story.quotes:
        days = sorted(one.at for one in story.quotes)
        yield (
            f"{_many(len(story.quotes), 'comment')} stand in it, from {london(days[0])} to {london(days[-1])};"
            f" {shown['counting']} of them now count against the person."
        )
    yield (
        f"{_many(shown['warnings'], 'warning')} and {_many(len(shown['in_force']), 'restriction')} stand on record;"
        " every decision below names who took it."
    )


def _stands(shown: dict[str, Any], story: Story) -> Iterator[str]:
    for one in shown["in_force"]:
        review = f"; to be reviewed by {one['review_due']}" if one["state"] == "in force" else ""
        appeal = "; an appeal is open" if one["under_appeal"] else ""
        what = story.labels.get(one["id"], one["id"])
        yield f"{what}, {one['what']}: {one['state']} ({one['start']} to {one['ends']}{review}{appeal})."
    if shown["proposal"]:
        yield f"A restriction is proposed and waits for {', '.join(shown['proposal']['waits_for']) or 'approval'}."
    if not shown["in_force"] and not shown["proposal"]:
        yield "No restriction is in force or proposed."


def _many(count: int, what: str) -> str:
    return f"{count:,} {what}{'' if count == 1 else 's'}"
