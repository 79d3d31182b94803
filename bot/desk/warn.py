"""A Warning: it counts, so a named person sends it, in words of their own, privately first."""

from bot.actions.outbox import ActionState
from bot.desk.answer import Answer
from bot.desk.ask_out import ask_out, earlier
from bot.desk.matter import About, actions_of, live
from bot.desk.sitting import Refused, Sitting, worded
from bot.desk.tidy import close_tasks, tidy
from bot.staff.rights import Right
from bot.store.tables import InteractionRow
from rules.model.decision import TaskKind
from rules.model.evidence import EntryKind
from rules.model.interaction import InteractionKind, Where
from rules.model.measure import MeasureKind, Verb

_IN_VAIN = frozenset({ActionState.REFUSED, ActionState.UNSUPPORTED, ActionState.FAILED})


def warn(sitting: Sitting, interaction_id: str, text: str, public: bool) -> Answer:
    """Send a warning in these words. A proposed one in the landlord's fixed words falls away."""
    sitting.must(Right.WARN)
    found = live(sitting, interaction_id)
    words = worded(text, "The words of the warning")
    measure = MeasureKind.WARNING_PUBLIC if public else MeasureKind.WARNING_PRIVATE
    verb = _way(found, public)
    if public:
        must_be_private_first(sitting, found)
    _fits(found, verb, words)
    proposed = earlier(sitting, found, measure)
    if proposed is not None:
        proposed.state, proposed.why = ActionState.SUPERSEDED, "a person wrote the words"
        sitting.session.add(proposed)
        sitting.entry(EntryKind.ABANDONED, interaction_id, {"action": proposed.id, "why": "own_words"})
    action_id, _ = ask_out(sitting, found, measure, verb, reason="", text=words)
    offered = found.judged is not None and any(one.kind is measure for one in found.judged.measures)
    data = {"action": action_id, "measure": measure.value, "verb": verb.value, "offered_by_policy": offered}
    sitting.entry(EntryKind.APPROVED, interaction_id, data)
    close_tasks(sitting, interaction_id, TaskKind.WARN)
    tidy(sitting, interaction_id)
    return Answer(accepted=True, ids=(action_id,))


def must_be_private_first(sitting: Sitting, found: About) -> None:
    """In public only where a private warning cannot be sent or did not get through. Raises Refused."""
    rows = actions_of(sitting, found.said.id)
    tried = any(row.measure == MeasureKind.WARNING_PRIVATE and row.state in _IN_VAIN for row in rows)
    if found.works(Verb.MESSAGE) and not tried:
        raise Refused("Warn privately first: this account can be written to.")


def _way(found: About, public: bool) -> Verb:
    if not public or found.said.kind == InteractionKind.DIRECT_MESSAGE:
        found.must_work(Verb.MESSAGE)
        return Verb.MESSAGE
    _not_on_a_colleagues_page(found.said)
    found.must_work(Verb.REPLY)
    return Verb.REPLY


def _not_on_a_colleagues_page(said: InteractionRow) -> None:
    if said.place == Where.STAFF_PERSONAL:
        raise Refused("We do not answer on a colleague's own account.")


def _fits(found: About, verb: Verb, words: str) -> None:
    """Code points are counted: never fewer than the characters a platform counts."""
    known = found.capability(verb)
    if known is not None and known.limit is not None and len(words) > known.limit:
        raise Refused(f"The warning has {len(words)} characters, and the platform takes {known.limit}.")
