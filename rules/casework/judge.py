"""What staff do in a case, judged: one table from the kind of deed to the one function that knows its rules."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from rules.casework.appeal import decide_appeal
from rules.casework.approve import approve
from rules.casework.ask import ask_property_marker, ask_register
from rules.casework.decline import decline, vary
from rules.casework.identity import link, unlink
from rules.casework.longer import agree_longer, sign_longer
from rules.casework.marker import confirm_marker
from rules.casework.measure import take_measure
from rules.casework.notice import send_notice
from rules.casework.office import Office
from rules.casework.police import consider_police
from rules.casework.propose import propose
from rules.casework.record import (
    liaise,
    record_adjustment,
    record_exhausted,
    record_harm,
    record_on_system,
    record_volume,
)
from rules.casework.refer import decide_referral, refer
from rules.casework.review import appoint_reviewer, review
from rules.casework.warn import warn
from rules.model.case import deeds as d
from rules.model.case.casefile import Casefile
from rules.model.case.orders import Verdict

DEEDS: dict[type, Callable[[Office, Casefile, Any, datetime], Verdict]] = {
    d.Warn: warn,
    d.RecordOnSystem: record_on_system,
    d.RecordVolume: record_volume,
    d.RecordHarm: record_harm,
    d.RecordExhausted: record_exhausted,
    d.RecordAdjustment: record_adjustment,
    d.Liaise: liaise,
    d.Link: link,
    d.Unlink: unlink,
    d.Refer: refer,
    d.DecideReferral: decide_referral,
    d.Propose: propose,
    d.Approve: approve,
    d.Decline: decline,
    d.Vary: vary,
    d.SendNotice: send_notice,
    d.ConfirmMarker: confirm_marker,
    d.AgreeLonger: agree_longer,
    d.SignLonger: sign_longer,
    d.AppointReviewer: appoint_reviewer,
    d.Review: review,
    d.DecideAppeal: decide_appeal,
    d.TakeMeasure: take_measure,
    d.ConsiderPolice: consider_police,
    d.AskRegister: ask_register,
    d.AskPropertyMarker: ask_property_marker,
}
"""Every deed has its function; a test holds the table to the vocabulary."""


def judge(office: Office, file: Casefile, deed: d.Deed, now: datetime) -> Verdict:
    """Accepted, with what happened and what follows; or refused, with every unmet condition and no others.

    `now` is aware. The policy is the one in force on its London date, save for what began under another. Raises NoPolicy.
    """
    return DEEDS[type(deed)](office, file, deed, now)
