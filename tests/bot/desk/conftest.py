"""The desk of a small landlord: three people, two comments' worth of judgement, and the outbox behind it."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import pytest

from bot.compose import pack
from bot.desk.desk import Desk
from bot.staff.people import add, find
from bot.staff.rights import Staff
from rules.decide import decide
from rules.model.decision import Decision, Given, Item
from rules.model.finding import Behaviour, Finding, Found, Severity, Target
from rules.model.interaction import InteractionKind, Where
from rules.model.measure import Abilities, Can, Capability, Undo, Verb
from rules.model.staff import Role
from rules.policy.schema import Pack
from tests.bot.actions.conftest import kit
from tests.bot.actions.kit import CHANNEL, Comment, Kit

__all__ = ["kit"]

SETTINGS = {"rules_link": "example.org/rules", "how_to_challenge": "example.org/look-again"}
ABILITIES: Abilities = {
    Verb.REPLY: Capability(Can.AUTO, limit=300, public=True),
    Verb.MESSAGE: Capability(Can.AUTO_IF, Undo.ONE_WAY, limit=1000),
    Verb.HIDE: Capability(Can.AUTO),
    Verb.DETACH: Capability(Can.AUTO),
    Verb.BLOCK: Capability(Can.AUTO, public=True, why="A block can be seen by anybody."),
    Verb.REPORT: Capability(Can.AUTO, Undo.ONE_WAY),
    Verb.MUTE: Capability(Can.AUTO, why="a time-out"),
    Verb.BLOCK_MESSAGES: Capability(Can.AUTO),
    Verb.RESTRICT_REPLIES: Capability(Can.AUTO, public=True),
}
THREAT = Finding(Behaviour.THREAT, Severity.EXTREME, Target.STAFF, 950, "threat.kill")


@dataclass
class Office:
    """The desk, who sits at it, and the outbox behind it."""

    kit: Kit
    desk: Desk
    pack: Pack
    moderator: Staff
    approver: Staff
    admin: Staff

    def judged(self, *findings: Finding, **given: Any) -> tuple[Given, Decision]:
        """What the engine says to these findings."""
        now = self.kit.clock()
        kind = given.pop("kind", InteractionKind.COMMENT)
        item = Item(CHANNEL, "memory", kind, Where.OUR_PAGE, now, now)
        plain = Given(item, Found(findings), now, abilities=ABILITIES, settings=SETTINGS)
        told = replace(plain, **given)
        return told, decide(self.pack, told)

    def hear(self, text: str = "you are useless", *findings: Finding, **given: Any) -> Comment:
        """A comment on the record, judged."""
        kind = given.get("kind", InteractionKind.COMMENT)
        said: dict[str, Any] = {"kind": kind} if kind is not InteractionKind.COMMENT else {}
        if kind is InteractionKind.QUOTE:
            said["root"] = None
        return self.kit.hear(text, judged=self.judged(*findings, **given), **said)


@pytest.fixture
def office(kit: Kit, staff: Callable[..., Staff]) -> Office:
    rules = pack("house-rules")
    desk = Desk(kit.database, kit.clock, {rules.id: rules})
    kit.mode("assist")
    return Office(kit, desk, rules, staff("mo", Role.MODERATOR), staff("ap", Role.APPROVER), staff("ad", Role.ADMIN))


@pytest.fixture
def staff(kit: Kit) -> Callable[..., Staff]:
    """Make a member of staff with these roles."""

    def make(login: str, *roles: Role) -> Staff:
        add(kit.database, kit.clock, None, login, login.upper(), frozenset(roles))
        found = find(kit.database, login)
        assert found is not None
        return found

    return make
