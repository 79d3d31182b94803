"""Everything the record says about one comment: words, findings, decision replayed from its entry, and what happened.

A decision is replayed from what `decide` was given, as the *decided* entry holds it. Whether today's detectors would still
find the same is said separately, and so is what has been erased.
"""

from dataclasses import dataclass, field, replace
from typing import Any

import msgspec
from sqlmodel import Session, col, or_, select

from bot.judging import Judging
from bot.opinion.reading import of_comment
from bot.recall import readable
from bot.recall.counted import about_comment
from bot.show import london
from bot.store.database import Database
from bot.store.tables import ActionRow, Content, DecisionRow, Entry, InteractionRow, NeedRow
from rules.decide import decide
from rules.detect.classifier.together import JOINED
from rules.detect.told import told
from rules.explain import explain
from rules.model.decision import Decision, Given
from rules.model.erasure import ERASURE_WORDS, ErasureReason
from rules.model.evidence import EntryKind
from rules.model.finding import Found, Ground, Span
from rules.model.history import History
from rules.model.interaction import InteractionKind
from rules.model.plain import from_plain
from rules.text import digest


class NotOnRecord(LookupError):
    """Nothing on record has this id; the text says so in one line."""


@dataclass(frozen=True, slots=True)
class Happened:
    """One entry about the comment: its number, time, kind and codes."""

    seq: int
    at: str
    kind: str
    data: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Explained:
    """`text` is None when it has been erased. `replay` and `today` are sentences; the flags are for programs.

    `erased`: when, why and what, in a sentence; None for what has not been. `opinion`: what a second opinion says, if any.
    `figures`: how much and how alike, counted now up to this comment; they are in no decision.
    """

    id: str
    text: str | None
    quotes: tuple[tuple[str, str], ...]
    lines: tuple[str, ...]
    replayed: bool | None
    replay: str
    agrees: bool | None
    today: str
    happened: tuple[Happened, ...] = field(default_factory=tuple)
    erased: str | None = None
    opinion: tuple[str, ...] = ()
    figures: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Said:
    """The words and our post that they answered; None when erased, or when there was none."""

    text: str | None
    parent: str | None


def _words(session: Session, row: InteractionRow, field_name: str) -> str | None:
    kept = session.get(Content, (row.text_seq, field_name))
    return kept.value.decode("utf-8", "surrogatepass") if kept else None


def explained(database: Database, name: str, judging: Judging) -> Explained:
    """By interaction, decision, action or need id, or a need's reference. Raises NotOnRecord."""
    with database.look() as session:
        row = _find(session, name)
        entries = session.exec(select(Entry).where(Entry.item == row.id).order_by(col(Entry.seq))).all()
        said = _Said(_words(session, row, "text"), _words(session, row, "parent_text"))
        bodies = [msgspec.json.decode(entry.body) for entry in entries]
        opinion = _second(session, row.id)
        counted = about_comment(session.connection(), row.id)
    decided = next((body for body in reversed(bodies) if body["kind"] in {"decided", "undecided"}), None)
    happened = tuple(Happened(b["seq"], b["at"], b["kind"], b["data"]) for b in bodies)
    gone = _erased(happened)
    if decided is None or decided["kind"] == "undecided":
        why = "No decision: the detectors or the policy could not judge it, and a person was asked to."
        return Explained(row.id, said.text, (), (why,), None, why, None, "", happened, gone, opinion)
    same = decided["data"]["decision"]["pack"] == judging.pack.id
    figures = told(counted, judging.pack if same else None) if counted else ()
    found = _explain(row, said, decided["data"], judging, happened)
    return replace(found, erased=gone, opinion=opinion, figures=figures)


def _second(session: Session, interaction_id: str) -> tuple[str, ...]:
    """A second opinion and the sentence behind it, which is a stranger's words."""
    found = of_comment(session, interaction_id)
    if found is None:
        return ()
    because = (f"It gives as its reason: “{found.because}”",) if found.because else ()
    return (found.line, *because)


def _erased(happened: tuple[Happened, ...]) -> str | None:
    """Every version of a comment, and each comment of an erased account, has an *erased* entry of its own; so has an answer
    of which only the words that it answered went.
    """
    gone = [one for one in happened if one.kind == EntryKind.ERASED]
    last = next((one for one in reversed(gone) if "only" not in one.data), gone[-1] if gone else None)
    if last is None:
        return None
    why = ERASURE_WORDS[ErasureReason(last.data["reason"])]
    if "only" in last.data:
        return (
            f"What it answered was erased on {london(last.at)}, and with it the copy kept here and this comment's payload"
            f" as received: {why}. Its own words stay. (Erasure {last.data['erasure']})"
        )
    return (
        f"Erased on {london(last.at)}: {why}. Gone are the words, the author's name and reference, the place on the"
        " platform, the payload as received, what was said about it to anybody, and people's reasons and notes."
        f" What stays are codes, times and decisions. (Erasure {last.data['erasure']})"
    )


def _explain(
    row: InteractionRow, said: "_Said", data: dict[str, Any], judging: Judging, happened: tuple[Happened, ...]
) -> Explained:
    given = from_plain(Given, data["given"])
    decision = from_plain(Decision, data["decision"])
    replayed, replay = _replay(given, decision, judging)
    agrees, today = _today(row, said, given, str(data.get("detector", "")), judging)
    lines = tuple(explain(judging.pack, given, decision).splitlines())
    return Explained(row.id, said.text, _quotes(said.text, given), lines, replayed, replay, agrees, today, happened)


def _replay(given: Given, decision: Decision, judging: Judging) -> tuple[bool | None, str]:
    pack = judging.pack
    if (pack.id, pack.version) != (decision.pack, decision.version):
        return (
            None,
            f"Not replayed: it was decided under {decision.pack}@{decision.version}, this is {pack.id}@{pack.version}.",
        )
    same = decide(pack, given) == decision
    return (
        same,
        "Replayed: the same decision." if same else "Replayed: NOT the same decision. Tell whoever keeps Doorstep.",
    )


def _today(row: InteractionRow, said: "_Said", given: Given, digest: str, judging: Judging) -> tuple[bool | None, str]:
    if said.text is None:
        return None, "The words have been erased, so today's detectors cannot be asked. The decision still replays."
    kind = InteractionKind(row.kind)
    text, parent = readable(said.text), said.parent and readable(said.parent)
    history = _of_words(given.history, text)
    found = judging.detector.find(text, parent_text=parent, kind=kind, rating=given.item.rating, history=history)
    agrees = found == _by_detectors(given.found)
    return agrees, f"Today, {_who(digest, judging.detector.digest)} find {'the same' if agrees else 'something else'}."


def _who(then: str, today: str) -> str:
    """Which of the two, rules or model, are those of then (`rules.detect.classifier.together`)."""
    rules, _, model = then.partition(JOINED)
    rules_now, _, model_now = today.partition(JOINED)
    if model == model_now:
        return "the same detectors" if rules == rules_now else "newer detectors"
    changed = (
        "another model" if model and model_now else "a model, which there was not then," if model_now else "no model"
    )
    return f"{'the same' if rules == rules_now else 'newer'} rules and {changed}"


def _by_detectors(found: Found) -> Found:
    """Without what a person recorded: no detector can find that."""
    return replace(found, findings=tuple(one for one in found.findings if one.ground is not Ground.RECORD))


def _of_words(history: History, text: str) -> History:
    """Evidence tells of earlier words only whether they were these (`bot.record.drafts`)."""
    items = tuple(replace(item, digest=digest(text) if item.digest else 0) for item in history.items)
    return replace(history, items=items)


def _quotes(text: str | None, given: Given) -> tuple[tuple[str, str], ...]:
    claims = [(f.behaviour.value, f.span) for f in given.found.findings] + [
        (n.kind.value, n.span) for n in given.found.needs
    ]
    return tuple((name, _quoted(text, span)) for name, span in claims)


def _quoted(text: str | None, span: Span | None) -> str:
    if text is None:
        return "(erased)"
    return text[span.start : span.end] if span else "(the whole)"


def _find(session: Session, name: str) -> InteractionRow:
    row = session.get(InteractionRow, name)
    if row is None and (other := session.get(DecisionRow, name) or session.get(ActionRow, name)):
        row = session.get(InteractionRow, other.interaction_id)
    if row is None:
        need = session.exec(select(NeedRow).where(or_(NeedRow.id == name, NeedRow.reference == name))).first()
        row = session.get(InteractionRow, need.interaction_id) if need else None
    if row is None:
        raise NotOnRecord(
            f"nothing on record is called '{name[:60]}': give the id of a comment, an action or a need, or a reference"
        )
    return row
