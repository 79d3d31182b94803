"""The platform's side of the platform in memory: what was said, what was done to it, and what goes wrong on purpose.

With a file it outlives a killed process, and can be fed and watched from another one, as a real platform can.
"""

from adapters.memory.effects import Effects
from adapters.memory.faults import Faults
from adapters.memory.people import People


class World(People, Faults, Effects):
    """The platform itself. Tests and the demo speak through `say`, `edit`, `delete`; the adapter through the rest."""
