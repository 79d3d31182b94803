"""The case room: what staff do in a case. Judged by `rules.casework`; refused with every unmet condition, or written."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

from bot.cases.book import Book, open_book
from bot.cases.diary import refresh
from bot.cases.load import NoCase
from bot.cases.named import must_be_hers
from bot.cases.orders import Carried, carry_out
from bot.cases.platform import follow_end
from bot.cases.tasks import settle
from bot.clock import Clock
from bot.desk.sitting import Refused, Sitting, sit
from bot.staff.rights import Right, Staff, fills
from bot.store.database import Database
from rules.casework import Office, judge
from rules.model.case import deeds as d
from rules.model.case.casefile import Casefile
from rules.model.case.facts import Fact, Lengthened, Reviewed
from rules.model.case.orders import Order, Refusal, Verdict
from rules.model.case.words import Person

MakeDeed = Callable[[Person], d.Deed]
"""A deed as whoever does it; asked once for each post they might act in."""


@dataclass(frozen=True, slots=True)
class Done:
    """What became of a deed: refused with every unmet condition (or one plain line), or written with what follows."""

    accepted: bool
    case_id: str
    why: str = ""
    refusals: tuple[Refusal, ...] = ()
    facts: tuple[Fact, ...] = ()
    orders: tuple[Order, ...] = ()
    post: str = ""
    carried: Carried = field(default_factory=Carried)
    ids: tuple[str, ...] = ()
    wrote: bool = True
    """Whether anything was written: what was there already is not shown as done."""


class NotMet(Exception):
    """Refused by the policy: nothing is written."""

    def __init__(self, refusals: tuple[Refusal, ...]) -> None:
        super().__init__()
        self.refusals = refusals


class CaseRoom:
    """One method for all deeds. Rights and posts are those on the row of the member of staff as it is then."""

    def __init__(self, database: Database, clock: Clock, office: Office) -> None:
        self._database, self._clock, self.office = database, clock, office
        self._packs = office.by_id

    def do(
        self, staff: Staff, case_id: str, deed: MakeDeed, private: Mapping[str, str] | None = None, post: str = ""
    ) -> Done:
        """Do one deed. `private` are its free words (a reason, a note); `post` is the one to act in, if several are held."""
        try:
            with self.sitting(staff, Right.CASEWORK) as sitting:
                return self.deed(sitting, case_id, deed, private, post)
        except Refused as refusal:
            return Done(False, case_id, str(refusal))
        except NotMet as unmet:
            return Done(False, case_id, "", unmet.refusals)

    def deed(
        self,
        sitting: Sitting,
        case_id: str,
        deed: MakeDeed,
        private: Mapping[str, str] | None,
        post: str = "",
        *,
        as_written: bool = False,
    ) -> Done:
        """The same within a sitting, for what does more than this one thing. Raises Refused, NotMet.

        `as_written`: judged on the links as the case has them, not on what they are worth now (a link that has expired
        can still be taken back).
        """
        book = self.book(sitting, case_id)
        must_be_hers(book, deed(Person(sitting.staff.id, "")))
        verdict, acting = self._judged(sitting, book.file if as_written else book.judged, deed, post)
        carried = written(book, verdict, sitting.staff.id, private)
        return Done(True, book.id, "", (), verdict.facts, verdict.orders, acting, carried)

    def note(self, staff: Staff, case_id: str, facts: Callable[[Sitting], tuple[Fact, ...]]) -> Done:
        """Write down what somebody knows and no policy judges (a vulnerability, a support worker)."""
        try:
            with self.sitting(staff, Right.CASEWORK) as sitting:
                book = self.book(sitting, case_id)
                verdict = Verdict(facts(sitting))
                return Done(True, book.id, facts=verdict.facts, carried=written(book, verdict, sitting.staff.id, None))
        except Refused as refusal:
            return Done(False, case_id, str(refusal))

    @contextmanager
    def sitting(self, staff: Staff, right: Right) -> Iterator[Sitting]:
        """One write transaction of somebody who has the right. Raises Refused."""
        with sit(self._database, self._clock, self._packs, staff) as sitting:
            sitting.must(right)
            yield sitting

    def book(self, sitting: Sitting, case_id: str) -> Book:
        """The case, open for writing. Raises Refused where there is none."""
        try:
            return open_book(sitting.tx, self.office, case_id, sitting.now)
        except NoCase:
            raise Refused(f"There is no case {case_id}.") from None

    def people(self, sitting: Sitting, post: str) -> list[Person]:
        """Whom somebody may act as: themselves in each post they hold. Raises Refused."""
        held = sitting.staff.posts
        if post and post not in held:
            raise Refused(f"You do not hold the post {post}: an administrator says who does.")
        return [Person(sitting.staff.id, one) for one in ([post] if post else held) if self._may_act(sitting, one)] or [
            Person(sitting.staff.id, "")
        ]

    def _may_act(self, sitting: Sitting, post: str) -> bool:
        """A post counts only for somebody who has the role that the policies give it."""
        roles = {pack.roles[post] for pack in self.office.packs if post in pack.roles}
        return all(fills(sitting.staff, role) for role in roles)

    def _judged(self, sitting: Sitting, file: Casefile, deed: MakeDeed, post: str) -> tuple[Verdict, str]:
        """In the first post in which it is accepted; refused in the one in which least stood against it."""
        found = [
            (judge(self.office, file, deed(person), sitting.now), person.post) for person in self.people(sitting, post)
        ]
        verdict, acting = min(found, key=lambda one: len(one[0].refusals))
        if not verdict.accepted:
            raise NotMet(verdict.refusals)
        return verdict, acting


def written(book: Book, verdict: Verdict, by: str, private: Mapping[str, str] | None) -> Carried:
    """Facts, rows, orders and what they settle: one transaction."""
    book.write(verdict.facts, by, private)
    settle(book.tx, book.id, verdict.facts, book.now, by)
    carried = carry_out(book, verdict.orders, by, (private or {}).get("reason", ""))
    for fact in verdict.facts:
        if isinstance(fact, Lengthened | Reviewed):
            follow_end(book, fact.restriction)
    refresh(book)
    return carried
