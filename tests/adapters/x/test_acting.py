# long: one room's exam, a case after the other
"""What X's own rules, limits and troubles make of a deed."""

import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from adapters.platform import Action, OutcomeState, Sight, Subject
from adapters.x.platform import XPlatform
from rules.model.measure import Can, Verb
from tests.adapters.ears import KeptIntake, KeptNotebook, listen_until, said
from tests.adapters.promises import TEXT, action, can
from tests.adapters.x.stage import XStage, x_stage
from tests.services.x.rest import Fault
from tests.services.x.world import MOST_HIDDEN

HIDDEN = r"PUT /2/tweets/\d+/hidden"
PAGE = "<html><body>Over capacity</body></html>"


async def did(stage: XStage, verb: Verb, text: str = TEXT, subject: Subject | None = None) -> Any:
    return await stage.platform.act(Action("key", verb, subject or await stage.says("You useless lot"), text))


async def test_who_did_not_name_us_cannot_be_answered(stage: XStage) -> None:
    stage.world.summoned_by_answering = False
    subject = await stage.says("You useless lot")
    assert can(stage.platform, subject)[Verb.REPLY].can is Can.AUTO_IF
    outcome = await did(stage, Verb.REPLY, subject=subject)
    assert (outcome.state, outcome.code) == (OutcomeState.REFUSED, "NotSummoned")
    assert "mentioned or quoted us" in outcome.why
    named = await stage.says("You useless lot, @oakhomes")
    assert (await stage.platform.act(action(Verb.REPLY, named))).state is OutcomeState.DONE


async def test_the_same_words_twice_are_refused_and_ours_are_not_taken_for_others(stage: XStage) -> None:
    first, second = await stage.says("one"), await stage.says("two")
    assert (await stage.platform.act(action(Verb.REPLY, first))).state is OutcomeState.DONE
    outcome = await stage.platform.act(action(Verb.REPLY, second))
    assert (outcome.state, outcome.code) == (OutcomeState.REFUSED, "DuplicateText")
    assert (await stage.platform.find(action(Verb.REPLY, second))).sight is Sight.ABSENT


async def test_a_link_is_not_sent_or_is_put_in_words(stage: XStage, tmp_path: Path) -> None:
    text = "House rules: https://oak.example/rules. Thank you"
    outcome = await did(stage, Verb.REPLY, text)
    assert outcome.state is OutcomeState.REFUSED
    assert "link" in outcome.why
    assert stage.world.texts(stage.world.landlord) == ["Repairs update: boiler visits this week"]
    (tmp_path / "other").mkdir()
    async with x_stage(tmp_path / "other", instead_of_link="see our profile") as other:
        deed = action(Verb.REPLY, await other.says("You useless lot"))
        deed = Action(deed.key, deed.verb, deed.subject, text)
        assert (await other.platform.act(deed)).state is OutcomeState.DONE
        assert "House rules: see our profile. Thank you" in other.world.texts(other.world.landlord)
        assert (await other.platform.find(deed)).sight is Sight.PRESENT


async def test_words_with_signs_are_found_again(stage: XStage) -> None:
    """X escapes them, and puts a name in front."""
    deed = Action("key", Verb.REPLY, await stage.says("Well?"), "Repairs & visits: 3 < 4")
    await stage.lose_answer(Verb.REPLY)
    assert (await stage.platform.act(deed)).state is OutcomeState.UNKNOWN
    assert (await stage.platform.find(deed)).sight is Sight.PRESENT
    assert (await stage.platform.act(deed)).state is OutcomeState.DONE
    assert await stage.shown(deed) == 1


async def test_no_more_than_725_hidden_replies_a_thread(stage: XStage) -> None:
    for number in range(MOST_HIDDEN):
        stage.world.hidden.add(stage.world.post(stage.world.tenant, f"{number}", stage.root["id"])["id"])
    assert (await did(stage, Verb.HIDE)).state is OutcomeState.REFUSED
    (room,) = [next(iter(stage.world.hidden))]
    stage.world.hidden.discard(room)
    assert (await did(stage, Verb.HIDE)).state is OutcomeState.DONE


async def test_our_own_count_stops_before_x_does(stage: XStage) -> None:
    numbers = [str(number) for number in range(MOST_HIDDEN)]
    stage.notebook.texts[f"x hidden {stage.root['id']}"] = str(numbers).replace("'", '"')
    outcome = await did(stage, Verb.HIDE)
    assert (outcome.state, outcome.code) == (OutcomeState.REFUSED, "Full")
    assert not [call for call in stage.rest.calls if call.startswith("PUT")]


async def test_a_reply_in_somebody_elses_thread_is_not_even_asked(stage: XStage) -> None:
    theirs = stage.world.post(stage.world.tenant, "My own post")
    answer = stage.world.post(stage.world.tenant, "@oakhomes look", theirs["id"])
    outcome = await did(stage, Verb.HIDE, subject=stage.subject(answer))
    assert (outcome.state, outcome.code) == (OutcomeState.REFUSED, "NotOurThread")
    assert not [call for call in stage.rest.calls if call.startswith("PUT")]


@pytest.mark.parametrize("verb", [Verb.BLOCK, Verb.UNBLOCK, Verb.REPORT])
async def test_what_x_keeps_for_people_says_where(stage: XStage, verb: Verb) -> None:
    outcome = await did(stage, verb)
    assert (outcome.state, outcome.code) == (OutcomeState.UNSUPPORTED, "ByHand")
    assert "https://x.com/i/" in outcome.why
    assert (await stage.platform.find(action(verb, await stage.says("x")))).sight is Sight.CANNOT_TELL


@pytest.mark.parametrize("verb", [Verb.MUTE, Verb.BLOCK_MESSAGES, Verb.MESSAGE])
async def test_nothing_is_done_to_ourselves(stage: XStage, verb: Verb) -> None:
    outcome = await did(stage, verb, subject=stage.subject(stage.root))
    assert (outcome.state, outcome.code) == (OutcomeState.REFUSED, "Ourselves")


async def test_somebody_elses_post_cannot_be_withdrawn(stage: XStage) -> None:
    outcome = await did(stage, Verb.WITHDRAW)
    assert (outcome.state, outcome.code) == (OutcomeState.REFUSED, "NotOurs")


async def test_a_post_that_is_gone_is_stale(stage: XStage) -> None:
    subject = await stage.says("You useless lot")
    await stage.deletes(subject)
    outcome = await did(stage, Verb.HIDE, subject=subject)
    assert outcome.stale
    assert outcome.code == "Gone"


@pytest.mark.parametrize(
    ("fault", "state", "code"),
    [
        (Fault(HIDDEN, 503, PAGE, "text/html"), OutcomeState.UNKNOWN, "NotJson"),
        (Fault(HIDDEN, 403, PAGE, "text/html"), OutcomeState.FAILED, "NotJson"),
        (Fault(HIDDEN, 200, PAGE, "text/html"), OutcomeState.UNKNOWN, "NotJson"),
        (Fault(HIDDEN, 503), OutcomeState.UNKNOWN, "HTTP503"),
        (Fault(HIDDEN, 500, "[]"), OutcomeState.UNKNOWN, "AttributeError"),
        (Fault(HIDDEN, 500, "{", "application/json"), OutcomeState.UNKNOWN, "JSONDecodeError"),
        (Fault(HIDDEN, 401), OutcomeState.FAILED, "SignInRefused"),
        (Fault(HIDDEN, 402), OutcomeState.FAILED, "CreditsUsedUp"),
        (Fault(HIDDEN, 403), OutcomeState.REFUSED, "Forbidden"),
        (Fault(HIDDEN, 404, '{"errors":[{"message":"gone","code":144}]}'), OutcomeState.REFUSED, "NotFound"),
        (Fault(HIDDEN, 200, '{"data":{"hidden":false}}', "application/json"), OutcomeState.REFUSED, "NotDone"),
        (Fault(HIDDEN, lose=True), OutcomeState.UNKNOWN, "ClientPayloadError"),
    ],
)
async def test_each_trouble_has_its_word(stage: XStage, fault: Fault, state: OutcomeState, code: str) -> None:
    stage.rest.faults.append(fault)
    outcome = await did(stage, Verb.HIDE)
    assert (outcome.state, outcome.code) == (state, code), outcome
    assert outcome.why


async def test_a_broken_line_before_an_answer_leaves_it_unknown(stage: XStage) -> None:
    stage.rest.faults.append(Fault(r"POST /2/tweets$", drop=True, times=5))
    deed = action(Verb.REPLY, await stage.says("You useless lot"))
    assert (await stage.platform.act(deed)).state is OutcomeState.UNKNOWN
    assert (await stage.platform.find(deed)).sight is Sight.ABSENT
    stage.rest.faults.clear()
    assert (await stage.platform.act(deed)).state is OutcomeState.DONE
    assert await stage.shown(deed) == 1


async def test_an_answer_that_comes_too_late_leaves_it_unknown_and_it_is_found(tmp_path: Path) -> None:
    async with x_stage(tmp_path, timeout_seconds=0.4) as stage:
        deed = action(Verb.MESSAGE, await stage.says("You useless lot"))
        stage.rest.faults.append(Fault(r"POST /2/dm_conversations", hang=2))
        outcome = await stage.platform.act(deed)
        assert (outcome.state, outcome.why) == (OutcomeState.UNKNOWN, "no answer came in time")
        assert (await stage.platform.find(deed)).sight is Sight.PRESENT
        assert (await stage.platform.act(deed)).state is OutcomeState.DONE
        assert await stage.shown(deed) == 1


async def test_nobody_there_is_failed(stage: XStage) -> None:
    subject = await stage.says("You useless lot")
    await stage.server.net.close()
    outcome = await did(stage, Verb.MUTE, subject=subject)
    assert outcome.state in {OutcomeState.FAILED, OutcomeState.UNKNOWN}
    assert (await stage.platform.act(Action("key", Verb.MUTE, subject))).state is OutcomeState.FAILED


async def test_the_wait_that_x_asks_for_is_kept(stage: XStage) -> None:
    reset = str(int(time.time()) + 700)
    stage.rest.faults.append(Fault(HIDDEN, 429, headers={"x-rate-limit-reset": reset}))
    outcome = await did(stage, Verb.HIDE)
    assert outcome.state is OutcomeState.FAILED
    assert outcome.retry_after is not None
    assert 690 < outcome.retry_after <= 700
    asked = sum(count for call, count in stage.rest.calls.items() if call.startswith("PUT"))
    again = await did(stage, Verb.HIDE)
    assert again.state is OutcomeState.FAILED
    assert sum(count for call, count in stage.rest.calls.items() if call.startswith("PUT")) == asked, "not asked again"


async def test_a_days_limit_waits_for_the_day(stage: XStage) -> None:
    now = int(time.time())
    headers = {
        "x-rate-limit-reset": str(now + 100),
        "x-user-limit-24hour-remaining": "0",
        "x-user-limit-24hour-reset": str(now + 5000),
    }
    stage.rest.faults.append(Fault(r"POST /2/dm_conversations", 429, headers=headers))
    outcome = await did(stage, Verb.MESSAGE)
    assert outcome.retry_after is not None
    assert outcome.retry_after > 4900


async def test_a_spent_budget_stops_deeds_but_not_giving_back(tmp_path: Path) -> None:
    now = datetime.now(UTC)
    async with x_stage(tmp_path) as stage:
        platform = XPlatform(stage.settings.model_copy(update={"daily_budget": 0}), KeptNotebook(), lambda: now)
        await platform.open()
        try:
            subject = await stage.says("You useless lot")
            stage.world.hidden.add(subject.version)
            stage.world.muted.add(subject.author or "")
            for verb in (Verb.HIDE, Verb.REPLY, Verb.MUTE, Verb.BLOCK_MESSAGES, Verb.MESSAGE):
                outcome = await platform.act(action(verb, subject))
                assert (outcome.state, outcome.code) == (OutcomeState.FAILED, "BudgetSpent"), outcome
                assert "budget" in outcome.why
                assert outcome.retry_after is not None
                assert outcome.retry_after > 0
            for verb in (Verb.UNHIDE, Verb.UNMUTE, Verb.UNBLOCK_MESSAGES):
                assert (await platform.act(action(verb, subject))).state is OutcomeState.DONE
            assert not stage.world.hidden
            assert not stage.world.muted
        finally:
            await platform.close()


async def test_who_wrote_to_us_may_be_written_to_also_after_a_restart(stage: XStage) -> None:
    subject = await stage.says("You useless lot")
    assert can(stage.platform, subject)[Verb.MESSAGE].can is Can.MANUAL
    await stage.writes("My boiler is off")
    intake = KeptIntake()
    await listen_until(stage.platform, intake, lambda: len(said(stage.platform, intake)) == 2)
    platform = await stage.restart()
    assert can(platform, subject)[Verb.MESSAGE].can is Can.AUTO_IF
