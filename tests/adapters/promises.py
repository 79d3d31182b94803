# long: one suite, one test a promise
"""The promises every platform keeps, as one suite. A platform's own folder brings a stage and runs them.

What a reader of the platform sees is asked from the platform itself (`Stage.shown`), never from the adapter.
"""

import asyncio
import logging
import time
from typing import Any, Protocol

import pytest

from adapters.platform import Action, OutcomeState, Platform, Sight, Subject, Untranslatable
from rules.model.measure import IMPOSSIBLE, UNDOES, Abilities, Can, Verb
from tests.adapters.ears import KeptIntake, listen_until, removed, said

NOW = "2026-11-22T09:00:00+00:00"
TEXT = "Please keep to our house rules."


class Stage(Protocol):
    """A platform with a landlord's account, a stranger, and ways to break the line."""

    platform: Platform
    secrets: list[str]
    settle: float
    """Seconds in which a repeat would have been heard."""
    touch: Verb
    """The verb that takes an item from its readers' eyes: hide, or delete where nothing can be hidden."""

    async def says(self, text: str) -> Subject:
        """The stranger comments under our post; the subject is what would be judged."""

    async def writes(self, text: str) -> Subject:
        """The stranger writes to us privately."""

    async def quotes(self, text: str) -> Subject:
        """The stranger quotes our post."""

    async def edits(self, subject: Subject, text: str) -> None: ...

    async def deletes(self, subject: Subject) -> None: ...

    async def we_say(self, text: str) -> None: ...

    async def restart(self) -> Platform:
        """The same account after our process ended: only notebook and cursor are left."""

    async def lose_answer(self, verb: Verb) -> None:
        """The next act is done by the platform, and its answer is lost."""

    async def slow_down(self, verb: Verb) -> float:
        """The platform refuses the next act for so many seconds, and says so in its own way (a 429 where it has one)."""

    async def hopeless(self) -> Action:
        """Something the platform refuses for good."""

    async def shown(self, action: Action) -> int:
        """How many effects of this action readers see now."""


def action(verb: Verb, subject: Subject, key: str = "", **params: str) -> Action:
    return Action(key or f"key-{verb}-{subject.ref}", verb, subject, TEXT, params)


REVERSIBLE = [verb for verb in UNDOES if verb is not Verb.REPLY]
ONCE = [Verb.REPLY, Verb.HIDE, Verb.DELETE, Verb.MESSAGE]


def can(platform: Platform, subject: Subject) -> Abilities:
    """What a platform that is signed in says of something public."""
    asked = platform.can(subject, private=False)
    assert asked is not None
    return asked


async def impossible(stage: Stage, deed: Action) -> bool:
    """A verb that a platform does not have is refused as such, leaves no trace, and is never replaced by a worse one."""
    if deed.verb in stage.platform.verbs:
        return False
    able = can(stage.platform, deed.subject).get(deed.verb, IMPOSSIBLE)
    assert able.can in {Can.IMPOSSIBLE, Can.MANUAL}, able
    outcome = await stage.platform.act(deed)
    assert outcome.state in {OutcomeState.UNSUPPORTED, OutcomeState.REFUSED}, outcome
    assert outcome.why
    assert (await stage.platform.find(deed)).sight is not Sight.PRESENT
    assert await stage.shown(deed) == 0
    assert await stage.shown(Action("", stage.touch, deed.subject)) == 0
    return True


class Promises:
    """Subclass it as `Test...` and give it a fixture `stage`. `blind`: verbs whose effect the platform shows to nobody
    who asks (X and its hidden replies); then `find` must say so, each time.
    """

    blind: frozenset[Verb] = frozenset()

    def sight(self, verb: Verb, there: bool) -> Sight:
        """What looking must show."""
        return Sight.CANNOT_TELL if verb in self.blind else Sight.PRESENT if there else Sight.ABSENT

    async def test_everything_kept_translates_the_same_each_time(self, stage: Stage) -> None:
        intake = KeptIntake()
        await stage.says("When is my repair?")
        await stage.quotes("Look at this")
        await stage.writes("Privately: my boiler is off")
        await listen_until(stage.platform, intake, lambda: len(said(stage.platform, intake)) >= 3)
        first = [stage.platform.translate(payload.body, NOW) for payload in intake.payloads]
        assert first == [stage.platform.translate(payload.body, NOW) for payload in intake.payloads]
        texts = {item.text: item for item in said(stage.platform, intake)}
        assert set(texts) == {"When is my repair?", "Look at this", "Privately: my boiler is off"}
        assert texts["Privately: my boiler is off"].private
        for payload in intake.payloads:
            _cannot_crash(stage.platform, payload.body)

    @pytest.mark.parametrize("verb", ONCE)
    async def test_the_same_act_twice_is_one_visible_effect(self, stage: Stage, verb: Verb) -> None:
        deed = action(verb, await stage.says("You useless lot"))
        if await impossible(stage, deed):
            return
        first, second = await stage.platform.act(deed), await stage.platform.act(deed)
        assert (first.state, second.state) == (OutcomeState.DONE, OutcomeState.DONE), (first, second)
        assert (await stage.platform.find(deed)).sight is self.sight(verb, there=True)
        assert await stage.shown(deed) == 1

    async def test_two_acts_with_the_same_words_are_two_effects(self, stage: Stage) -> None:
        subject = await stage.says("You useless lot")
        for key in ("notice-1", "notice-2"):
            assert (await stage.platform.act(action(Verb.MESSAGE, subject, key))).state is OutcomeState.DONE
        assert await stage.shown(action(Verb.MESSAGE, subject)) == 2

    @pytest.mark.parametrize("verb", ONCE)
    async def test_after_a_lost_answer_looking_finds_it_and_trying_again_repeats_nothing(
        self, stage: Stage, verb: Verb
    ) -> None:
        deed = action(verb, await stage.says("You useless lot"))
        if await impossible(stage, deed):
            return
        assert (await stage.platform.find(deed)).sight is self.sight(verb, there=False)
        await stage.lose_answer(verb)
        assert (await stage.platform.act(deed)).state is OutcomeState.UNKNOWN
        platform = await stage.restart()
        look = await platform.find(deed)
        assert look.sight is self.sight(verb, there=True)
        assert look.repeatable is (verb in self.blind), (
            "what cannot be seen is done again only where that changes nothing"
        )
        assert (await platform.act(deed)).state is OutcomeState.DONE
        assert await stage.shown(deed) == 1

    @pytest.mark.parametrize("verb", REVERSIBLE)
    async def test_act_look_undo_look(self, stage: Stage, verb: Verb) -> None:
        subject = await (stage.quotes("Clowns") if verb is Verb.DETACH else stage.says("You useless lot"))
        deed, undo = action(verb, subject), action(UNDOES[verb], subject)
        if await impossible(stage, deed):
            assert await impossible(stage, undo)
            return
        assert can(stage.platform, subject)[verb].can is Can.AUTO
        assert (await stage.platform.find(deed)).sight is self.sight(verb, there=False)
        assert (await stage.platform.act(deed)).state is OutcomeState.DONE
        assert (await stage.platform.find(deed)).sight is self.sight(verb, there=True)
        assert await stage.shown(deed) == 1
        assert (await stage.platform.find(undo)).sight is self.sight(verb, there=False)
        assert (await stage.platform.act(undo)).state is OutcomeState.DONE
        assert (await stage.platform.find(undo)).sight is self.sight(verb, there=True)
        assert await stage.shown(deed) == 0

    async def test_a_reply_can_be_withdrawn_by_its_receipt(self, stage: Stage) -> None:
        subject = await stage.says("You useless lot")
        deed = action(Verb.REPLY, subject)
        outcome = await stage.platform.act(deed)
        assert (await stage.platform.find(deed)).sight is Sight.PRESENT
        assert await stage.shown(deed) == 1
        undo = Action("undo", Verb.WITHDRAW, subject, params=outcome.receipt)
        assert (await stage.platform.act(undo)).state is OutcomeState.DONE
        assert (await stage.platform.find(undo)).sight is Sight.PRESENT
        assert await stage.shown(deed) == 0

    async def test_our_own_words_are_never_heard(self, stage: Stage) -> None:
        intake = KeptIntake()
        await stage.we_say("We are sorry to hear that")
        await stage.says("You useless lot")
        await listen_until(stage.platform, intake, lambda: bool(said(stage.platform, intake)), settle=stage.settle)
        assert [item.text for item in said(stage.platform, intake)] == ["You useless lot"]
        assert not any(item.author.ref in stage.platform.own_refs for item in said(stage.platform, intake))

    async def test_what_was_said_in_an_outage_is_heard_once(self, stage: Stage) -> None:
        intake, platform = KeptIntake(), stage.platform
        await stage.says("before")
        await listen_until(platform, intake, lambda: len(said(platform, intake)) == 1, settle=stage.settle)
        for number in range(3):
            await stage.says(f"meanwhile {number}")
        await stage.writes("meanwhile, privately")
        platform = await stage.restart()
        await listen_until(platform, intake, lambda: len(said(platform, intake)) >= 5, settle=stage.settle)
        await stage.says("after")
        platform = await stage.restart()
        await listen_until(platform, intake, lambda: len(said(platform, intake)) >= 6, settle=stage.settle)
        private = "meanwhile, privately"
        assert sorted(item.text for item in said(platform, intake)) == sorted(
            ["before", "meanwhile 0", "meanwhile 1", "meanwhile 2", private, "after"]
        )

    async def test_edits_and_removals_are_heard(self, stage: Stage) -> None:
        intake, platform = KeptIntake(), stage.platform
        kept, gone = await stage.says("I am waiting"), await stage.says("I will be gone")
        await listen_until(platform, intake, lambda: len(said(platform, intake)) == 2)
        await stage.edits(kept, "I will find you")
        await stage.deletes(gone)
        platform = await stage.restart()
        await listen_until(
            platform, intake, lambda: len(said(platform, intake)) >= 3 and bool(removed(platform, intake))
        )
        edited = said(platform, intake)[-1]
        assert (edited.text, edited.edited, edited.ref) == ("I will find you", True, kept.ref)
        assert edited.version != kept.version
        assert [item.ref for item in removed(platform, intake)] == [gone.ref]

    async def test_what_was_edited_since_it_was_judged_is_not_touched(self, stage: Stage) -> None:
        subject = await stage.says("You useless lot")
        await stage.edits(subject, "Sorry about that")
        deed = action(stage.touch, subject)
        outcome = await stage.platform.act(deed)
        assert outcome.stale
        assert outcome.state is not OutcomeState.DONE
        assert await stage.shown(deed) == 0

    async def test_the_wait_that_the_platform_asks_for_is_kept_and_said(self, stage: Stage) -> None:
        """A library may wait by itself; else the answer is `failed`, with the seconds, and nothing was done."""
        deed = action(stage.touch, await stage.says("You useless lot"))
        seconds = await stage.slow_down(stage.touch)
        begun = time.monotonic()
        outcome = await stage.platform.act(deed)
        if outcome.state is not OutcomeState.DONE:
            assert outcome.state is OutcomeState.FAILED, outcome
            assert outcome.why
            assert outcome.retry_after is not None
            assert 0 < outcome.retry_after <= seconds
            assert await stage.shown(deed) == 0
            await asyncio.sleep(outcome.retry_after)
            assert (await stage.platform.act(deed)).state is OutcomeState.DONE
        assert time.monotonic() - begun >= seconds / 2, "X and Bluesky say the whole second at which the window opens"
        assert (await stage.platform.find(deed)).sight is self.sight(stage.touch, there=True)
        assert await stage.shown(deed) == 1

    async def test_a_refusal_for_good_is_called_refused(self, stage: Stage) -> None:
        outcome = await stage.platform.act(await stage.hopeless())
        assert outcome.state is OutcomeState.REFUSED
        assert outcome.why
        assert not outcome.stale

    async def test_a_shutdown_in_the_middle_of_keeping_loses_nothing(self, stage: Stage) -> None:
        intake = KeptIntake()
        intake.stuck = True
        await stage.says("Do not lose me")
        listening = asyncio.create_task(stage.platform.listen(intake))
        for _ in range(1000):
            if intake.begun:
                break
            await asyncio.sleep(0.02)
        listening.cancel()
        with pytest.raises(asyncio.CancelledError):
            await listening
        assert intake.begun
        assert not intake.payloads
        intake.stuck = False
        platform = await stage.restart()
        await listen_until(platform, intake, lambda: bool(said(platform, intake)), settle=stage.settle)
        assert [item.text for item in said(platform, intake)] == ["Do not lose me"]

    async def test_a_closed_platform_opens_again(self, stage: Stage) -> None:
        intake, platform = KeptIntake(), stage.platform
        await platform.close()
        subject = await stage.says("You useless lot")
        await platform.open()
        await listen_until(platform, intake, lambda: bool(said(platform, intake)))
        assert (await platform.act(action(stage.touch, subject))).state is OutcomeState.DONE

    async def test_secrets_are_not_in_logs_or_errors(self, stage: Stage, caplog: pytest.LogCaptureFixture) -> None:
        caplog.set_level(logging.DEBUG)
        outcome = await stage.platform.act(await stage.hopeless())
        intake = KeptIntake()
        await stage.says("Hello")
        await listen_until(stage.platform, intake, lambda: bool(said(stage.platform, intake)))
        seen = "\n".join([caplog.text, repr(outcome), repr(vars(stage.platform)), repr(intake.payloads)])
        assert not [secret for secret in stage.secrets if secret in seen]


class SigningStage(Stage, Protocol):
    """A stage of a platform that must sign in before it knows anything."""

    def never_opened(self) -> Platform:
        """The same account in a process that has not signed in yet."""


class SignsIn:
    """Beside `Promises`, for a platform that must sign in: what comes before that is put off, and nothing is lost by it."""

    async def test_nothing_is_refused_before_it_has_signed_in(self, stage: SigningStage) -> None:
        subject = await stage.says("You useless lot")
        fresh = stage.never_opened()
        await self._put_off(fresh, subject)
        await stage.platform.close()
        await self._put_off(stage.platform, subject)
        platform = await stage.restart()
        assert (await platform.act(action(stage.touch, subject))).state is OutcomeState.DONE

    @staticmethod
    async def _put_off(platform: Platform, subject: Subject) -> None:
        """A refusal would be for good: the deed would be handed to a person, and the comment stay."""
        said = {verb: await platform.act(action(verb, subject)) for verb in platform.verbs}
        assert said
        assert {verb: one.code for verb, one in said.items() if one.state is not OutcomeState.FAILED} == {}
        assert {one.code for one in said.values()} == {"NotOpen"}
        looks = {verb: (await platform.find(action(verb, subject))).sight for verb in platform.verbs}
        assert set(looks.values()) == {Sight.CANNOT_TELL}, looks


def _cannot_crash(platform: Platform, body: bytes) -> None:
    """Every cut of a payload gives an answer, or says why not."""
    broken: list[Any] = [body[:cut] for cut in range(0, len(body), 7)] + [
        body.replace(b'"', b"'"),
        b"[]",
        b"null",
        b"\xff",
    ]
    for piece in broken:
        assert _answer(platform, piece)


def _answer(platform: Platform, body: bytes) -> str:
    """The type of the answer, or the reason why there is none; anything else is raised."""
    try:
        return type(platform.translate(body, NOW)).__name__
    except Untranslatable as why:
        return str(why)
