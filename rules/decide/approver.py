"""Who approves a block or formal action: the pack's post, or the one the landlord has named in its settings."""

from rules.decide.matter import Matter
from rules.model.decision import Gate, Met
from rules.model.staff import Role


def approver(matter: Matter) -> tuple[Role, Gate]:
    """The role that approves, and whether it is known. Until it is, the gate is not met and nobody can approve."""
    rule = matter.pack.block
    post = rule.post or matter.given.settings.get(rule.setting or "", "")
    role = matter.pack.roles.get(post)
    if role is not None:
        return role, Gate("approver", Met.YES, f"approved by: {post}")
    if post:
        return Role.APPROVER, Gate(
            "approver",
            Met.NO,
            f"the setting {rule.setting} names {post[:80]!r}, which is not one of the policy's posts",
        )
    return Role.APPROVER, Gate(
        "approver", Met.NO, f"the policy names nobody who approves: the landlord must set {rule.setting}"
    )
