"""What a letter is about: a warning, a measure, a restriction, or an appeal against one of them."""

from dataclasses import dataclass, replace

from rules.model.case.casefile import Appeal, Casefile, Restriction
from rules.model.case.facts import MeasureTaken


class NoSubject(LookupError):
    """Nothing in the case goes by the id that a letter is about."""


@dataclass(frozen=True, slots=True)
class Subject:
    """The policy it stands under (a pack's id), the comments relied on, and the decision itself."""

    pack: str
    refs: frozenset[str]
    restriction: Restriction | None = None
    measure: MeasureTaken | None = None
    appeal: Appeal | None = None


def subject(file: Casefile, about: str) -> Subject:
    """What `about` names. Raises NoSubject."""
    for appeal in file.appeals:
        if appeal.made.id == about:
            return _appealed(file, appeal)
    found = _decision(file, about)
    if found is None:
        raise NoSubject(f"nothing in this case goes by the name {about}")
    return found


def _appealed(file: Casefile, appeal: Appeal) -> Subject:
    decision = _decision(file, appeal.made.about) if appeal.made.about else None
    if decision is None:
        raise NoSubject(f"nobody has said yet which decision the appeal {appeal.made.id} is about")
    return replace(decision, appeal=appeal)


def _decision(file: Casefile, about: str) -> Subject | None:
    for one in file.restrictions:
        if one.id == about:
            return Subject(one.began.pack, frozenset(one.began.about), restriction=one)
    for measure in reversed(file.measures):
        if about in {measure.id, measure.ref}:
            return Subject(measure.pack, frozenset([measure.ref] if measure.ref else []), measure=measure)
    for warning in file.warnings:
        if warning.id == about:
            return Subject(warning.pack, frozenset(warning.about))
    return None
