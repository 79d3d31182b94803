"""A period longer than the standard one: some agree to it, then somebody else signs, with a reason."""

from datetime import datetime

from rules.calendar import add_months
from rules.casework.letters import draft
from rules.casework.office import Office
from rules.casework.posts import in_post
from rules.casework.quorum import has_place, missing, seats
from rules.casework.sentences import refusal, refused
from rules.casework.sitting import Sitting, sit_under
from rules.model.case.casefile import Casefile, Restriction
from rules.model.case.deeds import PERMANENT, AgreeLonger, SignLonger
from rules.model.case.facts import Lengthened, LongerAgreed
from rules.model.case.orders import Order, Refusal, Verdict
from rules.model.case.words import LetterKind, OrderKind, Person, Unmet
from rules.policy.casework import Longer


def agree_longer(office: Office, file: Casefile, deed: AgreeLonger, now: datetime) -> Verdict:
    """One more agrees to the longer period that was proposed."""
    found = _wanted(office, file, now)
    if found is None:
        return refused(refusal(Unmet.NOTHING_PENDING))
    sitting, rule, restriction = found
    stands = [*_part_in_it(restriction, deed.by), *_seat(sitting, rule, restriction, deed.by)]
    return refused(*stands) if stands else Verdict((LongerAgreed(restriction.id, now, deed.by),))


def sign_longer(office: Office, file: Casefile, deed: SignLonger, now: datetime) -> Verdict:
    """The last signature: the end moves, counted from the same start, and the person is told anew."""
    found = _wanted(office, file, now)
    if found is None:
        return refused(refusal(Unmet.NOTHING_PENDING))
    sitting, rule, restriction = found
    stands = [
        *_part_in_it(restriction, deed.by),
        *in_post(office, sitting.pack, deed.by, rule.sign, rule.clause),
        *_all_agreed(sitting, rule, restriction),
        *([] if deed.has_reason else [refusal(Unmet.NO_REASON, rule.clause)]),
        *_length(rule, restriction, deed.months),
    ]
    if stands:
        return refused(*stands)
    ends = add_months(restriction.began.start, deed.months)
    letter = draft(office, file, sitting.pack, LetterKind.EXTENSION, restriction.began.kind)
    told = Order(OrderKind.SEND_LETTER, about=restriction.id, letter=letter, clause=rule.clause)
    return Verdict((Lengthened(restriction.id, now, deed.by, deed.months, ends),), (told,))


def _wanted(office: Office, file: Casefile, now: datetime) -> tuple[Sitting, Longer, Restriction] | None:
    """The latest restriction for which a longer period was proposed, while it runs; nothing ended is made longer."""
    for restriction in reversed(file.restrictions):
        sitting = sit_under(office, file, restriction.began.pack, now)
        rule = sitting.casework.duration.longer if sitting else None
        if sitting and rule and _open(restriction) and sitting.day <= restriction.ends:
            return sitting, rule, restriction
    return None


def _open(restriction: Restriction) -> bool:
    return restriction.began.longer and not restriction.longer_signed and restriction.lifted_at is None


def _part_in_it(restriction: Restriction, by: Person) -> list[Refusal]:
    """SAME_PERSON: whoever proposed it, and whoever agreed to the longer period already."""
    authors = restriction.began.involved | {restriction.began.proposed_by}
    agreed = {person.id for person in restriction.agreed_longer}
    return [refusal(Unmet.SAME_PERSON)] if by.id in authors | agreed else []


def _seat(sitting: Sitting, rule: Longer, restriction: Restriction, by: Person) -> list[Refusal]:
    unfit = in_post(sitting.office, sitting.pack, by, rule.agree.posts, rule.clause)
    if unfit or by.id in {person.id for person in restriction.agreed_longer}:
        return unfit
    may_act_as = sitting.office.posts_of(by.post, sitting.casework)
    place = has_place(seats([rule.agree]), _agreed(sitting, restriction), may_act_as)
    return [] if place else [refusal(Unmet.PLACES_FILLED, rule.clause)]


def _agreed(sitting: Sitting, restriction: Restriction) -> list[frozenset[str]]:
    return [sitting.office.posts_of(person.post, sitting.casework) for person in restriction.agreed_longer]


def _all_agreed(sitting: Sitting, rule: Longer, restriction: Restriction) -> list[Refusal]:
    empty = missing(seats([rule.agree]), _agreed(sitting, restriction))
    return [refusal(Unmet.QUORUM_INCOMPLETE, rule.clause)] if empty else []


def _length(rule: Longer, restriction: Restriction, months: int) -> list[Refusal]:
    """Longer than it is now, and no longer than was proposed and agreed to."""
    if months == PERMANENT:
        return [refusal(Unmet.PERMANENT, rule.clause)]
    if months <= restriction.began.months:
        return [refusal(Unmet.NO_END, rule.clause)]
    most = restriction.began.wanted_months
    return [refusal(Unmet.TOO_LONG, rule.clause)] if most is not None and months > most else []
