"""The platform's side in memory: it outlives a killed process, goes wrong on demand, and counts what readers saw."""

import subprocess
import sys
from pathlib import Path

import pytest

from adapters.memory import MemorySettings, connect
from adapters.memory.faults import Fault
from adapters.memory.people import PAGE
from adapters.memory.platform import RETRY_AFTER, MemoryPlatform
from adapters.memory.world import World
from adapters.platform import Action, OutcomeState, Sight, Subject, Untranslatable
from rules.model.interaction import InteractionKind
from rules.model.measure import Verb
from tests.adapters.ears import KeptIntake, KeptNotebook, heard, listen_until, said

DIES = """
import asyncio, os, signal, sys
from pathlib import Path
from adapters.memory import MemorySettings, connect
from adapters.platform import Action, Subject
from rules.model.measure import Verb
platform = connect(MemorySettings(file=Path(sys.argv[1])), None)
for number in range(50):
    ref = platform.world.say(f"number {number}")
    asyncio.run(platform.act(Action(f"hide-{number}", Verb.HIDE, Subject(ref, "1", "post-welcome", "tenant"))))
os.kill(os.getpid(), signal.SIGKILL)
"""


def platform(world: World) -> MemoryPlatform:
    return MemoryPlatform("memory", world)


def hide(ref: str, key: str = "k") -> Action:
    return Action(key, Verb.HIDE, Subject(ref, "1", PAGE, "tenant"))


def reply(ref: str, key: str = "k") -> Action:
    return Action(key, Verb.REPLY, Subject(ref, "1", PAGE, "tenant"), "We are on it.")


@pytest.mark.slow
def test_what_was_said_and_done_outlives_a_killed_process(tmp_path: Path) -> None:
    file = tmp_path / "platform.sqlite3"
    ran = subprocess.run([sys.executable, "-c", DIES, str(file)], check=False)
    assert ran.returncode == -9
    world = World(file)
    assert len(world.feed(0, 1000)) == 50
    assert len(world.standing(Verb.HIDE)) == 50
    assert world.effects() == {f"hide-{number}": 1 for number in range(50)}
    world.close()


async def test_another_process_can_speak_while_we_listen(tmp_path: Path) -> None:
    file = tmp_path / "platform.sqlite3"
    ours, theirs = connect(MemorySettings(file=file), KeptNotebook()), World(file)
    intake = KeptIntake()
    theirs.say("from outside")
    await listen_until(ours, intake, lambda: bool(said(ours, intake)))
    assert said(ours, intake)[0].text == "from outside"
    assert (await ours.act(hide(said(ours, intake)[0].ref))).state is OutcomeState.DONE
    assert theirs.standing(Verb.HIDE) == {said(ours, intake)[0].ref}
    ours.world.close()
    theirs.close()


@pytest.mark.parametrize(
    ("fault", "state", "sight"),
    [
        (Fault.REFUSE, OutcomeState.REFUSED, Sight.ABSENT),
        (Fault.FAIL, OutcomeState.FAILED, Sight.ABSENT),
        (Fault.LOST_REQUEST, OutcomeState.UNKNOWN, Sight.ABSENT),
        (Fault.LOST_ANSWER, OutcomeState.UNKNOWN, Sight.PRESENT),
    ],
)
async def test_each_fault_strikes_once(fault: Fault, state: OutcomeState, sight: Sight) -> None:
    world = World()
    ours, ref = platform(world), world.say("x")
    world.fault(Verb.REPLY, fault)
    outcome = await ours.act(reply(ref))
    assert (outcome.state, (await ours.find(reply(ref))).sight) == (state, sight)
    assert (outcome.retry_after == RETRY_AFTER) is (fault is Fault.FAIL)
    assert (await ours.act(reply(ref))).state is OutcomeState.DONE
    assert world.effects() == {"k": 1}
    world.close()


async def test_a_platform_without_keys_shows_a_second_sending() -> None:
    world = World(keyed=False)
    ours, ref = platform(world), world.say("x")
    await ours.act(reply(ref))
    await ours.act(reply(ref))
    assert world.effects() == {"k": 2}, "an exam must be able to see an act repeated"
    await ours.act(hide(ref, "h"))
    await ours.act(hide(ref, "h"))
    assert world.effects()["h"] == 1, "what is already hidden shows nothing new"
    world.close()


async def test_an_outage_delays_and_loses_nothing() -> None:
    world, intake = World(), KeptIntake()
    ours = platform(world)
    world.outage(on=True)
    world.say("in the dark")
    assert world.down
    world.outage(on=False)
    await listen_until(ours, intake, lambda: bool(said(ours, intake)))
    world.close()


async def test_nonsense_from_the_platform_is_kept_and_says_why() -> None:
    world, intake = World(), KeptIntake()
    ours = platform(world)
    world.garble('{"type": "said"}')
    await listen_until(ours, intake, lambda: bool(intake.payloads))
    with pytest.raises(Untranslatable):
        heard(ours, intake)
    world.close()


async def test_a_letter_cannot_be_hidden_and_nobody_knows_about_reports() -> None:
    world = World()
    ours, ref = platform(world), world.say("x", kind=InteractionKind.DIRECT_MESSAGE)
    letter = Subject(ref, "1", None, "tenant")
    assert Verb.HIDE not in ours.can(letter, private=True)
    assert (await ours.act(Action("k", Verb.HIDE, letter))).state is OutcomeState.UNSUPPORTED
    assert (await ours.find(Action("k", Verb.REPORT, letter))).sight is Sight.CANNOT_TELL
    world.close()


def test_a_reference_is_never_given_twice() -> None:
    world = World()
    first, second = world.say("one"), world.say("two")
    world.delete(second)
    assert world.say("three") not in {first, second}
    world.close()
