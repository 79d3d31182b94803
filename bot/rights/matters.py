"""What an approval of the processing covers: who is heard where, by which policy, where data go, how long they are kept.

Modes (observe, assist, auto) are not among it: the assessment is of all that a channel may do in `auto`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from typing import Any

import msgspec

from bot.evidence.canonical import encode
from bot.platforms import is_real
from bot.settings import Home, PlaceSettings, Settings
from rules.policy.schema import Pack

SETTINGS_WORDS = {
    "channels": "channel",
    "database": "where data are kept",
    "emergency": "emergency destination",
    "landlord": "landlord",
    "policy": "policy",
    "retention": "retention",
    "second opinion": "second opinion",
    "witnesses": "witness",
}
"""What each part is called in a sentence."""


@dataclass(frozen=True)
class Matters:
    """`plain`: part -> name -> value, texts and lists of texts only, so that it has one canonical form."""

    plain: Mapping[str, Mapping[str, Any]]

    @cached_property
    def text(self) -> str:
        """Canonical JSON."""
        return encode(self.plain).decode()

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the canonical JSON, as hex."""
        return sha256(self.text.encode()).hexdigest()

    @property
    def channels(self) -> tuple[str, ...]:
        """Names of the channels with real people on the other side."""
        return tuple(self.plain["channels"])

    def since(self, covers: str) -> list[str]:
        """What changed since an approval that covered this text, one line each."""
        before, now = dict(_flat(msgspec.json.decode(covers))), dict(_flat(self.plain))
        changed = [name for name in sorted({*before, *now}) if before.get(name) != now.get(name)]
        return [_told(name, before.get(name), now.get(name)) for name in changed]


def matters(home: Home, settings: Settings, pack: Pack) -> Matters:
    """Of the live settings. No secret stands in them."""
    real = [channel for channel in settings.channels if is_real(channel)]
    second = settings.second_opinion
    asked = {"url": second.url, "model": second.model, "data may leave": str(second.data_may_leave)} if second else {}
    return Matters(
        {
            "channels": {one.name: {"platform": one.platform, **_texts(one.options)} for one in real},
            "database": {"place": place(home.database_url(settings))},
            "emergency": {one.name: _place(one) for one in settings.emergency},
            "landlord": {"name": settings.landlord},
            "policy": {"id": pack.id, "version": pack.version},
            "retention": _retention(settings),
            "witnesses": {one.name: _place(one) for one in settings.ledger.witnesses},
            **({"second opinion": asked} if asked else {}),
        }
    )


def place(url: str) -> str:
    """Where a database is, without user and password: an embedded file is on this machine, wherever its folder moves to."""
    kind, _, rest = url.partition("://")
    return "sqlite on this machine" if kind == "sqlite" else f"{kind.partition('+')[0]} at {rest.rpartition('@')[2]}"


def _place(one: PlaceSettings) -> dict[str, Any]:
    return {"kind": one.kind, **_texts(one.options)}


def _retention(settings: Settings) -> dict[str, Any]:
    kept = settings.retention.model_dump(mode="json", exclude={"window", "packs"})
    packs = {
        f"{name}.{key}": days
        for name, one in settings.retention.packs.items()
        for key, days in one.model_dump().items()
    }
    return _texts({**kept, **packs})


def _texts(options: Mapping[str, object]) -> dict[str, Any]:
    return {
        name: [str(one) for one in value] if isinstance(value, list) else str(value) for name, value in options.items()
    }


def _flat(plain: Mapping[str, Any]) -> Iterator[tuple[tuple[str, ...], str]]:
    for part, named in plain.items():
        for name, value in named.items():
            inner = value.items() if isinstance(value, Mapping) else [("", value)]
            for option, told in inner:
                yield (part, name, option), ", ".join(told) if isinstance(told, list) else told


def _told(name: tuple[str, ...], before: str | None, now: str | None) -> str:
    called = " ".join(one for one in (SETTINGS_WORDS[name[0]], *name[1:]) if one)
    if before is None:
        return f"{called}: {now} is new"
    return f"{called}: {before} is gone" if now is None else f"{called}: {before} became {now}"
