"""Gates: each says whether one condition for acting without a person is met. A measure is automatic only if all are.

Every gate can only lower: what it cannot compute it answers with *unknown*, which counts as not met.
"""

from collections.abc import Iterable

from rules.decide.course import course_of
from rules.decide.matter import Before, Matter
from rules.decide.verbs import ability, verb_in
from rules.decide.weigh import Standing, Weighed
from rules.model.decision import Course, Gate, Met
from rules.model.in_words import NEEDS, listed, unanswered
from rules.model.interaction import InteractionKind, Where
from rules.model.languages import language_of
from rules.model.measure import Can, MeasureKind, Undo, Verb

_VERB_OF_WAY = {"message": Verb.MESSAGE, "reply": Verb.REPLY}


def all_met(gates: Iterable[Gate]) -> bool:
    """Whether every gate is surely met."""
    return all(gate.met is Met.YES for gate in gates)


def gate(name: str, met: bool, yes: str, no: str) -> Gate:
    """A gate that can always be computed."""
    return Gate(name, Met.YES, yes) if met else Gate(name, Met.NO, no)


def allowed(matter: Matter, kind: MeasureKind) -> Gate:
    """The pack allows this measure without a person."""
    yes, no = "the policy allows it without a person", "the policy leaves it to a person"
    return gate("allowed", kind in matter.pack.automatic.measures, yes, no)


def sure(weighed: Weighed) -> Gate:
    """The finding is sure enough, and more than one model's score stands behind it."""
    measured = weighed.rule is not None and weighed.rule.harm_test
    met = weighed.standing is Standing.ACT and weighed.grounded and not measured
    return gate(
        "sure",
        met,
        "found by a rule, or by two kinds of signal, and sure enough",
        "not sure enough, or only a model says so",
    )


def grave(matter: Matter, weighed: Weighed) -> Gate:
    """What was found is grave enough to hide without a person."""
    met = course_of(matter, weighed) in (Course.HIDE, Course.URGENT)
    return gate("grave", met, "the policy hides this", "the policy leaves hiding this to a person")


def ours(matter: Matter, kind: MeasureKind) -> Gate:
    """The words stand on the landlord's own page; a quote of our post may be detached wherever it stands."""
    item = matter.given.item
    met = item.where is Where.OUR_PAGE or (kind is MeasureKind.DETACH and item.kind is InteractionKind.QUOTE)
    return gate("ours", met, "it stands on our page or quotes our post", "it does not stand on our page")


def public(matter: Matter) -> Gate:
    """It is not a direct message."""
    met = matter.given.item.kind is not InteractionKind.DIRECT_MESSAGE
    return gate("public", met, "others can see it", "it is a private message")


def able(matter: Matter, kind: MeasureKind) -> Gate:
    """The platform can do it to this item, now, by itself."""
    known = ability(matter.given, verb_in(kind, matter.given.item))
    if known is None or known.can is Can.AUTO_IF:
        return Gate("able", Met.UNKNOWN, "whether the platform can do it here is not known")
    return gate(
        "able", known.can is Can.AUTO, "the platform can do it", known.why or "the platform cannot do it by itself here"
    )


def undoable(matter: Matter, kind: MeasureKind) -> Gate:
    """It can be taken back (domain §7 rule 14)."""
    known = ability(matter.given, verb_in(kind, matter.given.item))
    if known is None:
        return Gate("undoable", Met.UNKNOWN, "whether it can be undone is not known")
    return gate("undoable", known.undo is Undo.REVERSIBLE, "it can be undone", "it cannot be undone by us alone")


def told(matter: Matter) -> Gate:
    """The author can be told, where the pack demands it."""
    if not (matter.pack.automatic.needs_notice or matter.says_why):
        return Gate("told", Met.YES, "the policy does not demand a notice")
    if notice_way(matter) is not None:
        return Gate("told", Met.YES, "the author can be told")
    unsure = any(_carries(matter, way) is None for way in matter.pack.automatic.notice_by)
    if unsure:
        return Gate("told", Met.UNKNOWN, "whether the author can be told is not known, and the policy demands it")
    return Gate("told", Met.NO, "the author cannot be told here, and the policy demands it")


def notice_way(matter: Matter) -> str | None:
    """The first of the pack's ways of telling the author that surely works here: `message` or `reply`."""
    return next((way for way in matter.pack.automatic.notice_by if _carries(matter, way)), None)


def _carries(matter: Matter, way: str) -> bool | None:
    known = ability(matter.given, _VERB_OF_WAY[way])
    return None if known is None or known.can is Can.AUTO_IF else known.can is Can.AUTO


def recalled(matter: Matter) -> Gate:
    """The account's earlier interactions are known."""
    if matter.given.history.complete:
        return Gate("recalled", Met.YES, "what went before is known")
    return Gate("recalled", Met.UNKNOWN, "what went before could not be recalled")


def detected(matter: Matter) -> Gate:
    """Every detector that matters has answered."""
    if not matter.doubtful:
        return Gate("detected", Met.YES, "every detector that matters answered")
    return Gate("detected", Met.UNKNOWN, _unread(matter))


def _unread(matter: Matter) -> str:
    languages = any(language_of(name) for name in matter.doubtful)
    return unanswered(matter.doubtful) if languages else f"could not answer: {listed(matter.doubtful)}"


def unmarked(matter: Matter) -> Gate:
    """The account is not that of somebody who always goes to a person (an MP, a journalist, ...)."""
    marks = sorted(mark.value for mark in matter.given.item.marks)
    return gate(
        "unmarked", not marks, "the account carries no mark", f"marked accounts go to a person: {listed(marks)}"
    )


def calm(matter: Matter) -> Gate:
    """No sensitive incident is on."""
    no = "a sensitive incident is on: nothing automatic, no templates"
    return gate("calm", not matter.given.circumstances.sensitive, "no sensitive incident is on", no)


def reachable_page(matter: Matter) -> Gate:
    """We do not answer on a member of staff's own account."""
    met = matter.given.item.where is not Where.STAFF_PERSONAL
    return gate(
        "not_personal", met, "it is not on a colleague's own account", "we do not answer on a colleague's own account"
    )


def first_reminder(matter: Matter) -> Gate:
    """The account has not been reminded already: saying it again is for a person."""
    reminded = any(past.kind is MeasureKind.REMINDER for past in matter.given.history.measures)
    return gate("first", not reminded, "not reminded before", "reminded before: a person takes it from here")


def nothing_needed(matter: Matter) -> Gate:
    """Nobody who asks for help is answered with the rules."""
    no = f"it is about {listed(NEEDS[kind] for kind in matter.needs)}: help comes first"
    return gate("nothing_needed", not matter.needs, "nothing is asked for", no)


def liaised(matter: Matter, kind: Before) -> Gate:
    """The known support worker has been spoken to since this was said, where the policy wants that first."""
    if not matter.liaison(kind):
        return Gate("liaised", Met.YES, "the policy does not ask for a talk with a support worker first")
    if matter.spoken_to:
        return Gate("liaised", Met.YES, "the support worker has been spoken to")
    if matter.given.circumstances.support_worker is None:
        return Gate("liaised", Met.UNKNOWN, "whether there is a support worker to speak to first is not known")
    no = "there is a support worker, who is spoken to first"
    return gate("liaised", not matter.given.circumstances.support_worker, "no support worker is known", no)


PERSON = Gate("person", Met.NO, "a named person does this")
"""A gate that only a named person opens."""
