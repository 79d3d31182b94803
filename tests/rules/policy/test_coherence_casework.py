"""What must hold together in a formal process. Each fault is one line that names file, part and field."""

import pytest

from rules.policy.parse import PackError, parse
from tests.rules.packs import rewritten, texts

QUORUM = "    - seats: [{posts: [Head of Service]}]"


def spoilt(name: str, file: str, old: str, new: str) -> str:
    """The error for a pack with one thing changed."""
    with pytest.raises(PackError) as error:
        rewritten(name, file, old, new)
    assert "\n" not in str(error.value)
    return str(error.value)


@pytest.mark.parametrize(
    ("name", "old", "new", "line"),
    [
        (
            "wolverhampton",
            "clause: WH-44",
            "clause: WH-99",
            "casework: approval 1: clause: WH-99 is not among the clauses",
        ),
        ("wolverhampton", "clause: WH-51", "clause: WH-99", "casework: markers 2: clause: WH-99 is not among"),
        (
            "wolverhampton",
            "posts: [Head of Service]}]\n      clause: WH-44",
            "posts: [Mayor]}]\n      clause: WH-44",
            "approval 1.seats 1: posts: Mayor is not among the roles",
        ),
        ("wolverhampton", "post: Customer Adviser", "post: Mayor", "steps 1: post: Mayor is not among the roles"),
        (
            "wolverhampton",
            "owner: Senior",
            "owner: Junior",
            "review: owner: Junior Management Team member is not among",
        ),
        ("wolverhampton", "whom: Customer Experience Manager", "whom: The Mayor", "tells: whom: The Mayor is neither"),
        (
            "wolverhampton",
            "  # Not where",
            "  deputies: {Head of Service: [Mayor]}\n\n  # Not where",
            "deputies: Head of Service: Mayor is not among the roles",
        ),
        (
            "wolverhampton",
            "  # Not where",
            "  deputies: {Head of Service: [Head of Service]}\n\n  # Not where",
            "deputies: Head of Service: deputises for itself",
        ),
        ("wolverhampton", "code: PVP_consider", "code: NEC_alert", "casework: markers: NEC_alert: given 2 times"),
        ("wolverhampton", "kind: letter_only", "kind: one_channel", "restrictions: one_channel: given 2 times"),
        (
            "wolverhampton",
            QUORUM,
            "    - restrictions: [spoc]\n      seats: [{posts: [Head of Service]}]",
            "approval: restrictions: nobody approves appointment_only",
        ),
        (
            "wolverhampton",
            QUORUM,
            "    - {restrictions: [page_block], seats: [{posts: [Head of Service]}], clause: WH-44}\n" + QUORUM,
            "approval: restrictions: page_block is not among the restrictions",
        ),
        (
            "wolverhampton",
            QUORUM,
            "    - {seats: [{posts: [Head of Service]}], clause: WH-44}\n" + QUORUM,
            "approval: restrictions: 2 quorums name no restriction",
        ),
        ("wolverhampton", "kind: spoc", "kind: all_channels", "restrictions: all_channels: no policy may close"),
        (
            "wolverhampton",
            "every service stays open to you.",
            "every service stays open to you.\n      on_platform: true",
            "restrictions: spoc: on_platform: no platform can carry it out",
        ),
        ("wolverhampton", "every: 3", "every: 4", "review: every: 4, but review.months says 3"),
        (
            "wolverhampton",
            "label: Senior Management Team member",
            "label: Somebody senior",
            "appeal: label: Somebody senior, but appeal.decided_by says Senior Management Team member",
        ),
        (
            "wolverhampton",
            "at: [restricted], clause",
            "at: [restricted], behaviours: [threat], clause",
            "records 3: behaviours: stand only with the moment `incident`",
        ),
        ("wolverhampton", "standard: null", "standard: 2", "review: every: 3 months is after the end, 2 months"),
        ("derby-2020", "standard: 12", "standard: null", "duration: fixed: needs a standard"),
        ("derby-2020", "longest: 12", "longest: 6", "duration: longest: 6 is below the standard 12"),
        (
            "derby-2020",
            "      - posts: [Departmental Manager]",
            "      - posts: [Departmental Manager]\n      - posts: [Service Manager]",
            "review: appointed_by: names one reviewer",
        ),
        ("derby-2020", "record_first: HMS", "record_first: a diary", "record_first: a diary is not a system"),
        ("derby-2024", "setting: approver_post", "setting: somebody", "approval 1: setting: somebody is not among"),
        ("derby-2024", "kind: spoc", "kind: exile", "restrictions 1 (DH24-20): kind: "),
    ],
)
def test_a_fault_in_a_formal_process_is_one_line(name: str, old: str, new: str, line: str) -> None:
    said = spoilt(name, "casework.yaml", old, new)
    assert said.startswith("casework.yaml: casework: ")
    assert line in said


def test_where_page_access_is_a_restriction_the_ladder_offers_no_block() -> None:
    said = spoilt("derby-2020", "ladder.yaml", "[hide, report]", "[hide, report, block]")
    assert said == "pack.yaml: block: formal: the ladder offers a block, which here only the formal way leads to"


def test_a_ladder_that_leads_to_formal_action_needs_casework() -> None:
    changed = texts("wolverhampton")
    del changed["casework.yaml"]
    with pytest.raises(PackError) as error:
        parse(changed)
    assert str(error.value).endswith("open_case needs a formal process, and there is no casework")
