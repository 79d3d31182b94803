"""Every landlord there is, with all its dated policies: those in the tree that have formal action, and the invented one."""

from functools import cache

from rules.casework import Office
from rules.policy.schema import Pack
from tests.rules.casework.scene import sixth
from tests.rules.packs import NAMES, pack


@cache
def offices() -> dict[str, Office]:
    """By landlord, in the tree's order. A setting that names an approver names the first post that may approve."""
    by_landlord: dict[str, list[Pack]] = {}
    for one in (*map(pack, NAMES), sixth()):
        if one.casework is not None:
            by_landlord.setdefault(one.landlord, []).append(one)
    return {landlord: Office(tuple(packs), _settings(packs)) for landlord, packs in by_landlord.items()}


def _settings(packs: list[Pack]) -> dict[str, str]:
    named = {quorum.setting for one in packs if one.casework for quorum in one.casework.approval if quorum.setting}
    approvers = [post for one in packs for post, role in one.roles.items() if role.value == "approver"]
    return dict.fromkeys(sorted(named), approvers[0])
