"""What people said, made safe: nothing acts, nothing invisible stays invisible, nothing is lost."""

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.console.show import hostile
from bot.console.show.hostile import Highlight

ALLOWED = {"bdi", "mark", "sup", "span"}


class Reader(HTMLParser):
    """Takes the page's own labels and numbers away again: what is left must be the words."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self._inside: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self._inside.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self._inside.pop() == tag

    def handle_data(self, data: str) -> None:
        if "sup" not in self._inside and "span" not in self._inside:
            self.words.append(data)


def read(html: str) -> Reader:
    reader = Reader()
    reader.feed(html)
    reader.close()
    return reader


@given(
    st.text(st.characters(), max_size=200), st.lists(st.tuples(st.integers(-5, 220), st.integers(-5, 220)), max_size=4)
)
def test_any_text_comes_out_whole_in_our_own_tags_only(text: str, spans: list[tuple[int, int]]) -> None:
    marks = [Highlight(start, end, number, "mild") for number, (start, end) in enumerate(spans, 1) if start < end]
    reader = read(hostile.text(text, marks))
    assert {tag for tag, _ in reader.tags} <= ALLOWED
    assert all(set(attributes) <= {"class", "dir", "title"} for _, attributes in reader.tags)
    around = [letter for index, letter in enumerate(text) if not hostile._unseen(text, index)]
    assert "".join(reader.words) == "".join(around)


@given(st.text(st.characters(), max_size=300))
def test_a_line_holds_no_control_that_could_turn_the_page_round(text: str) -> None:
    line = str(hostile.line(text))
    assert not set(line) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c\u0000\n")
    assert not any("\ud800" <= letter <= "\udfff" for letter in line)


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("a\u202eb", "[right-to-left override]"),
        ("a\u200b\u200bb", "[zero-width space ×2]"),
        ("a\ud800b", "[half a character]"),
        ("a\x07b", "[control character]"),
        ("a\u2028b", "[line separator]"),
    ],
)
def test_what_cannot_be_seen_is_named(text: str, label: str) -> None:
    assert label in hostile.text(text)
    assert label.replace("[", "").replace("]", "") not in hostile.plain(text)


@pytest.mark.parametrize("text", ["👩‍👩‍👧", "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "می‌خواهم", "❤️‍🔥"])
def test_emoji_flags_and_scripts_that_need_joiners_are_left_as_they_are(text: str) -> None:
    assert str(hostile.text(text)) == f'<bdi class="said" dir="auto">{text}</bdi>'


def test_highlights_may_overlap_and_reach_past_the_end() -> None:
    html = str(hostile.text("you useless lot", [Highlight(0, 11, 1, "mild"), Highlight(4, 99, 2, "serious")]))
    assert html == (
        '<bdi class="said" dir="auto"><mark class="mild">you </mark>'
        '<mark class="mild serious">useless<sup class="note">1</sup></mark>'
        '<mark class="serious"> lot<sup class="note">2</sup></mark></bdi>'
    )


def test_ten_thousand_invisible_letters_are_one_label() -> None:
    assert len(hostile.text("\u200b" * 10_000)) < 200
