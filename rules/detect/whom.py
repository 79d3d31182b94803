"""At whom words are aimed, from the words themselves and what stands around them."""

from rules.detect.phrases import Macros
from rules.detect.reading import Hit
from rules.detect.several import Several
from rules.model.finding import Target

_ORDER = (Target.THIRD_PARTY, Target.CONTRACTOR, Target.RESIDENT, Target.STAFF, Target.ORGANISATION)


class Whom:
    """Word lists `role_<target>` of `words.yaml`, tried on the words that hit, then on their sentence."""

    def __init__(self, macros: Macros) -> None:
        self._lists = Several([[f"{{role_{target.value}}}"] for target in _ORDER], macros)

    def of(self, hit: Hit) -> Target:
        """The rule's own target if it has one, else the first list that matches nearest; staff if nothing says."""
        if hit.rule.text.target is not None:
            return hit.rule.text.target
        for place in (hit.said, hit.sentence):
            found = self._lists.which(place)
            if found:
                return _ORDER[min(found)]
        return Target.STAFF
