"""Ids on X: posts and the chain of their versions, threads with their owner, and times. Pure.

An edit is a new post with a new id; the chain of ids says what belongs together. `ref` is its first, `version` its last.
"""

import re
from datetime import UTC, datetime, timedelta

from adapters.platform import Json

_ID = re.compile(r"[0-9]{1,19}")
_EPOCH_MS = 1_288_834_974_657
_TIME_BITS = 22


def is_id(value: object) -> bool:
    """Whether it is an id as X writes it: up to nineteen digits, as text."""
    return isinstance(value, str) and _ID.fullmatch(value) is not None


def history(post: Json) -> tuple[str, ...]:
    """The ids of all versions, oldest first; a post never edited has one. X is renaming the field."""
    for name in ("edit_history_tweet_ids", "edit_history_post_ids"):
        listed = post.get(name)
        found = [one for one in listed if is_id(one)] if isinstance(listed, list) else []
        if found:
            return tuple(sorted(found, key=int))
    return (str(post.get("id")),)


def first(post: Json) -> str:
    """What all versions of the post are known by."""
    return history(post)[0]


def root(author: str, conversation: str) -> str:
    """A thread and whose it is: hiding works in our own threads only, so a thread's name says whose it is."""
    return f"{author}/{conversation}" if author else conversation


def owner(thread: str | None) -> str:
    """Whose thread it is; empty when that is not known."""
    author, slash, _ = (thread or "").partition("/")
    return author if slash else ""


def conversation(thread: str | None) -> str:
    """The id of the post that a thread hangs on."""
    return (thread or "").rpartition("/")[2]


def permalink(post: str) -> str:
    """Where a person sees it."""
    return f"https://x.com/i/status/{post}"


def profile_link(author: str) -> str:
    """Where a person sees the account, by its lasting id."""
    return f"https://x.com/i/user/{author}"


def earlier(post: str, by: timedelta) -> str:
    """The id that a post of that much earlier would have had: ids grow with time."""
    return str(max(int(post) - (int(by.total_seconds() * 1000) << _TIME_BITS), 1))


def id_at(moment: datetime) -> str:
    """The smallest id of that moment."""
    return str(max((int(moment.timestamp() * 1000) - _EPOCH_MS) << _TIME_BITS, 1))


def moment_of(post: str) -> datetime:
    """When a post with that id was made."""
    return datetime.fromtimestamp(((int(post) >> _TIME_BITS) + _EPOCH_MS) / 1000, UTC)


def iso_of(milliseconds: str) -> str:
    """A time as X writes it in older answers (milliseconds since 1970), as in newer ones."""
    return datetime.fromtimestamp(int(milliseconds) / 1000, UTC).isoformat()
