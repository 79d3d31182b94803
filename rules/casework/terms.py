"""The terms of a restriction: what kind, how long, when it is looked at again. Nothing is without an end."""

from dataclasses import dataclass

from rules.casework.quorum import quorum_for
from rules.casework.sentences import refusal
from rules.casework.sitting import Sitting
from rules.model.case.deeds import PERMANENT, Propose
from rules.model.case.facts import Proposed
from rules.model.case.orders import Refusal
from rules.model.case.words import Check, Exemption, RestrictionKind, Unmet
from rules.policy.casework import Casework, Duration, Offered


@dataclass(frozen=True, slots=True)
class Terms:
    """What is proposed, whether just now or some days ago. `months` of None leaves it to the pack."""

    restriction: RestrictionKind
    about: tuple[str, ...]
    months: int | None
    review_months: int | None
    checked: frozenset[Check]
    exemption: Exemption | None
    has_reason: bool


def of_deed(deed: Propose) -> Terms:
    """The terms of a proposal being made."""
    return Terms(
        deed.restriction,
        deed.about,
        deed.months,
        deed.review_months,
        deed.checked,
        deed.exemption,
        deed.has_reason,
    )


def of_proposal(proposal: Proposed) -> Terms:
    """The terms of a proposal that was accepted; its reason was given then."""
    return Terms(
        proposal.restriction,
        proposal.about,
        proposal.months,
        proposal.review_months,
        proposal.checked,
        proposal.exemption,
        has_reason=True,
    )


def offer(casework: Casework, kind: RestrictionKind) -> Offered | None:
    """What the policy says about a restriction of this kind; None where it offers none."""
    return next((offered for offered in casework.restrictions if offered.kind is kind), None)


def months_of(casework: Casework, asked: int | None) -> int | None:
    """How many months it would last."""
    duration = casework.duration
    return asked if asked is not None else duration.standard


def review_months_of(casework: Casework, asked: int | None, months: int) -> int | None:
    """How often it is looked at: the policy's own rhythm or sooner, and never later than the end."""
    given = [n for n in (casework.review.every, asked) if n is not None]
    return min(*given, months) if given else None


def is_longer(casework: Casework, months: int) -> bool:
    """Whether so many months need the agreement to a longer period."""
    duration = casework.duration
    return duration.longer is not None and duration.standard is not None and months > duration.standard


def unmet_terms(sitting: Sitting, terms: Terms) -> list[Refusal]:
    """What is wrong with the kind of restriction and its length."""
    return [*_kind(sitting.casework, terms), *_length(sitting.casework, terms), *_review(sitting.casework, terms)]


def _kind(casework: Casework, terms: Terms) -> list[Refusal]:
    if terms.restriction is RestrictionKind.ALL_CHANNELS:
        return [refusal(Unmet.ALL_CLOSED)]
    found = offer(casework, terms.restriction) and quorum_for(casework, terms.restriction)
    return [] if found else [refusal(Unmet.NOT_OFFERED)]


def _length(casework: Casework, terms: Terms) -> list[Refusal]:
    if terms.months == PERMANENT:
        return [refusal(Unmet.PERMANENT, casework.duration.clause)]
    months = months_of(casework, terms.months)
    if months is None or months < 1:
        more = " and after how many it is looked at again" if _review(casework, terms) else ""
        return [refusal(Unmet.NO_END, casework.duration.clause, f"Missing: for how many months{more}.")]
    return _within(casework.duration, months)


def _within(duration: Duration, months: int) -> list[Refusal]:
    most = duration.standard if duration.fixed else duration.longest
    if most is not None and months > most:
        return [refusal(Unmet.TOO_LONG, duration.clause)]
    # A fixed length is not shortened by a proposal: a review or an appeal ends it early.
    short = duration.fixed and duration.standard is not None and months < duration.standard
    return [refusal(Unmet.NOT_OFFERED, duration.clause)] if short else []


def _review(casework: Casework, terms: Terms) -> list[Refusal]:
    asked, rule = terms.review_months, casework.review
    unset = asked is None and rule.every is None
    if not unset and (asked is None or asked >= 1):
        return []
    return [refusal(Unmet.NO_END, rule.clause, "Missing: after how many months it is looked at again.")]
