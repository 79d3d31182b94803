# long: every column of every table, told personal or not
"""Where personal data stands: every column of every table, and what becomes of the personal ones when somebody is erased.

A test compares this with the tables, so that a new column is looked at before it is used: put it under `plain` when it can
hold nothing about a person (codes, opaque ids, times, numbers), else under `personal` with what becomes of it, and teach
`bot.evidence.erasure.deed` to do so.
"""

from dataclasses import dataclass, field
from enum import StrEnum


class Fate(StrEnum):
    """What becomes of a personal column."""

    ROW_DELETED = "the row is deleted with the comment, account or case it is filed under"
    WITH_COMMENT = "emptied with the comment"
    WITH_ACCOUNT = "emptied with the account, and with the customer's last one"
    WHILE_ON = "kept while the switch is on; nothing in a thread is erased while a switch names it"
    OF_STAFF = "about a member of staff in role: kept as long as their acts must be accounted for"
    OF_LANDLORD = "the landlord's own setting, kept while it is set"
    FOLLOWS = "an adapter's place or sealed state: overwritten as it goes on, and never older than its look back"


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of one table."""

    plain: str = ""
    personal: dict[str, Fate] = field(default_factory=dict)


def _all(names: str, fate: Fate) -> dict[str, Fate]:
    return dict.fromkeys(names.split(), fate)


_LANDLORD = Fate.OF_LANDLORD

TABLES: dict[str, Columns] = {
    "entry": Columns("seq prev hash at kind item body"),
    "content": Columns("seq field owner", _all("salt value", Fate.ROW_DELETED)),
    "payload": Columns("n channel received_at state clock", _all("key body", Fate.WITH_COMMENT)),
    "account": Columns("id platform marks first_at", _all("ref handle", Fate.WITH_ACCOUNT)),
    "interaction": Columns(
        "id payload_n channel platform account_id kind place at heard_at text_seq state",
        _all("ref version root parent permalink", Fate.WITH_COMMENT),
    ),
    "decision": Columns("id interaction_id seq at pack version course severity harm desk breach"),
    "need": Columns(
        "id reference interaction_id kind urgency destination clock starts_at due_at state closed_at closed_by"
    ),
    "task": Columns(
        "id interaction_id about kind role urgency created_at due_at state closed_at closed_by case_id post what",
        _all("why", Fate.WITH_COMMENT),
    ),
    "action": Columns(
        "id interaction_id decision_id channel measure verb text_seq state held role automatic simulate rule created_at"
        " not_before attempts attempted_at confirm_by keep_by proposed_by approved_by approved_at ends_at undoes",
        _all("key subject params reason receipt why", Fate.WITH_COMMENT),
    ),
    "alarm": Columns(
        "id interaction_id task_id state created_at next_at calls answered_at answered_by",
        {"why": Fate.WITH_COMMENT, "last_result": Fate.OF_LANDLORD},
    ),
    "brake": Columns("since by", _all("name why", Fate.WHILE_ON)),
    "customer": Columns("id created_at", _all("ref", Fate.WITH_ACCOUNT)),
    "identity_link": Columns(
        "id account_id customer_id assurance method linked_by at evidence_seq expires_at high_impact confirmed_by"
        " confirmed_at taken_back_at taken_back_by"
    ),
    "case_file": Columns("id customer_id state opened_at opened_for high_impact joined_into look_at"),
    "case_account": Columns("case_id account_id since left_at"),
    "proposal": Columns(
        "id case_id proposed_by post involved restriction months review_months pack version seats state at"
    ),
    "approval": Columns("proposal_id staff_id post at"),
    "restriction": Columns(
        "id case_id proposal_id kind pack at start ends told_ends review_months reviews noticed_at lifted_at lifted_why"
    ),
    "appeal": Columns("id case_id account_id about made_at late due outcome decided_by decided_at"),
    "marker": Columns("id case_id restriction_id code at set_by removed_at removed_by"),
    "letter": Columns(
        "id case_id kind about says addressed state at content_seq approved_by approved_at sent_by sent_at sent_how"
    ),
    "diary": Columns("id key case_id kind about post due_at state task_id"),
    "follower": Columns("name seq"),
    "staff": Columns(
        "id roles active created_at setup_until posts", _all("login name password setup_hash", Fate.OF_STAFF)
    ),
    "session": Columns("created_at seen_at expires_at", _all("token_hash staff_id csrf", Fate.OF_STAFF)),
    "channel": Columns("name platform mode state updated_at", _all("settings why", Fate.OF_LANDLORD)),
    "destination": Columns(
        "kind tested_at acknowledged_at acknowledged_by", _all("name settings code_hash", Fate.OF_LANDLORD)
    ),
    "cursor": Columns("channel", _all("value", Fate.FOLLOWS)),
    "note": Columns("channel name", _all("value", Fate.FOLLOWS)),
    "ledger_key": Columns("n fingerprint public at body signature backed_up_at"),
    "checkpoint": Columns("size at root edge fingerprint body signature"),
    "witness": Columns("size kind state at next_at tries receipt", _all("name why", Fate.OF_LANDLORD)),
    "legal_hold": Columns("id about set_seq set_by set_at lifted_by lifted_at"),
    "erasure": Columns("id about reason by at seq fields state searched_at"),
    "data_protection": Columns(
        "id digest approved_by approved_at seq withdrawn_by withdrawn_at", _all("covers", Fate.OF_LANDLORD)
    ),
    "subject_request": Columns("id about received due opened_by opened_at state done_by done_at"),
    "weighing": Columns("id request_id seq field owner kind state ground weighed_by weighed_at decided_seq"),
    "capture": Columns(
        "interaction_id channel state asked_at next_at tries why seq without_by without_seq checks check_at"
    ),
    "opinion": Columns("interaction_id state harm asked_at next_at tries why seq"),
}
"""By table. The bodies of entries hold codes, opaque ids and commitments only (`bot.evidence.append`)."""
