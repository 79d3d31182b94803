"""`--checkpoint`: what a witness kept, held against a bundle. What is not in it shows nothing, and that is said."""

import json
from pathlib import Path
from typing import Any

import pytest

from bot.evidence.append import Draft, append
from bot.evidence.bundle.make import Asked, make
from bot.evidence.bundle.seal import NotOfThisRecord
from bot.evidence.bundle.verify_bundle import check
from bot.evidence.checkpoints import read
from bot.store.ids import stamp
from rules.model.evidence import EntryKind
from tests.bot.evidence.bundle.conftest import Made
from tests.bot.evidence.bundle.forging import told
from tests.bot.evidence.bundle.kit import Office
from tests.bot.evidence.test_verify import past_the_triggers


def go_on(office: Office, times: int = 1) -> None:
    with office.database.write() as tx:
        append(tx, [Draft(EntryKind.BRAKE, None, {"what": "test"})] * times, stamp(office.clock()))


def forged(office: Office) -> None:
    """The end of the record goes, with all that tells of it, and it grows on otherwise, signed with the same key."""
    with past_the_triggers(office.database) as tx:
        tx.exec_driver_sql("DELETE FROM checkpoint")
        tx.exec_driver_sql("DELETE FROM witness")
        tx.exec_driver_sql("DELETE FROM content WHERE seq = (SELECT max(seq) FROM entry)")
        tx.exec_driver_sql("DELETE FROM entry WHERE seq = (SELECT max(seq) FROM entry)")
    (office.folder / "ledger.last").unlink()


async def test_another_record_with_other_sizes_is_found_out(made: Made, office: Office) -> None:
    """None of its checkpoints is as large as the one that was kept; that it is of another record shows all the same."""
    go_on(office)
    other = office.bundle(await office.appealed()).raw
    size = json.loads(made.kept)["body"]["size"]
    assert told(other, kept=made.kept) == (
        f"the checkpoint of {size} entries that was kept outside is of another record"
    )


async def test_one_that_is_not_in_it_is_never_said_to_be_right(office: Office) -> None:
    """A landlord who forges with the right key chooses other sizes: then the bundle shows nothing, and says whom to ask."""
    case, kept = await office.small(), office.signed[-1]
    forged(office)
    go_on(office, 3)
    raw = office.unchecked(case)
    ask = "is not in this bundle: ask for one made with it"
    with pytest.raises(LookupError, match=f"the checkpoint of {kept.size} entries {ask}"):
        check(raw, kept.key, kept.line)
    with pytest.raises(
        NotOfThisRecord, match=f"the checkpoint of {kept.size} entries that was kept outside is none of"
    ):
        make(office.house, Asked(case, office.landlord.people["owen"], kept=(kept,)))


async def test_a_bundle_made_with_what_was_kept_can_be_compared(office: Office) -> None:
    case = await office.small()
    go_on(office)
    office.sign()
    kept = office.signed[-1]
    with pytest.raises(LookupError, match="is not in this bundle"):
        check(office.bundle(case).raw, "", kept.line)
    asked = Asked(case, office.landlord.people["owen"], kept=(read(kept.line.encode()),))
    assert check(make(office.house, asked).raw, "", kept.line)[-1] == (
        f"Witnessed: the checkpoint of {kept.size} entries is the one that was kept outside."
    )


async def test_of_many_that_were_kept_those_in_it_are_compared(office: Office) -> None:
    """A witness keeps line after line in one file; one that is another in any of them is wrong."""
    case = await office.small()
    first = office.signed[-1]
    for _ in range(2):
        go_on(office)
        office.sign()
    lines = [one.line for one in reversed(office.signed)]
    assert len(lines) == 3
    raw = office.bundle(case).raw
    found = check(raw, "", "\n".join(lines))
    assert [line for line in found if "Witnessed" in line] == [
        f"Witnessed: the checkpoint of {first.size} entries is the one that was kept outside."
    ]
    other: Any = json.loads(first.line)
    other["body"]["root"] = "00" * 32
    wrong = told(raw, kept="\n".join([*lines[:2], json.dumps(other)]))
    assert wrong == f"the checkpoint of {first.size} entries is another than the one that was kept outside"


def test_what_is_no_checkpoint_is_no_answer(made: Made, tmp_path: Path) -> None:
    for line in ('{"body":[]}', '{"body":{"size":"7"}}', '{"body":{"size":7}}', '{"body":'):
        with pytest.raises((TypeError, KeyError, ValueError)):
            check(made.bundle.raw, "", line)
