"""A full run fails when a requirement's test fails, is skipped or is not there; a part of a run does not."""

import pytest

from tests.shown import EXAMPLE_TEST, without_group
from tests.shown import test_of as node_of

TESTS = """
    import pytest

    def test_good(): pass

    @pytest.mark.parametrize("n", [1, 2])
    def test_cases(n): assert n < {limit}

    @pytest.mark.skipif({skip}, reason="not today")
    def test_skipped(): pass
"""


@pytest.fixture
def covered(pytester: pytest.Pytester) -> pytest.Pytester:
    """A tree with one pack whose three requirements three tests show."""
    pytester.makeini(
        "[pytest]\naddopts = -p tests.shown\ntestpaths = ours\nshown_for = packs\n"
        "asyncio_default_fixture_loop_scope = function\n"
    )
    write_tests(pytester)
    names = ("good", "cases", "skipped")
    lines = [
        f"A-0{number}: {{status: executable, by: x, shown_by: 'ours/test_it.py::test_{name}'}}"
        for number, name in enumerate(names, 1)
    ]
    coverage(pytester, "\n".join(lines))
    return pytester


def write_tests(pytester: pytest.Pytester, limit: int = 3, skip: bool = False) -> None:
    folder = pytester.path / "ours"
    folder.mkdir(exist_ok=True)
    pytester.makepyfile(**{"ours/test_it": TESTS.format(limit=limit, skip=skip)})


def coverage(pytester: pytest.Pytester, text: str) -> None:
    pack = pytester.path / "packs" / "demo"
    pack.mkdir(parents=True, exist_ok=True)
    (pack / "coverage.yaml").write_text(text, encoding="utf-8")


def run(pytester: pytest.Pytester, *words: str) -> tuple[int, str]:
    result = pytester.runpytest_inprocess(*words)
    return result.ret, result.stdout.str()


def test_a_full_run_in_which_all_are_shown_passes(covered: pytest.Pytester) -> None:
    assert run(covered)[0] == 0


def test_a_requirement_whose_test_is_not_there_fails_the_run(covered: pytest.Pytester) -> None:
    coverage(covered, "A-09: {status: executable, by: x, shown_by: 'ours/test_it.py::test_gone'}")
    code, said = run(covered)
    assert code == 1
    assert "not shown: demo A-09: ours/test_it.py::test_gone did not run" in said


def test_one_case_that_fails_or_a_skip_shows_nothing(covered: pytest.Pytester) -> None:
    write_tests(covered, limit=2)
    assert "not shown: demo A-02: ours/test_it.py::test_cases failed" in run(covered)[1]
    write_tests(covered, skip=True)
    code, said = run(covered)
    assert code == 1
    assert "not shown: demo A-03: ours/test_it.py::test_skipped skipped" in said


def test_an_example_that_nobody_plays_is_not_shown(covered: pytest.Pytester) -> None:
    coverage(covered, "A-01: {status: executable, by: x, shown_by: 'examples:D-7'}")
    assert f"not shown: demo A-01: {EXAMPLE_TEST}[demo-D-7] did not run" in run(covered)[1]


@pytest.mark.parametrize(
    "words", [["-k", "good"], ["-m", "not x"], ["ours"], ["--deselect", "ours/test_it.py::test_good"]]
)
def test_a_part_of_a_run_is_not_held_to_it(covered: pytest.Pytester, words: list[str]) -> None:
    code, said = run(covered, *words)
    assert code == 0
    assert "not shown" not in said


@pytest.mark.slow
def test_with_two_workers_the_controller_looks(covered: pytest.Pytester) -> None:
    write_tests(covered, skip=True)
    result = covered.runpytest_subprocess("-n", "2", "--dist", "loadgroup")
    assert result.ret == 1
    result.stdout.fnmatch_lines("not shown: demo A-03: ours/test_it.py::test_skipped skipped")
    write_tests(covered)
    assert covered.runpytest_subprocess("-n", "2", "--dist", "loadgroup").ret == 0


@pytest.mark.slow
def test_a_test_of_a_group_is_known_by_its_own_name(covered: pytest.Pytester) -> None:
    covered.makepyfile(**{"ours/test_it": "import pytest\n@pytest.mark.xdist_group('net')\ndef test_good(): pass\n"})
    coverage(covered, "A-01: {status: executable, by: x, shown_by: 'ours/test_it.py::test_good'}")
    assert covered.runpytest_subprocess("-n", "2", "--dist", "loadgroup").ret == 0


def test_names_of_groups_and_of_examples() -> None:
    assert without_group("tests/a.py::test_b@network") == "tests/a.py::test_b"
    assert without_group("tests/a.py::test_b[me@home]") == "tests/a.py::test_b[me@home]"
    assert node_of("watford", "examples:W-03") == f"{EXAMPLE_TEST}[watford-W-03]"
    assert node_of("watford", "tests/a.py::test_b") == "tests/a.py::test_b"
