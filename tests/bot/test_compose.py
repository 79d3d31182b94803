"""The landlord of a policy, with every dated version of it."""

from datetime import date
from pathlib import Path

import pytest

from bot.compose import office
from bot.resources import UnknownPack, pack_texts
from rules.casework import NoPolicy


def test_a_landlord_is_all_its_dated_packs() -> None:
    """A case decided under the older one stays there; today's is the newer one."""
    landlord = office("derby-2024", {"approver_post": "Head of Service"})
    assert {pack.id for pack in landlord.packs} == {"derby-2024", "derby-2020"}
    assert landlord.on(date(2022, 5, 1)).id == "derby-2020"
    assert landlord.on(date(2026, 5, 1)).id == "derby-2024"
    assert landlord.settings == {"approver_post": "Head of Service"}
    with pytest.raises(NoPolicy):
        landlord.named("watford")


def test_another_landlords_packs_are_not_its() -> None:
    assert [pack.id for pack in office("watford", {}).packs] == ["watford"]


def test_earlier_policies_are_named_by_hand(tmp_path: Path) -> None:
    for file, text in pack_texts("house-rules").items():
        (tmp_path / file).write_text(text.replace("id: house-rules", "id: old-rules"), encoding="utf-8")
    landlord = office("house-rules", {}, [str(tmp_path)])
    assert {pack.id for pack in landlord.packs} == {"house-rules", "old-rules"}
    with pytest.raises(UnknownPack):
        office("house-rules", {}, ["no such folder"])
