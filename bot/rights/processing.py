"""What is done with people's data, in plain lines read off the live settings. Papers and access exports say the same.

What only a person can say is a blank that names what is missing; nothing is made up.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.platforms import is_real
from bot.rights.matters import place
from bot.settings import ChannelSettings, Home, Periods, Settings
from rules.model.in_words import MEASURES, listed
from rules.policy.schema import Pack

SENT_TO = {
    "webhook": "a system at",
    "smtp": "e-mail through",
    "drop": "a folder of another machine,",
    "timestamp": "a time-stamping authority at",
    "memory": "nowhere (a stand-in for tests):",
}
_WHERE = ("url", "host", "folder", "path")
PURPOSES = (
    "hearing what people need on our public pages (a repair, a danger, a complaint) and bringing it to a person in time",
    "protecting staff, residents and visitors of the pages from threats, abuse and the publishing of private details",
    "deciding by a published policy what may stay on the pages, and being able to show later that it was decided fairly",
)
CATEGORIES = (
    "the name, handle and reference of an account on a platform, and links to what it said",
    "what was said on our pages or in messages to us, with pictures and files that came with it, as the platform sent it",
    "what was found in it: kinds of behaviour and need, each with the place in the words, a score and the rule",
    "what was decided and done about it, by which clause, and by which member of staff",
    "in a case: who the person is where somebody checked it, notes, letters, warnings, restrictions, reviews and appeals",
    "who of the staff looked at it or took a copy",
)
NOT_DONE = (
    "no search by keyword, name or account; nothing is read but what is on our pages or sent to us",
    "nothing is inferred from profiles; no pictures are compared; no friends or followers are looked at",
    "no automatic warning, report, deletion, block, marker or restriction",
)
RIGHTS = (
    "to see what we hold about you, and to have a copy",
    "to have what is wrong put right, and what is incomplete completed",
    "to have it erased where there is no ground to keep it",
    "to object, and to have its use limited while that is looked at",
    "to have any decision looked at by a person who had no part in it",
    "to complain to us, and to the Information Commissioner (ico.org.uk, 0303 123 1113)",
)
TO_FILL_IN = {
    "data_protection_contact": "how to reach whoever answers for data protection",
    "privacy_link": "where the privacy notice can be read",
    "ico_number": "the registration number at the Information Commissioner",
    "letter_address": "the postal address",
}
"""Under `policy_settings`; each may be left to be written into the papers by hand."""


@dataclass(frozen=True, slots=True)
class Processing:
    """Lines for people to read. `channels` are those with real people on the other side."""

    landlord: str
    policy: str
    channels: tuple[str, ...]
    recipients: tuple[str, ...]
    kept: tuple[str, ...]
    automatic: tuple[str, ...]
    said: dict[str, str]


def processing(home: Home, settings: Settings, pack: Pack) -> Processing:
    """As the settings say it now."""
    real = [one for one in settings.channels if is_real(one)]
    return Processing(
        settings.landlord,
        f"{pack.title}, version {pack.version}",
        tuple(_channel(one) for one in real),
        tuple(_recipients(home, settings, real)),
        tuple(_kept(settings)),
        tuple(_automatic(pack, second=settings.second_opinion is not None)),
        {name: settings.policy_settings.get(name, "").strip().replace(";", ",") for name in TO_FILL_IN},
    )


def blank(what: str) -> str:
    """A place that a person must fill."""
    return f"[to fill in: {what}]"


def _channel(one: ChannelSettings) -> str:
    told = ", ".join(f"{name}: {_said(value)}" for name, value in sorted(one.options.items()))
    return f"{one.name} on {one.platform}" + (f" ({told})" if told else "")


def _said(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _recipients(home: Home, settings: Settings, real: Sequence[ChannelSettings]) -> Iterator[str]:
    yield f"the landlord's own staff by role, on its own machine; the record is kept in {place(home.database_url(settings))}"
    for platform in sorted({one.platform for one in real}):
        yield f"the platform {platform}: answers, notices and measures, which it needs to carry them out"
    for one in settings.emergency:
        yield f"whoever is called in an emergency, as '{one.name}': {SENT_TO[one.kind]} {_at(one.options)}".rstrip()
    for other in settings.ledger.witnesses:
        to = f"{SENT_TO[other.kind]} {_at(other.options)}".rstrip()
        yield f"the witness '{other.name}' ({to}): seals of the record; no personal data can be read from them"
    if (second := settings.second_opinion) is not None:
        away = "; it may leave our network" if second.data_may_leave else ""
        yield (
            f"the language model {second.model} at {second.url}: the words of comments that a person looks at, without the"
            f" author's name{away}"
        )
    yield "the police, the Housing Ombudsman or a court: only where a named person decides so, each time"


def _at(options: dict[str, str | int | float | bool]) -> str:
    return next((str(options[name]) for name in _WHERE if name in options), "")


def _kept(settings: Settings) -> Iterator[str]:
    kept = settings.retention
    yield from _periods(kept, "")
    for pack, periods in kept.packs.items():
        yield from _periods(periods, f" under {pack}")
    yield f"what is in a case: until {kept.case_days} days after the last that happened in it"
    for channel in settings.channels:
        if channel.options.get("when_removed") == "erase_after_24h":
            yield f"on {channel.name}: what its author takes away is erased within 24 hours, as that platform's terms ask"
    yield "a legal hold set by a named person stops each of these; erased means searched for in the raw bytes and not found"


def _periods(one: Periods, under: str) -> Iterator[str]:
    yield f"what is lawful, shows no need and is in no case{under}: {one.lawful_days} days, or till its author takes it away"
    yield f"what was found to be something and not acted on{under}: {one.unactioned_days} days"
    yield f"what was acted on{under}: {one.acted_days} days"


def _automatic(pack: Pack, *, second: bool) -> Iterator[str]:
    allowed = listed(MEASURES[kind] for kind in pack.automatic.measures) if pack.automatic.measures else "nothing"
    yield f"every comment is read by the detectors; they find behaviours and needs, and the policy ({pack.title}) decides"
    yield f"in the mode 'auto' this may happen without a person: {allowed}; in 'observe' and 'assist' nothing does"
    yield (
        "a comment hidden in that way is shown again unless a person confirms it within one working day; threats, private"
        " details, hate and scams stay hidden until a person looks"
    )
    if second:
        yield "a language model is asked what it sees in a comment that waits for a person, who is told; nothing follows"
    yield "everything that counts against anybody waits for a named person, and can be challenged"
