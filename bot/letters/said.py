"""Looks through a page for the parts it says. Templates mark them with `data-says`; an empty element does not count."""

from html.parser import HTMLParser

from rules.model.case.words import Says

VOID = frozenset({"br", "meta", "hr", "link"})


class _Looking(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open: list[frozenset[str]] = []
        self.found: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in VOID:
            self.open.append(frozenset((dict(attrs).get("data-says") or "").split()))

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID and self.open:
            self.open.pop()

    def handle_data(self, data: str) -> None:
        if data.strip():
            self.found.update(*self.open)


def said_in(page: str) -> frozenset[Says]:
    """The parts that the page says."""
    looking = _Looking()
    looking.feed(page)
    looking.close()
    return frozenset(says for says in Says if says.value in looking.found)
