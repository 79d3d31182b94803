"""Random deeds and comments: any person in any post, doing any deed to anything, rightly or not."""

from collections.abc import Callable, Iterable
from typing import Any

from hypothesis import strategies as st

from rules.model.account import Assurance
from rules.model.case import deeds as d
from rules.model.case.casefile import Casefile
from rules.model.case.words import Check, Exemption, Outcome, Person, RestrictionKind, Says, WarningForm
from rules.model.finding import Behaviour, Finding, NeedKind, Severity, Target
from rules.model.interaction import InteractionKind, Where
from rules.model.measure import MeasureKind
from rules.policy.schema import Pack
from tests.rules.casework.scene import HERS

ACCOUNTS = (HERS, HERS, "@other", "@nobody")
_PEOPLE = ("ann", "bo", "cy", "di", "ed")
_MONTHS = (None, 1, 3, 6, 12, 12, 13, 24, 120, 0, d.PERMANENT)
_SYSTEMS = ("", "HMS", "Lantern")
_MEASURES = (MeasureKind.HIDE, MeasureKind.REPORT, MeasureKind.BLOCK, MeasureKind.DELETE)

findings = st.lists(
    st.builds(
        Finding,
        st.sampled_from([*Behaviour, *[Behaviour.ABUSE] * 8, *[Behaviour.THREAT] * 4]),
        st.sampled_from([Severity.MILD, Severity.SERIOUS, Severity.SERIOUS, Severity.EXTREME]),
        st.sampled_from([Target.STAFF, Target.STAFF, Target.STAFF, Target.ORGANISATION, Target.RESIDENT]),
        st.sampled_from([1000, 1000, 1000, 500, 100]),
        st.just("test.any"),
    ),
    max_size=2,
).map(tuple)
needs = st.lists(st.sampled_from(NeedKind), max_size=2, unique=True).map(tuple)
kinds = st.sampled_from([*InteractionKind, *[InteractionKind.COMMENT] * 8])
places = st.sampled_from([Where.OUR_PAGE, Where.OUR_PAGE, Where.OUR_PAGE, Where.ELSEWHERE, Where.STAFF_PERSONAL])
says = st.one_of(st.just(frozenset(Says)), st.frozensets(st.sampled_from(Says)))
_checks = st.sampled_from([frozenset(Check)] * 3 + [frozenset({Check.ADJUSTMENTS}), frozenset[Check]()])
_exemptions = st.sampled_from([None, None, *Exemption])
_months = st.sampled_from(_MONTHS)


def people(pack: Pack, actors: Iterable[str]) -> st.SearchStrategy[Person]:
    """Strangers, and whoever has had a part already, in any post of the policy or in none."""
    return st.builds(Person, st.sampled_from([*_PEOPLE, *actors]), st.sampled_from([*pack.roles, "Stranger"]))


def deciding(pack: Pack, file: Casefile, actors: Iterable[str]) -> st.SearchStrategy[d.Deed]:
    """A decision by anybody: to agree, to sign, to review, to answer an appeal."""
    by = people(pack, actors)
    builds: Callable[..., st.SearchStrategy[Any]] = st.builds
    some, restrictions = st.sampled_from, [None, *(one.id for one in file.restrictions)]
    return st.one_of(
        builds(d.Approve, by),
        builds(d.Decline, by, st.booleans()),
        builds(d.AgreeLonger, by),
        builds(d.SignLonger, by, some([13, 24, 0, d.PERMANENT]), st.booleans()),
        builds(d.AppointReviewer, by, some([*_PEOPLE, "reviewer"]), some(restrictions)),
        builds(d.Review, by, some([*Outcome, Outcome.EXTEND]), says, some(restrictions)),
        builds(d.DecideAppeal, by, some(Outcome), some([None, None, *(a.made.id for a in file.appeals)])),
        builds(d.ConfirmMarker, by, some(_markers(pack)), st.booleans()),
        builds(d.Unlink, by, some(ACCOUNTS)),
    )


def _markers(pack: Pack) -> list[str]:
    known = pack.casework.markers if pack.casework else ()
    return [*(one.code for one in known), "no_such"]


def deed(  # long: one entry a deed
    pack: Pack, file: Casefile, number: int, actors: Iterable[str]
) -> st.SearchStrategy[d.Deed]:
    """Any deed at all. `number` makes ids that nothing else has."""
    refs = [one.ref for one in file.incidents]
    about = st.sampled_from([tuple(refs), tuple(refs[-1:]), (), ("no-such",), tuple(refs[:1])])
    ids = [None, *(one.id for one in file.restrictions), *(one.id for one in file.measures), "no-such"]
    by = people(pack, actors)
    builds: Callable[..., st.SearchStrategy[Any]] = st.builds
    flag, some = st.booleans(), st.sampled_from
    return st.one_of(
        builds(d.Warn, st.just(f"w{number}"), by, some(WarningForm), about, says),
        builds(d.RecordOnSystem, by, about, some(_SYSTEMS)),
        builds(d.RecordVolume, by),
        builds(d.RecordExhausted, by),
        builds(d.RecordAdjustment, by, st.frozensets(some(RestrictionKind), max_size=2)),
        builds(d.Liaise, by),
        builds(d.Link, by, st.tuples(some(ACCOUNTS)), some(Assurance)),
        builds(d.Unlink, by, some(ACCOUNTS)),
        builds(d.Refer, by, about),
        builds(d.DecideReferral, by),
        builds(
            d.Propose,
            st.just(f"p{number}"),
            by,
            some(RestrictionKind),
            about,
            _months,
            _months,
            _checks,
            _exemptions,
            flag,
        ),
        builds(d.Vary, st.just(f"v{number}"), by, some([None, *RestrictionKind]), _months, _months),
        builds(d.SendNotice, by, some(ids)),
        builds(
            d.TakeMeasure,
            st.just(f"m{number}"),
            by,
            some(_MEASURES),
            some(ACCOUNTS),
            some([None, *refs]),
            _months,
            flag,
        ),
        builds(d.ConsiderPolice, by, about, flag, flag),
        builds(d.AskRegister, by),
        builds(d.AskPropertyMarker, by),
        deciding(pack, file, actors),
    )
