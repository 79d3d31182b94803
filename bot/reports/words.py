"""How a report names what the record has as codes."""

from collections.abc import Mapping

from rules.model.decision import Course

COURSES: dict[str, str] = {
    Course.LEAVE: "Stays: nothing in it goes against the house rules",
    Course.REVIEW: "Stays, and a person looks at it",
    Course.HIDE: "May be hidden",
    Course.URGENT: "A person is called at once",
}

PLATFORMS: dict[str, str] = {"x": "X", "memory": "A platform in memory (a demonstration)"}


def named(table: Mapping[str, str], code: str) -> str:
    """The code's name; one without a name as words."""
    return table.get(code) or code.replace("_", " ").capitalize()
