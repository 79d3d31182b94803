"""Any given at all under any policy, and what of a decision happens without a person."""

from hypothesis import strategies as st

from rules.model.decision import Decision
from rules.model.measure import MeasureKind
from rules.policy.schema import Pack
from tests.rules.decide.givens import givens, quiet_givens
from tests.rules.decide.harbour import harbour
from tests.rules.packs import NAMES
from tests.rules.packs import pack as in_tree

HIDING = frozenset({MeasureKind.HIDE, MeasureKind.HOLD, MeasureKind.DETACH})
any_given = st.one_of(givens, quiet_givens)
any_pack = st.sampled_from((*NAMES, "harbour"))


def pack(name: str) -> Pack:
    return harbour() if name == "harbour" else in_tree(name)


def automatic(decision: Decision) -> set[MeasureKind]:
    """Automatic deeds. A notice belongs to its hide and is looked at apart."""
    notices = (MeasureKind.HIDE_NOTICE, MeasureKind.REPLY)
    return {m.kind for m in decision.measures if m.automatic and m.kind not in notices}
