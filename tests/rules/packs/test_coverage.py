"""Every requirement of the five documents is covered: by code or data that is there, shown by a test that is there.

That each of them ran and passed is held at the end of every full run (tests/shown.py).
"""

import ast
import json
from functools import cache
from pathlib import Path

import pytest

from rules.policy.coverage import EXAMPLES, FILE, Coverage, faults, files_named, read, requirements
from tests.rules.packs import FOLDER, pack
from tests.shown import EXAMPLE_TEST

REPOSITORY = FOLDER.parent.parent
REQUIRED = {
    "wolverhampton": ("WH", 63),
    "derby-2024": ("DH24", 35),
    "watford": ("WCH", 38),
    "derby-2020": ("DH20", 23),
    "karbon": ("KH", 30),
}
"""The operative requirements of each document, as counted when the documents were read: 189."""


@cache
def coverage(name: str) -> Coverage:
    return read((FOLDER / name / FILE).read_text(encoding="utf-8"))


def test_the_requirements_are_the_189_that_the_documents_hold() -> None:
    assert sum(count for _, count in REQUIRED.values()) == 189


@pytest.mark.parametrize("name", REQUIRED)
def test_a_pack_has_every_requirement_of_its_document_in_order(name: str) -> None:
    prefix, count = REQUIRED[name]
    assert requirements(pack(name)) == tuple(f"{prefix}-{number:02}" for number in range(1, count + 1))


@pytest.mark.parametrize("name", REQUIRED)
def test_each_requirement_is_covered_and_nothing_else_is(name: str) -> None:
    assert list(faults(pack(name), coverage(name))) == []


@pytest.mark.parametrize("name", REQUIRED)
def test_where_it_is_carried_out_is_there(name: str) -> None:
    assert [path for path in sorted(files_named(coverage(name))) if not (REPOSITORY / path).exists()] == []


@pytest.mark.parametrize("name", REQUIRED)
def test_what_shows_it_is_there(name: str) -> None:
    lost = [f"{clause}: {one.shown_by}" for clause, one in coverage(name).items() if not shown(name, one.shown_by)]
    assert lost == []


def shown(name: str, by: str) -> bool:
    """Whether the test, or the example and the test that plays it, can be read off the source."""
    if by.startswith(EXAMPLES):
        return by.removeprefix(EXAMPLES) in examples(name) and is_a_test(EXAMPLE_TEST)
    return is_a_test(by)


def examples(name: str) -> set[str]:
    """The ids of a pack's own examples."""
    file = FOLDER / name / "examples.jsonl"
    lines = file.read_text(encoding="utf-8").splitlines() if file.is_file() else []
    return {json.loads(line)["id"] for line in lines if line.strip()}


def is_a_test(node: str) -> bool:
    """`tests/a.py::test_b`, `tests/a.py::TestA::test_b`; of one case, `[...]`, only the function is looked for."""
    file, *names = node.partition("[")[0].split("::")
    return bool(names) and names[-1].startswith("test_") and ".".join(names) in functions(file)


@cache
def functions(file: str) -> frozenset[str]:
    """Every function of a test file, with its class before it if it has one."""
    path = REPOSITORY / file
    if not path.is_file() or not Path(file).name.startswith("test_"):
        return frozenset()
    tree = ast.parse(path.read_text(encoding="utf-8"))
    inside = [(f"{node.name}.", node.body) for node in tree.body if isinstance(node, ast.ClassDef)]
    return frozenset(
        f"{where}{node.name}"
        for where, body in [("", tree.body), *inside]
        for node in body
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    )


def test_a_test_that_is_not_there_is_not_found() -> None:
    here = "tests/rules/packs/test_coverage.py"
    assert is_a_test(f"{here}::test_a_test_that_is_not_there_is_not_found")
    for wrong in (f"{here}::test_none", f"{here}::shown", here, "tests/none.py::test_a", "rules/calendar.py::test_a"):
        assert not is_a_test(wrong)
    assert not shown("watford", f"{EXAMPLES}none")
