"""The drafts say what the settings say, leave to a person what only a person can say, and cannot be broken by a name."""

from pathlib import Path

import pytest

from bot.evidence.erasure.inventory import TABLES
from bot.resources import pack_names
from bot.rights import approval
from bot.rights.papers import write
from bot.rights.processing import TO_FILL_IN
from bot.settings import Home, parse
from bot.staff.rights import Staff
from bot.store.database import Database
from bot.store.tables import Channel
from tests.bot.conftest import TestClock

SETTINGS = """
landlord: Heron <b>Homes</b>
policy: derby-2024
policy_settings: {data_protection_contact: dee@heron.test, letter_address: 1 Heron Walk; Heronby}
channels:
  - {name: sky, platform: bluesky, options: {handle: heron.test}}
  - {name: ex, platform: x, options: {when_removed: erase_after_24h}}
  - {name: page, platform: memory}
emergency: [{name: duty, kind: smtp, options: {host: mail.heron.test, to: duty@heron.test}}]
ledger: {witnesses: [{name: archive, kind: webhook, options: {url: "https://archive.test/seals"}}]}
retention: {lawful_days: 17, packs: {watford: {acted_days: 99}}}
"""


def drafts(home: Path, database: Database, clock: TestClock, settings: str = SETTINGS) -> dict[str, str]:
    live = write.live(Home(home), parse(settings, "test"), database)
    return {name: page.decode() for name, page in write.papers(live, clock()).items()}


def test_they_are_written_from_the_live_settings(database: Database, clock: TestClock, tmp_path: Path) -> None:
    with database.session() as session:
        session.add(Channel(name="sky", platform="bluesky", mode="assist"))
    found = drafts(tmp_path, database, clock)
    assert set(found) == {f"{name}.html" for name in write.PAPERS}
    for words in ("sky on bluesky (handle: heron.test)", "17 days", "99 days", "under watford", "mail.heron.test"):
        assert words in found["dpia.html"], words
    for words in ("archive.test/seals", "erased within 24 hours", "hide the comment", "sky assist", "ex observe"):
        assert words in found["dpia.html"], words
    assert "Nobody in the data-protection role has approved the processing yet." in found["dpia.html"]
    assert "dee@heron.test" in found["privacy-notice.html"]
    assert "1 Heron Walk, Heronby" in found["record-of-processing.html"]
    assert not [name for name, page in found.items() if "page on memory" in page], "in memory nobody real is heard"


def test_they_change_with_the_settings_and_the_approval(
    any_database: Database, clock: TestClock, dee: Staff, tmp_path: Path
) -> None:
    approval.approve(
        any_database, clock, dee, write.live(Home(tmp_path), parse(SETTINGS, "t"), any_database).matters, "ok"
    )
    assert "The processing is approved (dp_" in drafts(tmp_path, any_database, clock)["dpia.html"]
    other = drafts(tmp_path, any_database, clock, SETTINGS.replace("lawful_days: 17", "lawful_days: 18"))
    assert "retention lawful_days: 17 became 18" in other["dpia.html"]
    assert "18 days" in other["privacy-notice.html"]


def test_what_only_a_person_can_say_is_a_blank(database: Database, clock: TestClock, tmp_path: Path) -> None:
    found = drafts(tmp_path, database, clock, "landlord: Heron\npolicy: derby-2024")
    for name, page in found.items():
        assert "DRAFT" in page
        assert name == "index.html" or write.blanks(page.encode()) > 2, name
    for what in TO_FILL_IN.values():
        assert f"[to fill in: {what}]" in found["privacy-notice.html"]
    assert found["articles-9-and-10.html"].count("Schedule 1, paragraph") >= 6
    assert "(Articles 22A to 22D)" in found["dpia.html"]
    assert "Sign-in" in found["staff-monitoring-notice.html"]


def test_a_name_cannot_write_the_page(database: Database, clock: TestClock, tmp_path: Path) -> None:
    for page in drafts(tmp_path, database, clock).values():
        assert "<b>Homes" not in page
        assert "Heron &lt;b&gt;Homes" in page


@pytest.mark.parametrize("policy", pack_names())
def test_every_policy_can_be_assessed(database: Database, clock: TestClock, tmp_path: Path, policy: str) -> None:
    found = drafts(tmp_path, database, clock, f"policy: {policy}")
    assert len(found["dpia.html"]) > 5_000


def test_the_categories_of_data_know_every_table_with_personal_data() -> None:
    """A new table of people's data is looked at here too: does `bot.rights.processing.CATEGORIES` speak of it?"""
    told = {"content", "payload", "account", "interaction", "task", "action", "alarm", "customer", "staff"}
    of_ours = {
        "brake",
        "session",
        "channel",
        "destination",
        "cursor",
        "note",
        "witness",
        "data_protection",
        "case_file",
    }
    assert {name for name, columns in TABLES.items() if columns.personal} <= told | of_ours
