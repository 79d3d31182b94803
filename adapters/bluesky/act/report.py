"""Report a post or an account to the labeler (com.atproto.moderation.createReport).

Not idempotent, and whoever reports cannot look it up afterwards: after an unclear answer a person decides.
"""

from collections.abc import Mapping

from adapters.bluesky.act.judged import still_judged
from adapters.bluesky.desk import Desk, strong_ref
from adapters.bluesky.errors import Refusal
from adapters.bluesky.ids import address, record_key
from adapters.platform import Action, Json, Look, Sight

REASONS = {
    "rude": "com.atproto.moderation.defs#reasonRude",
    "spam": "com.atproto.moderation.defs#reasonSpam",
    "violation": "com.atproto.moderation.defs#reasonViolation",
    "misleading": "com.atproto.moderation.defs#reasonMisleading",
    "sexual": "com.atproto.moderation.defs#reasonSexual",
    "other": "com.atproto.moderation.defs#reasonOther",
}
"""What `params["reason"]` may say. The network itself accepts any word, and a wrong one reaches nobody's queue."""

_LONGEST = 2000


async def do(desk: Desk, action: Action) -> Mapping[str, str]:
    """The receipt holds the report's number."""
    named = action.params.get("reason", "other")
    reason = REASONS.get(named)
    if reason is None:
        raise Refusal("UnknownReason", f"{named[:40]!r} is no reason for a report: use one of {', '.join(REASONS)}")
    body = {
        "reasonType": reason,
        "reason": action.text[:_LONGEST],
        "subject": await _subject(desk, action),
        "modTool": {"name": "doorstep", "meta": {"action": record_key(action.key)}},
    }
    labeler = f"{desk.settings.labeler_did}#atproto_labeler"
    answer = await desk.session.write("com.atproto.moderation.createReport", body, service=labeler)
    return {"id": str(answer.get("id", ""))}


async def look(desk: Desk, action: Action) -> Look:
    """Never known from here."""
    del desk, action
    return Look(Sight.CANNOT_TELL, why="Bluesky does not show a report to the one who made it")


async def _subject(desk: Desk, action: Action) -> Json:
    if address(action.subject.ref):
        judged = await still_judged(desk, action)
        return {"$type": "com.atproto.repo.strongRef", **strong_ref(judged.uri, judged.cid)}
    if not (action.subject.author or "").startswith("did:"):
        raise Refusal("NoAccount", "it is not known what to report")
    return {"$type": "com.atproto.admin.defs#repoRef", "did": action.subject.author}
