"""The platform in memory keeps the promises of every platform."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from adapters.memory import MemorySettings, connect
from adapters.memory.effects import about
from adapters.memory.faults import Fault
from adapters.memory.people import PAGE
from adapters.memory.platform import RETRY_AFTER, MemoryPlatform
from adapters.memory.translate import US
from adapters.platform import Action, Subject
from rules.model.interaction import InteractionKind, Where
from rules.model.measure import Verb
from tests.adapters.ears import KeptNotebook
from tests.adapters.promises import Promises, action


class MemoryStage:
    settle = 0.1
    touch = Verb.HIDE

    def __init__(self, file: Path) -> None:
        self._settings = MemorySettings(file=file)
        self.secrets: list[str] = []
        self.platform = connect(self._settings, KeptNotebook())
        self.world = self.platform.world

    def _subject(self, ref: str, root: str | None) -> Subject:
        return Subject(ref, self.world.version(ref) or "", root, "tenant")

    async def says(self, text: str) -> Subject:
        return self._subject(self.world.say(text), PAGE)

    async def writes(self, text: str) -> Subject:
        return self._subject(self.world.say(text, kind=InteractionKind.DIRECT_MESSAGE), None)

    async def quotes(self, text: str) -> Subject:
        ref = self.world.say(text, kind=InteractionKind.QUOTE, root=None, where=Where.ELSEWHERE)
        return self._subject(ref, None)

    async def edits(self, subject: Subject, text: str) -> None:
        self.world.edit(subject.ref, text)

    async def deletes(self, subject: Subject) -> None:
        self.world.delete(subject.ref)

    async def we_say(self, text: str) -> None:
        self.world.say(text, author=US)

    async def restart(self) -> MemoryPlatform:
        await self.platform.close()
        self.world.close()
        self.platform = connect(self._settings, KeptNotebook())
        self.world = self.platform.world
        return self.platform

    async def lose_answer(self, verb: Verb) -> None:
        self.world.fault(verb, Fault.LOST_ANSWER)

    async def slow_down(self, verb: Verb) -> float:
        self.world.fault(verb, Fault.FAIL)
        return RETRY_AFTER

    async def hopeless(self) -> Action:
        subject = await self.says("anything")
        self.world.fault(Verb.HIDE, Fault.REFUSE)
        return action(Verb.HIDE, subject)

    async def shown(self, deed: Action) -> int:
        if deed.verb in {Verb.REPLY, Verb.MESSAGE}:
            return sum((d.verb, d.text, d.withdrawn) == (deed.verb, deed.text, False) for d in self.world.deeds())
        return int(about(deed) in self.world.standing(deed.verb))


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[MemoryStage]:
    stage = MemoryStage(tmp_path / "platform.sqlite3")
    yield stage
    await stage.platform.close()
    stage.world.close()


class TestMemory(Promises):
    pass
