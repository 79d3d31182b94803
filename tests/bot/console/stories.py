# ruff: noqa: E501 - what people say stands on one line
# long: one morning, read as one table
"""An invented landlord's Monday morning, comment by comment.

Nobody here exists; telephone numbers are from the ranges kept for drama.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.actions.outbox import ActionState
from rules.model.decision import (
    Course,
    TaskKind,
)
from rules.model.finding import Behaviour, NeedKind, Severity, Target, Urgency
from rules.model.interaction import InteractionKind
from rules.model.measure import MeasureKind
from rules.model.staff import Role


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
    hideless: bool = False


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
    Story(
        "chat",
        "You lot are scum, every one of you",
        "dog-walker.example",
        60 * 24 * 3,
        0,
        findings=[(Behaviour.ABUSE, Severity.SERIOUS, Target.STAFF, "scum")],
        alternatives=[(MeasureKind.HIDE, "this platform has no hide")],
        desk="done",
        hideless=True,
    ),
)
