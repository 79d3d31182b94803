"""A case's deeds on the platform, through the outbox: a restriction as a block, and taking back what was done."""

from collections.abc import Mapping, Sequence
from hashlib import sha256

from sqlmodel import col, select

from adapters.platform import Subject
from bot.actions import undo
from bot.actions.modes import Mode, mode_of
from bot.actions.outbox import WAITING, ActionState, Approval, Planned, put
from bot.actions.rows import NEVER, change
from bot.cases.book import Book
from bot.evidence.append import Draft, append
from bot.store.ids import stamp
from bot.store.tables import AccountRow, ActionRow, Channel, DecisionRow, InteractionRow
from rules.calendar import end_of_day
from rules.model.account import Assurance
from rules.model.case.casefile import Restriction
from rules.model.evidence import EntryKind
from rules.model.measure import UNDOES, MeasureKind, Verb
from rules.model.staff import Role

_HIDING = ("hide", "hold", "detach")
_MOST = 20
"""How often one account may be blocked again for one restriction: each time its lapse was followed by a notice."""


def take_back(book: Book, about: str, by: str, reason: str) -> tuple[list[str], bool]:
    """Take back a measure (its action's id), what hides a comment, or the blocks behind a restriction.

    The inverse actions, and whether something is left for a person to do by hand.
    """
    undone, left = [], False
    rows = _actions(book, about)
    for row in rows:
        if row.state in WAITING:
            _call_back(book, row, by)
        elif row.state in undo.STANDING:
            inverse = undo.undo(book.tx, row.id, book.now, reason or "decided in the case", by)
            undone += [inverse.action_id] if inverse.action_id else []
            left = left or inverse.action_id is None
    return undone, left or (not rows and not _is_restriction(book, about))


def block(book: Book, restriction_id: str, by: str) -> tuple[list[str], bool]:
    """Block the verified accounts that the restriction relied on, until it ends; the rest is left for a person."""
    one = _restriction(book, restriction_id)
    if one is None:
        return [], True
    asked: list[str] = []
    left, before = False, {row.key: row for row in _blocks(book, restriction_id)}
    for account, said in _latest(book, one).items():
        key, last = _next_key(restriction_id, account, before)
        if last is not None and last.state in WAITING:
            continue  # it is on its way already
        if last is not None and last.state in undo.STANDING:
            left = left or last.not_before == NEVER  # it may be on its way back: a person looks
            continue
        planned = _block(book, one, account, said, key)
        if planned is None:
            left = True
            continue
        decision = _decision(book, said.id)
        approval = Approval(by, f"restriction {one.id}")
        asked += put(book.tx, said.id, decision, said.channel, [planned], book.now, approval)
    return asked, left or not (asked or before)


def follow_end(book: Book, restriction_id: str) -> None:
    """A restriction that goes on, or ends another day: its blocks end with it."""
    one = _restriction(book, restriction_id)
    for row in _blocks(book, restriction_id) if one else []:
        if one is not None and row.state in (*undo.STANDING, *WAITING):
            change(book.tx, row.id, ends_at=stamp(end_of_day(one.ends)))


def _actions(book: Book, about: str) -> list[ActionRow]:
    """The actions meant: that one, those that hide that comment, or the blocks behind that restriction."""
    chosen = select(ActionRow).where(
        (col(ActionRow.id) == about) | ((col(ActionRow.interaction_id) == about) & col(ActionRow.measure).in_(_HIDING)),
        col(ActionRow.undoes).is_(None),
        col(ActionRow.simulate).is_(False),
    )
    found = [ActionRow(**row) for row in book.tx.execute(chosen).mappings()]
    return [row for row in found if Verb(row.verb) in UNDOES or row.state in WAITING] or _blocks(book, about)


def _call_back(book: Book, row: ActionRow, by: str) -> None:
    """It has not gone out yet, so it never will."""
    change(book.tx, row.id, state=ActionState.DECLINED, why="decided in the case", not_before=NEVER)
    data = {"action": row.id, "by": by, "why": "decided_in_case"}
    append(book.tx, [Draft(EntryKind.DECLINED, row.interaction_id, data)], stamp(book.now))


def _blocks(book: Book, restriction_id: str) -> list[ActionRow]:
    keys = [_key(restriction_id, account, number) for account in book.file.links for number in range(_MOST)]
    chosen = select(ActionRow).where(col(ActionRow.key).in_(keys))
    return [ActionRow(**row) for row in book.tx.execute(chosen).mappings()]


def _key(restriction_id: str, account_id: str, number: int) -> str:
    return sha256(f"case\x1f{restriction_id}\x1f{account_id}\x1f{number}".encode()).hexdigest()[:32]


def _next_key(restriction_id: str, account_id: str, before: Mapping[str, ActionRow]) -> tuple[str, ActionRow | None]:
    """The key of the next block of this account for this restriction, and the last one there was."""
    last = None
    for number in range(_MOST):
        key = _key(restriction_id, account_id, number)
        if key not in before:
            return key, last
        last = before[key]
    return _key(restriction_id, account_id, _MOST), last


def _is_restriction(book: Book, about: str) -> bool:
    return _restriction(book, about) is not None


def _restriction(book: Book, restriction_id: str) -> Restriction | None:
    return next((one for one in book.file.restrictions if one.id == restriction_id), None)


def _latest(book: Book, one: Restriction) -> dict[str, InteractionRow]:
    """The last comment of each verified account that the restriction relied on."""
    verified = {account for account, sure in book.file.links.items() if sure is Assurance.VERIFIED}
    refs: Sequence[str] = one.began.about
    chosen = select(InteractionRow).where(
        col(InteractionRow.id).in_(refs), col(InteractionRow.account_id).in_(verified)
    )
    rows = book.tx.execute(chosen.order_by(col(InteractionRow.at))).mappings()
    return {row["account_id"]: InteractionRow(**row) for row in rows}


def _block(book: Book, one: Restriction, account_id: str, said: InteractionRow, key: str) -> Planned | None:
    """None where the channel only observes: then a person does it, or switches the channel."""
    mode = book.tx.execute(select(Channel.mode).where(col(Channel.name) == said.channel)).scalar()
    if mode_of(mode) is Mode.OBSERVE:
        return None
    ref = book.tx.execute(select(AccountRow.ref).where(col(AccountRow.id) == account_id)).scalar_one()
    return Planned(
        measure=MeasureKind.BLOCK,
        verb=Verb.BLOCK,
        subject=Subject(said.ref, said.version, said.root, ref, said.permalink),
        key=key,
        state=ActionState.QUEUED,
        role=Role.APPROVER,
        automatic=False,
        not_before=book.now,
        ends_at=end_of_day(one.ends),
    )


def _decision(book: Book, interaction_id: str) -> str:
    chosen = select(DecisionRow.id).where(DecisionRow.interaction_id == interaction_id)
    return str(book.tx.execute(chosen.order_by(col(DecisionRow.seq).desc()).limit(1)).scalar_one())
