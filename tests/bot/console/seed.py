# ruff: noqa: E501 - what people say stands on one line
"""A Monday morning at an invented landlord: rows and entries as the pipeline writes them, through the one `append`.

Nobody here exists; telephone numbers are from the ranges kept for drama.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from sqlalchemy import Connection
from sqlmodel import Session, select

from adapters.platform import Subject
from bot.actions.outbox import ActionState, Planned, put
from bot.evidence.append import Draft, append
from bot.store.database import Database
from bot.store.ids import new_id, stamp
from bot.store.tables import AccountRow, ActionRow, AlarmRow, Channel, DecisionRow, InteractionRow, NeedRow, TaskRow
from rules.calendar import add_working_days, end_of_day, london_date
from rules.model.decision import (
    Alternative,
    Circumstances,
    Citation,
    ClauseResult,
    Considered,
    Course,
    Decision,
    FormalRoute,
    Gate,
    Given,
    Item,
    Measure,
    Met,
    PersonTask,
    TaskKind,
)
from rules.model.evidence import EntryKind
from rules.model.finding import Behaviour, Finding, Found, Need, NeedKind, Severity, Span, Target, Urgency
from rules.model.interaction import InteractionKind, Where
from rules.model.measure import Abilities, Can, Capability, MeasureKind, Undo, Verb, verb_of
from rules.model.plain import to_plain
from rules.model.staff import Role

SETTINGS = {
    "approver_post": "Head of Service",
    "rules_link": "example.org/rules",
    "how_to_challenge": "example.org/look-again",
}
PACK, VERSION = "derby-2024", "2024.1"

ABILITIES: Abilities = {
    Verb.REPLY: Capability(Can.AUTO, limit=300, why="Everybody can read a reply.", public=True),
    Verb.MESSAGE: Capability(
        Can.AUTO_IF, Undo.ONE_WAY, "They may have closed their private messages to us.", limit=1000
    ),
    Verb.HIDE: Capability(Can.AUTO, why="Hidden replies can still be opened by readers."),
    Verb.REPORT: Capability(Can.AUTO, Undo.ONE_WAY, "Goes to the platform’s own moderators."),
    Verb.BLOCK: Capability(Can.AUTO, why="A block is public here: anybody can see whom we block.", public=True),
    Verb.MUTE: Capability(Can.AUTO, why="They do not notice; others still see what they write."),
    Verb.RESTRICT_REPLIES: Capability(Can.AUTO, why="Silences everybody on the thread, not only this account."),
    Verb.DELETE: Capability(Can.IMPOSSIBLE, Undo.ONE_WAY, "Only the author can delete what they wrote."),
}


@dataclass(frozen=True)
class Wish:
    """A need and its reference and clock: hours, or working days."""

    kind: NeedKind
    reference: str
    destination: str
    words: str = ""
    hours: int = 0
    days: int = 0
    urgency: Urgency = Urgency.SOON


@dataclass(frozen=True)
class Step:
    """An action and how far it got."""

    measure: MeasureKind
    state: ActionState
    why: str = "It goes against 4.3 of the policy."
    say: str = ""
    automatic: bool = False
    held: str = ""
    role: Role = Role.MODERATOR


@dataclass(frozen=True)
class Story:
    """One comment and what became of it."""

    name: str
    text: str
    handle: str
    minutes: int
    harm: int
    channel: str = "bluesky-main"
    kind: InteractionKind = InteractionKind.REPLY
    course: Course = Course.LEAVE
    severity: Severity = Severity.NONE
    findings: Sequence[tuple[Behaviour, Severity, Target, str]] = ()
    wishes: Sequence[Wish] = ()
    steps: Sequence[Step] = ()
    tasks: Sequence[tuple[TaskKind, str]] = ()
    alarm: str = ""
    answered: int = 0
    marks: str = ""
    root: str = "post-rent"
    desk: str = "open"
    undecided: bool = False
    degraded: tuple[str, ...] = ()
    alternatives: Sequence[tuple[MeasureKind, str]] = ()
    shielded: tuple[NeedKind, ...] = ()


POSTS = {
    "post-rent": "Rent and service charges from April: what is changing and why. Letters are on their way.",
    "post-repairs": "Our repairs team is out on Northfield this week. Need something fixed? Tell us here.",
}

MONDAY: tuple[Story, ...] = (
    Story(
        "gas",
        "Can smell gas strong on the landing at Ash Court 3rd floor, nobody picking up your phone line. Kids asleep in here",
        "jodie-ashcourt.example",
        573,
        9,
        course=Course.URGENT,
        wishes=[Wish(NeedKind.EMERGENCY, "EM-104", "out_of_hours", "smell gas strong", hours=24, urgency=Urgency.NOW)],
        steps=[
            Step(
                MeasureKind.ACKNOWLEDGE,
                ActionState.CONFIRMED,
                "The fixed words for a gas smell.",
                "If you smell gas ring 0800 111 999 now, open windows, no switches or flames. We have called our out-of-hours team: EM-104.",
                automatic=True,
            )
        ],
        tasks=[(TaskKind.CALL, "Somebody may be in danger: a smell of gas.")],
        alarm="Smell of gas at Ash Court, children in the flat.",
        answered=8,
        root="post-repairs",
    ),
    Story(
        "threat",
        "next time that Imran comes round here with his clipboard ill put him through the window and i mean it",
        "kl-1187.example",
        21,
        9,
        course=Course.URGENT,
        severity=Severity.EXTREME,
        findings=[(Behaviour.THREAT, Severity.EXTREME, Target.STAFF, "ill put him through the window")],
        steps=[
            Step(MeasureKind.HIDE, ActionState.CONFIRMED, "A threat against a colleague (4.6).", automatic=True),
            Step(
                MeasureKind.BLOCK,
                ActionState.PROPOSED,
                "The policy allows a block after a threat (11.6).",
                role=Role.APPROVER,
                held="An access measure always waits for a named person.",
            ),
        ],
        tasks=[(TaskKind.TELL_WORKER, "Tell Imran and his manager that he was threatened, before his next visit.")],
        alarm="A threat against a named colleague.",
        alternatives=[
            (MeasureKind.WARNING_PRIVATE, "a threat is past a warning: 4.6 lets staff end the contact at once"),
            (MeasureKind.MUTE, "muting would hide the next threat from us"),
        ],
    ),
    Story(
        "mould",
        "You muppets the fucking mould in my sons room is back AGAIN hes asthmatic and on his inhaler every night. 9 weeks!!",
        "shaz-northfield.example",
        512,
        6,
        severity=Severity.MILD,
        findings=[(Behaviour.ABUSE, Severity.MILD, Target.ORGANISATION, "You muppets")],
        wishes=[
            Wish(NeedKind.HAZARD, "HZ-118", "repairs", "mould in my sons room", days=10),
            Wish(NeedKind.COMPLAINT, "CP-77", "complaints", "9 weeks!!", days=5, urgency=Urgency.ROUTINE),
        ],
        steps=[
            Step(
                MeasureKind.ACKNOWLEDGE,
                ActionState.CONFIRMED,
                "The fixed words for a hazard.",
                "Thank you for telling us. It is with our repairs team under HZ-118.",
                automatic=True,
            )
        ],
        tasks=[(TaskKind.ANSWER, "Answer them: when somebody will come.")],
        root="post-repairs",
        shielded=(NeedKind.HAZARD,),
        alternatives=[(MeasureKind.HIDE, "it carries a hazard, so it is never hidden for rudeness alone")],
    ),
    Story(
        "boiler",
        "Karen on your phones is a patronising cow, told me to wear a jumper. Boilers been off since Thursday with a 6 month old in the flat",
        "dean-m.example",
        64,
        6,
        course=Course.REVIEW,
        severity=Severity.SERIOUS,
        findings=[(Behaviour.ABUSE, Severity.SERIOUS, Target.STAFF, "a patronising cow")],
        wishes=[Wish(NeedKind.REPAIR, "RP-2041", "repairs", "Boilers been off since Thursday", hours=24)],
        steps=[
            Step(
                MeasureKind.WARNING_PRIVATE,
                ActionState.PROPOSED,
                "Abusive words about a named colleague (4.4); the first time for this account.",
                "We want to hear about your boiler, and it is with our repairs team under RP-2041. Please don’t use abusive words about "
                "our colleagues: our house rules are at example.org/rules. If it goes on we may hide comments. If you need us to "
                "talk to you in another way, tell us. You can ask for this to be looked at again at example.org/challenge.",
                held="A warning counts, so a named person sends it.",
            )
        ],
        tasks=[(TaskKind.WARN, "A warning is offered: read it, change it, send it or leave it.")],
        shielded=(NeedKind.REPAIR,),
        alternatives=[
            (MeasureKind.HIDE, "it carries a repair, so it is never hidden for an insult alone"),
            (MeasureKind.BLOCK, "nothing has been tried before: the policy wants a warning first (10.1)"),
        ],
    ),
    Story(
        "insult",
        "Whoever runs this page is a brain-dead waste of skin, do us all a favour and crawl back under your rock",
        "coldwater99.example",
        46,
        4,
        course=Course.HIDE,
        severity=Severity.SERIOUS,
        findings=[(Behaviour.ABUSE, Severity.SERIOUS, Target.STAFF, "a brain-dead waste of skin")],
        steps=[
            Step(
                MeasureKind.HIDE,
                ActionState.CONFIRMED,
                "A plain degrading insult with nothing else in it (4.4).",
                automatic=True,
            ),
            Step(
                MeasureKind.HIDE_NOTICE,
                ActionState.UNCONFIRMED,
                "They are told what was hidden and why.",
                "We hid a comment of yours.",
                automatic=True,
            ),
        ],
        tasks=[(TaskKind.CONFIRM_HIDE, "Hidden without a person: keep it hidden, or it shows itself again tomorrow.")],
        alternatives=[(MeasureKind.WARNING_PRIVATE, "may follow if it happens again")],
    ),
    Story(
        "phone",
        "Heres the manager's own mobile since they never answer: 07700 900142. Everyone ring her tonight",
        "tellitlikeitis.example",
        33,
        5,
        course=Course.HIDE,
        severity=Severity.SERIOUS,
        findings=[(Behaviour.PRIVATE_DATA, Severity.SERIOUS, Target.STAFF, "07700 900142")],
        steps=[
            Step(
                MeasureKind.HIDE,
                ActionState.PROPOSED,
                "A colleague’s private number (7.2).",
                held="This channel is in assist: a person presses the key.",
            )
        ],
        tasks=[(TaskKind.TELL_WORKER, "Tell the colleague that her number was put online.")],
    ),
    Story(
        "councillor",
        "Residents tell me the lifts at Ash Court have failed four times this month. When will the board publish the contract?",
        "cllr-example.example",
        95,
        2,
        marks="councillor",
        wishes=[
            Wish(
                NeedKind.INFORMATION_REQUEST,
                "FOI-12",
                "information",
                "When will the board publish the contract",
                days=20,
                urgency=Urgency.ROUTINE,
            )
        ],
        tasks=[(TaskKind.LOOK, "An account marked as a councillor always goes to a person.")],
    ),
    Story(
        "complaint",
        "I would like to make a formal complaint about how my repair was handled. 3 visits and still no fix",
        "gwen-p.example",
        150,
        3,
        wishes=[Wish(NeedKind.COMPLAINT, "CP-78", "complaints", "formal complaint", days=5, urgency=Urgency.ROUTINE)],
        steps=[
            Step(
                MeasureKind.ACKNOWLEDGE,
                ActionState.SIMULATED,
                "The fixed words for a complaint.",
                "Thank you. It is with our complaints team under CP-78.",
                automatic=True,
            )
        ],
        channel="town-page",
    ),
    Story(
        "scam",
        "Council tax rebate!!! I got £480 back in 2 days, message m0ney-help-uk for yours",
        "m0ney-help-uk.example",
        12,
        3,
        course=Course.HIDE,
        severity=Severity.SERIOUS,
        findings=[(Behaviour.SCAM, Severity.SERIOUS, Target.RESIDENT, "message m0ney-help-uk")],
        steps=[Step(MeasureKind.HIDE, ActionState.FAILED, "A scam aimed at residents.", automatic=True)],
        tasks=[(TaskKind.BY_HAND, "The platform did not answer five times: hide it by hand, then close this.")],
    ),
    Story(
        "hostile",
        'Nice page <script>alert("hi")</script> <img src=x onerror=alert(1)> \u202etxet desrever\u202c ad\u200bmin\u200b\u200b " onmouseover="x',
        '"><svg onload=alert(2)>.example',
        5,
        1,
        tasks=[(TaskKind.LOOK, "Odd characters: a person looks.")],
    ),
    Story(
        "undecided",
        "can someone ring me about my garage",
        "lynne-garages.example",
        130,
        3,
        undecided=True,
        tasks=[(TaskKind.UNDECIDED, "The detectors could not answer, so nobody has judged this. Please read it.")],
    ),
    Story(
        "ramps",
        "Can I have my letters in large print please, I can't read the small ones any more",
        "bev-w.example",
        200,
        2,
        wishes=[
            Wish(NeedKind.ADJUSTMENT, "AD-9", "customer_experience", "large print", days=10, urgency=Urgency.ROUTINE)
        ],
        channel="town-page",
        kind=InteractionKind.COMMENT,
        root="post-repairs",
    ),
    Story(
        "thanks", "Thanks to Sue who came out on Monday, tap no longer drips", "aisha-k.example", 240, 0, desk="done"
    ),
    Story("earlier", "Still no word about my boiler? Second time I ask", "dean-m.example", 60 * 24 * 9, 0, desk="done"),
    Story(
        "before",
        "Fair play the new bins are good",
        "dean-m.example",
        60 * 24 * 100,
        0,
        desk="done",
        root="post-repairs",
    ),
)


@dataclass
class Seeded:
    """Ids by story name; actions by story name and measure."""

    items: dict[str, str] = field(default_factory=dict)
    actions: dict[tuple[str, str], str] = field(default_factory=dict)
    needs: dict[str, str] = field(default_factory=dict)
    alarms: dict[str, str] = field(default_factory=dict)


def seed(database: Database, now: datetime, stories: Sequence[Story] = MONDAY) -> Seeded:
    """Write the morning into a migrated database."""
    seeded = Seeded()
    with database.session() as session:
        session.add(
            Channel(name="bluesky-main", platform="bluesky", mode="assist", state="listening", updated_at=stamp(now))
        )
        session.add(
            Channel(name="town-page", platform="memory", mode="observe", state="listening", updated_at=stamp(now))
        )
        session.flush()
        for story in sorted(stories, key=lambda one: -one.minutes):
            _tell(session, story, now, seeded)
    return seeded


def many(count: int, start: int = 0) -> list[Story]:
    """`count` open stories, varied, for speed; `start` keeps their names and references apart from others."""
    base = [story for story in MONDAY if story.desk == "open"]
    numbered = (
        replace(base[n % len(base)], name=f"{base[n % len(base)].name}-{n}", minutes=n + 1)
        for n in range(start, start + count)
    )
    return [
        replace(one, wishes=[replace(w, reference=f"{w.reference}-{n}") for w in one.wishes])
        for n, one in enumerate(numbered, start)
    ]


def _tell(session: Session, story: Story, now: datetime, seeded: Seeded) -> None:
    at = now - timedelta(minutes=story.minutes)
    item, tx = new_id("i"), session.connection()
    seeded.items[story.name] = item
    given, decision = _given(story, at), _decision(story, at)
    text = story.text.encode("utf-8", "surrogatepass")
    private = {"text": text, "handle": story.handle.encode(), "parent_text": POSTS[story.root].encode()}
    heard, judged = append(
        tx,
        [
            Draft(EntryKind.HEARD, item, {"channel": story.channel, "kind": story.kind.value}, private),
            Draft(EntryKind.UNDECIDED, item, {"why": "detectors"})
            if story.undecided
            else Draft(
                EntryKind.DECIDED, item, {"given": to_plain(given), "decision": to_plain(decision), "mode": "assist"}
            ),
        ],
        stamp(at),
    )
    account = _account(session, story, at)
    session.add(
        InteractionRow(
            id=item, payload_n=0, channel=story.channel, platform="bluesky", ref=f"at://{item}", version="1", account_id=account,
            kind=story.kind.value, place="our_page", root=story.root, parent=story.root, at=stamp(at),
            permalink=f"https://social.example/{item}",
            heard_at=stamp(at + timedelta(seconds=4)), text_seq=heard.seq,
        )
    )  # fmt: skip
    row = DecisionRow(
        id=new_id("d"), interaction_id=item, seq=judged.seq, at=stamp(at), pack=PACK, version=VERSION,
        course=story.course.value, severity=story.severity.value, harm=story.harm, desk=story.desk, breach=bool(story.findings),
    )  # fmt: skip
    session.add(row)
    session.flush()
    _needs(session, story, item, at, seeded)
    _actions(session, story, item, row.id, at, seeded)
    _tasks(session, story, item, at, seeded)


def _account(session: Session, story: Story, at: datetime) -> str:
    known = session.exec(select(AccountRow).where(AccountRow.handle == story.handle)).first()
    if known:
        return known.id
    row = AccountRow(
        id=new_id("c"),
        platform="bluesky",
        ref=new_id("did"),
        handle=story.handle,
        marks=story.marks,
        first_at=stamp(at),
    )
    session.add(row)
    return row.id


def _needs(session: Session, story: Story, item: str, at: datetime, seeded: Seeded) -> None:
    for wish in story.wishes:
        due = (
            at + timedelta(hours=wish.hours) if wish.hours else end_of_day(add_working_days(london_date(at), wish.days))
        )
        row = NeedRow(
            id=new_id("n"), reference=wish.reference, interaction_id=item, kind=wish.kind.value, urgency=wish.urgency.value,
            destination=wish.destination, clock="hours" if wish.hours else "working_days", starts_at=stamp(at), due_at=stamp(due),
        )  # fmt: skip
        seeded.needs[wish.reference] = row.id
        session.add(row)
        append(
            session.connection(), [Draft(EntryKind.ROUTED, item, {"need": row.id, "kind": wish.kind.value})], stamp(at)
        )


def _actions(session: Session, story: Story, item: str, decision: str, at: datetime, seeded: Seeded) -> None:
    for step in story.steps:
        tx = session.connection()
        (action,) = put(tx, item, decision, story.channel, [_planned(step, item)], at)
        seeded.actions[story.name, step.measure.value] = action
        for n, kind in enumerate(_path(step.state)):
            append(tx, [Draft(kind, item, {"action": action})], stamp(at + timedelta(seconds=2 + n)))
        row = session.get_one(ActionRow, action)
        row.state = step.state.value
        if step.automatic and step.measure is MeasureKind.HIDE and step.state is ActionState.CONFIRMED:
            row.keep_by = stamp(end_of_day(add_working_days(london_date(at), 1)))
        row.why = step.why if step.state is not ActionState.FAILED else "The platform did not answer."
        session.add(row)


def _planned(step: Step, item: str) -> Planned:
    verb = verb_of(step.measure)
    assert verb is not None
    return Planned(
        step.measure, verb, Subject(ref=f"at://{item}", author="did:x"), new_id("k"), step.state, step.role, step.automatic,
        held=step.held, text=step.say,
    )  # fmt: skip


def _path(state: ActionState) -> Sequence[EntryKind]:
    reached: dict[ActionState, Sequence[EntryKind]] = {
        ActionState.CONFIRMED: (EntryKind.ATTEMPTING, EntryKind.DONE, EntryKind.CONFIRMED),
        ActionState.UNCONFIRMED: (EntryKind.ATTEMPTING, EntryKind.DONE, EntryKind.UNCONFIRMED),
        ActionState.FAILED: (EntryKind.ATTEMPTING, EntryKind.FAILED),
        ActionState.SIMULATED: (EntryKind.SIMULATED,),
    }
    return reached.get(state, ())


def _tasks(session: Session, story: Story, item: str, at: datetime, seeded: Seeded) -> None:
    for kind, why in story.tasks:
        about = seeded.actions.get((story.name, "hide")) if kind in (TaskKind.CONFIRM_HIDE, TaskKind.BY_HAND) else None
        urgency = Urgency.NOW if kind is TaskKind.CALL else Urgency.SOON
        session.add(
            TaskRow(id=new_id("t"), interaction_id=item, about=about, kind=kind.value, role="moderator", urgency=urgency.value,
                    why=why, created_at=stamp(at))
        )  # fmt: skip
    if story.alarm:
        _alarm(session, story, item, at, seeded)


def _alarm(session: Session, story: Story, item: str, at: datetime, seeded: Seeded) -> None:
    row = AlarmRow(
        id=new_id("al"),
        interaction_id=item,
        why=story.alarm,
        created_at=stamp(at),
        next_at=stamp(at),
        calls=2,
        last_result="accepted",
    )
    append(session.connection(), [Draft(EntryKind.PERSON_CALLED, item, {"alarm": row.id, "calls": 1})], stamp(at))
    if story.answered:
        row.state, row.answered_at, row.answered_by = "answered", stamp(at + timedelta(minutes=story.answered)), ""
        append(session.connection(), [Draft(EntryKind.CALL_ANSWERED, item, {"alarm": row.id})], row.answered_at)
    seeded.alarms[story.name] = row.id
    session.add(row)


def _given(story: Story, at: datetime) -> Given:
    findings = tuple(
        Finding(behaviour, severity, target, 900, f"lexicon:{behaviour.value}", span=_span(story.text, words))
        for behaviour, severity, target, words in story.findings
    )
    needs = tuple(
        Need(w.kind, w.urgency, 900, f"needs:{w.kind.value}", _span(story.text, w.words)) for w in story.wishes
    )
    item = Item(story.channel, "bluesky", story.kind, Where.OUR_PAGE, at, at + timedelta(seconds=4))
    return Given(
        item,
        Found(findings, needs, story.degraded),
        at,
        circumstances=Circumstances(),
        abilities=ABILITIES,
        settings=SETTINGS,
    )


def _span(text: str, words: str) -> Span | None:
    start = text.find(words)
    return Span(start, start + len(words)) if words and start >= 0 else None


def _decision(story: Story, _at: datetime) -> Decision:
    clause = Citation(PACK, VERSION, "DH24-30" if story.findings else "DH24-02")
    gates = (Gate("sure", Met.YES, "found by a rule, and sure enough"), Gate("able", Met.YES, "the platform can do it"))
    shut = Gate("identity_verified", Met.NO, "nobody has verified who this account is")
    return Decision(
        PACK,
        VERSION,
        story.course,
        story.severity,
        measures=tuple(Measure(s.measure, s.why, (clause,), s.automatic, s.role, gates) for s in story.steps),
        tasks=tuple(PersonTask(kind, Role.MODERATOR, Urgency.SOON, why) for kind, why in story.tasks),
        considered=(
            Considered(
                clause,
                ClauseResult.MATCHED,
                "words that may go against the house rules" if story.findings else "everybody is heard",
            ),
            Considered(
                Citation(PACK, VERSION, "DH24-03"),
                ClauseResult.NOT_MATCHED,
                "nothing is known of their circumstances",
            ),
        ),
        alternatives=tuple(Alternative(kind, why) for kind, why in story.alternatives),
        formal=FormalRoute(open=False, unmet=(shut,), less_restrictive=(MeasureKind.WARNING_PRIVATE,)),
        shielded=story.shielded,
        degraded=story.degraded,
        breach=bool(story.findings),
    )


def ring(tx: Connection, item: str, why: str, at: datetime) -> None:
    """One more alarm, while a page is open."""
    columns = "id, interaction_id, why, state, created_at, next_at, calls, last_result"
    tx.exec_driver_sql(
        f"INSERT INTO alarm ({columns}) VALUES (?, ?, ?, 'ringing', ?, ?, 0, '')",
        (new_id("al"), item, why, stamp(at), stamp(at)),
    )
