"""What a bundle holds: everything of the case, byte for byte, and pages that can be read."""

import io
import json
import re
from hashlib import sha256
from typing import Any
from zipfile import ZIP_STORED, ZipFile

import pytest

from bot.cases.room import Done
from bot.desk.sitting import Refused
from bot.evidence.append import Draft, append
from bot.evidence.bundle import make as module
from bot.evidence.bundle import pages, verify_bundle
from bot.evidence.bundle.container import TooLarge, container
from bot.evidence.bundle.make import Asked, make
from bot.store.ids import stamp
from bot.store.tables import Content, InteractionRow, Payload
from rules.model.evidence import EntryKind
from tests.bot.evidence.bundle.conftest import Made
from tests.bot.evidence.bundle.forging import body, files_of
from tests.bot.evidence.bundle.kit import Office

PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(64))


def test_it_verifies_with_key_and_witness(made: Made) -> None:
    lines = verify_bundle.check(made.bundle.raw, made.key, made.kept)
    assert lines[0].startswith(f"Bundle of case {made.case}, sealed at ")
    assert f"{made.bundle.entries} entries, in order" in lines[1]
    assert f"Origin: signed under the key {made.key}, which you gave." in lines
    assert lines[-1].endswith("is the one that was kept outside.")
    assert any(line.startswith("Origin NOT checked") for line in verify_bundle.check(made.bundle.raw))
    half = " ".join(made.key[at : at + 4] for at in range(0, 32, 4)).upper()
    assert f"Origin: signed under the key {made.key}, which you gave." in verify_bundle.check(made.bundle.raw, half)


def test_the_container_is_canonical(made: Made) -> None:
    """Two programs that know nothing of each other build the same bytes; nothing in it tells of a machine or a time."""
    files = files_of(made.bundle.raw)
    assert verify_bundle.packed(files) == container(files) == made.bundle.raw
    with ZipFile(io.BytesIO(made.bundle.raw)) as box:
        assert box.testzip() is None
        found = box.infolist()
        assert (box.comment, [one.filename for one in found]) == (b"", sorted(files))
    for one in found:
        assert (one.date_time, one.compress_type, one.extra) == ((1980, 1, 1, 0, 0, 0), ZIP_STORED, b"")
        assert re.fullmatch(r"[A-Za-z0-9@._/-]+", one.filename), one.filename
    assert len(files) == made.bundle.files


def test_what_does_not_fit_is_refused_in_words() -> None:
    with pytest.raises(TooLarge, match="60,001 files"):
        container({f"{n}": b"" for n in range(60_001)})


async def test_originals_are_the_bytes_of_the_record(office: Office) -> None:
    case = await office.small()
    files = files_of(office.bundle(case).raw)
    (row,) = office.landlord.all(InteractionRow)
    with office.database.look() as session:
        kept, payload = session.get(Content, (row.text_seq, "text")), session.get(Payload, row.payload_n)
    assert kept is not None
    assert payload is not None
    folder = f"originals/{row.text_seq:012}"
    assert files[f"{folder}/text.txt"] == kept.value == b"You {abuse serious} idiots"
    assert files[f"{folder}/payload.json"] == payload.body
    source = json.loads(files[f"{folder}/source.json"])
    assert source["payload_sha256"] == sha256(payload.body).hexdigest()


def test_every_entry_of_the_case_and_of_who_acted_is_there(made: Made) -> None:
    files = files_of(made.bundle.raw)
    seqs = [one["seq"] for one in json.loads(files["bundle.json"])["entries"]]
    bodies = [body(files, seq) for seq in seqs]
    kinds = {one["kind"] for one in bodies}
    assert {
        "heard", "decided", "planned", "attempting", "done", "confirmed", "undone", "case_opened", "case_fact", "letter",
        "identity", "staff", "key", "task_closed", "routed",
    } <= kinds  # fmt: skip
    facts = {one["data"]["kind"] for one in bodies if one["kind"] == "case_fact"}
    assert {"Incident", "Warned", "Proposed", "Approved", "Began", "NoticeSent", "AppealMade", "AppealDecided"} <= facts
    acted = set(re.findall(r"s_[0-9a-f]{16}", "".join(json.dumps(one) for one in bodies)))
    assert acted == {one["item"] for one in bodies if one["kind"] == "staff"}
    assert "policy/derby-2024@2024.2.json" in files
    assert sum(name.endswith("/letter.html") for name in files) == 2


def test_the_index_names_every_entry_once_and_every_original(made: Made) -> None:
    files = files_of(made.bundle.raw)
    page = files["2-index.html"].decode()
    links = re.findall(r'href="(entries/[^"]+)"', page)
    assert sorted(links) == [name for name in sorted(files) if name.startswith("entries/")]
    assert set(re.findall(r'href="(originals/[^"]+)"', page)) == {
        name for name in files if name.startswith("originals/")
    }
    assert "A rendering, made to be read." in page


def test_the_first_page_says_who_decided_what_in_what_capacity(made: Made) -> None:
    page = files_of(made.bundle.raw)["1-first-page.html"].decode()
    text = " ".join(re.sub(r"<[^>]+>", " ", re.sub(r"</?(bdi|strong|span)[^>]*>", "", page)).split())
    for words in (
        "A warning (W1) was given on Mon 23 Nov 2026 by Priya, Social Media Officer (Moderator).",
        "was decided on Wed 25 Nov 2026 by Helen, Head of Service (Approver).",
        "On the appeal (A1): decision overturned, on Mon 30 Nov 2026 by Grace, Executive Team member (Approver).",
        "Reason given: “She was quoting her neighbour; the first comment alone is not enough”",
        "Today R1 is lifted.",
        "Offensive, derogatory or patronising words",
        "for the Housing Ombudsman by Owen, Customer Experience Team (Caseworker)",
    ):
        assert words in text, words
    assert "upheld" not in page
    shown = " ".join(made.key[at : at + 4] for at in range(0, 32, 4))
    assert shown in page


def test_hostile_words_cannot_act_on_a_page(made: Made) -> None:
    files = files_of(made.bundle.raw)
    for name in ("1-first-page.html", "2-index.html"):
        page = files[name].decode()
        assert "&lt;b&gt;Fix it&lt;/b&gt;" in page
        assert not set(page) & set("\u202e\u200b")
        assert "default-src 'none'" in page
        assert not re.search(r"<(script|img|iframe|link)|https?://[^<]*\"", page)


async def test_the_export_is_an_entry_with_its_reason_kept_apart(office: Office) -> None:
    case = await office.small()
    made = office.bundle(case)
    kind, data = office.landlord.page.entries(case)[-1]
    listed = files_of(made.raw)["bundle.json"]
    assert (kind, data["what"], data["for"]) == ("exported", "bundle", "ombudsman")
    assert (data["by"], data["contents"]) == (office.landlord.people["owen"].id, sha256(listed).hexdigest())
    with office.database.look() as session:
        kept = session.get(Content, (made.seq, "reason"))
    assert kept is not None
    assert (kept.value, kept.owner) == (b"complaint 202612345", case)
    again = office.bundle(case)
    assert f"entries/{made.seq:012}.json" in files_of(again.raw), "the next bundle tells of this one"


@pytest.mark.parametrize("who", ["priya", "sam"])
async def test_only_whoever_may_export(office: Office, who: str) -> None:
    case = await office.small()
    with pytest.raises(Refused, match="export"):
        make(office.house, Asked(case, office.landlord.people[who]))
    assert "exported" not in office.landlord.page.kinds(case)


async def test_a_payload_that_holds_others_words_stays_with_the_landlord(office: Office) -> None:
    case = await office.small()
    await office.landlord.page.after("Lovely new bins", author="una")
    with office.database.write() as tx:  # as a platform that sends several in one page does
        tx.exec_driver_sql("UPDATE interaction SET payload_n = (SELECT min(payload_n) FROM interaction)")
    files = files_of(office.bundle(case).raw)
    assert not [name for name in files if "payload" in name]
    assert "stays with the landlord: it also holds what others said" in files["2-index.html"].decode()
    assert b"bins" not in b"".join(files.values())


async def test_what_was_captured_travels_under_its_own_kind(office: Office) -> None:
    """A picture is a picture by its bytes, never by what somebody called it; half a character survives."""
    case = await office.small()
    (row,) = office.comments()
    html, half = b"<script>alert(1)</script>", "half \ud83d".encode("utf-8", "surrogatepass")
    private = {"media.0": PNG, "media.0.about": b'{"type":"text/html"}', "media.1": html, "note": half}
    with office.database.write() as tx:
        seq = append(tx, [Draft(EntryKind.CAPTURED, row.id, {"media": [0, 1]}, private)], stamp(office.clock()))[0].seq
    files = files_of(office.bundle(case).raw)
    assert {name.rsplit("/", 1)[1]: files[name] for name in files if name.startswith(f"originals/{seq:012}/")} == {
        "media.0.png": PNG,
        "media.0.about.json": b'{"type":"text/html"}',
        "media.1.txt": html,
        "note.txt": half,
    }
    page = files["2-index.html"].decode()
    assert "half <span" in page
    assert "<script" not in page


async def test_on_both_engines(any_office: Office) -> None:
    made = any_office.bundle(await any_office.small())
    assert verify_bundle.check(made.raw, any_office.fingerprint)


async def test_what_comes_into_the_case_meanwhile_is_taken_in(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    """Between the reading and the sealing somebody writes: then it is read again, so nothing is missing, nor erased."""
    case = await office.small()
    real, done = pages.pages, list[Done]()

    def slowly(*given: Any) -> dict[str, bytes]:
        if not done:
            done.append(office.landlord.must(office.warn_again(case)))
        return real(*given)

    monkeypatch.setattr(module, "pages", slowly)
    made = office.bundle(case)
    page = files_of(made.raw)["1-first-page.html"].decode()
    assert "(W2)" in page
