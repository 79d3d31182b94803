"""From a decision to planned deeds. Pure: the same ground gives the same plan."""

from bot.actions.plan.ground import Brake, Ground, Plan, Unplanned
from bot.actions.plan.plan import plan

__all__ = ["Brake", "Ground", "Plan", "Unplanned", "plan"]
