"""The key that signs: made once, private, followed by keys that the one before signed."""

import stat

import pytest

from bot.evidence import keys
from bot.evidence.verify import verify
from bot.evidence.vouched import Outside
from bot.store import keyfile
from tests.bot.evidence.signing import Signed


def test_set_up_makes_one_key_readable_by_its_owner_only(any_signed: Signed) -> None:
    with any_signed.database.read() as tx:
        (key,) = keys.kept(tx)
    assert stat.S_IMODE((any_signed.folder / keys.FILE).stat().st_mode) == 0o600
    assert key.public not in (any_signed.folder / keys.FILE).read_bytes()
    keys.ensure(any_signed.folder, any_signed.database, any_signed.clock)
    with any_signed.database.read() as tx:
        assert keys.kept(tx) == [key]
        assert keys.fault([key]) == ""
    assert verify(any_signed.database).entries == 1  # the entry that makes it known


def test_whoever_knows_the_first_key_can_follow_to_the_newest(any_signed: Signed) -> None:
    first = any_signed.fingerprint
    any_signed.sign()
    second = any_signed.rotate()
    any_signed.sign()
    third = any_signed.rotate()
    any_signed.add()
    made = any_signed.sign()
    assert (made.key, len({first, second, third})) == (third, 3)
    for known in (first, second, third, third[: keys.SHORTEST], f" {first[:8].upper()} {first[8:40]}"):
        result = verify(any_signed.database, outside=Outside(known))
        assert (result.ok, result.vouched.keys, result.vouched.checkpoints) == (True, 3, 3), result.wrong
        assert result.vouched.origin.startswith(keys.plain(known))


def test_a_key_that_is_not_the_ledgers_is_refused(signed: Signed) -> None:
    signed.sign()
    assert verify(signed.database, outside=Outside("0" * 64)).wrong.startswith("the ledger has no key 000")
    assert not verify(signed.database, outside=Outside(signed.fingerprint[:31])).ok


def test_a_newer_key_does_not_vouch_for_what_the_older_one_signed(signed: Signed) -> None:
    signed.sign()
    new = signed.rotate()
    assert "no checkpoint bears the signature" in verify(signed.database, outside=Outside(new)).wrong
    signed.sign()
    assert verify(signed.database, outside=Outside(new)).ok


@pytest.mark.parametrize("cut_short", [True, False])
def test_a_change_of_keys_that_was_cut_short_is_finished(signed: Signed, cut_short: bool) -> None:
    old = (signed.folder / keys.FILE).read_bytes()
    new = signed.rotate()
    if cut_short:  # the commit was the last that happened
        (signed.folder / keys.FILE).rename(signed.folder / keys.NEXT)
        (signed.folder / keys.FILE).write_bytes(old)
        (signed.folder / keys.FILE).chmod(0o600)
    assert signed.sign().key == new
    assert not (signed.folder / keys.NEXT).exists()


def test_a_lost_or_foreign_key_is_named_and_not_made_again(signed: Signed) -> None:
    held = (signed.folder / keys.FILE).read_bytes()
    (signed.folder / keys.FILE).unlink()
    keys.ensure(signed.folder, signed.database, signed.clock)
    with pytest.raises(keys.NoKey, match=r"ledger\.key cannot be read: No such file"):
        signed.sign()
    keyfile.make(signed.folder / keys.FILE)
    with pytest.raises(keys.NoKey, match="is not the ledger's newest key"):
        signed.sign()
    (signed.folder / keys.FILE).write_bytes(held)
    signed.sign()


def test_telling_that_it_is_backed_up_is_recorded_for_this_key_only(signed: Signed) -> None:
    keys.tell_backed_up(signed.database, signed.clock, "s_1")
    signed.rotate()
    with signed.database.read() as tx:
        assert [key.backed_up_at is not None for key in keys.kept(tx)] == [True, False]
    assert verify(signed.database).ok
