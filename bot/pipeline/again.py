"""A comment judged again, because a person recorded something about it: under the same policy, with what is known now.

What the detectors found stands; what the person recorded stands beside it. Nothing automatic follows: a measure that is
offered now, and was not before, waits for a person. The words are not needed, so erased ones do not matter.
"""

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection
from sqlmodel import select

from bot.actions.modes import mode_of
from bot.actions.plan import Ground, Plan, plan
from bot.pipeline.known import about_people, marks_of
from bot.pipeline.people import KnownAccount
from bot.recall.load import pasts
from bot.recall.window import Past, Window
from bot.record.judged import Item, Kept
from bot.store.ids import moment
from bot.store.tables import AccountRow, Channel, DecisionRow, InteractionRow, NeedRow
from rules.casework.office import Office
from rules.decide import decide
from rules.model.account import Account
from rules.model.decision import Decision, Given
from rules.model.finding import Finding
from rules.model.history import History
from rules.model.interaction import Interaction, InteractionKind, Where

HELD = "it follows from what a person recorded, so a person decides"


@dataclass(frozen=True, slots=True)
class OnRecord:
    """A comment as it stands on record: its rows, and the decision that holds."""

    said: InteractionRow
    account: AccountRow
    row: DecisionRow
    given: Given
    decision: Decision

    @property
    def interaction(self) -> Interaction:
        """What a deed about it needs to know. Its words stay where they are."""
        row, author = self.said, self.account
        return Interaction(
            channel=row.channel,
            platform=row.platform,
            kind=InteractionKind(row.kind),
            ref=row.ref,
            version=row.version,
            author=Account(author.platform, author.ref, author.handle),
            text="",
            at=moment(row.at),
            heard_at=moment(row.heard_at),
            where=Where(row.place),
            parent=row.parent,
            root=row.root,
            permalink=row.permalink,
        )


def author_of(tx: Connection, known: OnRecord, now: datetime) -> KnownAccount:
    """Whose comment it is, as far as we know now: identity, case, open needs, whether something is overdue."""
    author = KnownAccount(known.account.id, known.account.handle, marks_of(known.account.marks))
    about_people(tx, {author.id: author}, now)
    return author


def judge_again(
    tx: Connection, office: Office, known: OnRecord, author: KnownAccount, recorded: Finding, now: datetime
) -> Item:
    """The comment with `recorded` among its findings. Nothing is written. Raises NoPolicy where its policy is not known."""
    pack, said = office.named(known.decision.pack), known.interaction
    own = tx.execute(select(NeedRow.id).where(NeedRow.interaction_id == known.said.id)).scalars().all()
    was = known.given
    given = replace(
        was,
        item=replace(was.item, marks=author.marks),
        found=replace(was.found, findings=(recorded, *was.found.findings)),
        now=now,
        history=author.history(_before(tx, known, said, now)),
        identity=author.identity,
        circumstances=author.circumstances(office, now, set(own), sensitive=was.circumstances.sensitive),
    )
    mode = mode_of(tx.execute(select(Channel.mode).where(Channel.name == said.channel)).scalar())
    kept = Kept(known.said.payload_n, said.channel, b"", known.said.heard_at)
    item = Item(known.said.id, known.row.id, kept, said, known.account.id, mode, was.found)
    item.given, item.decision = given, decide(pack, given)
    if known.said.state == "live":
        item.plan = _added(item, Ground(said, given, item.decision, mode, pack, dict(given.settings), now), known)
    return item


def _added(item: Item, ground: Ground, known: OnRecord) -> Plan:
    """Deeds for what is offered now and was not before; what was planned then stands as it does."""
    before = {measure.kind for measure in known.decision.measures}
    fresh = tuple(measure for measure in ground.decision.measures if measure.kind not in before)
    return plan(replace(ground, decision=replace(ground.decision, measures=fresh)), lambda _kind: HELD)


def _before(tx: Connection, known: OnRecord, said: Interaction, now: datetime) -> History:
    """What went before the comment, read from the database; what came after it did not."""
    past = pasts(tx, [known.account.id], now, Window()).get((known.account.platform, known.account.ref)) or Past()
    items = (item for key, item in past.items if key != (said.channel, said.ref) and item.at <= said.known_from)
    return History(tuple(items), past.measures)
