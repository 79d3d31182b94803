"""How far we have heard: the cursor that is committed together with every payload. Pure.

Per channel: the newest message met, and the versions of the latest ones, so that edits and deletions made while we were
away show. Also the private channels we know (Discord does not list them) and the threads whose name was heard.
Damage makes a first run of it, never a stop.
"""

import json
from dataclasses import dataclass, field

KNOWN_IN_CHANNEL = 50
KNOWN = 1500
LETTER_BOXES = 300
TITLES = 300
WRITERS = 30
REACTIONS = 500
OURS = "us"
"""In place of a version: a message of our own. It is passed over, and its end is no news."""


@dataclass(slots=True)
class Hearing:
    """`since`: no message before this id is heard. `known`: channel -> message -> version; least recently met first.

    `reactions`: those to our own messages that were kept, as `channel/message/user/emoji`, oldest first. `whole`: the time,
    as an id, before which everything was read back.
    """

    since: str
    newest: dict[str, str] = field(default_factory=dict)
    known: dict[str, dict[str, str]] = field(default_factory=dict)
    letters: dict[str, str] = field(default_factory=dict)
    titles: list[str] = field(default_factory=list)
    writers: list[str] = field(default_factory=list)
    reactions: dict[str, None] = field(default_factory=dict)
    whole: str = ""

    def version(self, channel: str, message: str) -> str | None:
        """The version last kept, or None."""
        return self.known.get(channel, {}).get(message)

    def met(self, channel: str, message: str, version: str) -> None:
        """This version was kept."""
        there = self.known.pop(channel, {})
        there.pop(message, None)
        there[message] = version
        while len(there) > KNOWN_IN_CHANNEL:
            del there[min(there, key=int)]
        self.known[channel] = there
        if int(message) > int(self.newest.get(channel, "0")):
            self.newest[channel] = message
        self._fit()

    def heard(self, channel: str, message: str) -> bool:
        """Whether it was kept: known now, or from before what we still know. Ids may come a little out of order."""
        known = self.known.get(channel)
        if not known:
            return int(message) <= int(self.newest.get(channel, "0"))
        full = len(known) >= KNOWN_IN_CHANNEL
        return message in known or (full and int(message) < min(int(one) for one in known))

    def spoke(self, user: str) -> None:
        """Somebody heard lately on the server: they may write to us while we are away."""
        self.writers = [*(one for one in self.writers if one != user), user][-WRITERS:]

    def forget(self, channel: str, message: str) -> bool:
        """It is gone; whether it was known."""
        return self.known.get(channel, {}).pop(message, None) is not None

    def start(self, channel: str) -> str:
        """The id after which the channel is to be read: before the oldest known one, so that changes show."""
        newest, known = self.newest.get(channel), self.known.get(channel)
        if newest is None:
            return self.since
        return str(min(int(newest), min(int(one) for one in known) - 1)) if known else newest

    def wrote(self, user: str, channel: str) -> None:
        """The private channel of an account; a new one has been read from the start of our listening."""
        self.letters.pop(user, None)
        self.letters[user] = channel
        while len(self.letters) > LETTER_BOXES:
            del self.letters[next(iter(self.letters))]

    def titled(self, thread: str) -> bool:
        """Whether the thread's name was heard before; from now on it was."""
        if thread in self.titles:
            return True
        self.titles = [*self.titles, thread][-TITLES:]
        return False

    def reacted(self, which: str) -> bool:
        """Whether the reaction was kept before; from now on it was."""
        known = which in self.reactions
        self.reactions[which] = None
        while len(self.reactions) > REACTIONS:
            del self.reactions[next(iter(self.reactions))]
        return known

    def as_text(self) -> str:
        """The cursor."""
        body = {"v": 1, "since": self.since, "at": self.newest, "known": self.known, "dm": self.letters}
        more = {"titles": self.titles, "by": self.writers, "to_us": list(self.reactions), "whole": self.whole}
        return json.dumps({**body, **more}, separators=(",", ":"))

    def _fit(self) -> None:
        while sum(len(there) for there in self.known.values()) > KNOWN:
            oldest = next(iter(self.known))
            del self.known[oldest]


def hearing_of(text: str | None, since: str) -> Hearing:
    """What a cursor says, or the start of a first run that goes back to the id `since`."""
    try:
        kept = json.loads(text or "")
        if kept["v"] != 1:
            return Hearing(since)
        known = {
            str(channel): {str(int(m)): str(v) for m, v in there.items()} for channel, there in kept["known"].items()
        }
        newest = {str(channel): str(int(message)) for channel, message in kept["at"].items()}
        letters = {str(user): str(channel) for user, channel in kept["dm"].items()}
        titles, writers = [str(one) for one in kept["titles"]], [str(one) for one in kept["by"]]
        reactions = dict.fromkeys(str(one) for one in kept.get("to_us", []))
        whole = str(int(kept.get("whole") or 0) or "")
        return Hearing(str(int(kept["since"])), newest, known, letters, titles, writers, reactions, whole)
    except (ValueError, KeyError, TypeError, AttributeError):
        return Hearing(since)
