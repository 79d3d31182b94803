"""Two independent readings: `doorstep verify` of the ledger and the stand-alone verifier of a bundle made from it agree.

The ledger is altered past its triggers in what a case holds; a bundle is drawn up from it all the same.
"""

from pathlib import Path

import pytest

from bot.evidence.append import Draft, append
from bot.evidence.bundle import verify_bundle
from bot.evidence.erasure import deed
from bot.evidence.erasure.target import target
from bot.evidence.verify import verify
from bot.evidence.vouched import Outside
from bot.store.ids import stamp
from rules.model.erasure import ErasureReason
from rules.model.evidence import EntryKind
from tests.bot.evidence.bundle.forging import files_of, told
from tests.bot.evidence.bundle.kit import Office
from tests.bot.evidence.test_verify import past_the_triggers

ALTERED = {
    "a body": "UPDATE entry SET body = replace(body, '\"edited\":false', '\"edited\":true ') WHERE seq = {heard}",
    "a hash": "UPDATE entry SET hash = zeroblob(32) WHERE seq = {heard}",
    "words": "UPDATE content SET value = CAST('kind words' AS BLOB) WHERE seq = {heard} AND field = 'text'",
    "a salt": "UPDATE content SET salt = zeroblob(16) WHERE seq = {heard} AND field = 'text'",
    "words gone": "DELETE FROM content WHERE seq = {heard} AND field = 'text'",
    "a decision": "UPDATE entry SET body = replace(body, 'serious', 'extreme') WHERE seq = {heard} + 1",
}


@pytest.mark.parametrize("what", ALTERED)
async def test_an_altered_ledger(office: Office, what: str) -> None:
    case = await office.small()
    (row,) = office.comments()
    assert verify(office.database).ok
    assert told(office.unchecked(case)) == ""
    seq = row.text_seq + (what == "a decision")
    with past_the_triggers(office.database) as tx:
        assert tx.exec_driver_sql(ALTERED[what].format(heard=row.text_seq)).rowcount == 1
        tx.exec_driver_sql("UPDATE entry SET body = CAST(body AS BLOB)")
    by_ledger, by_bundle = verify(office.database), told(office.unchecked(case))
    assert by_ledger.wrong.startswith(f"entry {seq}")
    assert by_bundle, "the bundle of an altered record passes"
    if what == "a hash":
        assert "was altered" in by_bundle  # every proof rests on it, so the first entry of the bundle is named
    else:
        assert by_bundle.startswith(f"entry {seq}")
    if what == "words gone":
        assert (
            by_bundle
            == by_ledger.wrong
            == f"entry {seq}: private fields of it are gone, and no entry says that they were erased"
        )


async def test_what_was_lawfully_erased_shows_as_erased_and_verifies(office: Office) -> None:
    case = await office.small()
    (row,) = office.comments()
    before = files_of(office.bundle(case).raw)
    with office.database.write() as tx:
        deed.erase(tx, target(tx, row.id), ErasureReason.REQUEST, office.landlord.people["dan"].id, office.clock())
    assert verify(office.database).ok
    made = office.bundle(case)
    lines, files = verify_bundle.check(made.raw, office.fingerprint), files_of(made.raw)
    erased = [name for name in before if name.startswith(f"originals/{row.text_seq:012}/")]
    assert len(erased) == 3  # words, source, payload
    assert not set(erased) & set(files)
    assert b"abuse serious" in b"".join(before.values())
    assert b"abuse serious" not in b"".join(files.values())
    page, index = files["1-first-page.html"].decode(), files["2-index.html"].decode()
    assert "The words have been erased; that they were said, and when, is still proved." in page
    assert index.count("<em>erased; an entry says why</em>") >= 3
    assert any("erased, " in line and "Private fields: 0 " not in line for line in lines)


@pytest.mark.parametrize(("went", "right"), [("parent_text", True), ("text", False)])
async def test_an_answer_of_which_only_the_copied_words_were_erased(office: Office, went: str, right: bool) -> None:
    """An entry that says which field went explains that one, and no other."""
    case = await office.small()
    (row,) = office.comments()
    with past_the_triggers(office.database) as tx:
        private = {"parent_text": b"a neighbour's words", "text": b"mine"}
        seq = append(tx, [Draft(EntryKind.CAPTURED, row.id, {}, private)], stamp(office.clock()))[0].seq
        part = {"erasure": "x_1", "of": "i_other", "reason": "request", "only": ["parent_text"]}
        append(tx, [Draft(EntryKind.ERASED, row.id, part)], stamp(office.clock()))
        tx.exec_driver_sql("DELETE FROM content WHERE seq = ? AND field = ?", (seq, went))
    gone = "private fields of it are gone, and no entry says that they were erased"
    assert told(office.unchecked(case)) == ("" if right else f"entry {seq}: {gone}")


async def test_a_bundle_made_before_an_erasure_still_verifies(office: Office) -> None:
    """It is whole in itself. That is why an export is an entry: whoever erases knows where copies are."""
    case = await office.small()
    (row,) = office.comments()
    before = office.bundle(case).raw
    with office.database.write() as tx:
        deed.erase(tx, target(tx, row.id), ErasureReason.REQUEST, office.landlord.people["dan"].id, office.clock())
    assert told(before, key=office.fingerprint) == ""


async def test_a_ledger_cut_off_and_grown_again_is_another(office: Office, tmp_path: Path) -> None:
    """With all that tells of it: the ledger and its new bundle are consistent, and only the witness shows it, to both."""
    case = await office.small()
    kept = office.signed[-1]
    with past_the_triggers(office.database) as tx:
        tx.exec_driver_sql("DELETE FROM checkpoint")
        tx.exec_driver_sql("DELETE FROM witness")
        tx.exec_driver_sql("DELETE FROM content WHERE seq = (SELECT max(seq) FROM entry)")
        tx.exec_driver_sql("DELETE FROM entry WHERE seq = (SELECT max(seq) FROM entry)")
    (tmp_path / "ledger.last").unlink()
    assert verify(office.database).ok
    other = office.unchecked(case)
    assert told(other, key=kept.key) == ""
    assert (
        told(other, kept=kept.line)
        == f"the checkpoint of {kept.size} entries is another than the one that was kept outside"
    )
    by_ledger = verify(office.database, outside=Outside(kept.key, (kept,)))
    assert "the entries until it are not those that were signed" in by_ledger.wrong
