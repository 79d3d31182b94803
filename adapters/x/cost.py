"""The cost meter: what X charges for, added up for each UTC day, and a brake when the day's budget is spent.

Money is whole millionths of a US dollar. X charges a resource once a UTC day; so does the meter, as far as it remembers.
"""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from importlib.resources import files

from adapters.platform import Json, Notebook
from adapters.trouble import Answered

_NOTE = "x spent"
_REMEMBERED = 5000
_TOO_MANY = 429

Clock = Callable[[], datetime]


class BudgetSpent(Answered):
    """Not asked, because the day's budget is spent. It passes at midnight UTC."""


@dataclass(frozen=True, slots=True)
class Prices:
    """What things cost, since when, and where that stands."""

    source: str
    date: str
    of: dict[str, int]


def prices() -> Prices:
    """The dated prices that lie beside this file."""
    kept = json.loads(files("adapters.x").joinpath("prices.json").read_text(encoding="utf-8"))
    return Prices(str(kept["source"]), str(kept["date"]), {str(name): int(it) for name, it in kept["prices"].items()})


def utc_now() -> datetime:
    """The time, which decides what day it is for X."""
    return datetime.now(UTC)


@dataclass
class Meter:
    """What was spent today, of a budget. `load` and `save` keep it across restarts, so that none starts the day again."""

    budget: int
    notebook: Notebook
    clock: Clock = utc_now
    costs: dict[str, int] = field(default_factory=lambda: prices().of)
    day: str = ""
    spent: int = 0
    charged: dict[str, None] = field(default_factory=dict)
    _saved: tuple[str, int] = ("", 0)

    async def load(self) -> None:
        """What the notebook says of today."""
        try:
            kept = json.loads(await self.notebook.read(_NOTE) or "{}")
            self.day, self.spent = str(kept["day"]), int(kept["spent"])
            self.charged = dict.fromkeys(str(one) for one in kept["charged"])
        except (ValueError, KeyError, TypeError):
            self.day, self.spent, self.charged = "", 0, {}
        self._turn()
        self._saved = (self.day, self.spent)

    async def save(self) -> None:
        """Write it down, if anything was spent since."""
        if self._saved == (self.day, self.spent):
            return
        self._saved = (self.day, self.spent)
        charged = list(self.charged)[-_REMEMBERED:]
        await self.notebook.write(_NOTE, json.dumps({"day": self.day, "spent": self.spent, "charged": charged}))

    @property
    def used_up(self) -> bool:
        """Whether the day's budget is spent."""
        self._turn()
        return self.spent >= self.budget

    def check(self, price: str) -> None:
        """Before a deed.

        Raises:
            BudgetSpent: when today's budget does not cover it.
        """
        self._turn()
        if self.spent + self.costs[price] > self.budget:
            raise BudgetSpent("BudgetSpent", self.why(), _TOO_MANY, self.until_midnight())

    def deed(self, price: str) -> None:
        """A writing request was sent."""
        self._turn()
        self.spent += self.costs[price]

    def read(self, price: str, answer: Json) -> None:
        """Everything in an answer: its items at `price`, and the authors and posts that came with them."""
        self._turn()
        data = answer.get("data")
        self._each(price, data if isinstance(data, list) else [data])
        includes = answer.get("includes")
        for name, its_price in (("users", "user_read"), ("tweets", "post_read"), ("posts", "post_read")):
            items = includes.get(name) if isinstance(includes, dict) else None
            self._each(its_price, items if isinstance(items, list) else [])

    def _each(self, price: str, items: Iterable[object]) -> None:
        kind = {"own_read": "post", "post_read": "post", "user_read": "user"}.get(price, price)
        for item in items:
            name = f"{kind} {item.get('id')}" if isinstance(item, dict) else ""
            if name and name not in self.charged:
                self.charged[name] = None
                self.spent += self.costs[price]

    def why(self) -> str:
        """One line for a person."""
        spent, budget = _dollars(self.spent), _dollars(self.budget)
        return (
            f"today's budget for X is used ({spent} of {budget}); it goes on at midnight UTC, or with a higher budget"
        )

    def until_midnight(self) -> float:
        """Seconds until the next UTC day."""
        now = self.clock()
        tomorrow = (now + timedelta(days=1)).replace(hour=0, minute=0, second=0, microsecond=0)
        return max((tomorrow - now).total_seconds(), 1.0)

    def _turn(self) -> None:
        today = self.clock().date().isoformat()
        if self.day != today:
            self.day, self.spent, self.charged = today, 0, {}


def _dollars(millionths: int) -> str:
    return f"${millionths // 1_000_000}.{millionths % 1_000_000 // 10_000:02d}"
