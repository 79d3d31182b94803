"""A case with everything a bundle can hold, on a signed record, and the bundle made of it."""

from dataclasses import dataclass, field
from pathlib import Path

from adapters.post.memory import MemoryPost
from bot.cases.room import Done
from bot.evidence import keys
from bot.evidence.bundle.make import Asked, Bundle, For, House, drawn_up, make
from bot.evidence.checkpoints import Checkpoint
from bot.evidence.notary import Notary, Pace
from bot.store.database import Database
from bot.store.tables import InteractionRow
from rules.model.case import deeds as d
from rules.model.case import words as w
from tests.bot.cases.kit import House as Landlord
from tests.bot.conftest import TestClock


@dataclass
class Office:
    """A landlord at work on cases whose record is signed. `folder` holds the key."""

    landlord: Landlord
    folder: Path
    post: MemoryPost = field(default_factory=lambda: MemoryPost("archive"))
    pdf: bool = False
    signed: list[Checkpoint] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.database: Database = self.landlord.page.database
        self.clock: TestClock = self.landlord.page.clock
        keys.ensure(self.folder, self.database, self.clock)

    def sign(self) -> None:
        writer, hands = self.landlord.page.writer, {"archive": ("memory", self.post)}
        made = Notary(self.folder, self.database, writer, hands, self.clock, Pace()).sign()
        self.signed += [made] if made else []

    @property
    def house(self) -> House:
        return House(self.database, self.landlord.office, "Example Homes", self.clock, self.sign, self.pdf)

    @property
    def fingerprint(self) -> str:
        with self.database.read() as tx:
            return keys.kept(tx)[-1].fingerprint

    def bundle(self, case: str, who: str = "owen", reason: str = "complaint 202612345") -> Bundle:
        return make(self.house, Asked(case, self.landlord.people[who], For.OMBUDSMAN, reason))

    def unchecked(self, case: str) -> bytes:
        """Made, and not looked at: what a landlord would get whose own verifier said nothing."""
        return drawn_up(self.house, Asked(case, self.landlord.people["owen"])).raw

    def rotate(self) -> None:
        keys.rotate(self.folder, self.database, self.clock, self.landlord.people["sam"].id)

    def comments(self) -> list[InteractionRow]:
        return self.landlord.all(InteractionRow)

    def warn_again(self, case: str) -> Done:
        (row,) = self.comments()
        says = frozenset(w.Says)
        return self.landlord.do("dan", case, lambda by: d.Warn("w_again", by, w.WarningForm.LETTER, (row.id,), says))

    async def small(self, author: str = "rob") -> str:
        """Rude once, and warned: the case."""
        first = await self.landlord.hear("You {abuse serious} idiots", author)
        case = self.landlord.case_of(author)
        self.landlord.must(self.landlord.warn("priya", case, first.id))
        self.sign()
        return case

    async def appealed(self, author: str = "rob") -> str:
        """Rude, warned, rude again, restricted, told, appealed, overturned: the case."""
        here = self.landlord
        first = await here.hear(
            "You are {abuse serious} useless, the lot of you, and Karen is the worst \u200b!", author
        )
        case = here.case_of(author)
        await here.deliver()
        await here.worker.step()
        here.must(here.warn("priya", case, first.id))
        here.tell("priya", case, w.LetterKind.WARNING)
        self.sign()
        self.clock.move(days=2)
        second = await here.hear("Still no heating. {abuse serious} Idiots. <b>Fix it</b> \u202e", author)
        await here.deliver()
        await here.worker.step()
        here.must(here.link("dan", author))
        here.must(here.propose("owen", case, (first.id, second.id), months=6))
        here.must(here.do("helen", case, d.Approve, private={"reason": "Proportionate: warned, and again in two days"}))
        here.must(here.tell("owen", case, w.LetterKind.RESTRICTION_NOTICE))
        self.sign()
        self.clock.move(days=5)
        await here.hear("{need appeal} Please look at it again: I was quoting my neighbour.", author)
        decided = here.do(
            "grace",
            case,
            lambda by: d.DecideAppeal(by, w.Outcome.OVERTURNED),
            private={"reason": "She was quoting her neighbour; the first comment alone is not enough"},
        )
        here.must(decided)
        await here.deliver()
        await here.worker.step()
        return case
