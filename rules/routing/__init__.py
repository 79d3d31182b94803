"""Where each need goes, how soon, and what is open for whom by when."""

from rules.routing.already import said_again
from rules.routing.desks import Routed, route

__all__ = ["Routed", "route", "said_again"]
