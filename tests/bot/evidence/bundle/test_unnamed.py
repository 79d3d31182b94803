"""Staff whom it is not safe to name to the person are not named in a bundle either, which reaches that person in the end."""

import json
from dataclasses import dataclass

import pytest

from bot.evidence.append import Draft, append
from bot.rights.subject.handing import Desk
from bot.rights.subject.requests import Outcome
from bot.staff.rights import Staff
from bot.store.ids import stamp
from rules.model.disclosure import Ground, Weighed
from rules.model.evidence import EntryKind
from rules.model.staff import Role
from tests.bot.evidence.bundle.forging import files_of
from tests.bot.evidence.bundle.kit import Office

WHY = "Priya was followed home to Elm Road"


@dataclass
class Asked:
    """The data-protection role, at work on the request of whoever the case is about."""

    office: Office
    case: str
    officer: Staff

    @property
    def account(self) -> str:
        return self.office.comments()[0].account_id

    def not_named(self, who: str, why: str = WHY) -> None:
        here = self.office.landlord
        desk = Desk(self.office.database, self.office.clock, here.office.by_id)
        wanted = here.people[who].id
        (one,) = (row for row in desk.open(self.officer, self.account).weighings if row.field == wanted)
        desk.weigh(self.officer, [one.id], Outcome(Weighed.WITHHELD, Ground.SAFETY, why))

    def keep(self, kind: EntryKind, item: str, private: dict[str, bytes]) -> int:
        with self.office.database.write() as tx:
            return append(tx, [Draft(kind, item, {"letter": "l_1"}, private)], stamp(self.office.clock()))[0].seq

    def files(self, who: str = "owen") -> dict[str, bytes]:
        return files_of(self.office.bundle(self.case, who).raw)


@pytest.fixture
async def asked(office: Office) -> Asked:
    case = await office.small()
    office.landlord.hire({"dee": (Role.DATA_PROTECTION, "Data Protection Officer")})
    return Asked(office, case, office.landlord.people["dee"])


def fields(files: dict[str, bytes], seq: int) -> dict[str, object]:
    return next(dict(one["fields"]) for one in json.loads(files["bundle.json"])["entries"] if one["seq"] == seq)


async def test_neither_the_name_nor_why_it_is_withheld(asked: Asked) -> None:
    """The role stays, and so does the proof that it was somebody; the words of her request stay with the landlord."""
    asked.not_named("priya")
    files = asked.files()
    assert (
        "A member of staff, not named for their safety, Social Media Officer (Moderator)"
        in files["1-first-page.html"].decode()
    )
    everything = b"".join(files.values())
    assert b"Priya" not in everything
    assert b"Elm Road" not in everything


async def test_reasons_of_an_access_request_stay_even_where_all_are_named(asked: Asked) -> None:
    private = {"reason": b"spoke to her sister", "without": b'["her sister"]'}
    weighed = asked.keep(EntryKind.DISCLOSURE, asked.account, private)
    handed = asked.keep(EntryKind.EXPORTED, asked.account, {"checked": b"passport 123"})
    files = asked.files()
    assert fields(files, weighed) == {"reason": "withheld", "without": "withheld"}
    assert fields(files, handed) == {"checked": "withheld"}
    assert b"sister" not in b"".join(files.values())


async def test_whoever_makes_it(asked: Asked) -> None:
    """The maker's own name stands on the first page, where it may be named."""
    asked.office.bundle(asked.case, "owen")  # an entry of this case names him by his id: so he is on the list
    assert "Owen, Customer Experience Team" in asked.files()["1-first-page.html"].decode()
    asked.not_named("owen")
    page = asked.files()["1-first-page.html"].decode()
    assert "A member of staff, not named for their safety, Customer Experience Team" in page
    assert "Owen" not in page


async def test_words_of_staff_that_name_them(asked: Asked) -> None:
    """A reason, a letter: what names them stays with the landlord, and what nobody can look through does too."""
    asked.not_named("priya")
    private = {"a.html": b"<p>Yours, Pri<b>ya</b></p>", "a.pdf": b"%PDF-1.7 \x00", "b.html": b"<p>Yours, Helen</p>"}
    seq = asked.keep(EntryKind.LETTER, asked.case, private)
    files = asked.files()
    (html, pdf, other) = (fields(files, seq)[name] for name in private)
    assert (html, pdf) == ("withheld", "withheld")
    assert isinstance(other, dict)
    assert b"Priya" not in b"".join(files.values())
    assert "<em>withheld</em>" in files["2-index.html"].decode()


async def test_what_the_person_said_stays_whole(asked: Asked) -> None:
    """They know whom they named."""
    asked.not_named("priya")
    said = await asked.office.landlord.hear("You {abuse serious} idiots, and Priya most of all", "rob")
    files = asked.files()
    for name in ("text.txt", "payload.json"):
        assert b"and Priya most of all" in files[f"originals/{said.row.text_seq:012}/{name}"]


async def test_a_post_of_ours_that_they_answered(asked: Asked) -> None:
    """What they answered was signed by her: it stays, and so does the payload that it came in."""
    asked.not_named("priya")
    post = "Ask me anything. Priya"
    said = await asked.office.landlord.hear("{abuse serious} idiots", "rob", parent_text=post)
    files = asked.files()
    folder = f"originals/{said.row.text_seq:012}"
    assert f"{folder}/text.txt" in files
    assert not [name for name in files if name.startswith((f"{folder}/parent_text", f"{folder}/payload"))]
    assert b"Priya" not in b"".join(files.values())


async def test_a_later_request_does_not_name_them_by_itself(asked: Asked) -> None:
    """One about the person's customer record: what its list says before anybody weighed is nobody's word."""
    asked.not_named("priya")
    office = asked.office
    office.landlord.must(office.landlord.link("dan", "rob"))
    with office.database.read() as tx:
        customer = tx.exec_driver_sql("SELECT customer_id FROM identity_link").scalar_one()
    office.clock.move(days=1)
    opened = Desk(office.database, office.clock, office.landlord.office.by_id).open(asked.officer, customer)
    with office.database.write() as tx:
        sql = "UPDATE weighing SET state = 'given', weighed_by = NULL WHERE request_id = ? AND kind = 'staff'"
        assert tx.exec_driver_sql(sql, (opened.request.id,)).rowcount >= 1
    assert b"Priya" not in b"".join(asked.files().values())
