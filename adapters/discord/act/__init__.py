"""Deeds on Discord, one file a deed and what undoes it. Each has a `do` and a `look`; `VERBS_DONE` is the whole list.

`do` returns a receipt or raises `Trouble`; `look` asks the server whether the effect is there now.
"""

from collections.abc import Awaitable, Callable, Mapping

from adapters.discord.act import ban, delete, message, reply, restrict, time_out, withdraw
from adapters.discord.desk import Desk
from adapters.platform import Action, Look
from rules.model.measure import Verb

Do = Callable[[Desk, Action], Awaitable[Mapping[str, str]]]
See = Callable[[Desk, Action], Awaitable[Look]]

VERBS_DONE: dict[Verb, tuple[Do, See]] = {
    Verb.REPLY: (reply.do, reply.look),
    Verb.WITHDRAW: (withdraw.do, withdraw.look),
    Verb.MESSAGE: (message.do, message.look),
    Verb.DELETE: (delete.do, delete.look),
    Verb.RESTRICT_REPLIES: (restrict.close, restrict.look_closed),
    Verb.OPEN_REPLIES: (restrict.reopen, restrict.look_open),
    Verb.MUTE: (time_out.begin, time_out.look_begun),
    Verb.UNMUTE: (time_out.end, time_out.look_ended),
    Verb.BLOCK: (ban.ban, ban.look_banned),
    Verb.UNBLOCK: (ban.unban, ban.look_unbanned),
}
