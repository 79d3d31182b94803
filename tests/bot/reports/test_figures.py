"""What is counted, against a story told step by step and against a second reading of the rows."""

from collections import Counter
from datetime import date

from bot.actions.undo import sweep
from bot.compose import pack
from bot.desk.desk import Desk
from bot.evidence.append import Draft, append
from bot.reports.counted import NAMES, OF_MEASURE, Counted
from bot.reports.deeds import Deed, deeds
from bot.reports.foi import foi
from bot.reports.outcomes import SEEN, outcomes, share
from bot.reports.period import Period
from bot.reports.plain import words
from bot.reports.reasons import NO_CLAUSE, reasons
from bot.reports.talk import talk
from bot.reports.transparency import Landlord, transparency
from bot.store.database import Database
from bot.store.ids import stamp
from bot.store.tables import ActionRow, NeedRow
from rules.model.case import deeds as d
from rules.model.case import words as w
from rules.model.evidence import EntryKind
from rules.model.measure import MeasureKind, Verb
from tests.bot.cases.kit import House

EVER, END = "0", "9999"
YEAR = Period(date(2026, 11, 1), date(2027, 12, 31))


def counts(house: House) -> Counter[Counted]:
    return Counter(deed.what for deed in deeds(house.page.database, EVER, END))


async def story(house: House) -> str:
    """Rude twice with a warning letter between, restricted from the page, and all of it overturned on appeal."""
    case, about = await house.warned_twice_rude()
    await house.deliver()
    house.must(house.tell("priya", case, w.LetterKind.WARNING))
    house.must(house.link("dan", "rob"))
    house.must(house.propose("owen", case, about, kind=w.RestrictionKind.PAGE_BLOCK, months=6))
    house.must(house.do("helen", case, d.Approve))
    await house.deliver()
    house.must(house.tell("owen", case, w.LetterKind.RESTRICTION_NOTICE))
    await house.hear("{need appeal} please look at it again")
    house.must(house.do("grace", case, lambda by: d.DecideAppeal(by, w.Outcome.OVERTURNED)))
    await house.deliver()
    await house.worker.step()
    return case


async def test_a_story_is_counted_deed_by_deed(house: House) -> None:
    await story(house)
    found = counts(house)
    hidden = [row for row in house.all(ActionRow) if row.verb == Verb.HIDE and row.attempts]
    again = [row for row in house.all(ActionRow) if row.verb == Verb.UNHIDE]
    assert found[Counted.HIDE] == len(hidden) > 0
    assert len(again) == 2
    assert (found[Counted.SHOWN_BY_TIME], found[Counted.SHOWN_BY_PERSON]) == (1, 1)  # the first was nobody's to keep
    assert {
        what: found[what]
        for what in (Counted.WARNING, Counted.BLOCK, Counted.RESTRICTION, Counted.LIFTED_BY_PERSON, Counted.DELETION)
    } == {
        Counted.WARNING: 1,  # its letter went out; the fact, the letter and the notice are one warning
        Counted.BLOCK: 1,
        Counted.RESTRICTION: 1,
        Counted.LIFTED_BY_PERSON: 1,
        Counted.DELETION: 0,
    }
    assert [found[what] for what in (Counted.APPEAL_MADE, Counted.APPEAL_OVERTURNED, Counted.APPEAL_STANDS)] == [
        1,
        1,
        0,
    ]
    assert (found[Counted.RESTRICTION_LIFTED], found[Counted.WARNING_STRUCK]) == (1, 1)
    seen = outcomes(house.page.database, EVER, END, END)
    forward = [row for row in house.all(ActionRow) if row.attempts and row.undoes is None]
    assert (seen[SEEN], seen.total()) == (len(forward), len(forward))


async def test_a_letter_that_has_not_gone_out_is_no_warning_yet(house: House) -> None:
    comment = await house.hear("{abuse serious} you lot")
    case, says = house.case_of("rob"), frozenset(w.Says)
    form = w.WarningForm.LETTER
    house.must(house.do("priya", case, lambda by: d.Warn("w_1", by, form, (comment.id,), says, sent=False)))
    assert counts(house)[Counted.WARNING] == 0
    house.must(house.tell("priya", case, w.LetterKind.WARNING))
    assert counts(house)[Counted.WARNING] == 1


async def test_a_warning_on_the_page_is_one_though_the_case_writes_it_down_too(house: House) -> None:
    comment = await house.hear("{abuse serious} you lot")
    desk = Desk(house.page.database, house.page.clock, {"derby-2024": pack("derby-2024")}, house.page.settings)
    assert desk.warn(house.people["priya"], comment.id, "Please stop.").accepted
    await house.deliver()
    await house.worker.step()
    assert len(house.case(house.case_of("rob")).file.standing_warnings) == 1
    assert counts(house)[Counted.WARNING] == 1
    [warning] = [one for one in deeds(house.page.database, EVER, END) if one.what is Counted.WARNING]
    why = reasons(house.page.database, [warning])
    assert (why.by_person[Counted.WARNING], len(why.accounts[Counted.WARNING])) == (1, 1)


async def test_what_was_only_simulated_is_not_counted(house: House) -> None:
    house.page.set_mode("observe")
    await house.hear("{abuse serious} you lot")
    await house.deliver()
    assert counts(house).total() == 0
    assert outcomes(house.page.database, EVER, END, END).total() == 0


async def test_a_hide_that_nobody_confirms_is_shown_again_by_time(house: House) -> None:
    await house.hear("{abuse serious} you lot")
    await house.deliver()
    before = counts(house)
    house.page.clock.move(days=5)
    with house.page.database.write() as tx:
        assert sweep(tx, house.page.clock())
    await house.deliver()
    after = counts(house)
    assert (before[Counted.HIDE], before[Counted.SHOWN_BY_TIME]) == (1, 0)
    assert (after[Counted.HIDE], after[Counted.SHOWN_BY_TIME], after[Counted.SHOWN_BY_PERSON]) == (1, 1, 0)


def test_what_a_colleague_did_by_hand_counts_as_what_it_stands_for(database: Database) -> None:
    """A platform that keeps blocks to its own app: the measure is unsupported, a person is asked and says it is done."""
    block = {"action": "a_1", "measure": "block", "verb": "block", "task": "t_1"}
    lift = {"action": "a_2", "measure": "block", "verb": "unblock", "task": "t_2"}
    unsure = {"action": "a_3", "measure": "hide", "verb": "hide", "task": "t_3"}
    told = [
        Draft(EntryKind.UNSUPPORTED, "i_1", block),
        Draft(EntryKind.UNSUPPORTED, "i_1", lift),
        Draft(EntryKind.UNKNOWN, "i_2", unsure),
        *(
            Draft(EntryKind.CLAIMED_DONE, "i_1", {"by": "s_1", "task": task, "action": None})
            for task in ("t_1", "t_2", "t_3")
        ),
    ]
    with database.write() as tx:
        append(tx, told, "2026-11-23T09:00:00.000Z")
    found = [(deed.what, deed.id, deed.by_hand) for deed in deeds(database, EVER, END)]
    assert found == [
        (Counted.BLOCK, "a_1", True),
        (Counted.BY_HAND, "t_2", True),  # nothing is called a block that took one back
        (Counted.BY_HAND, "t_3", True),  # looked at, and nobody says that it was hidden
    ]
    assert reasons(database, deeds(database, EVER, END)).by_person == {Counted.BLOCK: 1, Counted.BY_HAND: 2}


async def test_reasons_are_the_clauses_cited_then(house: House) -> None:
    await house.hear("{abuse serious} you lot")
    await house.deliver()
    [hide] = [one for one in deeds(house.page.database, EVER, END) if one.what is Counted.HIDE]
    why = reasons(
        house.page.database, [hide, Deed(Counted.BLOCK, "a_unknown", hide.at, hide.refs, "block", by_hand=True)]
    )
    decided = next(data for kind, data in house.page.entries(hide.refs[0]) if kind == "decided")
    cited = next(one["citations"] for one in decided["decision"]["measures"] if one["kind"] == "hide")
    assert set(why.clauses[Counted.HIDE]) == {(one["pack"], one["version"], one["clause"]) for one in cited}
    assert why.by_person == {Counted.HIDE: 0, Counted.BLOCK: 1}
    own = reasons(house.page.database, [Deed(Counted.BLOCK, hide.id, hide.at, hide.refs, "block")])
    assert set(own.clauses[Counted.BLOCK]) == {NO_CLAUSE}


async def test_talk_and_needs(house: House) -> None:
    await house.hear("thank you")
    mended = await house.hear("{need repair} the lift is out", "ann")
    await house.hear("{need repair} and the door", "bob")
    desk = Desk(house.page.database, house.page.clock, {"derby-2024": pack("derby-2024")})
    need = next(row for row in house.all(NeedRow) if row.interaction_id == mended.id)
    assert desk.close_need(house.people["priya"], need.id, "mended").accepted
    said = talk(house.page.database, EVER, END, stamp(house.page.clock.move(seconds=1)))
    assert (said.heard.total(), said.courses.total(), dict(said.needs)) == (3, 3, {"repair": 2})
    assert (said.in_time, said.late, said.open) == (1, 0, 1)


async def test_neither_report_holds_a_handle_a_name_or_a_word(any_house: House) -> None:
    house = any_house
    await story(house)
    database, now = house.page.database, house.page.clock.move(days=40)
    names = {("derby-2024", clause.id): (clause.number, clause.summary) for clause in pack("derby-2024").clauses}
    landlord = Landlord("Example Homes", names, "https://homes.test/again")
    told = words(foi(database, YEAR, "Example Homes", names, 3, now))
    told += words(transparency(database, YEAR, landlord, 3, now))
    assert "https://homes.test/again" in told
    assert "The record begins on 23 November 2026" in told
    for personal in ("rob", "priya", "helen", "you lot", "i_", "a_", "c_", "u_", "T-1001"):
        assert personal not in told.lower().split(), personal
        assert f"{personal}0" not in told
    with database.read() as tx:
        ids = list(tx.exec_driver_sql("SELECT DISTINCT item FROM entry WHERE item IS NOT NULL").scalars())
    assert not [one for one in ids if one in told]


async def test_nobody_is_counted_before_the_record_begins(house: House) -> None:
    await house.hear("thank you")
    before = Period(date(2026, 1, 1), date(2026, 6, 30))
    report = foi(house.page.database, before, "Example Homes", {}, 5, house.page.clock())
    assert (report.tables, report.lines) == ((), ("There is no record of 1 January 2026 to 30 June 2026.",))


def test_the_tables_of_words_are_total() -> None:
    assert set(NAMES) == set(Counted)
    assert set(MeasureKind) - set(OF_MEASURE) == {MeasureKind.OPEN_CASE}


def test_shares_are_rough() -> None:
    assert [share(count, 200) for count in (0, 1, 9, 100, 199, 200)] == [
        "none", "under 5 %", "about 5 %", "about 50 %", "over 95 %", "all",
    ]  # fmt: skip
