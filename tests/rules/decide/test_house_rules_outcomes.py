"""What the house rules make of labelled comments when every finding is right: LandlordCheck's outcome rules.

The development set's labels stand in for perfect detectors; where its outcome rests on something its labels do not hold
(own details, a self-harm disclosure without an emergency label), we cannot agree, and the test says how many those are.
"""

import json
from pathlib import Path
from typing import Any

import pytest

from rules.decide import decide
from rules.model.finding import Behaviour, Finding, Need, NeedKind, Severity, Target, Urgency
from rules.model.interaction import InteractionKind
from tests.rules.decide.givens import found, given, needed
from tests.rules.packs import pack

BEHAVIOUR = {
    "abuse": Behaviour.ABUSE,
    "profanity": Behaviour.SWEARING_AT_PERSON,
    "threat": Behaviour.THREAT,
    "discrimination": Behaviour.DISCRIMINATION,
    "allegation": Behaviour.ALLEGATION,
    "privacy": Behaviour.PRIVATE_DATA,
    "harassment": Behaviour.HARASSMENT,
    "spam": Behaviour.SPAM,
}


def outcome(findings: list[Finding], needs: list[Need], kind: str = "comment") -> str:
    interaction = InteractionKind.DIRECT_MESSAGE if kind == "dm" else InteractionKind(kind)
    return decide(pack("house-rules"), given(*findings, needs=needs, kind=interaction)).course.value


def labelled(row: dict[str, Any]) -> str:
    findings = [found(BEHAVIOUR[name], Severity(row["severity"])) for name in row["behaviours"]]
    needs = [needed(NeedKind(name), Urgency.NOW if name == "emergency" else Urgency.SOON) for name in row["needs"]]
    return outcome(findings, needs, row["context"]["kind"])


@pytest.mark.parametrize(
    ("behaviours", "needs", "severity", "kind", "expected"),
    [
        ([], [], "none", "comment", "leave"),
        ([], ["complaint", "repair"], "none", "reply", "leave"),
        ([], ["safeguarding"], "none", "comment", "review"),
        ([], ["emergency"], "none", "comment", "urgent"),
        (["abuse"], [], "mild", "comment", "review"),
        (["abuse"], [], "serious", "comment", "hide"),
        (["abuse", "profanity"], [], "serious", "review", "hide"),
        (["abuse"], [], "serious", "dm", "review"),
        (["abuse", "profanity"], ["hazard"], "serious", "comment", "review"),
        (["abuse"], ["complaint"], "serious", "comment", "hide"),
        (["discrimination"], [], "serious", "comment", "hide"),
        (["discrimination"], [], "mild", "comment", "review"),
        (["harassment"], [], "serious", "comment", "hide"),
        (["harassment"], [], "extreme", "quote", "urgent"),
        (["allegation"], [], "serious", "comment", "review"),
        (["privacy"], [], "serious", "comment", "urgent"),
        (["privacy"], ["repair"], "serious", "comment", "urgent"),
        (["threat"], [], "mild", "dm", "review"),
        (["threat"], [], "extreme", "dm", "urgent"),
        (["spam"], [], "mild", "comment", "hide"),
        (["abuse"], ["emergency", "repair"], "mild", "reply", "urgent"),
    ],
)
def test_outcomes_of_labelled_comments(
    behaviours: list[str], needs: list[str], severity: str, kind: str, expected: str
) -> None:
    row = {"behaviours": behaviours, "needs": needs, "severity": severity, "context": {"kind": kind}}
    assert labelled(row) == expected


def test_strong_swearing_at_nobody_and_own_details() -> None:
    assert outcome([found(Behaviour.SWEARING_AT_NOBODY, target=Target.THING)], []) == "leave"
    assert outcome([found(Behaviour.OWN_PRIVATE_DATA, target=Target.SELF)], []) == "review"


@pytest.mark.shared
def test_the_development_set_comes_out_as_labelled_where_its_labels_say_enough(shared: Path) -> None:
    lines = (shared / "data/landlordcheck/dev.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    wrong = [row for row in rows if labelled(row) != row["outcome"]]
    breaches = [row for row in wrong if row["behaviours"]]
    assert len(rows) == 374
    assert {row["outcome"] for row in wrong if not row["behaviours"]} == {"review", "urgent"}, "never too much"
    assert len(wrong) - len(breaches) <= 16
    # Two veiled threats and one small advert, which the set wants looked at first, and an insult beside a suicide risk.
    assert len(breaches) <= 4
    assert [labelled(row) for row in wrong if not row["behaviours"]].count("hide") == 0
