"""Everything that can break on the way: nothing is lost, and nothing stops the batch."""

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace

import pytest
from sqlalchemy.exc import OperationalError

from adapters.platform import Payload
from bot.record import AlreadyJudged, Judged, record
from bot.record.judged import Kept
from bot.store.tables import DecisionRow, NeedRow, TaskRow
from bot.store.tables import Payload as PayloadRow
from rules.model.interaction import Heard, Interaction, InteractionKind
from rules.model.measure import Abilities
from rules.routing import Routed
from tests.bot.pipeline.kit import CHANNEL, Page

INSULT = "you are a sack of rubbish {abuse serious}"


async def test_what_cannot_be_read_stays_raw_and_reaches_a_person(page: Page) -> None:
    page.world.garble('{"type": "seance", "ref": "x"}')
    after = await page.after("good morning")
    assert page.payload_states() == ["untranslated", "judged"]
    (task,) = page.rows(TaskRow)
    assert (task.kind, task.about, task.state) == ("untranslated", "1", "open")
    assert page.kinds("payload:1") == ["untranslated"]
    assert after.decision.course == "leave"


async def test_a_translator_that_breaks_is_heard_and_undecided(page: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(payload: bytes, heard_at_iso: str) -> tuple[()]:
        raise ZeroDivisionError

    monkeypatch.setattr(page.platform, "translate", broken)
    page.say("hello")
    await page.hear()
    assert page.kinds("payload:1") == ["heard", "undecided"]
    assert page.payload_states() == ["untranslated"]
    assert [task.kind for task in page.rows(TaskRow)] == ["untranslated"]


async def test_a_detector_that_raises_leaves_it_undecided_and_its_neighbours_judged(page: Page) -> None:
    refs = [page.say(words, author=f"a{n}") for n, words in enumerate(("hello", "{raise}", INSULT))]
    await page.hear()
    first, broken, last = (page.of(ref) for ref in refs)
    assert (first.decision.course, last.decision.course) == ("leave", "hide")
    assert broken.kinds == ["heard", "undecided"]
    assert (broken.decision.course, broken.decision.desk, broken.decision.harm) == ("review", "open", 6)
    assert broken.tasks["undecided"].state == "open"
    (_, data) = page.entries(broken.id)[-1]
    assert data == {"stage": "find", "error": "Broken", "detector": "marked-detector"}


async def test_needs_are_routed_although_the_policy_could_not_decide(
    page: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> Abilities:
        raise RuntimeError("the platform went away")

    monkeypatch.setattr(page.platform, "can", broken)
    after = await page.after("I smell gas {need emergency now}")
    assert after.kinds == ["heard", "undecided", "routed"]
    assert [need.kind for need in after.needs] == ["emergency"]
    assert after.decision.harm == 9
    assert set(after.tasks) == {"call", "undecided"}
    assert len(after.alarms) == 1


async def test_routing_that_breaks_leaves_it_undecided(page: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> tuple[Routed, ...]:
        raise ArithmeticError

    monkeypatch.setattr("bot.pipeline.weighing.route", broken)
    after = await page.after("a leak {need repair}")
    assert after.tasks["undecided"].why.startswith("Could not be judged: route ended in ArithmeticError")


async def test_a_plan_that_breaks_leaves_the_decision_and_a_task(page: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise LookupError

    monkeypatch.setattr("bot.pipeline.weighing.plan", broken)
    after = await page.after(INSULT)
    assert after.decision.course == "hide"
    assert not after.actions
    assert "could not be planned (LookupError)" in " ".join(task.why for task in after.tasks.values())
    assert after.decided()["trouble"] == {"stage": "plan", "error": "LookupError"}


async def test_what_the_database_will_not_take_stays_kept_and_spares_its_neighbours(
    page: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    translate = page.platform.translate

    def with_bad_ref(payload: bytes, heard_at_iso: str) -> tuple[object, ...]:
        heard = translate(payload, heard_at_iso)
        return tuple(_said(one, ref="half \ud800") if "poison" in getattr(one, "text", "") else one for one in heard)

    monkeypatch.setattr(page.platform, "translate", with_bad_ref)
    refs = [page.say(words, author=f"a{n}") for n, words in enumerate(("hello", "poison", INSULT))]
    await page.hear()
    assert page.payload_states() == ["judged", "untranslated", "judged"]
    assert page.of(refs[2]).states()["hide"] == "queued"
    assert page.kinds("payload:2") == ["heard", "undecided"]
    assert page.kinds().count("heard") == 3


def _said(one: Heard, **changes: str) -> Heard:
    assert isinstance(one, Interaction)
    return replace(one, **changes)  # type: ignore[arg-type]  # only text fields are changed here


async def test_words_with_half_a_character_are_kept_as_said(page: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    translate = page.platform.translate

    def halved(payload: bytes, heard_at_iso: str) -> tuple[object, ...]:
        return tuple(_said(one, text="half \ud83d {need repair}") for one in translate(payload, heard_at_iso))

    monkeypatch.setattr(page.platform, "translate", halved)
    after = await page.after("anything")
    with page.database.read() as tx:
        sql = f"SELECT value FROM content WHERE seq = {after.row.text_seq} AND field = 'text'"
        text = bytes(tx.exec_driver_sql(sql).scalar_one())
    assert text.decode("utf-8", "surrogatepass") == "half \ud83d {need repair}"
    assert [need.kind for need in after.needs] == ["repair"]


async def test_payloads_of_a_channel_not_connected_here_stay_kept(page: Page) -> None:
    with page.database.write() as tx:
        tx.exec_driver_sql(
            "INSERT INTO payload (channel, key, body, received_at, state) VALUES ('other', 'k', x'00', '2026', 'kept')"
        )
    await page.after("hello")
    assert sorted((row.channel, row.state) for row in page.rows(PayloadRow)) == [("other", "kept"), (CHANNEL, "judged")]


async def test_a_batch_that_another_process_judged_is_not_recorded_twice(page: Page) -> None:
    page.say(INSULT)
    page.judge.drain, kept = _nothing, page.judge.drain  # type: ignore[method-assign]  # keep without judging
    await page.hear()
    page.judge.drain = kept  # type: ignore[method-assign]  # and back
    rows = page.judge.waiting()
    mine, theirs = page.judge.judge_batch(rows), page.another().judge_batch(rows)
    with page.database.write() as tx:
        record(tx, mine, ("derby-2024", "2024.2"), "d")
    with pytest.raises(AlreadyJudged), page.database.write() as tx:
        record(tx, theirs, ("derby-2024", "2024.2"), "d")
    assert len(page.rows(DecisionRow)) == 1


async def test_a_judge_overtaken_by_another_goes_on(page: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    other = page.another()
    judge_batch = page.judge.judge_batch

    def late(rows: Sequence[Kept]) -> Judged:
        judged = judge_batch(rows)
        with page.database.write() as tx, suppress(AlreadyJudged):
            record(tx, other.judge_batch(rows[:1]), ("derby-2024", "2024.2"), "d")
        return judged

    monkeypatch.setattr(page.judge, "judge_batch", late)
    refs = [page.say(words, author=f"a{n}") for n, words in enumerate(("hello", INSULT, "{need repair}"))]
    await page.hear()
    assert [page.of(ref).decision.course for ref in refs] == ["leave", "hide", "leave"]
    assert page.payload_states() == ["judged"] * 3
    assert page.kinds().count("heard") == 3


async def _nothing() -> int:
    return 0


async def test_while_the_database_refuses_comments_stay_kept(page: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    submit = page.writer.submit
    refusals = iter([OperationalError("INSERT", {}, Exception("disk full"))])

    async def full(*job: object, **more: object) -> object:
        for error in refusals:
            raise error
        return await submit(*job, **more)  # type: ignore[arg-type]  # passed through as it came

    page.say("a leak {need repair}")
    feed = page.world.feed(0, 10)
    await page.intake.keep([Payload(body.encode()) for _, body in feed], None)
    monkeypatch.setattr(page.writer, "submit", full)
    with pytest.raises(OperationalError):
        await page.judge.drain()
    assert page.payload_states() == ["kept"]
    await page.judge.drain()
    assert page.payload_states() == ["judged"]
    assert len(page.rows(NeedRow)) == 1


async def test_run_judges_what_is_kept_while_it_runs(page: Page) -> None:
    told: list[int] = []
    page.judge.on_planned(lambda: told.append(1))
    running = asyncio.create_task(page.judge.run())
    page.say("a leak {need repair}", kind=InteractionKind.MENTION)
    feed = page.world.feed(0, 10)
    await asyncio.sleep(0.05)
    await page.intake.keep([Payload(body.encode()) for _, body in feed], None)
    for _ in range(100):
        await asyncio.sleep(0.02)
        if told:
            break
    running.cancel()
    with suppress(asyncio.CancelledError):
        await running
    assert told == [1]
    assert page.payload_states() == ["judged"]
