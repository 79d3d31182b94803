"""How often each rule hits on a channel: lately, and usually. Integers only, in ledger order."""

from collections import Counter, deque
from dataclasses import dataclass, field

from bot.actions.brakes.limits import Limits
from bot.actions.brakes.limits import rule as rule_name


@dataclass(slots=True)
class ChannelRates:
    """The last comments' hits (empty string: none), and all comments and hits before them."""

    recent: deque[str] = field(default_factory=deque)
    hits: Counter[str] = field(default_factory=Counter)
    comments: int = 0
    usual: Counter[str] = field(default_factory=Counter)
    settled: dict[str, int] = field(default_factory=dict)

    def count(self, hit: str, limits: Limits) -> tuple[int, int] | None:
        """Count a comment; (hits, limit) when its rule hit too often."""
        self.recent.append(hit)
        self.hits[hit] += 1
        while len(self.recent) > limits.recent:
            old = self.recent.popleft()
            self.hits[old] -= 1
            self.usual[old] += 1
            self.comments += 1
        if not hit:
            return None
        limit = self._limit(hit, limits)
        return (self.hits[hit], limit) if self.hits[hit] >= limit else None

    def _limit(self, hit: str, limits: Limits) -> int:
        """Hits among the recent comments at which the rule trips: `times` its usual share of them, at least `least`."""
        usual = limits.usual_permille
        if self.comments >= limits.recent:
            usual = max(usual, 1000 * self.usual[hit] // self.comments)
        usual = max(usual, self.settled.get(hit, 0))
        return max(limits.least, limits.times * usual * limits.recent // 1000)

    def settle(self, hit: str) -> None:
        """A person lifted the brake: the share at which it tripped is this rule's usual one from now on."""
        if self.recent:
            self.settled[hit] = 1000 * self.hits[hit] // len(self.recent)


@dataclass(slots=True)
class Rates:
    """Rates by channel."""

    channels: dict[str, ChannelRates] = field(default_factory=dict)

    def count(self, channel: str, hit: str, limits: Limits) -> tuple[int, int] | None:
        """Count a comment of a channel; (hits, limit) when its rule hit too often."""
        rates = self.channels.get(channel)
        if rates is None:
            rates = self.channels[channel] = ChannelRates()
        return rates.count(hit, limits)

    def settle(self, brake: str) -> None:
        """The brake of this name was lifted by a person."""
        for channel, rates in self.channels.items():
            for hit in list(rates.hits):
                if hit and rule_name(channel, hit) == brake:
                    rates.settle(hit)
