"""Whatever a platform answers and wherever we die: never confirmed without a look, never two effects for one key."""

import asyncio
import shutil
import tempfile
from enum import StrEnum
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from adapters.memory.faults import Fault
from adapters.memory.platform import MemoryPlatform
from adapters.memory.world import World
from adapters.platform import Action, Look, Outcome, Sight
from bot.store.database import Database
from bot.store.writer import Writer
from rules.model.measure import MeasureKind, Verb
from tests.bot.actions.kit import Kit
from tests.bot.conftest import TestClock


class Crash(BaseException):
    """The process dies here."""


class Mishap(StrEnum):
    """What else can go wrong, besides the platform's own faults."""

    DIES_BEFORE = "dies_before"
    DIES_AFTER = "dies_after"
    BREAKS_AFTER = "breaks_after"
    BLIND = "blind"
    NONE = "none"


ENDS = {"confirmed", "unconfirmed", "refused", "failed", "unknown", "unsupported"}
KINDS = {
    "hide": (MeasureKind.HIDE, Verb.HIDE),
    "reply": (MeasureKind.REMINDER, Verb.REPLY),
    "report": (MeasureKind.REPORT, Verb.REPORT),
}


class Unlucky(MemoryPlatform):
    """Follows a script of mishaps, one an act or look; remembers what each look saw."""

    def __init__(self, world: World, script: list[Mishap | Fault]) -> None:
        super().__init__("page", world)
        self.script = script
        self.seen: dict[str, list[Sight]] = {}

    async def act(self, action: Action) -> Outcome:
        mishap = self.script.pop(0) if self.script else Mishap.NONE
        if mishap is Mishap.DIES_BEFORE:
            raise Crash
        if isinstance(mishap, Fault):
            self.world.fault(action.verb, mishap)
        answer = await super().act(action)
        if mishap is Mishap.DIES_AFTER:
            raise Crash
        if mishap is Mishap.BREAKS_AFTER:
            raise RuntimeError("the line broke")
        return answer

    async def find(self, action: Action) -> Look:
        mishap = self.script.pop(0) if self.script else Mishap.NONE
        if mishap in {Mishap.DIES_BEFORE, Mishap.DIES_AFTER}:
            raise Crash
        if mishap is Mishap.BREAKS_AFTER:
            raise RuntimeError("the line broke")
        if mishap is Mishap.BLIND:
            return Look(Sight.CANNOT_TELL)
        look = await super().find(action)
        self.seen.setdefault(action.key, []).append(look.sight)
        return look


mishaps = st.lists(st.sampled_from([*Mishap, *Fault]), max_size=12)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(kinds=st.lists(st.sampled_from(sorted(KINDS)), min_size=1, max_size=3), script=mishaps, keyed=st.booleans())
@pytest.mark.slow
def test_the_promises_hold(
    database_template: Path, kinds: list[str], script: list[Mishap | Fault], keyed: bool
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        file = shutil.copy(database_template, Path(folder) / "doorstep.db")
        database = Database(f"sqlite:///{file}")
        writer = Writer(database, seconds=0)
        try:
            asyncio.run(_promises(Kit(database, writer, TestClock(), World(keyed=keyed)), kinds, script))
        finally:
            writer.close()
            database.close()


async def _promises(kit: Kit, kinds: list[str], script: list[Mishap | Fault]) -> None:
    platform = Unlucky(kit.world, script)
    actions = [_queued(kit, kind) for kind in kinds]
    dispatcher = kit.another(platform)
    await kit.capturer.step()
    for _ in range(60):
        try:
            await dispatcher.step()
        except* Crash:
            dispatcher = kit.another(platform)
        kit.clock.move(seconds=11)
    for action_id in actions:
        row = kit.action(action_id)
        assert row.state in ENDS, "nothing is forgotten on the way"
        story = kit.story(action_id)
        assert ("confirmed" in story) == (row.state == "confirmed")
        if row.state == "confirmed":
            assert Sight.PRESENT in platform.seen[row.key]
        if row.state in ENDS - {"confirmed"}:
            assert [task for task in kit.tasks() if task.about == action_id], "a person is told"
        _attempts_are_recorded(story)
    assert all(count == 1 for count in kit.world.effects().values()), "never two visible effects for one key"


def _attempts_are_recorded(story: list[str]) -> None:
    """Every word for an outcome stands behind an *attempting* of its own."""
    attempts = 0
    for kind in story:
        attempts += kind == "attempting"
        assert attempts > 0, f"{kind} before any attempt"


def _queued(kit: Kit, kind: str) -> str:
    measure, verb = KINDS[kind]
    said = "house rules" if verb is Verb.REPLY else ""
    return kit.queue(kit.hear(), measure, verb, text=said)
