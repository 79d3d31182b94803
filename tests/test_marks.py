"""What a run leaves out, it says; and nothing is left out that was not named."""

import tomllib
from pathlib import Path

import pytest

from tests import exams, marks

ONE_OF_EACH = """
    import pytest

    @pytest.mark.browser
    def test_browser(): pass

    @pytest.mark.network
    def test_network(): pass

    @pytest.mark.shared
    def test_shared(shared): assert shared.is_dir()

    def test_plain(): pass
"""


@pytest.fixture
def plain_clone(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> pytest.Pytester:
    """A run of one test of each kind, where ../shared does not exist."""
    monkeypatch.setattr(marks, "SHARED", pytester.path / "none")
    monkeypatch.setenv("DOORSTEP_SKIP", "")
    monkeypatch.delenv("CI", raising=False)
    pytester.makepyfile(ONE_OF_EACH)
    names = ["browser", "network", "shared", "postgres", "redis", "pango", "openssl", "xdist_group"]
    pytester.makeini(
        "[pytest]\naddopts = -p tests.marks\nasyncio_default_fixture_loop_scope = function\nmarkers =\n"
        + "".join(f"    {name}: x\n" for name in names)
    )
    return pytester


def test_a_plain_clone_counts_what_it_could_not_read(plain_clone: pytest.Pytester) -> None:
    result = plain_clone.runpytest_inprocess()
    result.assert_outcomes(passed=3, skipped=1)
    result.stdout.fnmatch_lines("Not run: 1 skipped: no ../shared here. Exams: *")


def test_a_named_service_is_left_out_and_said(plain_clone: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DOORSTEP_SKIP", "chromium, network")
    result = plain_clone.runpytest_inprocess()
    result.assert_outcomes(passed=1, skipped=3)
    result.stdout.fnmatch_lines("Not run: *1 skipped: SKIP names chromium; 1 skipped: SKIP names network*")


def test_ci_has_the_shared_folder_or_fails(plain_clone: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI", "true")
    result = plain_clone.runpytest_inprocess()
    result.assert_outcomes(passed=3, errors=1)
    result.stdout.fnmatch_lines("*../shared is missing, and CI must have it*")


def test_with_everything_there_nothing_is_left_out(
    plain_clone: pytest.Pytester, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(marks, "SHARED", tmp_path)
    result = plain_clone.runpytest_inprocess()
    result.assert_outcomes(passed=4)
    result.stdout.fnmatch_lines("Not run: nothing that was asked for. Exams: *")


def test_marks_are_known_without_any_plugin() -> None:
    """`pytest -p no:xdist` runs too: what `marks.py` adds is named in pyproject.toml, not by a plugin only."""
    settings = tomllib.loads((marks.REPOSITORY / "pyproject.toml").read_text())
    known = {line.partition(":")[0] for line in settings["tool"]["pytest"]["ini_options"]["markers"]}
    added = {"slow", "xdist_group", *marks.MARK_OF_FIXTURE.values(), *marks.SERVICE_OF_MARK}
    assert added <= known


@pytest.mark.slow
def test_one_worker_runs_all_tests_of_the_network(plain_clone: pytest.Pytester) -> None:
    plain_clone.makepyfile(
        """
        import os, pytest

        @pytest.mark.network
        @pytest.mark.parametrize("number", range(8))
        def test_network(number): print("on", os.environ["PYTEST_XDIST_WORKER"])
        """
    )
    result = plain_clone.runpytest_subprocess("-n", "2", "--dist", "loadgroup", "-rP")
    result.assert_outcomes(passed=8)
    assert len({line for line in result.outlines if line.startswith("on gw")}) == 1


@pytest.mark.parametrize(("size", "count"), [("small", 10), ("full", 1010), ("0", 10), ("0.25", 260), ("1", 1010)])
def test_exam_counts_between_small_and_full(size: str, count: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DOORSTEP_EXAM", size)
    assert exams.count_between(10, 1010) == count


@pytest.mark.parametrize("size", ["huge", "2", "-1"])
def test_an_exam_size_that_means_nothing_is_refused(size: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DOORSTEP_EXAM", size)
    with pytest.raises(ValueError, match=r"DOORSTEP_EXAM|could not convert"):
        exams.count_between(10, 1010)


DRAWN = """
    from pathlib import Path

    from hypothesis import given, strategies as st

    @given(st.integers())
    def test_drawn(number):
        with Path("drawn.txt").open("a") as file:
            file.write(f"{number}\\n")
"""


@pytest.mark.slow
def test_the_seed_decides_what_is_drawn_where_ci_runs_it_too(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else a seed that a note or a log names would repeat nothing."""
    monkeypatch.setenv("CI", "true")
    pytester.makepyfile(DRAWN)

    def drawn(seed: str) -> str:
        monkeypatch.setenv("DOORSTEP_SEED", seed)
        file = pytester.path / "drawn.txt"
        file.unlink(missing_ok=True)
        done = pytester.runpytest_subprocess("-p", "tests.exams", "-p", "no:cacheprovider")
        done.assert_outcomes(passed=1)
        return file.read_text()

    first = drawn("1")
    assert first == drawn("1") != drawn("2")
