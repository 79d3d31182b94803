# long: the fifteen rules, one function each, to be read beside the list they come from
"""The fifteen rules the software must never break (domain notes, section 7), as far as a case can break them.

Each function says what a step broke, in words; nothing said means nothing broken. They look at facts and packs and count
by themselves: none asks the transition it watches.
"""

from collections.abc import Callable, Iterator
from datetime import date
from itertools import permutations

from rules.calendar import BeyondHorizon, add_months, add_working_days, london_date
from rules.casework import fold, judge
from rules.casework.standing import standing
from rules.model.account import Assurance
from rules.model.case import deeds as d
from rules.model.case import facts as f
from rules.model.case.casefile import Casefile, Restriction
from rules.model.case.standing import State
from rules.model.case.words import Alarm, Check, OrderKind, Outcome, Person, RestrictionKind, Says, Unmet, WarningForm
from rules.model.finding import NEVER_A_BREACH, Behaviour, NeedKind, Target
from rules.model.measure import MeasureKind
from rules.model.plain import from_plain, to_plain
from rules.policy.casework import Casework, Demand, Seats
from rules.policy.judging import Stance
from rules.policy.schema import Pack
from tests.rules.casework.machine.step import Step

Broken = Iterator[str]

FORMAL = (f.Proposed, f.Approved, f.Began, f.LongerAgreed, f.Lengthened)
HIDING = {MeasureKind.HIDE, MeasureKind.HOLD, MeasureKind.DETACH}
PROTECTED = frozenset(NeedKind) - {NeedKind.REPAIR, NeedKind.INFORMATION_REQUEST}
AUTOMATIC = HIDING | {MeasureKind.REMINDER, MeasureKind.ACKNOWLEDGE}
FIXED_TEXT = {MeasureKind.HIDE_NOTICE, MeasureKind.REPLY}
"""What the design lets a machine do: what can be taken back, and with it the landlord's own fixed text."""
FAIR = {Says.REASON, Says.ACTION, Says.APPEAL_ROUTE}


def _casework(pack: Pack) -> Casework:
    assert pack.casework is not None
    return pack.casework


def _verified(file: Casefile, account: str) -> bool:
    return file.links.get(account) is Assurance.VERIFIED


def _incidents(file: Casefile, refs: tuple[str, ...]) -> list[f.Incident]:
    return [one for one in file.incidents if one.ref in refs]


def _relied_on(step: Step) -> list[tuple[str, ...]]:
    """What was named as the ground of formal action in this step."""
    return [fact.about for fact in step.new(f.Proposed)] + [fact.about for fact in step.new(f.Began)]


def rule_01_nothing_formal_below_a_verified_identity(step: Step) -> Broken:
    formal = any(isinstance(fact, FORMAL) for fact in step.verdict.facts)
    extended = any(fact.outcome is Outcome.EXTEND for fact in step.new(f.Reviewed))
    marked = any(fact.on for fact in step.new(f.MarkerConfirmed)) or bool(step.orders(OrderKind.SET_MARKER))
    if (formal or extended or marked) and Assurance.VERIFIED not in step.before.links.values():
        yield "formal action, or a marker, against somebody nobody has confirmed"
    for about in _relied_on(step):
        if any(not _verified(step.before, one.account) for one in _incidents(step.before, about)):
            yield "relies on an account that is not confirmed as this person's"
    if isinstance(step.deed, d.Unlink) and step.verdict.accepted:
        left = Assurance.VERIFIED in step.after.links.values()
        live = {one.id for one in step.before.restrictions if one.lifted_at is None}
        if not left and live - {order.about for order in step.orders(OrderKind.REOPEN)}:
            yield "an unlinked restriction was not opened again"


def rule_02_no_measure_before_evidence(step: Step) -> Broken:
    for measure in step.new(f.MeasureTaken):
        about = [one for one in step.before.incidents if measure.ref in (one.ref, None)]
        if measure.ref in step.before.uncaptured or (measure.ref and any(not one.captured for one in about)):
            yield "a measure about a comment whose evidence is not kept"
        hers = [one for one in about if one.account == measure.account]
        kept = [one for one in hers if one.captured and one.ref not in step.before.uncaptured]
        if measure.ref is None and not kept:
            yield "a block without anything that is kept"
    for rests_on in _relied_on(step):
        lost = [one.ref for one in _incidents(step.before, rests_on) if not one.captured]
        if lost or step.before.uncaptured & set(rests_on):
            yield "formal action rests on evidence that is not kept"


def rule_03_no_need_is_swallowed(step: Step) -> Broken:
    if step.heard is None:
        return
    if not step.verdict.accepted:
        yield "a comment was refused"
    if not set(step.heard.needs) <= set(step.heard.decision.needs):
        yield "a need was found and not answered"
    answered = {task.label for task in step.heard.decision.tasks}
    if not {need.value for need in step.heard.needs} <= answered:
        yield "a need is nobody's task"
    if NeedKind.APPEAL in step.heard.needs and not step.orders(OrderKind.ASK_APPEAL_DECISION):
        yield "an appeal reached nobody"


def rule_04_clocks_start_when_it_was_said(step: Step) -> Broken:
    if step.heard is None:
        return
    times = [fact.at for fact in step.new(f.Incident)] + [fact.at for fact in step.new(f.AppealMade)]
    if any(time != step.heard.at for time in times):
        yield "counted from when it was read, not from when it was said"
    for made in step.new(f.AppealMade):
        about = _decision_pack(step, made.about)
        days = about.appeal.decided_within
        if made.due != (None if days is None else _working_day(london_date(made.at), days)):
            yield f"an appeal of {made.at} is due {made.due}"


def _decision_pack(step: Step, about: str | None) -> Pack:
    file = step.before
    packs = {one.id: one.began.pack for one in file.restrictions}
    packs |= {one.id: one.pack for one in file.measures} | {one.id: one.pack for one in file.warnings}
    if about is not None:
        return step.office.named(packs[about])
    return step.office.on(london_date(step.heard.at if step.heard else step.now))


def _working_day(start: date, days: int) -> date | None:
    try:
        return add_working_days(start, days)
    except BeyondHorizon:
        return None


def rule_05_named_people_each_once_and_apart(step: Step) -> Broken:
    for approved in step.new(f.Approved):
        yield from _approver(step, approved)
    for began in step.new(f.Began):
        yield from _quorum(step, began)
    for decided in step.new(f.AppealDecided):
        yield from _decider(step, decided)
    for measure in step.new(f.MeasureTaken):
        yield from _blocker(step, measure)
    for reviewed in step.new(f.Reviewed):
        yield from _reviewers(step, reviewed)
    named = (f.PoliceConsidered, f.Warned, f.Reviewed, f.NoticeSent, f.MarkerConfirmed)
    if step.deed is None and any(isinstance(fact, named) for fact in step.verdict.facts):
        yield "decided without a person"


def _approver(step: Step, approved: f.Approved) -> Broken:
    proposal = next(fact for fact in step.past(f.Proposed) if fact.id == approved.proposal)
    before = [fact.by.id for fact in step.past(f.Approved) if fact.proposal == approved.proposal]
    if approved.by.id == proposal.by.id or before.count(approved.by.id) > 1:
        yield "one person counts twice"


def _decider(step: Step, decided: f.AppealDecided) -> Broken:
    if decided.by.id in _took_part(step, decided.about):
        yield "an appeal was decided by somebody who had a part in the decision"
    casework = _casework(_decision_pack(step, decided.about))
    if not step.office.posts_of(decided.by.post, casework) & set(casework.appeal.posts):
        yield f"an appeal was decided by a {decided.by.post}"


def _blocker(step: Step, measure: f.MeasureTaken) -> Broken:
    if measure.kind is not MeasureKind.BLOCK:
        return
    pack = step.office.named(measure.pack)
    post = pack.block.post or step.office.settings.get(pack.block.setting or "")
    if post not in step.office.posts_of(measure.by.post, _casework(pack)):
        yield "a block by somebody the policy does not name"


def _quorum(step: Step, began: f.Began) -> Broken:
    people = {fact.by.id: fact.by for fact in step.past(f.Approved) if fact.proposal == began.id}
    pack = step.office.named(began.pack)
    named = [q for q in _casework(pack).approval if began.kind in q.restrictions]
    quorum = (named or [q for q in _casework(pack).approval if not q.restrictions])[0]
    setting = step.office.settings.get(quorum.setting or "", "")
    seats = quorum.seats or (Seats(posts=(setting,)),)
    if not _fills(step, _casework(pack), seats, list(people.values())):
        yield f"began with {sorted(people)}, who do not fill the quorum"
    if began.proposed_by in people or began.approved_by != frozenset(people):
        yield "the proposer approved, or an approval is not on record"
    proposal = next(fact for fact in step.past(f.Proposed) if fact.id == began.id)
    if proposal.involved & frozenset(people):
        yield "somebody who varied it approved it"


def _fills(step: Step, casework: Casework, seats: tuple[Seats, ...], people: list[Person]) -> bool:
    """By trying every order: slow, and not the way the rules do it."""
    places = [seat.posts for seat in seats for _ in range(seat.count)]
    return any(
        all(
            step.office.posts_of(person.post, casework) & set(posts) for person, posts in zip(some, places, strict=True)
        )
        for some in permutations(people, len(places))
    )


def _took_part(step: Step, about: str) -> set[str]:
    """Everybody on record with a part in a decision."""
    part = {fact.by.id for fact in step.past(f.Proposed) if fact.id == about}
    part |= {fact.by.id for fact in step.past(f.Approved) if fact.proposal == about}
    part |= {fact.by.id for fact in step.past(f.MeasureTaken) if fact.id == about}
    part |= {fact.by.id for fact in step.past(f.Warned) if fact.id == about}
    return part | {fact.by.id for fact in step.past(f.Lengthened) if fact.restriction == about}


def _reviewers(step: Step, reviewed: f.Reviewed) -> Broken:
    one = next(r for r in step.before.restrictions if r.id == reviewed.restriction)
    casework = _casework(step.office.named(one.began.pack))
    said = [*one.review_agreed, *((fact.by, fact.outcome) for fact in step.new(f.ReviewAgreed))]
    people = {person.id: person for person, outcome in said if outcome is reviewed.outcome}
    if not _fills(step, casework, casework.review.by, list(people.values())):
        yield f"reviewed by {sorted(people)}, who do not fill the seats"


def rule_06_no_precondition_is_skipped(step: Step) -> Broken:
    for began in step.new(f.Began):
        proposal = next(fact for fact in step.past(f.Proposed) if fact.id == began.id)
        casework = _casework(step.office.named(began.pack))
        excused = proposal.exemption is not None and proposal.exemption in casework.warning.exemptions
        if casework.warning.demand is not Demand.FIRST_OPTION and not excused and not _warned(step, casework):
            yield "no warning first, and no ground of the policy to go without"
        yield from _liaison(step, casework, "restriction", began.about)
    for warned in step.new(f.Warned):
        casework = _casework(step.office.named(warned.pack))
        yield from _liaison(step, casework, "warning", warned.about)
        if warned.form is WarningForm.LETTER and not warned.says >= frozenset(casework.warning.says):
            yield "a warning letter leaves out what the policy wants in it"
    if isinstance(step.deed, d.Propose) and step.verdict.accepted and step.deed.exemption and not step.deed.has_reason:
        yield "a ground to go without a warning was accepted without a reason"


def _warned(step: Step, casework: Casework) -> bool:
    return any(
        fact.id not in step.before.struck and (fact.form is WarningForm.LETTER or not casework.warning.letter)
        for fact in step.past(f.Warned)
    )


def _liaison(step: Step, casework: Casework, before: str, about: tuple[str, ...]) -> Broken:
    if not step.before.support_worker or casework.liaison is None or before not in casework.liaison.before:
        return
    last = max((one.at for one in _incidents(step.before, about) if one.ref not in step.before.struck), default=None)
    talks = [fact.at for fact in step.past(f.Liaised)]
    if not talks or (last is not None and max(talks) < last):
        yield "nobody spoke to the support worker since it happened"


def rule_07_criticism_is_never_held_against_anybody(step: Step) -> Broken:
    for incident in step.new(f.Incident):
        pack = step.office.named(incident.pack)
        if incident.counts and not any(_held(pack, behaviour) for behaviour, _ in incident.behaviours):
            yield f"{incident.behaviours} was held against somebody"
        if any(behaviour in NEVER_A_BREACH for behaviour, _ in incident.behaviours):
            yield "what is never held against anybody became an incident"
        critical = {Behaviour.ABUSE, Behaviour.SWEARING_AT_PERSON, Behaviour.ALLEGATION, Behaviour.DEROGATORY_VIEW}
        found = step.heard.findings if step.heard else ()
        if incident.counts and all(x.target is Target.ORGANISATION and x.behaviour in critical for x in found):
            yield "criticism of the organisation was held against somebody"
    for began in step.new(f.Began):
        resting = [one for one in _incidents(step.before, began.about) if one.ref not in step.before.struck]
        if not any(one.counts or one.in_breach for one in resting) and not step.before.volume_recorded:
            yield "a restriction rests on nothing that counts"


def _held(pack: Pack, behaviour: Behaviour) -> bool:
    if behaviour is Behaviour.VOLUME and pack.volume is not None and not pack.volume.counted:
        return False
    rule = pack.by_behaviour.get(behaviour)
    return rule is not None and rule.stance is Stance.AGAINST


def rule_08_everything_has_an_end_and_is_looked_at(step: Step) -> Broken:
    for began in step.new(f.Began):
        most = _casework(step.office.named(began.pack)).duration.longest
        if (
            not began.start < began.ends <= add_months(began.start, most)
            or not 1 <= began.review_months <= began.months
        ):
            yield f"{began.start} to {began.ends}, looked at every {began.review_months} months"
    for measure in step.new(f.MeasureTaken):
        if measure.kind is MeasureKind.BLOCK and (measure.ends is None or measure.ends <= london_date(step.now)):
            yield "a block without an end"
    day, shown = (
        london_date(step.now),
        {one.id: one for one in standing(step.office, step.after, step.now).restrictions},
    )
    for one in step.after.restrictions:
        if shown[one.id].state is State.IN_FORCE and day > _told(step, one):
            yield f"in force on {day}, though the person was told {_told(step, one)}"
        if one.lifted_at is None and shown[one.id].review_due > one.ends:
            yield "it is looked at only after its end"
        if step.due and shown[one.id].overdue and not _alarmed(step, one):
            yield "an overdue review alarms nobody"


def _told(step: Step, one: Restriction) -> date:
    """The last end the person was told of, replayed from the facts."""
    ends = told = one.began.ends
    for fact in step.facts:
        if isinstance(fact, f.Reviewed | f.Lengthened) and fact.restriction == one.id:
            ends = fact.ends
        if isinstance(fact, f.NoticeSent) and fact.about == one.id:
            told = ends
    return min(told, ends)


def _alarmed(step: Step, one: Restriction) -> bool:
    owner = _casework(step.office.named(one.began.pack)).review.owner
    return any(
        order.label == Alarm.REVIEW_OVERDUE and order.post == owner and order.about == one.id for order in step.due
    )


def rule_09_a_way_to_reach_us_stays_open(step: Step) -> Broken:
    for began in step.new(f.Began):
        offered = {one.kind: one for one in _casework(step.office.named(began.pack)).restrictions}
        if began.kind is RestrictionKind.ALL_CHANNELS or began.kind not in offered or not offered[began.kind].leaves:
            yield f"{began.kind} leaves nothing open"
        if any(order.letter and Says.REMAINING_CHANNEL not in order.letter.says for order in step.verdict.orders):
            yield "the notice does not say how to reach us"
    needs = PROTECTED & set(step.heard.needs if step.heard else ())
    if needs and any(one.in_breach for one in step.new(f.Incident)):
        yield f"{sorted(needs)} was called a breach"


def rule_10_adjustments_and_vulnerability_come_first(step: Step) -> Broken:
    for proposal in step.new(f.Proposed):
        if proposal.checked != frozenset(Check):
            yield "proposed before a person looked at adjustments and vulnerability"
    going_on = {fact.restriction for fact in step.new(f.Reviewed) if fact.outcome is Outcome.EXTEND}
    kinds = [began.kind for began in step.new(f.Began)]
    kinds += [one.began.kind for one in step.before.restrictions if one.id in going_on]
    if any(kind in one.rules_out for kind in kinds for one in step.before.adjustments):
        yield "it shuts out what was agreed as an adjustment"
    if step.heard is not None and step.unknown is not None:
        known, unknown = ({m.kind for m in d.measures if m.automatic} for d in (step.heard.decision, step.unknown))
        if not known <= unknown:
            yield "more is automatic because of what is known of the person"
    letters = [order.letter for order in step.verdict.orders if order.letter]
    if step.before.adjustments and any(Says.ADJUSTED_FORMAT not in letter.says for letter in letters):
        yield "a letter forgets the format that was agreed"


def rule_11_what_was_done_and_why_is_said(step: Step) -> Broken:
    letters = [order.letter.says for order in step.orders(OrderKind.SEND_LETTER) if order.letter]
    told = {Says.REASON, Says.ACTION}
    adverse = [*step.new(f.Began), *step.new(f.Lengthened)]
    adverse += [fact for fact in step.new(f.MeasureTaken) if fact.kind in HIDING | {MeasureKind.BLOCK}]
    adverse += [fact for fact in step.new(f.Reviewed) if fact.outcome is Outcome.EXTEND]
    if adverse and not any(says >= FAIR for says in letters):
        yield f"{type(adverse[0]).__name__}: nobody says what, why, and how to appeal"
    ended = bool(step.new(f.Lifted) or step.new(f.AppealDecided))
    if ended and not any(told <= says for says in letters):
        yield "it ended, or an appeal was decided: nobody says what, and why"


def rule_12_no_appeal_is_turned_away_and_overturned_is_undone(step: Step) -> Broken:
    if step.heard is not None and NeedKind.APPEAL in step.heard.needs:
        if bool(step.new(f.Lifted)) or bool(step.new(f.AppealDecided)):
            yield "an appeal was answered by the machine"
        if any(made.late for made in step.new(f.AppealMade)) and not step.orders(OrderKind.LOOK_AT_LATE_APPEAL):
            yield "a late appeal reached nobody"
    for decided in step.new(f.AppealDecided):
        if decided.outcome is Outcome.OVERTURNED:
            yield from _not_undone(step, decided)
        elif step.before.restrictions != step.after.restrictions or step.new(f.Lifted):
            yield "it stands, and yet something moved"


def _not_undone(step: Step, decided: f.AppealDecided) -> Broken:
    for one in (r for r in step.before.restrictions if r.id == decided.about):
        removed = {order.label for order in step.orders(OrderKind.REMOVE_MARKER)}
        if one.markers_on | one.markers_wanted != removed:
            yield f"markers {one.markers_on} stay on"
        if not (step.orders(OrderKind.LIFT) and step.orders(OrderKind.UNDO_ON_PLATFORM)):
            yield "an overturned restriction was not taken back"
        if any(r.id == one.id and r.lifted_at is None for r in step.after.restrictions):
            yield "an overturned restriction stands"
        if any(i.ref in one.began.about for i in step.after.counting):
            yield "what it rested on still counts"
    shown = {order.about for order in step.orders(OrderKind.UNHIDE)}
    for measure in step.before.measures:
        hides = measure.kind in HIDING and measure.id not in step.before.undone
        if hides and measure.id in decided.struck and measure.id not in shown:
            yield "a comment stays hidden"
    if not step.orders(OrderKind.TELL):
        yield "nobody is told"


def rule_13_the_same_facts_give_the_same_case(step: Step) -> Broken:
    if fold(step.facts) != step.after:
        yield "folded again the case is another"
    made = step.verdict.facts
    if tuple(from_plain(type(fact), to_plain(fact)) for fact in made) != made:
        yield "written down and read back the facts are others"
    if step.deed is not None and judge(step.office, step.before, step.deed, step.now) != step.verdict:
        yield "judged again the answer is another"
    for began in step.new(f.Began):
        pack = step.office.on(london_date(step.now))
        if (began.pack, began.version) != (pack.id, pack.version):
            yield "not under the policy in force"
    for old, new in zip(step.before.restrictions, step.after.restrictions, strict=False):
        if old.began != new.began:
            yield "a restriction left the policy it began under"


def rule_14_nothing_is_done_without_a_person_but_what_can_be_undone(step: Step) -> Broken:
    by_itself = (*step.due, *(step.verdict.orders if step.heard else ()))
    acts = {OrderKind.LIFT, OrderKind.BLOCK, OrderKind.UNHIDE, OrderKind.SET_MARKER}
    if any(order.kind in acts for order in by_itself):
        yield "time or a comment moved something by itself"
    allowed = (f.Incident, f.AppealMade)
    if step.heard is not None and any(not isinstance(fact, allowed) for fact in step.verdict.facts):
        yield "a comment decided something"
    measures = step.heard.decision.measures if step.heard else ()
    if any(m.automatic and m.kind not in AUTOMATIC and not (m.kind in FIXED_TEXT and m.notice) for m in measures):
        yield "something automatic cannot be undone"
    if not step.verdict.accepted and (step.verdict.facts or step.verdict.orders):
        yield "refused, and yet something follows"


def rule_15_no_more_is_kept_than_a_case_needs(step: Step) -> Broken:
    unmet = {one.unmet for one in step.verdict.refusals}
    if isinstance(step.deed, d.AskRegister) and unmet != {Unmet.AIDER_REGISTER}:
        yield "somebody who helped was registered"
    if isinstance(step.deed, d.AskPropertyMarker) and unmet != {Unmet.PROPERTY_MARKER}:
        yield "an address was marked"
    if step.heard is not None and not step.heard.findings and any(not one.in_breach for one in step.new(f.Incident)):
        yield "a comment in which nothing was found was put into a case"
    known = {m.code for pack in step.office.packs for m in _casework(pack).markers}
    if any(order.label not in known for order in step.orders(OrderKind.SET_MARKER, OrderKind.REMOVE_MARKER)):
        yield "a marker that no policy knows"


RULES: dict[str, Callable[[Step], Broken]] = {
    name: rule for name, rule in globals().items() if name.startswith("rule_") and callable(rule)
}
"""All fifteen by name, in order."""
