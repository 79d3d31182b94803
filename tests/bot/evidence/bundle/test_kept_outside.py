"""`--checkpoint`: whatever a witness kept until a bundle was made is right or wrong; what is newer shows nothing."""

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


async def test_a_record_cut_off_and_grown_otherwise_under_the_right_key_is_wrong(office: Office) -> None:
    """A landlord who forges with the right key chooses other sizes: then the one that was kept is none of this record's."""
    case, kept = await office.small(), office.signed[-1]
    forged(office)
    go_on(office, 3)
    raw = office.unchecked(case)
    assert told(raw, key=kept.key) == "", "the key alone does not show it"
    name = f"the checkpoint of {kept.size} entries that was kept outside is none of"
    assert told(raw, key=kept.key, kept=kept.line) == f"{name} this record"
    with pytest.raises(NotOfThisRecord, match=name):
        make(office.house, Asked(case, office.landlord.people["owen"], kept=(kept,)))


async def test_one_of_the_same_size_is_wrong_too(office: Office) -> None:
    case, kept = await office.small(), office.signed[-1]
    forged(office)
    go_on(office)
    office.sign()
    assert office.signed[-1].size == kept.size
    wrong = told(office.unchecked(case), kept=kept.line)
    assert wrong == f"the checkpoint of {kept.size} entries is another than the one that was kept outside"


async def test_whatever_was_kept_until_then_is_compared_and_what_is_newer_is_said(office: Office) -> None:
    """A witness keeps line after line in one file; one that is another in any of them is wrong."""
    case = await office.small()
    for _ in range(2):
        go_on(office)
        office.sign()
    lines = [one.line for one in office.signed]
    raw = office.bundle(case).raw
    found = check(raw, "", "\n".join(lines))
    assert [line for line in found if "Witnessed" in line] == [
        f"Witnessed: the checkpoint of {one.size} entries is the one that was kept outside."
        for one in office.signed[:3]
    ]
    for name, value in (
        ("root", "00" * 32),
        ("size", office.signed[1].size + 90_000),
        ("at", "2026-01-01T00:00:00.000Z"),
    ):
        other: Any = json.loads(lines[1])
        other["body"][name] = value
        if name == "size":
            with pytest.raises(LookupError, match="as old as this bundle: ask for a newer bundle"):
                check(raw, "", json.dumps(other, separators=(",", ":")))
        else:
            wrong = told(raw, kept="\n".join([lines[0], json.dumps(other, separators=(",", ":"))]))
            assert wrong.startswith(f"the checkpoint of {other['body']['size']} entries"), wrong


async def test_a_bundle_can_list_what_was_kept_too(office: Office) -> None:
    case = await office.small()
    go_on(office)
    office.sign()
    kept = office.signed[-1]
    asked = Asked(case, office.landlord.people["owen"], kept=(read(kept.line.encode()),))
    assert check(make(office.house, asked).raw, "", kept.line)[-1] == (
        f"Witnessed: the checkpoint of {kept.size} entries is the one that was kept outside."
    )


def test_what_is_no_checkpoint_is_no_answer(made: Made, tmp_path: Path) -> None:
    for line in ('{"body":[]}', '{"body":{"size":"7"}}', '{"body":{"size":7}}', '{"body":'):
        with pytest.raises((TypeError, KeyError, ValueError)):
            check(made.bundle.raw, "", line)
