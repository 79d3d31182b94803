"""What is known about the person and the moment, besides the words and what went before."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from rules.model.case.words import RestrictionKind
from rules.model.finding import NeedKind


@dataclass(frozen=True, slots=True)
class Restricted:
    """A restriction in force against whoever this is: its id, the policy it began under, what contact goes against it."""

    id: str
    pack: str
    kind: RestrictionKind
    breached_by: tuple[Literal["public", "private"], ...] = ()


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What is known about the person and the moment. None means not known, which is not the same as no.

    `sensitive` is the sensitive-incident switch (fire, death) on the thread or everywhere. `open_needs` are needs of this
    account (or this verified person) that somebody is already seeing to. `liaised_at`: when the support worker was last
    spoken to. `volume_recorded`: a named person recorded how much contact there was by other ways than social media.
    `exhausted`: the complaints procedure has come to its end. `referred`: it has been referred before.
    """

    vulnerable: bool | None = None
    adjustments: tuple[str, ...] = ()
    support_worker: bool | None = None
    overdue_matter: bool | None = None
    restrictions: tuple[Restricted, ...] = ()
    sensitive: bool = False
    open_needs: tuple[NeedKind, ...] = ()
    liaised_at: datetime | None = None
    volume_recorded: bool = False
    exhausted: bool = False
    referred: bool = False
