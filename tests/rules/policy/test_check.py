"""Remarks on a pack, and which version is in force on a day."""

from datetime import date

from rules.policy.check import in_force, remarks
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
