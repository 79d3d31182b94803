"""The capability matrix of the README, made from what each adapter answers for each kind of item."""

from collections.abc import Mapping

from adapters.bluesky import can as bluesky
from adapters.discord import can as discord
from adapters.memory import can as memory
from adapters.platform import Subject
from adapters.x import can as x
from rules.model.measure import Abilities, Can, Capability, Undo, Verb

_US, _THEM = "did:plc:us", "did:plc:them"
_OURS = f"at://{_US}/app.bsky.feed.post/1"
_THEIRS = f"at://{_THEM}/app.bsky.feed.post/2"
_STANDING = bluesky.Standing(_US, {_US})

_WORDS = {Can.AUTO: "yes", Can.AUTO_IF: "if", Can.MANUAL: "by hand", Can.IMPOSSIBLE: "-"}


def rooms() -> dict[str, Abilities]:
    """Every kind of item of every platform, and what can be done to it."""
    bluesky_items = {
        "Bluesky: reply under our post": Subject(_THEIRS, "1", _OURS, _THEM),
        "Bluesky: quote of our post": Subject(_THEIRS, "1", None, _THEM),
        "Bluesky: mention elsewhere": Subject(_THEIRS, "1", _THEIRS, _THEM),
        "Bluesky: our own post": Subject(_OURS, "1", _OURS, _US),
    }
    found = {name: bluesky.abilities(_STANDING, item, private=False) for name, item in bluesky_items.items()}
    letter = Subject("convo/1", "1", None, _THEM)
    found["Bluesky: direct message"] = bluesky.abilities(_STANDING, letter, private=True)
    found |= _discord() | _x()
    comment, quote = Subject("post-2", "1", "post-1", "tenant"), Subject("post-2", "1", None, "tenant")
    found["Memory: comment"] = memory.abilities(comment, private=False)
    found["Memory: quote"] = memory.abilities(quote, private=False)
    found["Memory: direct message"] = memory.abilities(quote, private=True)
    return found


def _discord() -> dict[str, Abilities]:
    """A direct message has no room that replies could be restricted in."""
    us, them, room = "100000000000000001", "100000000000000002", "100000000000000003"
    standing = discord.Standing(us, {us})
    message = Subject(f"{room}/100000000000000004", "0", room, them)
    found = {
        "Discord: message": discord.abilities(standing, message, private=False),
        "Discord: thread title": discord.abilities(standing, Subject(f"{room}/title", "0", room, them), private=False),
        "Discord: our own message": discord.abilities(standing, Subject(message.ref, "0", room, us), private=False),
    }
    letter = Subject(message.ref, "0", None, them)
    return {**found, "Discord: direct message": discord.abilities(standing, letter, private=True)}


def _x() -> dict[str, Abilities]:
    """A thread's name says whose it is. To somebody who never wrote to us nothing is sent; that is the item here."""
    us, them = "1000", "2000"
    standing = x.Standing(us, {us})
    items = {
        "X: reply in our thread": Subject("22", "22", f"{us}/11", them),
        "X: mention or quote elsewhere": Subject("22", "22", f"{them}/11", them),
        "X: our own post": Subject("11", "11", f"{us}/11", us),
    }
    found = {name: x.abilities(standing, item, private=False) for name, item in items.items()}
    return {**found, "X: direct message": x.abilities(standing, Subject("dm/3", "3", None, them), private=True)}


def table(columns: Mapping[str, Abilities]) -> str:
    """The matrix as a Markdown table: a line for each verb, a column for each kind of item.

    `yes` or `if` (it has a condition), `by hand`, or `-`; then `1-way` when it cannot be taken back, `public` when
    others can see that it was done, and the longest text.
    """
    verbs = [verb for verb in Verb if any(verb in able for able in columns.values())]
    lines = [["verb", *columns], ["---"] * (len(columns) + 1)]
    lines += [[verb.value.replace("_", " "), *(_cell(able.get(verb)) for able in columns.values())] for verb in verbs]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _cell(capability: Capability | None) -> str:
    if capability is None:
        return _WORDS[Can.IMPOSSIBLE]
    said = [_WORDS[capability.can]]
    said += ["1-way"] if capability.undo is Undo.ONE_WAY else []
    said += ["public"] if capability.public else []
    said += [f"{capability.limit} characters"] if capability.limit else []
    return ", ".join(said)
