"""At whom words are aimed, from the words themselves and what stands around them."""

from collections.abc import Iterable

from rules.detect.phrases import Macros
from rules.detect.reading import Hit
from rules.detect.several import Several
from rules.model.finding import Target

_ORDER = (Target.THIRD_PARTY, Target.CONTRACTOR, Target.RESIDENT, Target.STAFF, Target.ORGANISATION)

_SOMEBODY = frozenset("man woman lady lass lassie lad bloke guy fella girl boy person chap wifie".split())
"""People without a name, who count where they are said to be of the organisation."""

_BETWEEN = frozenset("at from frae fae off of in for with down up over the your this our that".split())
"""Words that make somebody one of an organisation's people: Dean at the council."""


class Whom:
    """Word lists `role_<target>` of `words.yaml`, tried on the words that hit, then on their sentence."""

    def __init__(self, macros: Macros, names: Iterable[str]) -> None:
        """`names`: first names, in lower case."""
        self._lists = Several([[f"{{role_{target.value}}}"] for target in _ORDER], macros)
        self._names = frozenset(names)
        roles = macros.expand("{role_organisation}").removeprefix("(?:").removesuffix(")")
        self._organisations = frozenset(role.split()[-1] for role in roles.split("|"))

    def of(self, hit: Hit) -> Target:
        """The rule's own target if it has one, else the first list that matches nearest; staff if nothing says.

        An organisation that only stands near is not the target where somebody is named nearer.
        """
        if hit.rule.text.target is not None:
            return hit.rule.text.target
        for place in (hit.said, hit.sentence):
            found = self._lists.which(place)
            if found:
                target = _ORDER[min(found)]
                return Target.STAFF if target is Target.ORGANISATION and self._named(hit) else target
        return Target.STAFF

    def _named(self, hit: Hit) -> bool:
        """Whether one person is called what was said, by name or as one of the organisation's people. Several are not."""
        said = [word.removesuffix("'s") for word in hit.said.split()]
        if said[-1].endswith("s") and not said[-1].endswith("ss"):
            return False
        named = any(word in self._names for word in said)
        somebody, apart = "", 0
        for word in (word.removesuffix("'s") for word in f"{hit.before}{hit.said}".split()):
            if word in self._names or word in _SOMEBODY:
                somebody, apart = word, 0
                named = named or word in self._names
            elif word in self._organisations:
                named = bool(somebody) and not apart
            elif word not in _BETWEEN:
                apart += 1
        return named
