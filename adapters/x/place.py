"""How far we have heard: the cursor that is committed together with every payload. Pure.

It holds the newest mention and the newest direct message met, the posts heard with their version (so that edits and
removals are noticed, across a restart too), and whose the threads are. Damage makes a first run of it, never a stop.
"""

import json
from dataclasses import dataclass, field, replace

from adapters.x.ids import is_id

MOST_KNOWN = 2000
MOST_TOLD = 500
_MOST_THREADS = 500


@dataclass(frozen=True, slots=True)
class Place:
    """`since`: nothing before it is heard. `known`: a post (its first id) to the version last kept, newest last.

    `threads`: the post a thread hangs on, to whose it is (empty: X does not show it). `told`: direct messages kept
    although they lie beyond `letters`, because X told of them at once.
    """

    since: str
    mentions: str = ""
    letters: str = ""
    known: dict[str, str] = field(default_factory=dict)
    threads: dict[str, str] = field(default_factory=dict)
    told: tuple[str, ...] = ()

    def knows(self, ref: str, version: str) -> bool:
        """Whether this version, or a later one, was kept."""
        return int(self.known.get(ref, "0")) >= int(version)

    def with_posts(self, versions: dict[str, str], gone: list[str]) -> "Place":
        """The same place, knowing these versions too, and without those that are gone."""
        known = {ref: version for ref, version in self.known.items() if ref not in versions and ref not in gone}
        known.update(versions)
        return replace(self, known=dict(list(known.items())[-MOST_KNOWN:]))

    def with_threads(self, owners: dict[str, str]) -> "Place":
        """The same place, knowing whose these threads are."""
        return replace(self, threads=dict(list({**self.threads, **owners}.items())[-_MOST_THREADS:]))

    def with_letters(self, newest: str) -> "Place":
        """The same place, with the letters read up to there."""
        return replace(self, letters=newest, told=tuple(one for one in self.told if int(one) > int(newest or "0")))

    def with_told(self, letter: str) -> "Place":
        """The same place, knowing this letter out of turn."""
        return replace(self, told=(*self.told, letter)[-MOST_TOLD:])

    def as_text(self) -> str:
        """The cursor."""
        kept = {"v": 1, "since": self.since, "at": self.mentions, "dm": self.letters, "told": self.told}
        return json.dumps({**kept, "known": self.known, "threads": self.threads}, separators=(",", ":"))


def place_of(text: str | None, since: str) -> Place:
    """The place a cursor names, or the start of a first run that goes back to the id `since`."""
    try:
        kept = json.loads(text or "")
        if kept["v"] != 1 or not is_id(kept["since"]):
            return Place(since)
        known = {ref: version for ref, version in kept["known"].items() if is_id(ref) and is_id(version)}
        threads = {str(post): str(who) for post, who in kept["threads"].items()}
        places = [one if is_id(one) else "" for one in (kept["at"], kept["dm"])]
        told = tuple(one for one in kept.get("told", []) if is_id(one))
        return Place(kept["since"], places[0], places[1], known, threads, told)
    except (ValueError, KeyError, TypeError, AttributeError):
        return Place(since)
