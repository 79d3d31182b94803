"""The translation to LandlordCheck's words: total, printed, and true of what is found."""

import json
from pathlib import Path

import pytest

from rules.detect import Detector, landlordcheck
from rules.model.finding import NEVER_A_BREACH, Behaviour, NeedKind, Severity
from rules.model.history import History
from rules.model.interaction import InteractionKind
from tests.rules.detect.conftest import Read

THEIRS = {"threat", "abuse", "discrimination", "profanity", "allegation", "privacy", "harassment", "spam"}
THEIR_NEEDS = {"hazard", "repair", "complaint", "safeguarding", "emergency", "adjustment", "information_request"}


def test_both_tables_are_total() -> None:
    assert set(landlordcheck.BEHAVIOURS) == set(Behaviour)
    assert set(landlordcheck.NEEDS) == set(NeedKind)


def test_they_name_all_of_their_labels_and_no_other() -> None:
    assert {label for label in landlordcheck.BEHAVIOURS.values() if label} == THEIRS
    assert set(landlordcheck.NEEDS.values()) == THEIR_NEEDS


def test_what_is_never_a_breach_has_no_label() -> None:
    assert {landlordcheck.BEHAVIOURS[behaviour] for behaviour in NEVER_A_BREACH} == {None}


def test_the_table_prints_a_line_for_each_of_our_words() -> None:
    lines = landlordcheck.table().splitlines()
    assert len(lines) == len(Behaviour) + len(NeedKind)
    assert any(line.split()[-1] == "profanity" for line in lines)


def test_severity_is_that_of_the_gravest_breach(read: Read) -> None:
    assert landlordcheck.severity(read("you muppets, I'll break your legs")) is Severity.EXTREME
    assert landlordcheck.severity(read("thank you")) is Severity.NONE


@pytest.mark.shared
def test_figures_on_the_development_set_stay_where_they_were(detector: Detector) -> None:
    """The set this was written against, so these are floors against going backwards and no measure of quality."""
    path = Path(__file__).parents[4] / "shared" / "data" / "landlordcheck" / "dev.jsonl"
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    caught = lawful = wronged = breaches = 0
    danger: dict[str, list[bool]] = {"emergency": [], "hazard": [], "safeguarding": []}
    for row in rows:
        found = detector.find(
            row["text"], parent_text=None, kind=InteractionKind.COMMENT, rating=None, history=History()
        )
        named = bool(landlordcheck.behaviours(found))
        breaches += bool(row["behaviours"])
        caught += named and bool(row["behaviours"])
        lawful += not row["behaviours"]
        wronged += named and not row["behaviours"]
        for kind, seen in danger.items():
            if kind in row["needs"]:
                seen.append(kind in landlordcheck.needs(found))
    assert caught / breaches >= 0.9
    assert wronged / lawful <= 0.02
    assert all(sum(seen) / len(seen) >= 0.9 for seen in danger.values())
