"""Builds the pure parts from the data files of `rules`: detectors and packs."""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from bot.resources import detector_texts, model_files, pack_names, pack_texts

if TYPE_CHECKING:
    from bot.judging import Judging
    from rules.casework.office import Office
    from rules.detect import Detector
    from rules.detect.classifier import Together
    from rules.policy.detection import Threshold
    from rules.policy.schema import Pack
    from rules.score import Built


@cache
def rules_only() -> "Detector":
    """The rules without a model, built once in a process. A set that does not compile raises: nothing starts without it."""
    from bot import rulebook
    from rules.detect import build

    return build(detector_texts(), rulebook.kept(), rulebook.maker())


@cache
def model() -> "Built":
    """The model of this installation, or none, and why. A file that is there and cannot be used raises BadModel."""
    from rules.score import build

    return build(model_files())


@cache
def detector(detection: tuple["Threshold", ...] = ()) -> "Detector | Together":
    """Rules and, where there is a model, its second opinion. `detection`: a pack's own thresholds. Raises BadModel."""
    return with_model(model(), detection)


def with_model(built: "Built", detection: tuple["Threshold", ...] = ()) -> "Detector | Together":
    """The rules and the second opinion of any model; the rules alone where it is none that runs here."""
    if built.scorer is None or built.fitted is None:
        return rules_only()
    from rules.detect.classifier import Classifier, Second, Together, overridden

    thresholds = overridden(built.fitted.thresholds, detection)
    second = Second(*built.second) if built.second else None
    return Together(rules_only(), Classifier(built.scorer, thresholds, rules_only().guards, second))


@cache
def pack(name: str) -> "Pack":
    """A policy pack by name or folder. Raises UnknownPack, PackError."""
    from rules.policy.parse import parse

    return parse(pack_texts(name))


def office(policy: str, settings: Mapping[str, str], earlier: Iterable[str] = ()) -> "Office":
    """The landlord of a policy: that one, every built-in one of the same landlord, and `earlier` ones named by hand.

    A case stays on the policy it was decided under, so the past ones are needed too. Raises UnknownPack, PackError.
    """
    from rules.casework.office import Office

    main = pack(policy)
    known = {main.id: main}
    named = list(earlier)
    for name in (*named, *(each for each in pack_names() if _may_be_of(main.landlord, each))):
        other = pack(name)
        if other.landlord == main.landlord or name in named:
            known.setdefault(other.id, other)
    return Office(tuple(known.values()), dict(settings))


def _may_be_of(landlord: str, name: str) -> bool:
    """Whether the pack names the landlord anywhere: reading every pack takes a second, looking into its text none."""
    return any(landlord in text for text in pack_texts(name).values())


def outdated(landlord: "Office", judged_by: "Pack", today: date) -> str:
    """One line where another dated policy of the landlord is in force than comments are judged by; else empty.

    The judge never changes its policy by itself: a new one starts in observe, and a person says when.
    """
    other = landlord.instead_of(judged_by.id, today)
    if other is None:
        return ""
    return (
        f"{other.title}, in force since {other.in_force.start:%-d %B %Y}, does not judge yet: comments are judged by"
        f" {judged_by.title}. Set policy: {other.id} in doorstep.yaml and start again; channels then begin in observe."
    )


def judging(policy: str, settings: dict[str, str] | None = None) -> "Judging":
    """Detectors and policy together."""
    from bot.judging import Judging

    chosen = pack(policy)
    return Judging(detector(chosen.detection), chosen, settings or {})
