"""Deeds on Bluesky, one file a deed and what undoes it. Each has a `do` and a `look`; `VERBS_DONE` is the whole list.

`do` returns a receipt or raises `BlueskyTrouble`; `look` says whether readers see the effect now.
"""

from collections.abc import Awaitable, Callable, Mapping

from adapters.bluesky.act import block, hide, message, mute, quote, reply, report, restrict, withdraw
from adapters.bluesky.desk import Desk
from adapters.platform import Action, Look
from rules.model.measure import Verb

Do = Callable[[Desk, Action], Awaitable[Mapping[str, str]]]
See = Callable[[Desk, Action], Awaitable[Look]]

VERBS_DONE: dict[Verb, tuple[Do, See]] = {
    Verb.REPLY: (reply.do, reply.look),
    Verb.WITHDRAW: (withdraw.do, withdraw.look),
    Verb.MESSAGE: (message.do, message.look),
    Verb.HIDE: (hide.hide, hide.look_hidden),
    Verb.UNHIDE: (hide.unhide, hide.look_shown),
    Verb.DETACH: (quote.detach, quote.look_detached),
    Verb.ATTACH: (quote.attach, quote.look_attached),
    Verb.RESTRICT_REPLIES: (restrict.close, restrict.look_closed),
    Verb.OPEN_REPLIES: (restrict.reopen, restrict.look_open),
    Verb.MUTE: (mute.mute, mute.look_muted),
    Verb.UNMUTE: (mute.unmute, mute.look_unmuted),
    Verb.BLOCK: (block.block, block.look_blocked),
    Verb.UNBLOCK: (block.unblock, block.look_unblocked),
    Verb.REPORT: (report.do, report.look),
}
