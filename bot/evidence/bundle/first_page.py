"""The first page: one or two sides that a judge reads in two minutes. Plain data for its template."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from bot.cases.telling import OUTCOMES, RESTRICTIONS
from bot.evidence.bundle.clauses import Policy
from bot.evidence.bundle.story import THE_PERSON, Deed, Quote, Story
from bot.show import london
from rules.model.case import facts as f
from rules.policy.schema import Clause

MOST_QUOTES, MOST_CLAUSES, MOST_OF_A_KIND = 6, 8, 3
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
    clauses: tuple[tuple[Policy, tuple[Clause, ...]], ...]


def first_page(front: Front, shown: dict[str, Any], story: Story, policies: tuple[Policy, ...]) -> FirstPage:
    """`shown`: the case as `bot.cases.view` tells it."""
    quotes = [one for one in story.quotes if one.relied_on] or list(story.quotes)
    relied_on = {one.seq for one in story.rulings if one.item in {quote.id for quote in quotes}}
    clauses = [
        (policy, [one for one in policy.relied_on if relied_on & policy.cited[one.id]][:MOST_CLAUSES])
        for policy in policies
    ]
    return FirstPage(
        front,
        (*_who(shown), *_what(story), *_stands(shown, story)),
        tuple(quotes[:MOST_QUOTES]),
        len(story.quotes) - len(quotes[:MOST_QUOTES]),
        tuple(one for one in story.deeds if one.decisive),
        tuple((policy, tuple(found)) for policy, found in clauses if found),
    )


def _who(shown: dict[str, Any]) -> Iterator[str]:
    for account in shown["accounts"]:
        name = account["handle"] or account["id"]
        yield f"It is about the account {name} on {account['platform']}. {_SURE[account['assurance']]}"
    if shown["customer"]:
        yield f"The landlord's own reference of the person is {shown['customer']}."


def _what(story: Story) -> Iterator[str]:
    """Warnings, restrictions and appeals, each with who and when; of many the last."""
    for kind, told in _TOLD.items():
        found = [one for one in story.deeds if isinstance(one.fact, kind)]
        for one in found[-MOST_OF_A_KIND:]:
            by = f" by {one.who}" if one.who and one.who != THE_PERSON else ""
            yield f"{told(story, one.fact)} on {_day(one.at)}{by}."
        if len(found) > MOST_OF_A_KIND:
            yield f"{len(found) - MOST_OF_A_KIND} more of the same came before; they stand in the index."


_TOLD: dict[type, Callable[[Story, Any], str]] = {
    f.Warned: lambda story, one: f"A warning ({story.labels[one.id]}) was given",
    f.Began: lambda story, one: (
        f"A restriction ({story.labels[one.id]}: {RESTRICTIONS[one.kind]}, to {one.ends:%-d %B %Y}) was decided"
    ),
    f.AppealMade: lambda story, one: f"The person appealed ({story.labels[one.id]})",
    f.AppealDecided: lambda story, one: f"On the appeal ({story.labels[one.id]}): {OUTCOMES[one.outcome]},",
}


def _day(at: str) -> str:
    return london(at).rsplit(" ", 1)[0]


def _stands(shown: dict[str, Any], story: Story) -> Iterator[str]:
    """How it is today."""
    for one in shown["in_force"]:
        review = f"; to be reviewed by {one['review_due']}" if one["state"] == "in force" else ""
        appeal = "; an appeal is open" if one["under_appeal"] else ""
        yield f"Today {story.labels.get(one['id'], one['id'])} is {one['state']}{review}{appeal}."
    if shown["proposal"]:
        yield f"A restriction is proposed and waits for {', '.join(shown['proposal']['waits_for']) or 'approval'}."
    counting = shown["counting"]
    said = (
        "no comment counts" if not counting else "1 comment counts" if counting == 1 else f"{counting} comments count"
    )
    yield f"Of {len(story.quotes)} in this case, {said} against the person today."
