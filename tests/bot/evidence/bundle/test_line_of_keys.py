"""Whose bundle it is: the key asked for, one it vouches for, and the break where a key was lost."""

import pytest

from bot.evidence import keys
from bot.evidence.bundle import verify_bundle
from tests.bot.evidence.bundle.kit import Office


async def test_a_key_that_was_lost_breaks_the_line(office: Office) -> None:
    """Nobody vouches for the new key: its own fingerprint has to be known, and the old one no longer helps."""
    case, before = await office.small(), office.fingerprint
    (office.folder / "ledger.key").rename(office.folder / "gone.key")
    keys.lost(office.folder, office.database, office.clock, office.landlord.people["sam"].id, "the disk failed")
    raw = office.bundle(case).raw
    assert any(
        f"signed under the key {office.fingerprint}" in line for line in verify_bundle.check(raw, office.fingerprint)
    )
    with pytest.raises(verify_bundle.Wrong, match=f"origin: the key {before} did not sign this"):
        verify_bundle.check(raw, before)


async def test_it_goes_on_after_a_change_of_keys(office: Office) -> None:
    case, before = await office.small(), office.fingerprint
    office.rotate()
    raw = office.bundle(case).raw
    assert office.fingerprint != before
    for key in (before, office.fingerprint):
        assert any(line.startswith(f"Origin: signed under the key {key}") for line in verify_bundle.check(raw, key))
