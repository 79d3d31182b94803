"""At whom words are aimed, from the words themselves and what stands around them."""

from collections.abc import Iterable

from rules.detect.phrases import Macros
from rules.detect.reading import Hit
from rules.detect.several import Several
from rules.model.finding import Target

_ORDER = (Target.THIRD_PARTY, Target.CONTRACTOR, Target.RESIDENT, Target.STAFF, Target.ORGANISATION)

_SOMEBODY = frozenset("man woman lady lass lassie lad bloke guy fella girl boy person chap wifie".split())
"""People without a name, who count where they are said to be of the organisation."""

_OF = frozenset("at from frae fae off of in for".split())
_BETWEEN = _OF | frozenset("down up over the your this our that".split())
"""Words that may stand between somebody and the organisation they are of, with one of `_OF`: Dean at the council."""

_ALSO_WORDS = frozenset("joy penny patience dawn grant faith".split())
"""Names that are as often a word: no joy from the council, not a penny off it."""


class Whom:
    """Word lists `role_<target>` of `words.yaml`, tried on the words that hit, then on their sentence."""

    def __init__(self, macros: Macros, names: Iterable[str]) -> None:
        """`names`: first names, in lower case."""
        self._lists = Several([[f"{{role_{target.value}}}"] for target in _ORDER], macros)
        self._names = frozenset(names) - _ALSO_WORDS
        roles = macros.expand("{role_organisation}").removeprefix("(?:").removesuffix(")")
        self._organisations = frozenset(role for role in roles.split("|") if " " not in role) | {"trust", "board"}

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
        if said and said[-1].endswith("s") and not said[-1].endswith("ss"):
            return False
        named = any(word in self._names for word in said)
        between: list[str] | None = None  # since somebody was last named
        for word in (word.removesuffix("'s") for word in f"{hit.before}{hit.said}".split()):
            if word in self._names or word in _SOMEBODY:
                between = []
                named = named or word in self._names
            elif word in self._organisations:
                named = between is not None and _BETWEEN.issuperset(between) and not _OF.isdisjoint(between)
            elif between is not None:
                between.append(word)
        return named
