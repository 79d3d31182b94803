# long: one function a part of the page, all of one comment
"""From the rows of one comment to what its page shows. Pure."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from bot.console.ports import Explain
from bot.console.reading.captured import Captured
from bot.console.reading.comment import Comment, Judged
from bot.console.show import hostile
from bot.console.show.hostile import Highlight
from bot.console.show.labels import Labels, labels
from bot.evidence.capture import gate
from bot.evidence.capture.kind import PICTURES
from bot.evidence.capture.queue import stuck
from bot.staff.rights import Staff, fills
from bot.store.tables import ActionRow
from rules.detect.told import told
from rules.explain import Passage
from rules.model.decision import Considered
from rules.model.finding import NEVER_A_BREACH, Finding, Need
from rules.model.measure import UNDOES, Abilities, Can, Capability, MeasureKind, Tier, Verb, tier_of
from rules.model.staff import Role
from rules.policy.schema import Clause, Pack

PRESENT = frozenset({"done", "confirmed", "unconfirmed", "drifted", "simulated"})
FIRST = (
    "hide",
    "hold",
    "detach",
    "warning_private",
    "acknowledge",
    "reminder",
    "hide_notice",
    "warning_public",
    "report",
)
HIDES = frozenset({MeasureKind.HIDE.value, MeasureKind.HOLD.value})
WARNINGS = frozenset({MeasureKind.WARNING_PRIVATE.value, MeasureKind.WARNING_PUBLIC.value})
SHUTTING = (Verb.MUTE, Verb.BLOCK_MESSAGES, Verb.BLOCK, Verb.RESTRICT_REPLIES)
UNTRIED: Abilities = {
    verb: Capability(Can.AUTO_IF, why="Whether this works here was not recorded: only trying tells.")
    for verb in (Verb.REPLY, Verb.MESSAGE, Verb.HIDE, Verb.REPORT, Verb.BLOCK)
}
"""For a comment that could not be judged: nothing is ruled out."""
PUBLIC_LIMIT, PRIVATE_LIMIT = 280, 1000


@dataclass(frozen=True, slots=True)
class Found:
    """One finding or need with its number beside the text, and the words it points at."""

    number: int
    claim: Finding | Need
    quote: str
    never_held: bool


@dataclass(frozen=True, slots=True)
class Clausal:
    """A clause considered, with what it says where the pack is at hand."""

    considered: Considered
    clause: Clause | None


@dataclass(frozen=True, slots=True)
class Ability:
    """A verb and what this platform can do of it."""

    verb: Verb
    capability: Capability


@dataclass(frozen=True, slots=True)
class Draft:
    """Warnings to read, change and send: the private (or offered) one, and the one for everybody."""

    text: str
    public_text: str


@dataclass(frozen=True, slots=True)
class View:
    """What the page of one comment shows besides its rows."""

    words: Markup
    findings: Sequence[Found]
    needs: Sequence[Found]
    clauses: Sequence[Clausal]
    passages: Sequence[Passage]
    pack: Pack | None
    abilities: Sequence[Ability]
    proposed: Sequence[ActionRow]
    taken: Sequence[ActionRow]
    failed: Sequence[ActionRow]
    draft: Draft
    private_limit: int
    public_limit: int
    hidden_now: bool
    deletable: bool
    shutting: Sequence[Ability]
    private_first: bool
    private_works: bool
    pictures: Collection[int]
    held_back: Collection[str]
    labels: Labels
    figures: Sequence[str]


def comment(one: Comment, kept: Captured, packs: Mapping[str, Pack], explain: Explain) -> View:
    """Everything computed from the rows."""
    found = one.judged.given.found if one.judged else None
    claims = _once([*found.findings, *found.needs]) if found else []
    shown = [_found(number, claim, one.text) for number, claim in enumerate(claims, 1)]
    pack = packs.get(one.judged.decision.pack) if one.judged else None
    recorded = one.judged.given.abilities if one.judged else None
    abilities = UNTRIED if recorded is None else recorded
    return View(
        words=hostile.text(one.text, [mark for claim in shown if (mark := _highlight(claim))]),
        findings=[each for each in shown if isinstance(each.claim, Finding)],
        needs=[each for each in shown if isinstance(each.claim, Need)],
        clauses=_clauses(one, pack),
        passages=explain(pack, one.judged.given, one.judged.decision) if one.judged and pack else (),
        pack=pack,
        abilities=[Ability(verb, abilities[verb]) for verb in Verb if verb in abilities],
        proposed=sorted((row for row in one.actions if row.state == "proposed"), key=_rank),
        private_first=any(
            row.state == "proposed" and row.measure == MeasureKind.WARNING_PRIVATE for row in one.actions
        ),
        taken=[row for row in one.actions if row.state in PRESENT | {"queued", "attempting", "undone"}],
        failed=[row for row in one.actions if row.state in ("failed", "refused", "unsupported", "unknown")],
        draft=_draft(one, pack),
        private_limit=_limit(abilities, Verb.MESSAGE, PRIVATE_LIMIT),
        public_limit=_limit(abilities, Verb.REPLY, PUBLIC_LIMIT),
        private_works=not any(_in_vain(row) for row in one.actions),
        hidden_now=any(_hides(row) for row in one.actions),
        deletable=_deletable(one, abilities),
        shutting=_shutting(one, abilities),
        pictures={each.number for each in kept.media if each.about.get("kind") in PICTURES},
        held_back=_held_back(one, kept, abilities),
        labels=labels(one.judged, pack, one.entries),
        figures=told(one.figures, pack) if one.figures else (),
    )


def _held_back(one: Comment, kept: Captured, abilities: Abilities) -> set[str]:
    """Actions that a failed capture holds until a person says that they go on without it."""
    row = kept.row
    if row is None or not stuck(row.state, row.tries) or row.without_by is not None:
        return set()
    proposed = [each for each in one.actions if each.state == "proposed"]
    return {each.id for each in proposed if gate.must_wait(Verb(each.verb), abilities.get(Verb(each.verb)))}


def _deletable(one: Comment, abilities: Abilities) -> bool:
    """Where its platform is known to have no way to hide, deleting is all that is left; never twice."""
    hide, delete = abilities.get(Verb.HIDE), abilities.get(Verb.DELETE)
    cannot_hide = hide is not None and hide.can is Can.IMPOSSIBLE
    able = delete is not None and delete.can in (Can.AUTO, Can.AUTO_IF)
    return cannot_hide and able and not any(row.verb == Verb.DELETE for row in one.actions)


def _shutting(one: Comment, abilities: Abilities) -> list[Ability]:
    """The access measures that may be proposed here: possible, and not proposed already. The mildest first."""
    waiting = {row.verb for row in one.actions if row.state == "proposed"}
    found = [Ability(verb, abilities[verb]) for verb in SHUTTING if verb in abilities and verb not in waiting]
    return [each for each in found if each.capability.can is not Can.IMPOSSIBLE]


def can(abilities: Sequence[Ability], verb: str) -> Capability | None:
    """What can be done of `verb` from here; None where it is not possible, or only by hand."""
    found = next((each.capability for each in abilities if each.verb.value == verb), None)
    return found if found and found.can in (Can.AUTO, Can.AUTO_IF) else None


def undoable(action: ActionRow) -> bool:
    """Whether it stands and can be taken back, or has not gone out yet and can be called back."""
    if action.undoes or action.state == "simulated":
        return False
    return action.state == "queued" or (action.state in PRESENT and Verb(action.verb) in UNDOES)


def is_access(action: ActionRow) -> bool:
    """Whether it silences somebody: an access measure, which needs a reason, an end and a named approver."""
    return tier_of(MeasureKind(action.measure)) is Tier.ACCESS


def filled_by(role: str, staff: Staff) -> bool:
    """Whether `staff` may sign where `role` is asked for; a role nobody knows any more is nobody's."""
    return role in set(Role) and fills(staff, Role(role))


def a_while(today: date) -> str:
    """Four weeks from today, offered as the end of an access measure."""
    return date.fromordinal(today.toordinal() + 28).isoformat()


def _once(claims: Sequence[Finding | Need]) -> list[Finding | Need]:
    """What two rules found in the same words is one line; the surest stands for it."""
    kept: dict[tuple[str, object], Finding | Need] = {}
    for claim in sorted(claims, key=lambda each: -each.score):
        name = claim.kind.value if isinstance(claim, Need) else claim.behaviour.value
        kept.setdefault((name, claim.span), claim)
    chosen = {id(claim) for claim in kept.values()}
    return [claim for claim in claims if id(claim) in chosen]


def _found(number: int, claim: Finding | Need, text: str) -> Found:
    quote = text[claim.span.start : claim.span.end] if claim.span else ""
    return Found(number, claim, quote, isinstance(claim, Need) or claim.behaviour in NEVER_A_BREACH)


def _highlight(found: Found) -> Highlight | None:
    span = found.claim.span
    tone = "helps" if isinstance(found.claim, Need) else found.claim.severity.value
    return Highlight(span.start, span.end, found.number, tone) if span and span.end > span.start else None


def _clauses(one: Comment, pack: Pack | None) -> list[Clausal]:
    considered = one.judged.decision.considered if one.judged else ()
    same = pack is not None and one.judged is not None and pack.version == one.judged.decision.version
    by_clause = pack.by_clause if pack and same else {}
    return [Clausal(each, by_clause.get(each.citation.clause)) for each in considered]


def _draft(one: Comment, pack: Pack | None) -> Draft:
    notices = pack.notices if pack else {}
    private, public = (filled(notices.get(name, ""), one.judged) for name in ("warning_private", "warning_public"))
    offered = next((row for row in one.actions if row.state == "proposed" and row.measure in WARNINGS), None)
    return Draft(one.says.get(offered.text_seq or 0, private) if offered else private, public)


def filled(notice: str, judged: Judged | None) -> str:
    """A notice with the landlord's own words in it; a place nothing is known for stays, so that a person sees it."""
    for name, value in (judged.given.settings if judged else {}).items():
        notice = notice.replace(f"{{{name}}}", value)
    return notice


def _in_vain(row: ActionRow) -> bool:
    return row.measure == MeasureKind.WARNING_PRIVATE.value and row.state in ("failed", "refused", "unsupported")


def _rank(row: ActionRow) -> int:
    """What protects somebody comes first, then what is said to them, then what shuts them out."""
    order = {name: place for place, name in enumerate(FIRST)}
    return order.get(row.measure, len(order))


def _hides(row: ActionRow) -> bool:
    """Hidden, being hidden, or offered to be."""
    under_way = row.state in PRESENT | {"proposed", "queued", "attempting"} and row.state != "simulated"
    return row.measure in HIDES and not row.undoes and under_way


def _limit(abilities: Abilities, verb: Verb, otherwise: int) -> int:
    known = abilities.get(verb)
    return known.limit if known and known.limit else otherwise
