"""Remarks on a pack, and which version is in force on a day."""

from datetime import date

import pytest
from pydantic import ValidationError

from rules.policy.check import in_force, remarks
from rules.policy.process import OwnReview
from rules.policy.schema import InForce, Pack
from tests.rules.packs import pack

DERBY = pack("derby-2024")
SETTINGS = {
    "approver_post": "Head of Service",
    "rules_link": "https://rules.example",
    "how_to_challenge": "write to us",
}


def test_remarks_name_each_missing_setting_with_its_reason_and_clause() -> None:
    lines = remarks(DERBY, {}, date(2026, 11, 22))
    assert len(lines) == 3
    assert lines[0].startswith("derby-2024: the setting approver_post is missing: The policy names nobody")
    assert lines[0].endswith("[DH24-20]")


def test_with_everything_set_nothing_is_left_to_say() -> None:
    assert remarks(DERBY, SETTINGS, date(2026, 11, 22)) == ()


def test_remarks_on_a_post_nobody_knows_and_a_day_too_early() -> None:
    lines = remarks(DERBY, SETTINGS | {"approver_post": "Mayor"}, date(2023, 1, 1))
    assert "'Mayor', which is not one of" in lines[0]
    assert "not in force on 2023-01-01" in lines[1]


def test_remarks_say_what_a_pack_is_silent_about() -> None:
    quiet = Pack.model_validate(DERBY.model_dump(by_alias=True) | {"behaviours": DERBY.behaviours[1:]})
    assert remarks(quiet, SETTINGS, date(2026, 1, 1))[-1].endswith("abusive words at somebody who works here")


def test_the_version_in_force_is_the_latest_begun_and_not_ended() -> None:
    old = DERBY.model_copy(
        update={"version": "2020.1", "in_force": InForce(**{"from": date(2020, 11, 1), "until": date(2024, 2, 29)})}
    )
    packs = [DERBY, old]
    assert in_force(packs, date(2024, 2, 29)) is old
    assert in_force(packs, date(2024, 3, 1)) is DERBY
    assert in_force(packs, date(2019, 1, 1)) is None


def test_a_policy_whose_own_review_is_overdue_or_undatable_says_so() -> None:
    on = date(2026, 11, 22)
    assert (
        "watford: the landlord meant to look at this policy again by 2023-11-30; ask if it still holds [WCH-38]"
        in remarks(pack("watford"), SETTINGS, on)
    )
    assert not any("look at this policy" in line for line in remarks(pack("watford"), SETTINGS, date(2023, 11, 30)))
    undated = "karbon: to be looked at again every 3 years, from a day it does not give [KH-29]"
    assert undated in remarks(pack("karbon"), SETTINGS, on)


def test_a_review_of_the_policy_itself_names_a_day_or_a_period() -> None:
    with pytest.raises(ValidationError, match="every how many years"):
        OwnReview(clause="A-01")
