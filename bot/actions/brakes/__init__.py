"""What slows the machine down: quotas, a hit-rate alarm for each rule, busy mode, sensitive incidents, one kill switch.

A brake only ever turns something automatic into a proposal for a person. It never touches needs, tasks or calls.
"""

from bot.actions.brakes.brakes import Brakes, Doing
from bot.actions.brakes.check import Hold, check
from bot.actions.brakes.limits import BUSY, KILL, QUOTAS, Limits, names_on, sensitive
from bot.actions.brakes.switch import Trip, lift, put_on

__all__ = [
    "BUSY",
    "KILL",
    "QUOTAS",
    "Brakes",
    "Doing",
    "Hold",
    "Limits",
    "Trip",
    "check",
    "lift",
    "names_on",
    "put_on",
    "sensitive",
]
