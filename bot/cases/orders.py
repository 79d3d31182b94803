"""Orders carried out, in one transaction: letters drafted, tasks asked for, alarms rung, deeds taken back."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Connection

from bot.calls.alarms import ring
from bot.cases import letters, platform, tasks
from bot.cases.book import Book
from bot.cases.words import why
from rules.model.case.orders import Order
from rules.model.case.words import OrderKind


@dataclass
class Carried:
    """What came of the orders: ids of letters, tasks, alarms, and actions on the platform."""

    letters: list[str] = field(default_factory=list)
    tasks: list[str] = field(default_factory=list)
    alarms: list[str] = field(default_factory=list)
    actions: list[str] = field(default_factory=list)


def carry_out(book: Book, orders: Iterable[Order], by: str, reason: str = "") -> Carried:
    """Turn orders into rows. Asked again, the same order is one task, one letter and one deed. `by`: a staff id or empty."""
    done = Carried()
    for order in orders:
        _HOW.get(order.kind, _ask)(book, order, done, by, reason)
    return done


def alarmed(tx: Connection, book: Book, order: Order, now: datetime) -> tuple[str | None, str | None]:
    """A task for whoever owns it, and a call; both once while the task is open."""
    task = tasks.ask(tx, book.office, book.id, order, now)
    return task, ring(tx, why(order), now, None, task) if task else None


def _ask(book: Book, order: Order, done: Carried, by: str, reason: str) -> None:
    task = tasks.ask(book.tx, book.office, book.id, order, book.now)
    if task:
        done.tasks.append(task)


def _alarm(book: Book, order: Order, done: Carried, by: str, reason: str) -> None:
    task, alarm = alarmed(book.tx, book, order, book.now)
    done.tasks += [task] if task else []
    done.alarms += [alarm] if alarm else []


def _letter(book: Book, order: Order, done: Carried, by: str, reason: str) -> None:
    """Where nobody is verified a formal letter cannot be drafted: the task stays, and says what to do first."""
    letter = letters.draft(book.tx, book.id, order.letter, order.about, book.now) if order.letter else None
    done.letters += [letter] if letter else []
    _ask(book, order, done, by, reason)


def _take_back(book: Book, order: Order, done: Carried, by: str, reason: str) -> None:
    """What cannot be taken back by the program is a person's task."""
    actions, left = platform.take_back(book, order.about, by, reason)
    done.actions += actions
    if left:
        _ask(book, order, done, by, reason)


def _block(book: Book, order: Order, done: Carried, by: str, reason: str) -> None:
    actions, left = platform.block(book, order.about, by)
    done.actions += actions
    if left:
        _ask(book, order, done, by, reason)


def _nothing(book: Book, order: Order, done: Carried, by: str, reason: str) -> None:
    """The facts have done it already."""


_HOW: dict[OrderKind, Callable[[Book, Order, Carried, str, str], None]] = {
    OrderKind.SEND_LETTER: _letter,
    OrderKind.UNDO_ON_PLATFORM: _take_back,
    OrderKind.UNHIDE: _take_back,
    OrderKind.BLOCK: _block,
    OrderKind.ALARM: _alarm,
    OrderKind.LIFT: _nothing,
}
