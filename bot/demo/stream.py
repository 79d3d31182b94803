"""The demo's stream: who says what, when, from a seed. Pure, so that the same seed is the same day."""

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from rules.model.interaction import InteractionKind

LONDON = ZoneInfo("Europe/London")
POOLS = ("calm", "needs", "angry", "busy", "rude", "breach", "spam")
REGULARS = 60
EVENING_START = 20
NIGHT_SHARE = 0.12


@dataclass(frozen=True, slots=True)
class Line:
    """One thing to be said at `at` (UTC) by `author` under the landlord's post named `post`."""

    at: datetime
    author: str
    post: str
    kind: InteractionKind
    text: str


@dataclass(frozen=True, slots=True)
class Script:
    """`script.yaml` as data, and the seed."""

    data: Mapping[str, Any]
    seed: int

    def posts(self) -> dict[str, str]:
        """Name -> text of the landlord's own posts."""
        chance = random.Random(f"{self.seed}/posts")  # noqa: S311 - a demo's dice, not a secret
        return {name: self._fill(text, chance) for name, text in self.data["posts"].items()}

    def hour(self, start: datetime) -> list[Line]:
        """One hour of the page in the order of time; nights are quieter, and scenes fall where they must."""
        chance = random.Random(f"{self.seed}/{start.isoformat()}")  # noqa: S311 - a demo's dice, not a secret
        lines = [line for pool in POOLS for line in self._pool(pool, start, chance)]
        lines += self._scenes(start, chance)
        return sorted(lines, key=lambda line: line.at)

    def hours(self, start: datetime) -> Iterator[list[Line]]:
        """Hour after hour, for ever."""
        while True:
            yield self.hour(start)
            start += timedelta(hours=1)

    def _pool(self, pool: str, start: datetime, chance: random.Random) -> Iterator[Line]:
        many = self.data["hours"][pool] * (NIGHT_SHARE if _night(start) else 1)
        for template in _deal(self.data[pool], int(many) + (chance.random() < many % 1), chance):
            text = self._fill(template, chance)
            post = "busy" if pool == "busy" else chance.choice(["quiet", "events", "heating", "busy"])
            kind = InteractionKind.MENTION if chance.random() < 0.1 else InteractionKind.REPLY
            yield Line(start + timedelta(seconds=chance.randrange(3600)), self._author(chance), post, kind, text)

    def _scenes(self, start: datetime, chance: random.Random) -> Iterator[Line]:
        for scene in self.data["scenes"]:
            hour, minute = map(int, scene["at"].split(":"))
            at = start.astimezone(LONDON).replace(hour=hour, minute=minute, second=0, microsecond=0).astimezone(UTC)
            if start <= at < start + timedelta(hours=1):
                text = self._fill(scene["text"], chance)
                yield Line(at, self._author(chance), scene["post"], InteractionKind(scene["kind"]), text)

    def _author(self, chance: random.Random) -> str:
        """A few regulars say much, many say little, as on a real page."""
        number = min(int(chance.expovariate(1 / 18)), REGULARS - 1)
        return f"{self.data['lists']['name'][number % 16].lower()}{number:02d}"

    def _fill(self, text: str, chance: random.Random) -> str:
        words = {name: chance.choice(choices) for name, choices in self.data["lists"].items()}
        return text.format(**words)


def _deal(templates: list[str], many: int, chance: random.Random) -> list[str]:
    """`many` of them, none twice before all were once."""
    rounds = -(-many // len(templates))
    return [line for _ in range(rounds) for line in chance.sample(templates, len(templates))][:many]


def monday_before(day: date) -> date:
    """The Monday on or before `day`: the demo opens on a Monday at 08:45."""
    return day - timedelta(days=day.weekday())


def opening(day: date) -> datetime:
    """08:45 in London on the demo's Monday, in UTC."""
    monday = monday_before(day)
    return datetime(monday.year, monday.month, monday.day, 8, 45, tzinfo=LONDON).astimezone(UTC)


def _night(start: datetime) -> bool:
    return start.astimezone(LONDON).hour in {22, 23, 0, 1, 2, 3, 4, 5}
