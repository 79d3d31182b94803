"""A person deletes a comment where its platform cannot hide. One-way: so only what the policy would hide, kept first,
and quoted back to whoever wrote it, with the reference of any need in it, so that no call for help is lost with the words.
"""

from sqlmodel import col, select

from bot.actions.plan.plan import AFTER
from bot.desk.answer import Answer
from bot.desk.ask_out import ask_out, earlier
from bot.desk.matter import About, live
from bot.desk.sitting import Refused, Sitting, worded
from bot.desk.tasks import by_hand
from bot.desk.tidy import tidy
from bot.staff.rights import Right
from bot.store.tables import Content, NeedRow
from rules.model.evidence import EntryKind
from rules.model.measure import IMPOSSIBLE, Can, MeasureKind, Verb

_ROOM_FOR_THE_REST = 800


def delete(sitting: Sitting, interaction_id: str, reason: str) -> Answer:
    """Delete it, in a named person's responsibility. It cannot be taken back."""
    sitting.must(Right.DELETE)
    found = live(sitting, interaction_id)
    reason = worded(reason, "Your reason")
    found.must_work(Verb.DELETE)
    _only_where_it_must(found)
    words = _kept(sitting, found)
    earlier(sitting, found, MeasureKind.DELETE)
    action_id, key = ask_out(sitting, found, MeasureKind.DELETE, Verb.DELETE, reason=reason)
    data = {"action": action_id, "measure": "delete", "verb": "delete", "offered_by_policy": False}
    sitting.entry(EntryKind.APPROVED, interaction_id, data, {"reason": reason})
    told, why = _quote_back(sitting, found, key, words)
    tidy(sitting, interaction_id)
    return Answer(accepted=True, why=why, ids=(action_id, told))


def _only_where_it_must(found: About) -> None:
    """Raises Refused where it can be hidden, or where the policy would not even hide it (a shielded complaint, say)."""
    hiding = found.capability(Verb.HIDE)
    if hiding is None or hiding.can is not Can.IMPOSSIBLE:
        raise Refused("Hide it instead: that can be undone.")
    asked = found.judged.alternatives if found.judged else ()
    cannot = (hiding.why or IMPOSSIBLE.why) or "this platform cannot do it here"
    if not any(one.kind in {MeasureKind.HIDE, MeasureKind.HOLD} and one.why_not == cannot for one in asked):
        raise Refused("The policy would not hide this, so it is not deleted either.")


def _kept(sitting: Sitting, found: About) -> str:
    """The words as they are kept with us. Raises Refused where they are not: then nothing is deleted."""
    chosen = select(Content.value).where(Content.seq == found.said.text_seq, Content.field == "text")
    value = sitting.session.exec(chosen).first()
    if value is None:
        raise Refused("Its words are not kept any more, so it is not deleted.")
    return bytes(value).decode("utf-8", "replace")


def _quote_back(sitting: Sitting, found: About, key: str, words: str) -> tuple[str, str]:
    """A private message after the deed; where none can be sent, a person's task."""
    known = found.capability(Verb.MESSAGE)
    if known is None or not found.works(Verb.MESSAGE):
        why = (
            "Tell whoever wrote it what was removed and why, with their own words and any reference: it cannot be sent."
        )
        return by_hand(sitting, found.said.id, why), why
    room = (known.limit or 2000) - _ROOM_FOR_THE_REST
    text = _words(sitting, found, words if len(words) <= room else f"{words[:room]} ...")
    notice, _ = ask_out(
        sitting, found, MeasureKind.HIDE_NOTICE, Verb.MESSAGE, reason="", text=text, params={AFTER: key}
    )
    return notice, ""


def _words(sitting: Sitting, found: About, words: str) -> str:
    chosen = select(NeedRow).where(NeedRow.interaction_id == found.said.id).order_by(col(NeedRow.reference))
    references = ", ".join(row.reference for row in sitting.session.exec(chosen))
    settings = found.given.settings if found.given else {}
    parts = ["What you wrote was removed because it goes against our house rules. These were your words:", f'"{words}"']
    parts += [f"What you need is being seen to all the same, under {references}."] if references else []
    if challenge := settings.get("how_to_challenge"):
        parts.append(f"To have this looked at again: {challenge}")
    return "\n\n".join(parts)
