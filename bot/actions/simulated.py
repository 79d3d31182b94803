"""The simulated twin of a platform: everything is the same but the act."""

from adapters.platform import Action, Acts, Look, Outcome, OutcomeState, Sight


class Simulated:
    """In `observe` the deed goes through claims, brakes and evidence like any other, and stops short of the platform."""

    async def act(self, action: Action) -> Outcome:
        """Nothing is done."""
        return Outcome(OutcomeState.SIMULATED, why=f"{action.verb}: only simulated, nothing was done")

    async def find(self, action: Action) -> Look:
        """What was simulated is never there."""
        return Look(Sight.ABSENT, why=f"{action.verb}: only simulated")


def twin_of(platform: Acts, *, simulate: bool) -> Acts:
    """The platform itself, or its simulated twin."""
    return Simulated() if simulate else platform
