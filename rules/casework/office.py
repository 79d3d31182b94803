"""The landlord a case belongs to: every dated version of its policy, and its settings."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from rules.policy.casework import Casework
from rules.policy.schema import Pack


class NoPolicy(LookupError):
    """No policy of this landlord was in force that day, or none has that name."""


@dataclass(frozen=True, slots=True)
class Office:
    """`packs` are all the landlord's policies, past ones included: a case stays on the version in force when it was decided.

    `settings` are the landlord's own (`approver_post`, days, links).
    """

    packs: tuple[Pack, ...]
    settings: Mapping[str, str] = field(default_factory=dict)

    @property
    def by_id(self) -> Mapping[str, Pack]:
        """Every policy by its id."""
        return {pack.id: pack for pack in self.packs}

    def instead_of(self, pack: str, day: date) -> Pack | None:
        """The policy in force on a London date, where it is another than `pack`; None too where none is in force."""
        try:
            found = self.on(day)
        except NoPolicy:
            return None
        return None if found.id == pack else found

    def on(self, day: date) -> Pack:
        """The policy in force on a London date; of several the one that began last. Raises NoPolicy."""
        found = [
            p for p in self.packs if p.in_force.start <= day and (p.in_force.until is None or day <= p.in_force.until)
        ]
        if not found:
            raise NoPolicy(f"no policy was in force on {day}")
        return max(found, key=lambda pack: pack.in_force.start)

    def named(self, pack: str) -> Pack:
        """The policy with this id. Raises NoPolicy."""
        for found in self.packs:
            if found.id == pack:
                return found
        raise NoPolicy(f"no policy is called {pack}")

    def posts_of(self, post: str, casework: Casework) -> frozenset[str]:
        """The posts a person may act in who holds `post`: her own, and those she deputises for."""
        stands_in = {senior for senior, deputies in casework.deputies.items() if post in deputies}
        return frozenset(stands_in | {post})
