"""What is asked for and never done: a register of people who help, a marker on an address (domain §3, rule 15)."""

from datetime import datetime

from rules.casework.office import Office
from rules.casework.sentences import refusal, refused
from rules.model.case.casefile import Casefile
from rules.model.case.deeds import AskPropertyMarker, AskRegister
from rules.model.case.orders import Verdict
from rules.model.case.words import Unmet


def ask_register(_office: Office, _file: Casefile, _deed: AskRegister, _now: datetime) -> Verdict:
    """Refused under every policy: it needs a lawful basis and a decision of its own."""
    return refused(refusal(Unmet.AIDER_REGISTER))


def ask_property_marker(_office: Office, _file: Casefile, _deed: AskPropertyMarker, _now: datetime) -> Verdict:
    """Refused under every policy: one person's words never mark a home or those who live there."""
    return refused(refusal(Unmet.PROPERTY_MARKER))
