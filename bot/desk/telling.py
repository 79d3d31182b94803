"""Whoever wrote it is told what was hidden, why, and how to have it looked at again."""

from bot.actions.plan.holding import HIDING
from bot.actions.plan.plan import AFTER
from bot.actions.plan.texts import Unfit, said
from bot.desk.ask_out import ask_out
from bot.desk.matter import About
from bot.desk.sitting import Sitting
from bot.desk.tasks import by_hand
from rules.model.measure import MeasureKind, Verb


def tell(sitting: Sitting, found: About, key: str) -> tuple[tuple[str, ...], str]:
    """The pack's fixed notice, privately where that works; where it cannot be said here, a person is asked to."""
    pack = sitting.pack(found.decision.pack)
    if not pack.automatic.needs_notice:
        return (), ""
    private = found.works(Verb.MESSAGE)
    kind = "protective_notice" if _protective(found) else "hide_notice"
    name, verb = (kind, Verb.MESSAGE) if private else (f"{kind}_public", Verb.REPLY)
    measure = MeasureKind.HIDE_NOTICE if private else MeasureKind.REPLY
    known = found.capability(verb)
    try:
        if not found.works(verb):
            raise Unfit("the platform has no way to tell them")
        text = said(pack.notices, name, found.given.settings if found.given else {}, known.limit if known else None)
    except Unfit as error:
        why = (
            f"Tell whoever wrote it what was done and how to have it looked at again; it cannot be done here: {error}."
        )
        return (by_hand(sitting, found.said.id, why),), why
    notice, _ = ask_out(sitting, found, measure, verb, reason="", text=text, params={AFTER: key})
    return (notice,), ""


def _protective(found: About) -> bool:
    """Hidden to protect somebody: kindly told, never called a breach."""
    measures = found.judged.measures if found.judged else ()
    return any(measure.protective for measure in measures if measure.kind in HIDING)
