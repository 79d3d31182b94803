"""The key that signs: made once, private, followed by keys that the one before signed."""

import stat

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

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


def test_a_lost_key_has_a_way_back_that_says_so_for_ever(any_signed: Signed) -> None:
    first, before = any_signed.fingerprint, any_signed.sign()
    (any_signed.folder / keys.FILE).unlink()
    made = keys.lost(any_signed.folder, any_signed.database, any_signed.clock, "s_1", "the disk failed")
    assert any_signed.sign().key == made != first
    alone, new = verify(any_signed.database), verify(any_signed.database, outside=Outside(made))
    assert alone.ok
    assert (new.ok, new.vouched.origin) == (True, made), new.wrong
    assert f"Key 1 was said to be lost at entry {before.size + 1}" in str(alone)
    assert f"no key before it vouches for {made}" in str(alone)
    old = verify(any_signed.database, outside=Outside(first))
    assert not old.ok
    assert f"origin not shown by the key {first}: Key 1 was said to be lost" in old.wrong
    assert f"vouches for {made}, which signs from there. Ask for its fingerprint" in old.wrong
    witnessed = verify(any_signed.database, outside=Outside(checkpoints=(before,)))
    assert (witnessed.ok, witnessed.vouched.witnessed) == (True, before.size), "what was kept until then still counts"
    newest = any_signed.rotate()
    any_signed.sign()
    assert verify(any_signed.database, outside=Outside(made)).ok, "from the new one on, keys vouch for each other again"
    assert not verify(any_signed.database, outside=Outside(first)).ok
    assert newest != made


def test_until_something_new_is_signed_the_lost_key_still_shows_what_it_signed(signed: Signed) -> None:
    first = signed.fingerprint
    signed.sign()
    (signed.folder / keys.FILE).unlink()
    keys.lost(signed.folder, signed.database, signed.clock, "s_1", "the disk failed")
    result = verify(signed.database, outside=Outside(first))
    assert (result.ok, result.vouched.origin) == (True, first)
    assert "was said to be lost" in str(result)


def test_a_key_that_is_there_is_not_lost(signed: Signed) -> None:
    signed.sign()
    file = signed.folder / keys.FILE
    with pytest.raises(keys.NoKey, match=r"it is not lost: .* is the newest key"):
        keys.lost(signed.folder, signed.database, signed.clock, "s_1", "why")
    file.chmod(0o644)
    with pytest.raises(keys.NoKey, match=r"its file is there: .* is open to others: chmod 600 it"):
        keys.lost(signed.folder, signed.database, signed.clock, "s_1", "why")
    file.unlink()
    keyfile.make(file)
    with pytest.raises(keys.NoKey, match=r"is not the ledger's newest key .* move .* elsewhere and keep it"):
        keys.lost(signed.folder, signed.database, signed.clock, "s_1", "why")
    with signed.database.read() as tx:
        assert len(keys.kept(tx)) == 1


def test_a_lost_key_that_was_cut_short_is_finished(signed: Signed) -> None:
    signed.sign()
    (signed.folder / keys.FILE).unlink()
    made = keys.lost(signed.folder, signed.database, signed.clock, "s_1", "the disk failed")
    (signed.folder / keys.FILE).rename(signed.folder / keys.NEXT)  # the commit was the last that happened
    assert signed.sign().key == made


@pytest.mark.parametrize("told", ["rotated", "lost"])
def test_a_break_is_told_where_it_is_and_nowhere_else(signed: Signed, told: str) -> None:
    """Somebody with the database makes a key of their own: the entry and the key must tell the same."""
    signed.sign()
    own = Ed25519PrivateKey.generate()
    with signed.database.write() as tx:
        signs = keys.private(signed.folder, keys.kept(tx)) if told == "lost" else own
        keys._add(tx, own, signs, told, signed.clock, "s_1")
    assert "whether the key before key 2 was lost is told otherwise" in verify(signed.database).wrong
