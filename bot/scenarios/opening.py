"""How a scenario begins: who is known, what is known of them, and the restriction that was there before."""

from collections.abc import Mapping
from datetime import datetime, time

from bot.scenarios.schema import AccountWritten, BadScenario, ExistingWritten, Scenario
from bot.scenarios.tables import ASSURANCE, RESTRICTIONS
from bot.scenarios.words import OnPlatformWord
from bot.scenarios.world import CUSTOMER, Case, World, office_of, utc
from rules.calendar import LONDON, add_months
from rules.casework.office import Office
from rules.model.account import Assurance
from rules.model.case.facts import Began, Fact, Known, Linked, MarkerConfirmed, NoticeSent
from rules.model.case.words import Person
from rules.policy.schema import Pack

EXISTING = "restriction:existing"
NOT_NAMED = "(not named)"
_NINE = time(9, 0)


def open_world(scenario: Scenario, packs: Mapping[str, Pack]) -> World:
    """The world before the first event. Raises BadScenario."""
    for named in (scenario.policy, scenario.existing.pack if scenario.existing else scenario.policy):
        if named not in packs:
            raise BadScenario(f"{scenario.id}: policy: no policy is called '{named}'; there are {', '.join(packs)}")
    policy = packs[scenario.policy]
    world = World(scenario, policy, office_of(policy, packs.values(), scenario.config.approver), _everybody(scenario))
    for account in world.known:
        _link(world, account)
    if not world.known and ASSURANCE[scenario.customer.linked] is Assurance.VERIFIED:
        _link_silent(world)
    if scenario.existing:
        case = world.case(world.customer)
        case.take(_existing(scenario.existing, world.office))
    return world


def known_of(world: World, case: Case, at: datetime) -> tuple[Fact, ...]:
    """What the landlord has on record of a confirmed person. Of others than the scenario's customer nothing is noted."""
    customer = world.scenario.customer
    theirs = case.id == world.customer
    return (Known(at, theirs and customer.vulnerable, theirs and customer.support_worker),)


def _everybody(scenario: Scenario) -> Mapping[str, AccountWritten]:
    """Accounts with their holders. Where none are named they are all the customer's, each its own until joined."""
    if scenario.accounts:
        return scenario.accounts
    said = dict.fromkeys(event.account for event in scenario.events if hasattr(event, "account"))
    return {account: AccountWritten(person=CUSTOMER, linked=scenario.customer.linked) for account in said}


def _link(world: World, account: str) -> None:
    """What the landlord knows of an account on the first day."""
    case, assurance = world.case_of(account), world.assurance(account)
    at = _first_day(world.scenario)
    if assurance is Assurance.VERIFIED and not case.facts:
        case.take(known_of(world, case, at))
    if assurance is not Assurance.NONE:
        case.take([Linked(at, (account,), assurance)])


def _link_silent(world: World) -> None:
    """A confirmed customer who says nothing in the scenario: the account it was confirmed by is not named in it."""
    case, at = world.case(world.customer), _first_day(world.scenario)
    case.take([*known_of(world, case, at), Linked(at, (NOT_NAMED,), Assurance.VERIFIED)])


def _first_day(scenario: Scenario) -> datetime:
    """Before anything of the scenario happened, the restriction that was there included."""
    if scenario.existing:
        return utc(datetime.combine(scenario.existing.start, time(0, 0), LONDON))
    return utc(scenario.starts_at)


def _existing(written: ExistingWritten, office: Office) -> tuple[Fact, ...]:
    """The restriction that was there before, told and marked as it should be."""
    pack = office.named(written.pack)
    codes = tuple(marker.code for marker in pack.casework.markers if not marker.consider) if pack.casework else ()
    at = utc(datetime.combine(written.start, _NINE, LONDON))
    clerk = Person(written.proposed_by, "")
    began = Began(
        id=EXISTING,
        at=at,
        pack=pack.id,
        version=pack.version,
        kind=RESTRICTIONS[written.type],
        start=written.start,
        ends=add_months(written.start, written.months),
        months=written.months,
        review_months=written.review_months or _every(pack) or written.months,
        proposed_by=written.proposed_by,
        approved_by=frozenset(written.approved_by),
        about=(),
        markers=codes,
        on_platform=written.on_platform is OnPlatformWord.BLOCK,
    )
    marked = tuple(MarkerConfirmed(EXISTING, code, True, at, clerk) for code in codes)
    return (began, NoticeSent(EXISTING, at, clerk), *marked)


def _every(pack: Pack) -> int | None:
    return pack.casework.review.every if pack.casework else None
