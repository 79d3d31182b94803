"""A named person tells the police, or decides not to. The software never does either (domain §7 rule 5)."""

from datetime import datetime

from rules.calendar import london_date
from rules.casework.duties import duty
from rules.casework.grounds import relied
from rules.casework.office import Office
from rules.casework.posts import ANY_CASE_WORK, in_role
from rules.casework.sentences import refusal, refused
from rules.model.case.casefile import Casefile
from rules.model.case.deeds import ConsiderPolice
from rules.model.case.facts import Incident, PoliceConsidered
from rules.model.case.orders import Refusal, Verdict
from rules.model.case.words import Unmet


def consider_police(office: Office, file: Casefile, deed: ConsiderPolice, now: datetime) -> Verdict:
    """Settle it for these incidents. Not reporting what the policy says is always reported needs a reason."""
    pack = office.on(london_date(now))
    meant = relied(file, deed.about)
    found = [
        *in_role(office, pack, deed.by, ANY_CASE_WORK),
        *([] if meant else [refusal(Unmet.NO_EVIDENCE)]),
        *_unexplained(office, meant, deed),
    ]
    return refused(*found) if found else Verdict((PoliceConsidered(now, deed.by, deed.about, deed.reported),))


def _unexplained(office: Office, meant: tuple[Incident, ...], deed: ConsiderPolice) -> list[Refusal]:
    if deed.reported or deed.has_reason:
        return []
    owed = [duty(office.named(i.pack), i) for i in meant]
    return [refusal(Unmet.NO_REASON, rule.clause) for rule in owed if rule is not None and rule.duty == "must"][:1]
