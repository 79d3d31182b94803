"""What the console is made of: handed in once, by the wiring."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from bot.clock import Clock
from bot.desk.desk import Desk
from bot.store.database import Database
from rules.explain import Passage
from rules.model.decision import Decision, Given
from rules.policy.schema import Pack

Explain = Callable[[Pack, Given, Decision], Sequence[Passage]]
"""`rules.explain.passages`: headed passages of plain sentences."""


@dataclass(frozen=True, slots=True)
class Parts:
    """`packs` by id; `secure` is true behind https (then the cookie is a `__Host-` one).

    `remark`: one line about the policy for the top of every page, empty where there is nothing to say.
    """

    database: Database
    desk: Desk
    clock: Clock
    packs: Mapping[str, Pack]
    explain: Explain
    secure: bool = False
    remark: Callable[[], str] = str
