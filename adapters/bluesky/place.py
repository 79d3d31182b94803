"""How far we have heard: the cursor that is committed together with every payload. Pure.

It holds the newest notification's time, the posts heard (so that edits and deletions are noticed, across a restart too),
the place in the log of direct messages, and the place in the firehose. Damage makes a first run of it, never a stop.
"""

import json
from dataclasses import dataclass, field, replace

from adapters.bluesky.ids import long, short

MOST_KNOWN = 2000
"""Posts watched for edits and deletions. A post beyond that is still checked before any act on it."""

_END = 10


@dataclass(frozen=True, slots=True)
class Place:
    """`since`: nothing before it is heard. `newest`: up to where notifications were read. Times as the network writes them.

    `known`: address (short) to the end of the version last kept; least recently met first.
    """

    since: str
    newest: str = ""
    known: dict[str, str] = field(default_factory=dict)
    letters: str | None = None
    seq: int | None = None

    def knows(self, uri: str, cid: str) -> bool:
        """Whether this very version was kept."""
        return self.known.get(short(uri)) == cid[-_END:]

    def version_end(self, uri: str) -> str | None:
        """The end of the version last kept, or None when the post was never kept or is gone."""
        return self.known.get(short(uri))

    def with_posts(self, versions: dict[str, str], gone: list[str]) -> "Place":
        """The same place, knowing these versions too, and without those that are gone."""
        known = dict(self.known)
        for uri, cid in versions.items():
            known.pop(short(uri), None)
            known[short(uri)] = cid[-_END:]
        for uri in gone:
            known.pop(short(uri), None)
        return replace(self, known=dict(list(known.items())[-MOST_KNOWN:]))

    def newest_known(self, count: int) -> list[str]:
        """Addresses of the posts met last."""
        return [long(name) for name in list(self.known)[-count:]]

    def as_text(self) -> str:
        """The cursor."""
        return json.dumps(
            {"v": 1, "since": self.since, "at": self.newest, "dm": self.letters, "seq": self.seq, "known": self.known},
            separators=(",", ":"),
        )


def place_of(text: str | None, since: str) -> Place:
    """The place a cursor names, or the start of a first run that goes back to `since`."""
    try:
        kept = json.loads(text or "")
        if kept["v"] != 1:
            return Place(since)
        known = {str(name): str(end) for name, end in kept["known"].items()}
        return Place(str(kept["since"]), str(kept["at"]), known, kept["dm"], kept["seq"])
    except (ValueError, KeyError, TypeError, AttributeError):
        return Place(since)
