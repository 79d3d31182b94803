"""Plain names for what was found and what may be done, for reasons a tenant may read."""

from collections.abc import Iterable

from rules.model.finding import Behaviour, NeedKind
from rules.model.languages import language_of
from rules.model.measure import MeasureKind

BEHAVIOURS = {
    Behaviour.ABUSE: "abusive words at somebody who works here",
    Behaviour.THIRD_PARTY_ABUSE: "abusive words at somebody else",
    Behaviour.SWEARING_AT_PERSON: "swearing at a person",
    Behaviour.SWEARING_AT_NOBODY: "swearing at nobody",
    Behaviour.THREAT: "a threat",
    Behaviour.DISCRIMINATION: "discriminatory words",
    Behaviour.ALLEGATION: "an accusation",
    Behaviour.PRIVATE_DATA: "somebody's private details",
    Behaviour.PUBLISHES_RECORDING: "a published recording",
    Behaviour.CONTACTS_STAFF_PERSONALLY: "contact with staff on their own accounts",
    Behaviour.HARASSMENT: "harassment",
    Behaviour.SPAM: "an advert or repeated post",
    Behaviour.SCAM: "a scam",
    Behaviour.VOLUME: "a great deal of contact",
    Behaviour.DEMAND: "a demand",
    Behaviour.PERSISTENCE: "persistence",
    Behaviour.REFUSES_COOPERATION: "unanswered requests",
    Behaviour.DEROGATORY_VIEW: "a harsh view of the organisation",
    Behaviour.OWN_PRIVATE_DATA: "the author's own details",
    Behaviour.SELF_HARM_METHOD: "a way to harm oneself",
}

NEEDS = {
    NeedKind.EMERGENCY: "danger now",
    NeedKind.HAZARD: "a hazard",
    NeedKind.SAFEGUARDING: "somebody at risk",
    NeedKind.REPAIR: "a repair",
    NeedKind.COMPLAINT: "a complaint",
    NeedKind.COMPLAINT_STAGE_2: "a complaint to be looked at again",
    NeedKind.ADJUSTMENT: "a reasonable adjustment",
    NeedKind.INFORMATION_REQUEST: "a request for information",
    NeedKind.DATA_REQUEST: "a request for their own data",
    NeedKind.DATA_BREACH: "a data protection complaint",
    NeedKind.APPEAL: "a decision to be looked at again",
}

MEASURES = {
    MeasureKind.ACKNOWLEDGE: "acknowledge what is needed",
    MeasureKind.REPLY: "say so in public",
    MeasureKind.REMINDER: "remind of the house rules",
    MeasureKind.HIDE_NOTICE: "tell the author",
    MeasureKind.WARNING_PUBLIC: "warn in public",
    MeasureKind.WARNING_PRIVATE: "warn privately",
    MeasureKind.HIDE: "hide the comment",
    MeasureKind.HOLD: "hold the comment for review",
    MeasureKind.DETACH: "detach the quote from our post",
    MeasureKind.REPORT: "report it to the platform",
    MeasureKind.DELETE: "delete the comment",
    MeasureKind.MUTE: "mute the account",
    MeasureKind.BLOCK_MESSAGES: "take no private messages from the account",
    MeasureKind.TIME_OUT: "give the account a time-out",
    MeasureKind.BLOCK: "block the account",
    MeasureKind.RESTRICT_REPLIES: "restrict replies in the thread",
    MeasureKind.OPEN_CASE: "open a case",
    MeasureKind.WARNING_LETTER: "write a warning letter",
    MeasureKind.RESTRICTION: "restrict contact",
}


def listed(names: Iterable[str]) -> str:
    """`a`, `a and b`, `a, b and c`; each once."""
    once = list(dict.fromkeys(names))
    return once[0] if len(once) == 1 else f"{', '.join(once[:-1])} and {once[-1]}" if once else "nothing"


def unanswered(degraded: Iterable[str]) -> str:
    """Why not all could be judged: `no answer from spam`, `it is in Polish, which is not judged`, or both."""
    names = tuple(degraded)
    languages = [language for name in names if (language := language_of(name))]
    silent = [name for name in names if not language_of(name)]
    why = (
        [f"it is in {listed(languages)}, which {'are' if len(set(languages)) > 1 else 'is'} not judged"]
        if languages
        else []
    )
    return "; ".join([*why, *([f"no answer from {listed(silent)}"] if silent else [])])
