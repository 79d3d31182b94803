"""Deeds on X, one file a deed and what undoes it. Each has a `do` and a `look`; `VERBS_DONE` is the whole list.

`do` returns a receipt or raises `Trouble`; `look` asks X whether the effect is there now, as far as X tells.
"""

from collections.abc import Awaitable, Callable, Mapping

from adapters.platform import Action, Look
from adapters.x.act import hide, message, mute, reply, shut, withdraw
from adapters.x.desk import Desk
from rules.model.measure import Verb

Do = Callable[[Desk, Action], Awaitable[Mapping[str, str]]]
See = Callable[[Desk, Action], Awaitable[Look]]

VERBS_DONE: dict[Verb, tuple[Do, See]] = {
    Verb.REPLY: (reply.do, reply.look),
    Verb.WITHDRAW: (withdraw.do, withdraw.look),
    Verb.MESSAGE: (message.do, message.look),
    Verb.HIDE: (hide.hide, hide.look),
    Verb.UNHIDE: (hide.unhide, hide.look),
    Verb.MUTE: (mute.mute, mute.look_muted),
    Verb.UNMUTE: (mute.unmute, mute.look_unmuted),
    Verb.BLOCK_MESSAGES: (shut.shut, shut.look),
    Verb.UNBLOCK_MESSAGES: (shut.reopen, shut.look),
}
