"""Comments and deeds reach a case from the ledger: each once, whatever dies in between."""

from datetime import datetime

import pytest
from sqlalchemy import Connection

from bot.cases import hearing
from bot.cases.facts import KINDS
from bot.desk.desk import Desk
from bot.store.case_tables import CaseRow, FollowerRow
from bot.store.tables import TaskRow
from rules.casework import Heard, Office, hear
from rules.model.case import facts as f
from rules.model.case.casefile import Casefile
from rules.model.case.orders import Verdict
from rules.model.finding import Severity
from rules.model.measure import MeasureKind
from tests.bot.cases.kit import House


def incidents(house: House, author: str = "rob") -> list[str]:
    return [one.ref for one in house.case(house.case_of(author)).file.incidents]


async def test_a_clean_comment_opens_no_case(house: House) -> None:
    await house.hear("thank you for the new door")
    await house.hear("{need repair} the tap drips")
    assert house.all(CaseRow) == []
    assert house.all(FollowerRow)[0].seq == len(house.page.entries())


async def test_the_first_comment_held_against_somebody_opens_one(house: House) -> None:
    rude = await house.hear("{abuse serious} you lot")
    await house.hear("thank you", author="ann")
    again = await house.hear("{abuse mild} still")
    assert incidents(house) == [rude.id, again.id]
    assert [row.opened_for for row in house.all(CaseRow)] == [rude.id]
    assert "open_case" in house.tasks(house.case_of("rob"))


async def test_criticism_opens_none(house: House) -> None:
    await house.hear("{derogatory_view serious} the worst landlord there is")
    assert house.all(CaseRow) == []


async def test_an_appeal_by_a_stranger_reaches_a_person(house: House) -> None:
    await house.hear("{need appeal} look at it again", author="stranger")
    case = house.case_of("stranger")
    assert len(house.case(case).file.appeals) == 1
    assert {"ask_appeal_decision", "ask_authority_to_act"} <= set(house.tasks(case))


async def test_nothing_is_lost_or_doubled_when_it_dies_before_the_commit(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was made of an entry and how far was read are one commit: a death in between is as if nothing had been."""
    rude = await house.page.after("{abuse serious} you lot", author="rob")
    keep = hearing._keep

    def dies(tx: Connection, seq: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(hearing, "_keep", dies)
    with pytest.raises(KeyboardInterrupt), house.page.database.write() as tx:
        hearing.follow(tx, house.office, house.page.clock())
    assert house.all(CaseRow) == []
    monkeypatch.setattr(hearing, "_keep", keep)
    for _ in range(2):  # another process takes over, twice
        await house.another().step()
    assert incidents(house) == [rude.id]


async def test_what_cannot_be_put_into_a_case_is_a_persons_task_and_holds_nothing_up(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(office: Office, file: Casefile, heard: Heard, now: datetime) -> Verdict:
        if heard.account == house.account("rob"):
            raise ValueError("no")
        return hear(office, file, heard, now)

    monkeypatch.setattr("bot.cases.hearing.hear", broken)
    rude = await house.page.after("{abuse serious} you lot", author="rob")
    await house.hear("{abuse serious} you lot", author="ann")
    assert [row.interaction_id for row in house.all(TaskRow) if row.kind == "casework" and not row.case_id] == [rude.id]
    assert len(incidents(house, "ann")) == 1


async def test_an_edit_is_the_same_incident_however_grave_it_gets(house: House) -> None:
    ref = house.page.say("{abuse serious} you lot", author="rob")
    await house.page.hear()
    house.page.world.edit(ref, "{abuse serious} you lot, all of you")
    await house.page.hear()
    await house.worker.step()
    assert len(incidents(house)) == 1
    house.page.world.edit(ref, "{abuse serious} {threat extreme} you lot")
    await house.page.hear()
    await house.worker.step()
    file = house.case(house.case_of("rob")).file
    (counting,) = file.counting
    assert (len(file.incidents), counting.replaces) == (2, file.incidents[0].ref), "kept, and counted once"
    assert file.worst((counting.ref,)) is Severity.EXTREME


async def test_an_edit_after_a_warning_about_it_is_a_new_incident(house: House) -> None:
    ref = house.page.say("{abuse serious} you lot", author="rob")
    await house.page.hear()
    await house.worker.step()
    first = house.case(house.case_of("rob")).file.incidents[0].ref
    house.must(house.warn("priya", house.case_of("rob"), first))
    house.page.world.edit(ref, "{abuse serious} {threat extreme} you lot")
    await house.page.hear()
    await house.worker.step()
    assert len(house.case(house.case_of("rob")).file.counting) == 2


async def test_what_its_author_takes_away_is_noted_and_stays(house: House) -> None:
    ref = house.page.say("{abuse serious} you lot", author="rob")
    await house.page.hear()
    house.page.world.delete(ref)
    await house.page.hear()
    await house.worker.step()
    file = house.case(house.case_of("rob")).file
    assert file.removed == {file.incidents[0].ref}


async def test_a_warning_sent_at_the_desk_counts_in_the_case(house: House) -> None:
    """And a hide is a decision that can be looked at again; in auto nobody took it, and the case says so."""
    comment = await house.hear("{abuse serious} you lot")
    desk = Desk(house.page.database, house.page.clock, {pack.id: pack for pack in house.office.packs})
    assert desk.warn(house.people["priya"], comment.id, "Please stop. You can ask us to look again.").accepted
    await house.deliver()
    await house.worker.step()
    file = house.case(house.case_of("rob")).file
    [warned] = file.warnings
    assert (warned.by.id, warned.by.post) == (house.people["priya"].id, "Social Media Officer")
    assert warned.about == (comment.id,)
    [hide] = file.measures
    assert (hide.kind, hide.by.id, hide.ref) == (MeasureKind.HIDE, "", comment.id)
    await house.another().step()
    assert len(house.case(house.case_of("rob")).file.warnings) == 1
    assert desk.undo(house.people["priya"], hide.id, "looked at again").accepted
    await house.deliver()
    await house.worker.step()
    assert hide.id in house.case(house.case_of("rob")).file.undone


def test_every_kind_of_fact_comes_back_from_evidence_as_it_was(house: House) -> None:
    assert set(KINDS.values()) == set(f.Fact.__args__)
