"""What to know about a pack before switching it on: what the landlord must still say, what it leaves alone."""

from collections.abc import Iterable, Mapping
from datetime import date

from rules.model.finding import Behaviour
from rules.model.in_words import BEHAVIOURS
from rules.policy.schema import Pack


def remarks(pack: Pack, settings: Mapping[str, str], on: date) -> tuple[str, ...]:
    """One line each, empty when nothing is left to say. A pack that cannot be read at all never gets here (`PackError`)."""
    return (
        *_settings(pack, settings),
        *_post(pack, settings),
        *_dates(pack, on),
        *_own_review(pack, on),
        *_silences(pack),
    )


def in_force(packs: Iterable[Pack], on: date) -> Pack | None:
    """Of several versions of a landlord's policy, the one in force on a day: the latest begun and not yet ended, or None."""
    live = [p for p in packs if p.in_force.start <= on and (p.in_force.until is None or on <= p.in_force.until)]
    return max(live, key=lambda p: p.in_force.start, default=None)


def _settings(pack: Pack, settings: Mapping[str, str]) -> Iterable[str]:
    for setting in pack.settings:
        if not settings.get(setting.name):
            clause = f" [{setting.clause}]" if setting.clause else ""
            yield f"{pack.id}: the setting {setting.name} is missing: {setting.reason}{clause}"


def _post(pack: Pack, settings: Mapping[str, str]) -> Iterable[str]:
    named = settings.get(pack.block.setting or "")
    if named and named not in pack.roles:
        yield f"{pack.id}: {pack.block.setting} names {named!r}, which is not one of: {', '.join(pack.roles)}"


def _dates(pack: Pack, on: date) -> Iterable[str]:
    if in_force([pack], on) is None:
        yield f"{pack.id}: not in force on {on} (from {pack.in_force.start} to {pack.in_force.until or 'no end known'})"


def _own_review(pack: Pack, on: date) -> Iterable[str]:
    review = pack.own_review
    if review is not None and review.due is None:
        often = f"every {review.every_years} years, from a day it does not give"
        yield f"{pack.id}: to be looked at again {often} [{review.clause}]"
    if review is not None and review.due is not None and review.due < on:
        meant = f"the landlord meant to look at this policy again by {review.due}"
        yield f"{pack.id}: {meant}; ask if it still holds [{review.clause}]"


def _silences(pack: Pack) -> Iterable[str]:
    silent = [BEHAVIOURS[behaviour] for behaviour in Behaviour if behaviour not in pack.by_behaviour]
    if silent:
        yield f"{pack.id}: does not speak of, and so leaves alone: {', '.join(silent)}"
