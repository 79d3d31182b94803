"""What a formal step may rest on: incidents that count, captured, on accounts confirmed as this person's, and enough."""

from rules.casework.sentences import refusal
from rules.casework.sitting import Sitting
from rules.model.account import Assurance
from rules.model.case.casefile import Casefile
from rules.model.case.facts import Incident
from rules.model.case.orders import Refusal
from rules.model.case.words import Unmet
from rules.model.decision import Course
from rules.model.finding import Behaviour, Severity
from rules.policy.judging import Stance
from rules.policy.schema import Pack

Refs = tuple[str, ...]


def verified(file: Casefile) -> bool:
    """Whether somebody confirmed in a private channel who this is."""
    return Assurance.VERIFIED in file.links.values()


def unverified(pack: Pack, file: Casefile) -> list[Refusal]:
    """UNVERIFIED: nothing formal, and nothing on a customer's record, below a confirmed identity (domain §7 rule 1)."""
    return [] if verified(file) else [refusal(Unmet.UNVERIFIED, next(iter(pack.bearing.unverified), None))]


def relied(file: Casefile, about: Refs) -> tuple[Incident, ...]:
    """The incidents named, struck ones left out."""
    return tuple(i for i in file.incidents if i.ref in about and i.ref not in file.struck)


def hers(file: Casefile) -> tuple[Incident, ...]:
    """Counting incidents on accounts confirmed as this person's; all of them while nobody has confirmed anything."""
    if not verified(file):
        return file.counting
    return tuple(i for i in file.counting if file.links.get(i.account) is Assurance.VERIFIED)


def evidence(sitting: Sitting, about: Refs) -> list[Refusal]:
    """What is wrong with the evidence named for formal action."""
    pack, file = sitting.pack, sitting.file
    return [
        *unverified(pack, file),
        *unlinked(pack, file, about),
        *_nothing(pack, file, about),
        *uncaptured(file, about),
        *social_volume(pack, file, about),
    ]


def unlinked(pack: Pack, file: Casefile, about: Refs) -> list[Refusal]:
    """UNLINKED_EVIDENCE: this person is confirmed, but not as the holder of an account relied on."""
    others = [i for i in relied(file, about) if file.links.get(i.account) is not Assurance.VERIFIED]
    clause = next(iter(pack.bearing.unverified), None)
    return [refusal(Unmet.UNLINKED_EVIDENCE, clause)] if verified(file) and others else []


def _nothing(pack: Pack, file: Casefile, about: Refs) -> list[Refusal]:
    """NO_EVIDENCE where nothing named counts or went against a restriction; uncounted posts are told apart."""
    something = any(i.counts or i.in_breach for i in relied(file, about)) or file.volume_recorded
    return [] if something or social_volume(pack, file, about) else [refusal(Unmet.NO_EVIDENCE)]


def uncaptured(file: Casefile, about: Refs) -> list[Refusal]:
    """CAPTURE_FAILED: nothing rests on what could not be captured (rule 2), whether or not it still counts."""
    failed = file.uncaptured & set(about) or any(not i.captured for i in file.incidents if i.ref in about)
    return [refusal(Unmet.CAPTURE_FAILED)] if failed else []


def social_volume(pack: Pack, file: Casefile, about: Refs) -> list[Refusal]:
    """SOCIAL_VOLUME: what is only a number of posts, where the policy does not count posts as contact."""
    if pack.volume is None or pack.volume.counted:
        return []
    only = [i for i in relied(file, about) if {b for b, _ in i.behaviours} == {Behaviour.VOLUME}]
    return [refusal(Unmet.SOCIAL_VOLUME, pack.volume.clause)] if only else []


def single_feature(sitting: Sitting, incidents: tuple[Incident, ...]) -> list[Refusal]:
    """SINGLE_FEATURE: fewer distinct features than the policy needs before it puts anybody in its category."""
    needed = sitting.casework.features
    if needed is None or features(sitting.pack, sitting.file, incidents) >= needed.needed:
        return []
    return [refusal(Unmet.SINGLE_FEATURE, needed.clause)]


def features(pack: Pack, file: Casefile, incidents: tuple[Incident, ...]) -> int:
    """Distinct features: each incident's behaviours that go against the policy, and a recorded volume of contact as one."""
    found = {(i.ref, b) for i in incidents if i.counts for b, severity in i.behaviours if _held(pack, b, severity)}
    # An incident that counts is one feature at least, whatever a later version of the policy calls it.
    bare = {i.ref for i in incidents if i.counts} - {ref for ref, _ in found}
    return len(found) + len(bare) + file.volume_recorded


def _held(pack: Pack, behaviour: Behaviour, severity: Severity) -> bool:
    rule = pack.by_behaviour.get(behaviour)
    if rule is None or rule.stance is not Stance.AGAINST:
        return False
    if behaviour is Behaviour.VOLUME and pack.volume is not None and not pack.volume.counted:
        return False
    return rule.course.get(severity, Course.LEAVE) is not Course.LEAVE
