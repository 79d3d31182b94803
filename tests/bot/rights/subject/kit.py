"""One landlord, one resident who asks what is held about him, and what was handed over."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bot.compose import pack
from bot.evidence import keys
from bot.evidence.notary import Notary, Pace
from bot.rights.processing import Processing, processing
from bot.rights.subject.handing import DATA, PAGE, Desk, Waiting
from bot.rights.subject.requests import Outcome
from bot.settings import Home, Settings
from bot.staff.rights import Staff
from bot.store.rights_tables import Weighing
from rules.model.case import deeds as d
from rules.model.disclosure import Ground, Weighed
from rules.model.evidence import EntryKind
from rules.model.staff import Role
from tests.bot.cases.kit import House

INSULT = "{abuse serious} you lot"
NEIGHBOUR = "@rob.terrace leave them alone, says Nora from number 9"
CHECKED = "passport seen at the office"
SAID = "Rob said it to Mrs Jones of number 11"


@dataclass
class Town:
    """The house, Dee, and the ids a story needs. `files` are what was handed over last."""

    house: House
    dee: Staff
    account: str
    case: str
    comment: str
    files: dict[str, bytes] = field(default_factory=dict)
    reach: dict[str, str] = field(default_factory=lambda: {"data_protection_contact": "dee@homes.test"})

    @classmethod
    async def of(cls, house: House) -> "Town":
        """Rob is insulting, Nora answers him, Rob is restricted; a colleague notes what he said to a neighbour."""
        house.hire({"dee": (Role.DATA_PROTECTION, "Data Protection Officer")})
        case, _ = await house.restricted("rob.terrace")
        rude = await house.hear("My mould is back. {need hazard} " + INSULT, "rob.terrace")
        await house.hear(NEIGHBOUR, "nora.nine", parent=rude.row.ref)
        await house.deliver()
        house.must(house.do("dan", case, lambda by: d.RecordOnSystem(by, (rude.id,), "HMS"), private={"note": SAID}))
        police = {"reason": "the sergeant asked us not to say"}
        house.must(house.do("helen", case, lambda by: d.ConsiderPolice(by, (rude.id,), True, True), private=police))
        return cls(house, house.people["dee"], house.account("rob.terrace"), case, rude.id)

    @property
    def desk(self) -> Desk:
        return Desk(self.house.page.database, self.house.page.clock, self.house.office.by_id)

    def open(self, about: str = "") -> Waiting:
        return self.desk.open(self.dee, about or self.account)

    def item(self, kind: str, *, holding: str = "") -> Weighing:
        """The one thing of a kind (with these words in it) on the list."""
        waiting = self.open()
        found = [one for one in waiting.weighings if one.kind == kind and holding in self._words(one, waiting)]
        assert len(found) == 1, [(one.kind, self._words(one, waiting)) for one in waiting.weighings]
        return found[0]

    def weigh(self, row: Weighing, state: Weighed, ground: Ground | None = None, *without: str) -> None:
        self.desk.weigh(self.dee, [row.id], Outcome(state, ground, "looked at it", without))

    def give_the_rest(self, about: str = "") -> None:
        """What is still to weigh is given."""
        waiting = self.open(about)
        self.desk.weigh(self.dee, [one.id for one in waiting.unweighed], Outcome(Weighed.GIVEN, None, "theirs"))

    def hand_over(self, about: str = "") -> dict[str, Any]:
        """data.json of what was handed over."""
        self.files = {}
        self.desk.hand_over(self.dee, about or self.account, CHECKED, self.told(), self._save)
        found: dict[str, Any] = json.loads(self.files[DATA])
        return found

    @property
    def page(self) -> str:
        return self.files[PAGE].decode()

    def told(self) -> Processing:
        return processing(Home(Path("nowhere")), Settings(policy_settings=dict(self.reach)), pack("derby-2024"))

    def sign(self, folder: Path) -> None:
        """A checkpoint over all there is."""
        database, clock = self.house.page.database, self.house.page.clock
        keys.ensure(folder, database, clock)
        Notary(folder, database, self.house.page.writer, {}, clock, Pace(1, 1, 24)).sign()

    def kinds(self) -> set[str]:
        return {one.kind for one in self.open().weighings}

    def entries(self, kind: EntryKind) -> list[dict[str, Any]]:
        return [data for found, data in self.house.page.entries() if found == kind]

    def _save(self, files: Mapping[str, bytes]) -> None:
        self.files = dict(files)

    @staticmethod
    def _words(one: Weighing, waiting: Waiting) -> str:
        piece = waiting.held.pieces.get((one.seq, one.field))
        return piece.value.decode("utf-8", "replace") if piece else ""
