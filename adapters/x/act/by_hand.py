"""What X keeps for people in its own app: blocking (since 2025 by API for enterprises only) and reporting.

Whether an account is blocked can be seen, so a person's block can be read back; a report cannot.
"""

from collections.abc import Mapping

from adapters.platform import Action, Look, Sight
from adapters.x.act.mute import look
from adapters.x.desk import Desk
from adapters.x.errors import Refusal
from adapters.x.ids import permalink, profile_link
from rules.model.measure import Verb


async def refuse(desk: Desk, action: Action) -> Mapping[str, str]:
    """Never done from here; the reason says where a person does it."""
    del desk
    subject = action.subject
    post = action.verb is Verb.REPORT
    where = permalink(subject.version or subject.ref) if post else profile_link(subject.author or "")
    raise Refusal("ByHand", f"X lets only a person in its app {action.verb}: {where}")


async def look_blocked(desk: Desk, action: Action) -> Look:
    """Whether X says that we block the account, whoever set it."""
    return await look(desk, action, "blocking", there=True)


async def look_unblocked(desk: Desk, action: Action) -> Look:
    """Whether X says that we do not block the account."""
    return await look(desk, action, "blocking", there=False)


async def look_reported(desk: Desk, action: Action) -> Look:
    """Never known from here."""
    del desk, action
    return Look(Sight.CANNOT_TELL, why="X does not show a report to the one who made it")
