"""Post in memory: the demo and the tests read what was sent."""

from adapters.platform import Letter, Receipt


class MemoryPost:
    """Keeps letters in `sent`. While `down` has a reason, nothing is accepted and the reason is the answer."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.sent: list[Letter] = []
        self.down = ""

    async def send(self, letter: Letter) -> Receipt:
        """Keep the letter; the same key twice is kept once."""
        if self.down:
            return Receipt(accepted=False, why=self.down)
        if all(kept.key != letter.key for kept in self.sent):
            self.sent.append(letter)
        return Receipt(accepted=True)
