"""What the record says about the comment that a deed is about: rows, decision, and what its platform can do."""

from dataclasses import dataclass

import msgspec
from sqlmodel import Session, col, select

from adapters.platform import Subject
from bot.desk.sitting import Refused, Sitting
from bot.store.tables import AccountRow, ActionRow, DecisionRow, Entry, InteractionRow
from rules.model.decision import Decision, Given
from rules.model.measure import IMPOSSIBLE, Can, Capability, Verb
from rules.model.plain import from_plain


@dataclass(frozen=True, slots=True)
class About:
    """A comment with its latest decision. `given` and `judged` are None where it could not be decided."""

    said: InteractionRow
    account: AccountRow
    decision: DecisionRow
    given: Given | None
    judged: Decision | None

    @property
    def subject(self) -> Subject:
        """What a deed about this comment is about."""
        said = self.said
        return Subject(said.ref, said.version, said.root, self.account.ref, said.permalink)

    def capability(self, verb: Verb) -> Capability | None:
        """What the platform can do to it; None where that was not recorded, so that only trying tells."""
        if self.given is None or self.given.abilities is None:
            return None
        return self.given.abilities.get(verb, IMPOSSIBLE)

    def works(self, verb: Verb) -> bool:
        """Whether the platform is known to do it by itself."""
        known = self.capability(verb)
        return known is not None and known.can in {Can.AUTO, Can.AUTO_IF}

    def must_work(self, verb: Verb) -> None:
        """Raises Refused for what the platform is known not to do by itself."""
        known = self.capability(verb)
        if known is not None and known.can is Can.MANUAL:
            raise Refused(
                f"This platform wants it done by hand: {known.why or self.said.permalink or 'open the comment'}"
            )
        self.must_be_possible(verb)

    def must_be_possible(self, verb: Verb) -> None:
        """Raises Refused for what cannot be done at all. What is done by hand becomes a task once it is approved."""
        known = self.capability(verb)
        if known is not None and known.can is Can.IMPOSSIBLE:
            raise Refused(f"This platform cannot do it here. {known.why}".strip())


def about(sitting: Sitting, interaction_id: str) -> About:
    """Raises Refused where there is no such comment or nothing was decided about it yet."""
    said = sitting.row(InteractionRow, interaction_id, "comment")
    chosen = select(DecisionRow).where(DecisionRow.interaction_id == interaction_id)
    decision = sitting.session.exec(chosen.order_by(col(DecisionRow.seq).desc()).limit(1)).first()
    if decision is None:
        raise Refused("Nothing has been decided about this comment yet.")
    account = sitting.row(AccountRow, said.account_id, "account")
    return About(said, account, decision, *_recorded(sitting.session, decision))


def live(sitting: Sitting, interaction_id: str) -> About:
    """`about` for a comment that stands as it was judged, on a channel where something may be done. Raises Refused."""
    found = about(sitting, interaction_id)
    sitting.must_act(found.said.channel)
    if found.said.state != "live":
        raise Refused(f"This comment was {found.said.state} in the meantime: look at what stands there now.")
    return found


def actions_of(sitting: Sitting, interaction_id: str) -> list[ActionRow]:
    """Everything planned about a comment, oldest first, without what takes something back."""
    chosen = select(ActionRow).where(ActionRow.interaction_id == interaction_id, col(ActionRow.undoes).is_(None))
    return list(sitting.session.exec(chosen.order_by(ActionRow.created_at, ActionRow.id)))


def _recorded(session: Session, decision: DecisionRow) -> tuple[Given | None, Decision | None]:
    entry = session.get(Entry, decision.seq)
    data = msgspec.json.decode(entry.body)["data"] if entry else {}
    if "given" not in data:
        return None, None
    return from_plain(Given, data["given"]), from_plain(Decision, data["decision"])
