"""The window: bounded by time, items and accounts; an edit replaces; what is not known is said to be not known."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy.exc import OperationalError

from bot.recall import Past, Recall, Window, refresh
from bot.store.database import Database
from rules.model.account import Account
from rules.model.history import PastMeasure
from rules.model.interaction import Interaction, InteractionKind
from rules.model.measure import MeasureKind

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)


def _said(ref: str, at: datetime = NOW, text: str = "hello") -> Interaction:
    author = Account("memory", "ann", "ann")
    return Interaction("page", "memory", InteractionKind.COMMENT, ref, "1", author, text, at, at)


def _hear(window: Window, account: str, *items: Interaction) -> None:
    for said in items:
        window.hear("memory", account, said, None, None)


def test_an_account_never_heard_has_an_empty_history_that_is_known() -> None:
    history = Window().history("memory", "ann", NOW)
    assert (history.items, history.complete) == ((), True)


def test_it_remembers_the_latest_items_within_its_span() -> None:
    window = Window(items=3)
    _hear(window, "ann", *[_said(f"p{n}", NOW - timedelta(days=400 - n * 100)) for n in range(5)])
    assert [item.at for item in window.history("memory", "ann", NOW).items] == [
        NOW - timedelta(days=200),
        NOW - timedelta(days=100),
        NOW,
    ]
    later = NOW + timedelta(days=300)
    assert [item.at for item in window.history("memory", "ann", later).items] == [NOW]


def test_an_edit_takes_the_place_of_what_it_edits() -> None:
    window = Window()
    _hear(window, "ann", _said("p1", text="one"), _said("p2", text="two"))
    window.drop("memory", "ann", ("page", "p1"))
    _hear(window, "ann", _said("p1", text="won"))
    assert len(window.history("memory", "ann", NOW).items) == 2


def test_equal_words_have_equal_digests_and_no_words_are_kept() -> None:
    window = Window()
    _hear(window, "ann", _said("p1", text="Fix it!"), _said("p2", text="fix  it"), _said("p3", text="other"))
    one, two, three = window.history("memory", "ann", NOW).items
    assert one.digest == two.digest != three.digest


def test_who_fell_out_is_not_known_rather_than_new() -> None:
    window = Window(accounts=2)
    for account in ("ann", "ben", "cat"):
        _hear(window, account, _said("p"))
    assert not window.history("memory", "ann", NOW).complete
    assert window.history("memory", "ben", NOW).complete
    assert window.missing([("memory", "ann"), ("memory", "ben")]) == [("memory", "ann")]
    _hear(window, "ann", _said("p2"))
    assert not window.history("memory", "ann", NOW).complete
    window.put(("memory", "ann"), Past())
    assert window.history("memory", "ann", NOW).complete


def test_measures_have_the_same_span() -> None:
    window = Window()
    _hear(window, "ann", _said("p"))
    old = PastMeasure(NOW - timedelta(days=366), MeasureKind.WARNING_PRIVATE, True)
    new = PastMeasure(NOW - timedelta(days=364), MeasureKind.WARNING_PRIVATE, True)
    window.note_measures(("memory", "ann"), (old, new))
    assert window.history("memory", "ann", NOW).warnings == (new,)


def test_a_past_that_cannot_be_read_is_not_complete_and_is_asked_for_again(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object) -> dict[tuple[str, str], Past]:
        raise OperationalError("SELECT", {}, Exception("disk"))

    recall = Recall(Window())
    key = ("memory", "ann")
    with database.read() as tx:
        with monkeypatch.context() as broken:
            broken.setattr(refresh, "pasts", refused)
            recall.load(tx, {key: "u_1"}, NOW)
        assert not recall.window.history(*key, NOW).complete
        recall.load(tx, {key: "u_1"}, NOW)
    assert recall.window.history(*key, NOW).complete
