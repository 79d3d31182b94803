"""One comment through the judge: every course, mode and shield, on a real database and the real policy of a landlord."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.actions.brakes import lift, put_on
from bot.routing.references import is_reference
from bot.store.ids import moment, stamp
from rules.model.interaction import InteractionKind, Where
from tests.bot.pipeline.kit import Page

INSULT = "you are a sack of rubbish {abuse serious}"


async def test_a_clean_comment_is_heard_decided_and_left_alone(page: Page) -> None:
    after = await page.after("Thank you for mending the fence")
    assert after.kinds == ["heard", "decided"]
    assert (after.decision.course, after.decision.desk, after.decision.harm) == ("leave", "done", 0)
    assert not after.actions
    assert not after.tasks
    assert page.payload_states() == ["judged"]


async def test_what_was_said_is_private_and_committed_to(page: Page) -> None:
    after = await page.after("My own words, 12 Mill Lane", author="did:of:jane", name="Jane")
    with page.database.read() as tx:
        bodies = b"".join(bytes(row[0]) for row in tx.exec_driver_sql("SELECT body FROM entry"))
        found = tx.exec_driver_sql(f"SELECT field, value FROM content WHERE seq = {after.row.text_seq}").all()
    content: dict[str, bytes] = {row.field: row.value for row in found}
    assert b"Mill Lane" not in bodies
    assert b"jane" not in bodies
    assert bytes(content["text"]) == b"My own words, 12 Mill Lane"
    assert b"did:of:jane" in bytes(content["source"])


async def test_an_insult_is_hidden_with_its_notice_after_it(page: Page) -> None:
    after = await page.after(INSULT)
    assert after.decision.course == "hide"
    hide, notice = after.actions["hide"], after.actions["hide_notice"]
    assert (hide.state, hide.automatic, hide.rule) == ("queued", True, "abuse")
    assert (notice.state, notice.verb, notice.params) == ("queued", "message", {"after": hide.key})
    assert "https://homes.test/rules" in after.said("hide_notice")
    assert after.states()["warning_private"] == "proposed"
    assert after.states()["report"] == "proposed"
    assert after.decision.desk == "open"
    assert after.kinds[:2] == ["heard", "decided"]
    assert after.kinds.count("planned") == len(after.actions)


async def test_an_unconfirmed_hide_ends_with_the_next_working_day(page: Page) -> None:
    after = await page.after(INSULT)
    assert after.actions["hide"].keep_by == stamp(datetime(2026, 11, 24, 23, 59, 59, tzinfo=UTC))


@pytest.mark.parametrize("lasting", ["threat serious", "private_data serious", "discrimination serious", "scam mild"])
async def test_some_hides_last_although_nobody_confirmed_them(page: Page, lasting: str) -> None:
    after = await page.after(f"words {{{lasting}}}")
    hide = after.actions["hide"]
    assert (hide.state, hide.keep_by) == ("queued", None)


async def test_a_threat_is_hidden_and_a_person_called(page: Page) -> None:
    after = await page.after("I will find you {threat extreme}")
    assert (after.decision.course, after.decision.harm) == ("urgent", 8)
    assert after.states()["hide"] == "queued"
    (alarm,) = after.alarms
    assert (alarm.state, alarm.task_id) == ("ringing", after.tasks["call"].id)
    assert alarm.next_at == stamp(page.clock())
    assert "block" in after.actions
    assert after.states()["block"] == "proposed"
    assert after.actions["block"].role == "approver"


async def test_an_emergency_calls_a_person_and_is_acknowledged_with_its_reference(page: Page) -> None:
    page.clock.moment = datetime(2026, 11, 22, 2, 12, tzinfo=UTC)  # a Sunday night
    after = await page.after("I can smell gas {need emergency now}")
    (need,) = after.needs
    assert is_reference(need.reference)
    assert need.starts_at == stamp(page.clock())
    assert moment(need.due_at) == page.clock() + timedelta(hours=24)
    assert after.decision.harm == 9
    assert len(after.alarms) == 1
    assert after.states() == {"acknowledge": "queued"}
    assert need.reference in after.said("acknowledge")
    assert "routed" in after.kinds


async def test_the_clock_starts_when_it_could_first_be_known(page: Page) -> None:
    said_at = page.clock() - timedelta(hours=5)
    after = await page.after("damp everywhere {need hazard soon}", at=said_at)
    assert after.needs[0].starts_at == stamp(said_at)


async def test_complaint_shield_an_insult_with_a_repair_stays(page: Page) -> None:
    after = await page.after("the boiler is out you morons {abuse serious} {need repair}")
    assert "hide" not in after.actions
    assert after.decision.course == "review"
    assert [need.kind for need in after.needs] == ["repair"]
    assert after.states()["warning_private"] == "proposed"
    assert after.states()["acknowledge"] == "queued"


async def test_a_threat_pierces_the_shield_and_the_need_is_routed_all_the_same(page: Page) -> None:
    after = await page.after("fix the damp or I will hurt you {threat serious} {need hazard soon}")
    assert after.states()["hide"] == "queued"
    assert [need.kind for need in after.needs] == ["hazard"]


async def test_protective_hide_is_kind_and_never_a_breach(page: Page) -> None:
    after = await page.after("my number is 07700 900123 {self_harm_method extreme}")
    assert after.decision.breach is False
    assert all(state == "proposed" for state in after.states().values())


async def test_observe_plans_as_auto_would_and_simulates(page: Page) -> None:
    auto = await page.after(INSULT)
    page.set_mode("observe")
    seen = await page.after(INSULT, author="another")
    assert seen.states() == auto.states()
    assert all(row.simulate for row in seen.actions.values())
    assert not any(row.simulate for row in auto.actions.values())


async def test_assist_proposes_everything(page: Page) -> None:
    page.set_mode("assist")
    after = await page.after(f"{INSULT} and the lift {{need complaint}}")
    assert set(after.states().values()) == {"proposed"}
    assert "assist" in after.actions["hide"].held
    assert not any(row.automatic for row in after.actions.values())


async def test_a_channel_without_a_row_only_observes(page: Page) -> None:
    with page.database.write() as tx:
        tx.exec_driver_sql("DELETE FROM channel")
    after = await page.after(INSULT)
    assert all(row.simulate for row in after.actions.values())


async def test_a_marked_account_always_goes_to_a_person(page: Page) -> None:
    await page.after("hello", author="councillor")
    with page.database.write() as tx:
        tx.exec_driver_sql("UPDATE account SET marks = 'councillor' WHERE ref = 'councillor'")
    after = await page.after(f"{INSULT} {{need repair}}", author="councillor")
    assert set(after.states().values()) == {"proposed"}
    clean = await page.after("good morning", author="councillor")
    assert (clean.decision.course, clean.decision.desk) == ("review", "open")


@pytest.mark.parametrize("switch", ["kill", "sensitive:all", "sensitive:post-welcome"])
async def test_a_switch_turns_automatic_into_proposed_and_lifting_it_restores(page: Page, switch: str) -> None:
    with page.database.write() as tx:
        assert put_on(tx, switch, "a fire in Mill House", "s_1", page.clock())
        assert not put_on(tx, switch, "again", "s_1", page.clock())
    held = await page.after(f"{INSULT} {{need emergency now}}")
    assert set(held.states().values()) == {"proposed"}
    assert len(held.needs) == 1
    assert len(held.alarms) == 1
    assert "Mill House" not in str(page.entries())
    with page.database.write() as tx:
        assert lift(tx, switch, "over", "s_1", page.clock())
    after = await page.after(INSULT, author="another")
    assert after.states()["hide"] == "queued"
    assert [kind for kind in page.kinds() if kind == "switch"] == ["switch", "switch"]


async def test_a_sensitive_thread_leaves_other_threads_alone(page: Page) -> None:
    with page.database.write() as tx:
        put_on(tx, "sensitive:post-fire", "a fire", "s_1", page.clock())
    assert (await page.after(INSULT, root="post-fire")).states()["hide"] == "proposed"
    assert (await page.after(INSULT, author="another")).states()["hide"] == "queued"


async def test_busy_mode_still_hides_what_harms_while_it_is_read(page: Page) -> None:
    with page.database.write() as tx:
        put_on(tx, "busy", "a pile-on", "s_1", page.clock())
    insult = await page.after(INSULT)
    assert insult.states()["hide"] == "proposed"
    assert "busy" in insult.actions["hide"].held
    assert (await page.after("{threat serious}", author="b")).states()["hide"] == "queued"
    assert (await page.after("{need repair}", author="c")).states()["acknowledge"] == "queued"


async def test_without_a_rules_link_nothing_is_hidden_without_a_person(page: Page) -> None:
    page.settings = {"approver_post": "Head of Service"}
    page.judge = page.another()
    after = await page.after(INSULT)
    assert after.states()["hide"] == "proposed"
    assert "rules_link" in after.actions["hide"].held or "how_to_challenge" in after.actions["hide"].held
    assert "hide_notice" not in after.actions
    unplanned = {each["measure"]: each["why"] for each in after.decided()["unplanned"]}
    assert "not set" in unplanned["hide_notice"]


async def test_a_quote_is_detached_not_hidden(page: Page) -> None:
    after = await page.after(INSULT, kind=InteractionKind.QUOTE, root=None, where=Where.ELSEWHERE)
    assert after.states()["detach"] == "queued"
    assert "hide" not in after.actions


async def test_a_direct_message_is_answered_by_message(page: Page) -> None:
    after = await page.after("help {need repair}", kind=InteractionKind.DIRECT_MESSAGE)
    assert (after.actions["acknowledge"].verb, after.states()["acknowledge"]) == ("message", "queued")


async def test_the_landlords_own_words_are_never_judged(page: Page) -> None:
    ref = page.say(INSULT, author="landlord")
    await page.hear()
    assert page.kinds() == []
    assert page.payload_states() == ["judged"]
    assert ref
