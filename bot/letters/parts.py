"""Which parts a letter has, and what each is made of. A part that is demanded and lacks its words stops the letter."""

from collections.abc import Callable, Iterable, Mapping

from bot.letters.letter import Letter
from rules.model.case.words import LetterKind, Outcome, RestrictionKind, Says


class Incomplete(ValueError):
    """The letter cannot be written; the text names every part or field that is missing, in one line."""


NAMED_IN_THE_LETTER = frozenset(
    {
        RestrictionKind.SPOC,
        RestrictionKind.ONE_CHANNEL,
        RestrictionKind.SET_TIMES,
        RestrictionKind.APPOINTMENT_ONLY,
        RestrictionKind.REPRESENTATIVE_ONLY,
    }
)
"""Restrictions that say nothing until the letter names the person, the way, the place or the times (`Terms.details`)."""

RESTRICTING = frozenset({LetterKind.RESTRICTION_NOTICE, LetterKind.EXTENSION})


def _action(letter: Letter) -> bool:
    match letter.kind:
        case LetterKind.MEASURE_NOTICE:
            return letter.measure is not None
        case LetterKind.RESTRICTION_NOTICE | LetterKind.EXTENSION:
            return letter.terms is not None
        case LetterKind.REVIEW_OUTCOME:
            return letter.outcome is Outcome.CEASE or (letter.outcome is Outcome.EXTEND and letter.terms is not None)
        case LetterKind.APPEAL_ACKNOWLEDGEMENT:
            return letter.appeal is not None
        case LetterKind.APPEAL_OUTCOME:
            return letter.outcome in {Outcome.STANDS, Outcome.OVERTURNED}
        case _:
            return True  # a warning and a lifting say what they do in their own fixed words


def _remaining(letter: Letter) -> bool:
    terms = letter.terms
    return terms is not None and bool(terms.leaves and (terms.details or terms.kind not in NAMED_IN_THE_LETTER))


FILLED: Mapping[Says, Callable[[Letter], bool]] = {
    Says.BEHAVIOUR: lambda letter: bool(letter.said) and all(one.behaviours for one in letter.said),
    Says.DATES_TIMES: lambda letter: bool(letter.said),
    Says.EXACT_WORDS: lambda letter: any(one.words.strip() for one in letter.said),
    Says.PROPOSED_SANCTION: lambda letter: bool(letter.sanction.strip()),
    Says.POSSIBLE_ACTIONS: lambda letter: bool(letter.possible),
    Says.CHANCE_TO_MODIFY: lambda letter: letter.kind is LetterKind.WARNING,
    Says.REASON: lambda letter: bool(letter.reason.strip()),
    Says.ACTION: _action,
    Says.DURATION: lambda letter: letter.terms is not None,
    Says.REVIEW_PERIOD: lambda letter: letter.terms is not None,
    Says.REMAINING_CHANNEL: _remaining,
    Says.APPEAL_ROUTE: lambda letter: bool(letter.landlord.how_to_appeal and letter.policy.appeal.decided_by),
    Says.OMBUDSMAN: lambda letter: bool(letter.policy.ombudsman),
    Says.POLICY_COPY: lambda letter: bool(letter.landlord.policy_copy),
    Says.ADJUSTED_FORMAT: lambda letter: bool(letter.landlord.contact),
    Says.VOLUME_AND_NATURE: lambda letter: bool(letter.figures.strip()),
}
"""Every part has its test; a test holds the table to the vocabulary."""

GIVEN_BY = {
    "reason": "--reason",
    "remaining_channel": "--details (who the contact is, days, times)",
    "proposed_sanction": "--sanction",
    "volume_and_nature": "--figures",
    "to.name": "--to",
}
"""What a person gives when a letter is written (`doorstep letter write`); the rest comes from the case and the settings."""

ALWAYS = ("reference", "signed.name", "signed.post", "to.name", "landlord.name")
ROUTES = ("contact", "emergency_repairs", "safeguarding", "complaints")


def check(letter: Letter) -> None:
    """Raises Incomplete naming every part demanded that has no words, and every field that no letter goes without."""
    missing = [f"the part {says.value}" for says in sorted(letter.parts) if not FILLED[says](letter)]
    missing += [f"the field {name}" for name in (*ALWAYS, *(f"landlord.{r}" for r in ROUTES)) if not _of(letter, name)]
    if letter.terms is not None and letter.terms.ends <= letter.terms.start:
        missing.append("an end that lies after the start")
    refuse(letter, missing)


def refuse(letter: Letter, missing: Iterable[str]) -> None:
    """Raises Incomplete when anything is missing."""
    lacking = list(missing)
    if not lacking:
        return
    give = ", ".join(option for name, option in GIVEN_BY.items() if any(one.endswith(f" {name}") for one in lacking))
    without = f"it cannot be written without {', '.join(lacking)}{f'; give {give}' if give else ''}"
    raise Incomplete(f"{letter.kind.value} {letter.reference}: {without}")


def _of(letter: Letter, name: str) -> bool:
    value: object = letter
    for step in name.split("."):
        value = getattr(value, step)
    return bool(str(value).strip())
