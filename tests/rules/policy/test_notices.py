"""Fixed texts: how long they may be, and that those sent in public give nothing away."""

import pytest

from rules.policy.notices import PLACEHOLDERS, PRIVATE_ROOM, PUBLIC_ROOM, TENANCY, fault, filled_length
from tests.rules.packs import NAMES, pack

FILLED = {"reference": "HZ-ABCD-1234", "rules_link": "https://x.example/" + "r" * 22, "how_to_challenge": "c" * 60}


@pytest.mark.parametrize("name", NAMES)
def test_every_notice_fits_when_filled_in(name: str) -> None:
    for notice, text in pack(name).notices.items():
        filled = text.format_map(FILLED)
        assert len(filled) == filled_length(text)
        assert len(filled) <= (
            PRIVATE_ROOM if notice in ("hide_notice", "protective_notice", "warning_private") else PUBLIC_ROOM
        )


@pytest.mark.parametrize("name", NAMES)
def test_warnings_and_hide_notices_say_how_to_challenge_them(name: str) -> None:
    for notice in ("hide_notice", "hide_notice_public", "warning_public", "warning_private"):
        assert "{how_to_challenge}" in pack(name).notices[notice]


@pytest.mark.parametrize("name", NAMES)
def test_acknowledgements_carry_the_reference(name: str) -> None:
    for rule in pack(name).needs:
        assert "{reference}" in pack(name).notices[rule.acknowledge]


@pytest.mark.parametrize("name", NAMES)
def test_no_notice_says_anything_about_a_tenancy(name: str) -> None:
    """Nothing can be filled in that would: the placeholders are a reference, a link and a way to ask again."""
    assert set(PLACEHOLDERS) == {"reference", "rules_link", "how_to_challenge"}
    for notice, text in pack(name).notices.items():
        assert fault(notice, text) is None, notice
        assert not TENANCY.search(text), notice


@pytest.mark.parametrize(
    "text",
    [
        "As our tenant you agreed to this.",
        "Your rent account is in hand.",
        "We will call at your flat.",
        "About YOUR REPAIR: please wait.",
        "Your case is with us.",
    ],
)
def test_words_about_a_tenancy_are_a_fault(text: str) -> None:
    assert "says nothing about a tenancy" in str(fault("reminder", text))


@pytest.mark.parametrize("text", ["See your house rules.", "Current news: different parents."])
def test_words_that_only_look_like_it(text: str) -> None:
    assert fault("reminder", text) is None


def test_faults() -> None:
    assert fault("reminder", "x" * 280) is None
    assert fault("reminder", "x" * 281) == "281 characters when filled in, at most 280"
    assert fault("hide_notice", "x" * 281) is None
    assert "unknown placeholder {}" in str(fault("reminder", "{}"))
