"""When a policy has a person think of the police, or must have them told. The software itself never tells them anything."""

from rules.casework.office import Office
from rules.model.case.casefile import Casefile
from rules.model.case.facts import Incident
from rules.policy.judging import Authorities
from rules.policy.schema import Pack


def duty(pack: Pack, incident: Incident) -> Authorities | None:
    """What the policy says about an incident and the police: a `must` before a `may`, or None."""
    found = [rule for rule in pack.authorities if _speaks_of(rule, incident)]
    return min(found, key=lambda rule: rule.duty != "must", default=None)


def _speaks_of(rule: Authorities, incident: Incident) -> bool:
    return any(
        behaviour in rule.behaviours and severity in rule.severities for behaviour, severity in incident.behaviours
    )


def outstanding(office: Office, file: Casefile) -> tuple[str, ...]:
    """Refs of incidents that a policy says must be told to the police and that no person has settled."""
    settled = {ref for done in file.police for ref in done.about}
    return tuple(
        incident.ref
        for incident in file.counting
        if incident.ref not in settled and _must(duty(office.named(incident.pack), incident))
    )


def _must(rule: Authorities | None) -> bool:
    return rule is not None and rule.duty == "must"
