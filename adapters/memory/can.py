"""What the platform in memory can do to one item."""

from adapters.platform import Subject
from rules.model.measure import Abilities, Can, Capability, Undo, Verb

_AUTO = Capability(Can.AUTO)
_ACCOUNT = {
    Verb.MUTE: _AUTO,
    Verb.UNMUTE: _AUTO,
    Verb.BLOCK_MESSAGES: Capability(Can.AUTO, why="it can write to us privately no more; in public it is heard"),
    Verb.UNBLOCK_MESSAGES: _AUTO,
    Verb.BLOCK: Capability(Can.AUTO, public=True, why="others can see that the account is blocked"),
    Verb.UNBLOCK: _AUTO,
    Verb.MESSAGE: Capability(Can.AUTO, Undo.ONE_WAY, limit=1000),
}
_PAGE = {
    Verb.HIDE: _AUTO,
    Verb.UNHIDE: _AUTO,
    Verb.RESTRICT_REPLIES: Capability(Can.AUTO, public=True, why="others can see that replies are closed"),
    Verb.OPEN_REPLIES: _AUTO,
}
_PUBLIC = {
    Verb.REPLY: Capability(Can.AUTO, limit=300, public=True),
    Verb.WITHDRAW: Capability(Can.AUTO, Undo.ONE_WAY, why="only our own words"),
    Verb.REPORT: Capability(Can.AUTO, Undo.ONE_WAY),
}

VERBS = frozenset({*_ACCOUNT, *_PAGE, *_PUBLIC, Verb.DETACH, Verb.ATTACH})


def abilities(subject: Subject, *, private: bool) -> Abilities:
    """Hiding needs a thread of ours, detaching a quote (which has no thread); a direct message is only answered."""
    account = _ACCOUNT if subject.author else {}
    if private:
        return dict(account)
    if subject.root is None:
        return {**account, **_PUBLIC, Verb.DETACH: _AUTO, Verb.ATTACH: _AUTO}
    return {**account, **_PUBLIC, **_PAGE}
