"""Examines one Doorstep. Each check answers a line; none changes anything."""

from bot.doctor.examine import examine, letters
from bot.doctor.finding import Finding, Level
from bot.doctor.record import erasures, ledger

__all__ = ["Finding", "Level", "erasures", "examine", "ledger", "letters"]
