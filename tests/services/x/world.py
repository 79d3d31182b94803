"""Everybody on one small X: accounts, posts with their versions, threads, letters, and what the landlord did to them."""

import itertools
import re
import time
from datetime import UTC, datetime
from html import escape, unescape
from typing import Any

Thing = dict[str, Any]
_EPOCH_MS = 1_288_834_974_657
_LAST_BITS = itertools.count(1)
PROBLEMS = "https://api.x.com/2/problems/"
MOST_HIDDEN = 725
SHORT = 280


def snowflake() -> str:
    """An id of now, as X makes them: time in the upper bits."""
    return str(((int(time.time() * 1000) - _EPOCH_MS) << 22) + next(_LAST_BITS) % (1 << 22))


def iso() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


class World:
    """State, and deeds of people. `landlord` is whose keys the adapter has."""

    def __init__(self) -> None:
        self.users: dict[str, Thing] = {}
        self.landlord, self.tenant = self.join("oakhomes"), self.join("tenant")
        self.posts: dict[str, Thing] = {}
        self.letters: list[Thing] = []
        self.hidden: set[str] = set()
        self.muted: set[str] = set()
        self.closed_doors: set[str] = set()
        self.protected: set[str] = set()
        self.summoned_by_answering = True
        """Whether a reply to our post counts as its author engaging us; X does not say."""
        self.rules: dict[str, Thing] = {}
        self.ears: list[Any] = []
        self.bells: list[Any] = []
        self.letter_bells: list[Any] = []
        self.shut_out: set[str] = set()
        """Whose letters the landlord does not take."""

    def join(self, name: str) -> Thing:
        one = {"id": str(1000 + len(self.users)), "name": name.title(), "username": name}
        self.users[one["id"]] = one
        return one

    # -- what people do

    def post(self, who: Thing, text: str, to: str = "", quote: str = "", *, name_kept: bool = True) -> Thing:
        """A post. A reply begins with the name of whom it answers, unless that was taken out (`name_kept`)."""
        number = snowflake()
        parent = self.posts.get(to)
        lead = f"@{self.users[parent['author_id']]['username']} " if parent and name_kept else ""
        made = self._post(who, number, text, lead)
        if parent:
            made["conversation_id"] = parent["conversation_id"]
            made["in_reply_to_user_id"] = parent["author_id"]
            made["referenced_tweets"] = [{"type": "replied_to", "id": to}]
        if quote:
            made.setdefault("referenced_tweets", []).append({"type": "quoted", "id": quote})
        self.posts[number] = made
        for hear in [*self.ears, *self.bells]:
            hear(made)
        return made

    def edit(self, number: str, text: str) -> Thing:
        """A new post in place of the old one; both are still there, and both tell of each other."""
        old = self.posts[number]
        new = self._post(self.users[old["author_id"]], snowflake(), text, str(old["lead"]))
        new |= {
            name: old[name] for name in ("conversation_id", "in_reply_to_user_id", "referenced_tweets") if name in old
        }
        history = [*old["edit_history_tweet_ids"], new["id"]]
        self.posts[new["id"]] = new
        for version in history:
            self.posts[version]["edit_history_tweet_ids"] = history
        return new

    def remove(self, number: str) -> None:
        for version in self.posts[number]["edit_history_tweet_ids"]:
            del self.posts[version]

    def write(self, who: Thing, to: Thing, text: str) -> Thing:
        """A direct message. Raises where the landlord does not take any from them."""
        if who["id"] in self.shut_out and to is self.landlord:
            raise PermissionError("the landlord takes no messages from this account")
        between = "-".join(sorted((who["id"], to["id"]), key=int))
        event = {
            "id": snowflake(),
            "event_type": "MessageCreate",
            "text": escape(text, quote=False),
            "sender_id": who["id"],
            "created_at": iso(),
            "dm_conversation_id": between,
        }
        self.letters.append(event)
        for hear in list(self.letter_bells):
            hear(event)
        return event

    # -- what can be asked

    def latest(self) -> list[Thing]:
        """Posts in their latest version, newest first."""
        found = [post for post in self.posts.values() if post["edit_history_tweet_ids"][-1] == post["id"]]
        return sorted(found, key=lambda post: -int(post["id"]))

    def mentions_us(self, post: Thing) -> bool:
        return post["author_id"] != self.landlord["id"] and f"@{self.landlord['username']}" in post["text"]

    def quotes(self, post: Thing, of: str) -> bool:
        return {"type": "quoted", "id": of} in post.get("referenced_tweets", [])

    def summoned(self, post: Thing) -> bool:
        """Whether its author mentioned or quoted us, so that we may answer."""
        own = post["text"][len(post["lead"]) :] if not self.summoned_by_answering else post["text"]
        quoted = any(self.quotes(post, one["id"]) for one in self.posts.values() if self.ours(one))
        return f"@{self.landlord['username']}" in own or quoted

    def ours(self, post: Thing | None) -> bool:
        return post is not None and post["author_id"] == self.landlord["id"]

    def texts(self, who: Thing, to: str = "") -> list[str]:
        """What somebody said in public as readers see it, under one post or everywhere."""
        said = [post for post in self.latest() if post["author_id"] == who["id"]]
        if to:
            said = [post for post in said if {"type": "replied_to", "id": to} in post.get("referenced_tweets", [])]
        return [unescape(post["text"][len(post["lead"]) :]) for post in said]

    def _post(self, who: Thing, number: str, text: str, lead: str) -> Thing:
        whole = lead + escape(text, quote=False)
        made: Thing = {
            "id": number,
            "text": whole if len(text) <= SHORT else whole[: SHORT - 1] + "…",
            "author_id": who["id"],
            "created_at": iso(),
            "edit_history_tweet_ids": [number],
            "conversation_id": number,
            "lang": "en",
            "lead": lead,
            "display_text_range": [len(lead), len(whole)],
        }
        if len(text) > SHORT:
            made["note_tweet"] = {"text": whole}
        named = [(found, self._named(found.group(1))) for found in re.finditer(r"@(\w+)", whole)]
        mentions = [
            {"start": found.start(), "end": found.end(), "username": one["username"], "id": one["id"]}
            for found, one in named
            if one
        ]
        if mentions:
            made["entities"] = {"mentions": mentions}
        return made

    def _named(self, name: str) -> Thing | None:
        return next((one for one in self.users.values() if one["username"] == name), None)
