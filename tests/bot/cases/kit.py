"""A landlord with a page in memory, its judge, its case worker and its people; everything real but the detector."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlmodel import SQLModel, col, select

from bot.actions.dispatch import Delivery, Dispatcher
from bot.cases import diary, letters, sending
from bot.cases.load import Case, load
from bot.cases.room import CaseRoom, Done
from bot.cases.worker import CaseWorker
from bot.compose import office
from bot.people import linking
from bot.people.linking import Check
from bot.staff.people import add, find
from bot.staff.rights import Staff
from bot.store.case_tables import CaseAccountRow, LetterRow
from bot.store.tables import AccountRow, TaskRow
from rules.casework import standing
from rules.model.case import deeds as d
from rules.model.case import words as w
from rules.model.case.standing import Standing
from rules.model.case.words import Person
from rules.model.staff import Role
from tests.bot.pipeline.kit import CHANNEL, After, Page

BOTH = frozenset({w.Check.ADJUSTMENTS, w.Check.VULNERABILITY})
PEOPLE = {
    "priya": (Role.MODERATOR, "Social Media Officer"),
    "dan": (Role.CASEWORKER, "Housing Officer"),
    "owen": (Role.CASEWORKER, "Customer Experience Team"),
    "helen": (Role.APPROVER, "Head of Service"),
    "hugh": (Role.APPROVER, "Head of Service"),
    "grace": (Role.APPROVER, "Executive Team member"),
    "sam": (Role.ADMIN, "System Administrator"),
}


@dataclass
class House:
    """One landlord at work on cases. `policy` says which."""

    page: Page
    people: dict[str, Staff] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.office = office(self.page.policy, self.page.settings)
        self.worker = self.another()
        self.room = CaseRoom(self.page.database, self.page.clock, self.office)
        self.hire(PEOPLE)

    def another(self) -> CaseWorker:
        """A case worker as a new process would make it."""
        return CaseWorker(self.page.database, self.page.writer, self.office, self.page.clock)

    def hire(self, people: dict[str, tuple[Role, str]]) -> None:
        for login, (role, post) in people.items():
            add(self.page.database, self.page.clock, None, login, login.title(), frozenset({role}), [post])
            found = find(self.page.database, login)
            assert found is not None
            self.people[login] = found

    async def hear(self, text: str, author: str = "rob", **more: Any) -> After:
        """Said, judged, and read into a case."""
        after = await self.page.after(text, author=author, **more)
        await self.worker.step()
        return after

    async def warned_twice_rude(self, author: str = "rob") -> tuple[str, tuple[str, ...]]:
        """A case ripe for a proposal but for who it is: rude, warned, rude again. The case and its comments."""
        first = await self.hear("{abuse serious} you lot", author)
        case = self.case_of(author)
        self.must(self.warn("priya", case, first.id))
        self.page.clock.move(days=2)
        second = await self.hear("{abuse serious} still you lot", author)
        return case, (first.id, second.id)

    async def restricted(self, author: str = "rob", months: int = 12) -> tuple[str, str]:
        """A case with a restriction that began now: the case and the restriction."""
        case, about = await self.warned_twice_rude(author)
        self.must(self.link("dan", author))
        self.must(self.propose("owen", case, about, months=months))
        self.must(self.do("helen", case, d.Approve))
        return case, self.case(case).file.restrictions[-1].id

    async def deliver(self) -> None:
        """What is in the outbox goes out and is read back."""
        dispatcher = Dispatcher(
            self.page.database, self.page.writer, {CHANNEL: self.page.platform}, self.page.clock, Delivery()
        )
        for _ in range(6):
            await dispatcher.step()
            self.page.clock.move(seconds=4)

    def account(self, author: str) -> str:
        with self.page.database.look() as session:
            return session.exec(select(AccountRow.id).where(AccountRow.ref == author)).one()

    def case_of(self, author: str) -> str:
        """The case that an account is in now."""
        chosen = select(CaseAccountRow.case_id).where(
            CaseAccountRow.account_id == self.account(author), col(CaseAccountRow.left_at).is_(None)
        )
        with self.page.database.look() as session:
            return session.exec(chosen).one()

    def case(self, case_id: str) -> Case:
        with self.page.database.read() as tx:
            return load(tx, case_id)

    def standing(self, case_id: str) -> Standing:
        return standing(self.office, self.case(case_id).file, self.page.clock())

    def do(self, who: str, case_id: str, deed: Callable[[Person], d.Deed], **more: Any) -> Done:
        return self.room.do(self.people[who], case_id, deed, **more)

    def must(self, done: Done) -> Done:
        assert done.accepted, (done.why, [one.unmet.value for one in done.refusals])
        return done

    def warn(self, who: str, case_id: str, *about: str, form: w.WarningForm = w.WarningForm.LETTER) -> Done:
        return self.do(
            who, case_id, lambda by: d.Warn(f"w_{len(about)}_{about[0]}", by, form, about, frozenset(w.Says))
        )

    def propose(self, who: str, case_id: str, about: Sequence[str], **more: Any) -> Done:
        kind = more.pop("kind", w.RestrictionKind.SPOC)
        wanted = {"months": 12, "checked": BOTH, **more}
        number = f"pr_{len(self.page.rows(TaskRow))}_{self.page.clock.moment:%H%M%S}"
        private = {"reason": "words of the grounds"}
        return self.do(who, case_id, lambda by: d.Propose(number, by, kind, tuple(about), **wanted), private=private)

    def link(self, who: str, *authors: str, customer: str = "T-1001", **more: Any) -> Done:
        check = Check(customer, "called back on the number we hold", "call note 77", **more)
        return linking.link(self.room, self.people[who], [self.account(one) for one in authors], check)

    def unlink(self, who: str, author: str, reason: str = "wrong person") -> Done:
        return linking.unlink(self.room, self.people[who], self.account(author), reason)

    def letters(self, case_id: str) -> list[LetterRow]:
        with self.page.database.read() as tx:
            return letters.of_case(tx, self.case(case_id).ids)

    def letter(self, case_id: str, kind: w.LetterKind) -> LetterRow:
        """The latest one of this kind."""
        return next(row for row in reversed(self.letters(case_id)) if row.kind == kind.value)

    def tell(self, who: str, case_id: str, kind: w.LetterKind) -> Done:
        """Write, approve and send the latest letter of a kind."""
        row = self.letter(case_id, kind)
        self.must(sending.attach(self.room, self.people[who], row.id, {"letter.html": b"<p>Dear ...</p>"}))
        self.must(sending.approve(self.room, self.people[who], row.id))
        return sending.notice(self.room, self.people[who], case_id, row.about)

    def tasks(self, case_id: str) -> dict[str, TaskRow]:
        """The open tasks of a case by order."""
        rows = self.page.rows(TaskRow)
        return {str(row.what): row for row in rows if row.case_id == case_id and row.state == "open"}

    def sweep(self, **by: float) -> list[str]:
        """Time passes, and the diary is looked at."""
        now = self.page.clock.move(**by)
        with self.page.database.write() as tx:
            return diary.sweep(tx, self.office, now)

    def all(self, table: type[SQLModel]) -> list[Any]:
        return self.page.rows(table)
