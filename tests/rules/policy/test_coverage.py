"""Reading coverage, and what can be said of it from its words alone."""

import pytest

from rules.policy.coverage import Status, faults, files_named, read, requirements
from rules.policy.parse import PackError
from tests.rules.packs import pack

DERBY = pack("derby-2024")


def entry(by: str = "rules/decide/judge.py", status: str = "executable") -> str:
    return f'{{status: {status}, by: "{by}", shown_by: "examples:A-01"}}'


def all_of_derby(by: str = "rules/decide/judge.py") -> str:
    return "\n".join(f"{clause}: {entry(by)}" for clause in requirements(DERBY))


def test_the_documents_requirements_are_those_whose_id_ends_in_a_number() -> None:
    ids = requirements(DERBY)
    assert (len(ids), ids[0], ids[-1]) == (35, "DH24-01", "DH24-35")
    assert "DH24-PAGE" in DERBY.by_clause


def test_a_full_coverage_has_no_fault_and_says_where() -> None:
    covered = read(all_of_derby("rules/decide/judge.py, pack:appeal, pack:by_behaviour.threat"))
    assert list(faults(DERBY, covered)) == []
    assert files_named(covered) == {"rules/decide/judge.py"}
    assert covered["DH24-30"].status is Status.EXECUTABLE


def test_a_missing_requirement_an_unknown_one_and_an_empty_field_are_named() -> None:
    text = all_of_derby().replace("DH24-30:", "DH24-36:").replace("rules/decide/judge.py", "pack:casework.fortune", 1)
    assert list(faults(DERBY, read(text))) == [
        "derby-2024: coverage.yaml: DH24-30: is missing",
        "derby-2024: coverage.yaml: DH24-01: by: the pack gives no casework.fortune",
        "derby-2024: coverage.yaml: DH24-36: is not a requirement of this policy",
    ]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (f"A-01: {entry(status='narrative')}", "coverage.yaml: A-01: narrative needs a reason"),
        (f"A-01: {entry(status='done')}", "coverage.yaml: A-01: status: Input should be 'executable'"),
        ("A-01: {status: executable, by: x}", "coverage.yaml: A-01: shown_by: Field required"),
        (f"a01: {entry()}", "coverage.yaml: a01: String should match pattern"),
        (f"A-01: {entry()}\nA-01: {entry()}", "coverage.yaml: not readable as YAML"),
        ("- A-01", "coverage.yaml: must be a mapping of fields"),
        ("A-01: 2026-13-45", "coverage.yaml: not readable as YAML: month must be in 1..12"),
        ("1: {}", "coverage.yaml: must be a mapping of fields"),
    ],
)
def test_what_cannot_be_read_is_said_in_one_line(text: str, line: str) -> None:
    with pytest.raises(PackError) as error:
        read(text)
    assert str(error.value).startswith(line)
    assert "\n" not in str(error.value)
