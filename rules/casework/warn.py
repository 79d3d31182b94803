"""A warning that counts, given by a named person. A letter is formal; a message or a reply is a measure about a comment."""

from datetime import datetime

from rules.calendar import london_date
from rules.casework.care import no_liaison
from rules.casework.follow import follows
from rules.casework.grounds import hers, relied, single_feature, social_volume, unlinked, unverified
from rules.casework.letters import draft
from rules.casework.office import Office
from rules.casework.posts import ANY_CASE_WORK, in_post, in_role
from rules.casework.sentences import refusal, refused
from rules.casework.sitting import Sitting, sit
from rules.model.case.casefile import Casefile
from rules.model.case.deeds import Warn
from rules.model.case.facts import Warned
from rules.model.case.orders import Draft, Order, Refusal, Verdict
from rules.model.case.words import LetterKind, OrderKind, Says, Unmet, WarningForm
from rules.policy.casework import Moment
from rules.policy.schema import Pack


def warn(office: Office, file: Casefile, deed: Warn, now: datetime) -> Verdict:
    """Give a warning: what it must say first, who may give it, and for a letter what must come before it."""
    pack, sitting = office.on(london_date(now)), sit(office, file, now)
    if sitting is None and deed.form is WarningForm.LETTER:
        return refused(refusal(Unmet.NO_FORMAL_ROUTE))
    found = [*_may(office, pack, deed), *_about_something(file, deed)]
    if sitting is not None:
        found += [*_says(sitting, deed), *no_liaison(sitting, "warning", deed.about)]
        found += _letter_first(sitting, deed) if deed.form is WarningForm.LETTER else []
    if found:
        return refused(*found)
    fact = Warned(deed.id, now, deed.by, deed.form, deed.about, deed.says, pack.id, deed.sent)
    return Verdict((fact,), (_letter(office, file, pack, deed), *_follow(sitting, deed)))


def _may(office: Office, pack: Pack, deed: Warn) -> list[Refusal]:
    rule = pack.casework.warning if pack.casework else None
    if rule and rule.by and deed.form is WarningForm.LETTER:
        return in_post(office, pack, deed.by, rule.by, rule.clause)
    return in_role(office, pack, deed.by, ANY_CASE_WORK)


def _about_something(file: Casefile, deed: Warn) -> list[Refusal]:
    """A person may warn about what the machine left alone, not about what nobody found anything in (rule 7)."""
    known = relied(file, deed.about) or (deed.form is WarningForm.LETTER and file.volume_recorded)
    return [] if known else [refusal(Unmet.NO_EVIDENCE)]


def _says(sitting: Sitting, deed: Warn) -> list[Refusal]:
    """A letter says what the policy wants in it; a message says why where every action is told with its reason."""
    rule, telling = sitting.casework.warning, sitting.casework.telling
    if deed.form is WarningForm.LETTER and not deed.says >= set(rule.says):
        return [refusal(Unmet.WARNING_INCOMPLETE, rule.clause, _missing(set(rule.says) - deed.says))]
    if telling is not None and telling.every_action and Says.REASON not in deed.says:
        return [refusal(Unmet.WARNING_INCOMPLETE, telling.clause, _missing({Says.REASON}))]
    return []


def _missing(parts: set[Says]) -> str:
    """Every part by the code it is given with."""
    return f"Missing: {', '.join(sorted(part.value for part in parts))}."


def _letter_first(sitting: Sitting, deed: Warn) -> list[Refusal]:
    """What a formal letter waits for."""
    return [
        *social_volume(sitting.pack, sitting.file, deed.about),
        *single_feature(sitting, hers(sitting.file)),
        *_record_first(sitting, deed),
        *_on_the_record(sitting),
        *unlinked(sitting.pack, sitting.file, deed.about),
    ]


def _record_first(sitting: Sitting, deed: Warn) -> list[Refusal]:
    rule = sitting.casework.warning
    if rule.record_first is None:
        return []
    recorded = {ref for r in sitting.file.recorded if r.system == rule.record_first for ref in r.about}
    return [] if recorded >= set(deed.about) else [refusal(Unmet.RECORD_FIRST, rule.clause)]


def _on_the_record(sitting: Sitting) -> list[Refusal]:
    """Where the letter goes on the customer's record, it must be known whose that is; else it goes to the account."""
    rule = sitting.casework.warning
    written = rule.record_first or any(Moment.WARNED in record.at for record in sitting.casework.records)
    return unverified(sitting.pack, sitting.file) if written else []


def _letter(office: Office, file: Casefile, pack: Pack, deed: Warn) -> Order:
    must = draft(office, file, pack, LetterKind.WARNING)
    return Order(OrderKind.SEND_LETTER, about=deed.id, letter=Draft(must.kind, must.says | deed.says))


def _follow(sitting: Sitting | None, deed: Warn) -> tuple[Order, ...]:
    """Only a letter is recorded and told; a message about a comment writes nothing on anybody's record."""
    formal = sitting is not None and deed.form is WarningForm.LETTER
    return follows(sitting.casework, Moment.WARNED, deed.id) if sitting is not None and formal else ()
