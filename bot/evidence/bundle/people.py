"""Who acted, and what they were when they did: folded from the *staff* entries of the record, never from today's list."""

from collections.abc import Iterable
from dataclasses import dataclass

from bot.console.show.words import ROLES, said
from bot.evidence.bundle.originals import Originals
from bot.evidence.bundle.scope import Kept
from rules.model.evidence import EntryKind

UNNAMED = "A member of staff, not named for their safety"
NOBODY = "Doorstep, by itself, as the policy lets it"


@dataclass(frozen=True, slots=True)
class Held:
    """What a member of staff was from entry `seq` on. `roles` and `posts` in words."""

    seq: int
    at: str
    what: str
    name: str
    roles: tuple[str, ...]
    posts: tuple[str, ...]


class People:
    """Members of staff by id."""

    def __init__(self, entries: Iterable[Kept], made: Originals) -> None:
        self.held: dict[str, list[Held]] = {}
        for one in entries:
            if one.kind == EntryKind.STAFF and one.data.get("staff") == one.item and one.item:
                self.held.setdefault(one.item, []).append(_held(one, made))

    @property
    def names(self) -> dict[str, str]:
        """Name by id, as last recorded."""
        return {who: held[-1].name for who, held in self.held.items()}

    def at(self, who: str, seq: int, post: str = "") -> str:
        """`Helen Hart, Head of Service (Approver)` as it was at entry `seq`; `post` is the one they acted in."""
        if not who:
            return NOBODY
        known = [one for one in self.held.get(who, ()) if one.seq <= seq]
        if not known:
            return f"a member of staff ({who})"
        then = known[-1]
        posts = post or ", ".join(then.posts)
        return f"{then.name}{f', {posts}' if posts else ''} ({', '.join(then.roles)})"


def _held(one: Kept, made: Originals) -> Held:
    table = {str(role.value): name for role, name in ROLES.items()}
    roles = tuple(table.get(role, said(role)) for role in one.data.get("roles", ()))
    name = made.words(one.seq, "name") or UNNAMED
    return Held(one.seq, one.at, said(str(one.data.get("what", ""))), name, roles, tuple(one.data.get("posts", ())))
