"""What can be made to go wrong on the platform in memory."""

from enum import StrEnum

from adapters.memory.store import Store
from rules.model.measure import Verb


class Fault(StrEnum):
    """What can be made to go wrong with the next act of a verb."""

    REFUSE = "refuse"
    FAIL = "fail"
    LOST_ANSWER = "lost_answer"
    LOST_REQUEST = "lost_request"


class Faults(Store):
    """Faults wait in line, one line a verb; each is used up by the act it spoils."""

    def fault(self, verb: Verb, fault: Fault, times: int = 1) -> None:
        """The next `times` acts of `verb` go wrong in this way."""
        with self.change() as db:
            db.executemany("INSERT INTO faults (verb, fault) VALUES (?, ?)", [(verb.value, fault.value)] * times)

    def take_fault(self, verb: Verb) -> Fault | None:
        """The fault waiting for this verb, used up by asking."""
        with self.change() as db:
            row = db.execute("SELECT seq, fault FROM faults WHERE verb = ? ORDER BY seq", (verb.value,)).fetchone()
            if row is None:
                return None
            db.execute("DELETE FROM faults WHERE seq = ?", (row[0],))
            return Fault(row[1])

    def outage(self, *, on: bool) -> None:
        """Cut the line, or mend it. What is said meanwhile is heard afterwards."""
        with self.change() as db:
            db.execute("DELETE FROM switches WHERE name = 'down'")
            if on:
                db.execute("INSERT INTO switches VALUES ('down')")

    @property
    def down(self) -> bool:
        """Whether the line is cut."""
        with self.guard:
            return self.db.execute("SELECT 1 FROM switches WHERE name = 'down'").fetchone() is not None
