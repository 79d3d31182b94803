"""What a case tells `decide` about what went before: what counted, which warnings stand, what is known of the person."""

from collections.abc import Iterable
from datetime import datetime

from rules.calendar import london_date
from rules.casework.office import Office
from rules.casework.standing import in_force
from rules.model.case.casefile import Casefile, Restriction
from rules.model.case.facts import Incident
from rules.model.case.words import WarningForm
from rules.model.circumstances import Circumstances, Restricted
from rules.model.finding import NeedKind
from rules.model.history import History, PastItem, PastMeasure
from rules.model.measure import MeasureKind

_FORMS = {
    WarningForm.PRIVATE: MeasureKind.WARNING_PRIVATE,
    WarningForm.PUBLIC: MeasureKind.WARNING_PUBLIC,
    WarningForm.LETTER: MeasureKind.WARNING_LETTER,
}


def history(file: Casefile) -> History:
    """Incidents and warnings of the case, across all accounts in it; what an appeal struck counts no more."""
    items = tuple(_item(file, incident) for incident in file.incidents)
    warned = tuple(PastMeasure(w.at, _FORMS[w.form], counts=True) for w in file.standing_warnings)
    return History(items, warned)


def circumstances(office: Office, file: Casefile, now: datetime, open_needs: Iterable[NeedKind] = ()) -> Circumstances:
    """What stands in the case about the person at `now`; `open_needs` are those somebody is seeing to already."""
    ruled_out = dict.fromkeys(kind.value for one in file.adjustments for kind in sorted(one.rules_out))
    return Circumstances(
        vulnerable=file.vulnerable,
        adjustments=tuple(ruled_out) or (("recorded",) if file.adjustments else ()),
        support_worker=file.support_worker,
        restrictions=tuple(_restricted(office, one) for one in in_force(file, london_date(now))),
        open_needs=tuple(open_needs),
        liaised_at=file.liaised_at,
        volume_recorded=file.volume_recorded,
        exhausted=file.exhausted,
        referred=bool(file.referrals),
    )


def _item(file: Casefile, incident: Incident) -> PastItem:
    behaviours = tuple(behaviour for behaviour, _ in incident.behaviours)
    return PastItem(
        incident.at,
        incident.account,
        behaviours,
        file.worst((incident.ref,)),
        breach=incident.counts and incident.ref not in file.struck,
    )


def _restricted(office: Office, restriction: Restriction) -> Restricted:
    began = restriction.began
    casework = office.named(began.pack).casework
    offered = next((one for one in casework.restrictions if one.kind is began.kind), None) if casework else None
    return Restricted(restriction.id, began.pack, began.kind, offered.breached_by if offered else ())
