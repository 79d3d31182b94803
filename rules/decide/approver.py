"""Who approves a block or formal action: the pack's post, or the one the landlord has named in its settings."""

from rules.decide.matter import Matter
from rules.model.decision import Gate, Met
from rules.model.finding import Behaviour
from rules.model.staff import Role
from rules.policy.casework import Casework, Quorum


def approver(matter: Matter) -> tuple[Role, Gate]:
    """The role that approves a block, and whether it is known. Until it is, the gate is not met and nobody can approve."""
    rule = matter.pack.block
    post = rule.post or matter.given.settings.get(rule.setting or "", "")
    return matter.pack.roles.get(post, Role.APPROVER), _named(matter, "approver", post, rule.setting)


def quorum(matter: Matter, casework: Casework) -> tuple[str, Gate]:
    """What those are called who would have to agree to formal action, and whether they are known. Empty until they are."""
    rule = _quorum(matter, casework)
    if rule.setting is None:
        label = rule.label or rule.seats[0].posts[0]
        return label, Gate("approver_configured", Met.YES, f"approved by: {label}")
    post = matter.given.settings.get(rule.setting, "")
    known = _named(matter, "approver_configured", post, rule.setting)
    return (rule.label or post) if known.met is Met.YES else "", known


def _quorum(matter: Matter, casework: Casework) -> Quorum:
    """Going on after the complaints procedure has ended has a quorum of its own in some policies; else the general one."""
    persists = all(w.finding.behaviour is Behaviour.PERSISTENCE for w in matter.breaches)
    if persists and matter.given.circumstances.exhausted:
        ended = next((rule for rule in casework.approval if rule.exhausted), None)
        if ended is not None:
            return ended
    return next((rule for rule in casework.approval if not rule.restrictions), casework.approval[0])


def _named(matter: Matter, name: str, post: str, setting: str | None) -> Gate:
    if post in matter.pack.roles:
        return Gate(name, Met.YES, f"approved by: {post}")
    if post:
        why = f"the setting {setting} names {post[:80]!r}, which is not one of the policy's posts"
        return Gate(name, Met.NO, why)
    return Gate(name, Met.NO, f"the policy names nobody who approves: the landlord must set {setting}")
