"""Replay: counts, differences, a report that escapes what it shows, and memory that does not grow with the file."""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from adapters.replay.files import read
from adapters.replay.record import Recorded
from bot.compose import judging
from bot.replay.report import render
from bot.replay.run import Difference, play
from bot.replay.tally import Tally

START = datetime(2026, 11, 22, 8, 45, tzinfo=UTC)
COMMENTS = [
    {"text": "Thank you for mending the door", "author": "ann"},
    {"text": "No heating for a week and my baby is freezing", "author": "bev"},
    {"text": "You useless fucking bastards", "author": "col"},
    {"text": "<script>alert(1)</script> you are all fucking scum", "author": "<b>dee</b>"},
    {"text": "I will come down there and kill you", "author": "eve"},
]


@pytest.fixture
def recorded(tmp_path: Path) -> Path:
    path = tmp_path / "comments.jsonl"
    path.write_text("".join(json.dumps(comment) + "\n" for comment in COMMENTS) + "oops\n", encoding="utf-8")
    return path


def test_counts(recorded: Path) -> None:
    tally, _ = play(read(recorded, {}, START), judging("house-rules"))
    figures = tally.figures()
    assert (figures["comments"], figures["unreadable"]) == (5, 1)
    assert tally.bad_lines[0][0] == 6
    assert tally.courses["urgent"] >= 1
    assert tally.needs["hazard"] + tally.needs["emergency"] >= 1
    assert sum(tally.courses.values()) == 5


def test_the_same_file_gives_the_same_answer(recorded: Path) -> None:
    one, _ = play(read(recorded, {}, START), judging("derby-2024"))
    two, _ = play(read(recorded, {}, START), judging("derby-2024"))
    assert one.figures() == two.figures()


def test_every_difference_between_two_policies_is_told(recorded: Path) -> None:
    heard: list[Difference] = []
    _, comparison = play(read(recorded, {}, START), judging("house-rules"), judging("derby-2024"), each=heard.append)
    assert comparison.count == len(heard)
    assert heard == comparison.shown
    assert all(difference.one != difference.other for difference in heard)
    _, same = play(read(recorded, {}, START), judging("house-rules"), judging("house-rules"))
    assert same.count == 0


def test_the_report_escapes_comments_and_every_chart_is_a_table(recorded: Path) -> None:
    tally, comparison = play(read(recorded, {}, START), judging("house-rules"), judging("derby-2024"))
    page = render(tally, "<img src=x>.jsonl", "house-rules", comparison, "derby-2024")
    assert "<script" not in page
    assert "<img" not in page
    assert page.count("<svg") <= page.count('<td class="n">')
    assert "http://" not in page
    assert "https://" not in page


@pytest.mark.slow
def test_a_lone_surrogate_does_not_stop_the_report(tmp_path: Path) -> None:
    path = tmp_path / "odd.jsonl"
    path.write_text('{"text": "you fucking bastards \\ud83d"}\n', encoding="utf-8")
    report = tmp_path / "report.html"
    command = [sys.executable, "-m", "bot", "replay", str(path), "--report", str(report), "--json"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["comments"] == 1
    assert report.exists()


@pytest.mark.exam
@pytest.mark.timeout(1800)
def test_two_hundred_thousand_comments_do_not_grow_memory(exam_count: Callable[[int, int], int]) -> None:
    """Peak memory after 2,000 comments and after many more differs by less than 24 MB."""
    count = exam_count(4_000, 200_000)
    code = f"""
import resource, sys
sys.argv = ["x"]
from tests.bot.replay.test_play import many
from bot.compose import judging
from bot.replay.run import play
peaks = []
def note(n):
    peaks.append((n, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss))
play(many({count}), judging("house-rules"), progress=note)
early = next(kb for n, kb in peaks if n >= 2_000)
print(early, peaks[-1][1])
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=7000)
    early, late = map(int, done.stdout.split())
    assert late - early < 24_000, f"{early} KB after 2,000 comments, {late} KB after {count:,}"


def many(count: int) -> Iterator[Recorded]:
    """A stream of recorded comments by ever new authors."""
    from adapters.replay.record import interaction

    for number in range(count):
        fields = {**COMMENTS[number % len(COMMENTS)], "author": f"author {number}"}
        yield Recorded(number, str(number), interaction(fields, str(number), START))


def test_tally_keeps_a_bounded_number_of_bad_lines() -> None:
    tally = Tally()
    for line in range(1000):
        tally.bad(line, "why")
    assert tally.unreadable == 1000
    assert len(tally.bad_lines) < 50
