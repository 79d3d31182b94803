"""Givens for the tests: one built by hand, and a strategy for any Given at all."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import strategies as st

from rules.model.account import AccountMark, Assurance, Identity
from rules.model.case.words import RestrictionKind
from rules.model.circumstances import Circumstances, Restricted
from rules.model.decision import Given, Item
from rules.model.finding import Behaviour, Finding, Found, Ground, Need, NeedKind, Severity, Target, Urgency
from rules.model.history import History, PastItem, PastMeasure
from rules.model.interaction import InteractionKind, Where
from rules.model.measure import Abilities, Can, Capability, MeasureKind, Undo, Verb

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
EVERYTHING: Abilities = {verb: Capability(Can.AUTO) for verb in Verb}
SETTINGS = {"approver_post": "Head of Service"}


def found(
    behaviour: Behaviour,
    severity: Severity = Severity.SERIOUS,
    *,
    score: int = 900,
    target: Target = Target.STAFF,
    ground: Ground = Ground.RULE,
    guards: tuple[str, ...] = (),
) -> Finding:
    return Finding(behaviour, severity, target, score, f"test.{behaviour.value}.{ground.value}", ground, None, guards)


def needed(kind: NeedKind, urgency: Urgency = Urgency.SOON) -> Need:
    return Need(kind, urgency, 900, f"test.{kind.value}")


def warned(times: int, days_ago: int = 10) -> History:
    warning = PastMeasure(NOW - timedelta(days=days_ago), MeasureKind.WARNING_PRIVATE, counts=True)
    return History(measures=(warning,) * times)


def given(
    *findings: Finding,
    needs: Iterable[Need] = (),
    degraded: tuple[str, ...] = (),
    kind: InteractionKind = InteractionKind.COMMENT,
    where: Where = Where.OUR_PAGE,
    marks: frozenset[AccountMark] = frozenset(),
    **others: Any,
) -> Given:
    """A comment on our page, everything known and possible, unless a test says otherwise."""
    item = Item("page", "somewhere", kind, where, NOW - timedelta(minutes=1), NOW, marks=marks)
    rest: dict[str, Any] = {"abilities": EVERYTHING, "settings": SETTINGS} | others
    return Given(item, Found(findings, tuple(needs), degraded), NOW, **rest)


_DAYS = (-9000, -366, -365, -364, -10, 0, 1, 27_000)
_times = st.sampled_from([NOW + timedelta(days=days) for days in _DAYS])
_capabilities = st.builds(Capability, st.sampled_from(Can), st.sampled_from(Undo), st.sampled_from(["", "not here"]))
_abilities = st.one_of(st.none(), st.just(EVERYTHING), st.dictionaries(st.sampled_from(Verb), _capabilities))
_findings = st.builds(
    Finding,
    st.sampled_from(Behaviour),
    st.sampled_from(Severity),
    st.sampled_from(Target),
    st.sampled_from([900, 1000, 299, 300, 500, 699, 700, -1, 5000]),
    st.sampled_from(["rule.a", "rule.b", ""]),
    st.sampled_from(Ground),
    st.none(),
    st.sampled_from([(), (), ("quoting",)]),
)
needs_found = st.builds(
    Need,
    st.sampled_from(NeedKind),
    st.sampled_from(Urgency),
    st.sampled_from([0, 500, 1000]),
    st.just("need.a"),
    st.none(),
)
_items = st.builds(
    Item,
    st.just("page"),
    st.just("somewhere"),
    st.sampled_from(InteractionKind),
    st.sampled_from(Where),
    _times,
    _times,
    st.booleans(),
    st.one_of(st.none(), st.integers(1, 5)),
    st.one_of(st.just(frozenset()), st.frozensets(st.sampled_from(AccountMark))),
)
_histories = st.builds(
    History,
    st.lists(
        st.builds(
            PastItem,
            _times,
            st.just("page"),
            st.just(()),
            st.sampled_from(Severity),
            st.sampled_from([0, 2**64 - 1]),
            st.booleans(),
        ),
        max_size=2,
    ).map(tuple),
    st.lists(st.builds(PastMeasure, _times, st.sampled_from(MeasureKind), st.booleans()), max_size=3).map(tuple),
    st.booleans(),
)
_known = st.one_of(st.none(), st.booleans())
_restricted = st.builds(
    Restricted,
    st.sampled_from(["r1", "r2"]),
    st.just("a-policy"),
    st.sampled_from(RestrictionKind),
    st.sampled_from([(), ("public",), ("private",), ("public", "private")]),
)
_circumstances = st.builds(
    Circumstances,
    vulnerable=_known,
    adjustments=st.sampled_from([(), ("large print",)]),
    support_worker=_known,
    overdue_matter=_known,
    restrictions=st.lists(_restricted, max_size=2).map(tuple),
    sensitive=st.booleans(),
    open_needs=st.lists(st.sampled_from(NeedKind), max_size=3, unique=True).map(tuple),
    liaised_at=st.one_of(st.none(), _times),
    volume_recorded=st.booleans(),
    exhausted=st.booleans(),
    referred=st.booleans(),
)
givens = st.builds(
    Given,
    _items,
    st.builds(
        Found,
        st.lists(_findings, max_size=4).map(tuple),
        st.lists(needs_found, max_size=3).map(tuple),
        st.sampled_from([(), (), (), ("classifier",), ("needs",), ("threat", "classifier")]),
    ),
    _times,
    _histories,
    st.builds(Identity, st.sampled_from(Assurance), st.sampled_from([None, "c1"])),
    _circumstances,
    _abilities,
    st.sampled_from([{}, SETTINGS, {"approver_post": "Nobody"}, {"assume_abilities": "all"}]),
)

quiet_givens = givens.map(
    lambda g: replace(
        g,
        item=replace(g.item, marks=frozenset(), kind=InteractionKind.COMMENT, where=Where.OUR_PAGE),
        found=replace(g.found, degraded=()),
        history=replace(g.history, complete=True),
        circumstances=replace(g.circumstances, sensitive=False),
        abilities=EVERYTHING,
    )
)
"""Any findings and needs, with every guard computed and nothing in the way: where automatic acts are likeliest."""
