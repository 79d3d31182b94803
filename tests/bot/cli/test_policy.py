"""`doorstep policy`: packs listed, checked, compared, covered and begun, as a user would."""

import json
from pathlib import Path

import jsonschema  # type: ignore[import-untyped]  # it ships no types
import pytest
from ruamel.yaml import YAML

from bot.resources import starter_texts
from rules.policy.parse import parse
from rules.policy.schema import schema
from tests.bot.cli.run import doorstep
from tests.rules.packs import FOLDER, texts

HOUSE_COVERAGE = "\n".join(
    f'HR-{n:02}: {{status: executable, by: rules/decide/judge.py, shown_by: "examples:H-01"}}' for n in range(1, 11)
)


def copied(name: str, folder: Path, **changed: str) -> Path:
    """A built-in pack in a folder of its own, with files changed or added."""
    for file, text in (texts(name) | {f"{stem}.yaml": text for stem, text in changed.items()}).items():
        (folder / file).write_text(text, encoding="utf-8")
    return folder


def test_diff_says_in_words_what_changes_for_a_resident() -> None:
    done = doorstep("policy", "diff", "derby-2020", "derby-2024")
    assert (done.returncode, done.stderr) == (0, "")
    assert "before: A restriction lasts 12 months. [DH20-14]" in done.stdout
    assert done.stdout.index("Warnings") < done.stdout.index("How long") < done.stdout.index("Steps on the page")


def test_diff_for_a_program() -> None:
    done = doorstep("policy", "diff", "karbon", "watford", "--json")
    found = json.loads(done.stdout)
    assert found["before"]["id"] == "karbon"
    (change,) = [c for c in found["changes"] if c["about"] == ["a support worker"]]
    assert change["before"]["clauses"] == ["KH-27"]
    assert change["after"] == {"text": "Nothing is said about it.", "clauses": []}


def test_new_writes_a_commented_pack_that_passes_check_and_overwrites_nothing(tmp_path: Path) -> None:
    done = doorstep("policy", "new", "our-homes", "--into", str(tmp_path))
    assert done.returncode == 0
    folder = tmp_path / "our-homes"
    assert all(file.read_text(encoding="utf-8").startswith("#") for file in folder.iterdir())
    checked = doorstep("policy", "check", str(folder), "--json")
    assert (checked.returncode, json.loads(checked.stdout)["id"]) == (0, "our-homes")
    (folder / "pack.yaml").write_text("mine", encoding="utf-8")
    again = doorstep("policy", "new", "our-homes", "--into", str(tmp_path))
    assert (again.returncode, again.stderr.count("\n")) == (4, 1)
    assert (folder / "pack.yaml").read_text(encoding="utf-8") == "mine"


def test_new_refuses_a_name_no_pack_can_have_before_it_writes(tmp_path: Path) -> None:
    done = doorstep("policy", "new", "../Ours", "--into", str(tmp_path / "in"))
    assert done.returncode == 2
    assert done.stderr.startswith("doorstep: pack.yaml: id: String should match")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("file", "old", "new", "line"),
    [
        ("clauses.yaml", "id: WCH-29", "id: wch29", "clauses.yaml: clauses: wch29: id: String should match pattern"),
        ("casework.yaml", "posts: [Senior Manager,", "posts: [Mayor,", "Mayor is not among the roles"),
        ("casework.yaml", "clause: WCH-31", "clause: WCH-99", "WCH-99 is not among the clauses"),
        (
            "casework.yaml",
            "count: 2}",
            "count: 0}",
            "casework.yaml: casework: approval 1 (WCH-29): seats 2.count: Input",
        ),
        ("pack.yaml", "due: 2023-11-30, ", "", "pack.yaml: own_review: give the day it is due"),
        ("ladder.yaml", "ladder:", "ladder: [", "ladder.yaml: not readable as YAML"),
        ("notices.yaml", "reminder:", "remainder:", "notices.yaml: notices: reminder: is missing"),
    ],
)
def test_check_names_file_part_and_field_in_one_line(tmp_path: Path, file: str, old: str, new: str, line: str) -> None:
    text = texts("watford")[file]
    assert old in text
    copied("watford", tmp_path, **{file.removesuffix(".yaml"): text.replace(old, new, 1)})
    done = doorstep("policy", "check", str(tmp_path))
    assert (done.returncode, done.stdout) == (2, "")
    assert line in done.stderr
    assert done.stderr.count("\n") == 1


def test_the_schema_is_json_schema_and_holds_every_pack_and_the_starter() -> None:
    printed = json.loads(doorstep("policy", "schema").stdout)
    assert printed == json.loads(json.dumps(schema()))
    jsonschema.Draft202012Validator.check_schema(printed)
    for name in (folder.name for folder in FOLDER.iterdir() if (folder / "pack.yaml").is_file()):
        jsonschema.validate(whole(texts(name)), printed)
    jsonschema.validate(whole(dict(starter_texts())), printed)
    assert parse(starter_texts()).id == "my-policy"


def whole(files: dict[str, str]) -> object:
    """The files of a pack as one JSON document, dates as JSON has them."""
    read = YAML(typ="safe", pure=True)
    parts = [read.load(text) for file, text in files.items() if file != "coverage.yaml"]
    return json.loads(json.dumps({name: value for part in parts for name, value in part.items()}, default=str))


def test_coverage_of_a_pack_as_json_and_in_words(tmp_path: Path) -> None:
    folder = copied("house-rules", tmp_path, coverage=HOUSE_COVERAGE)
    done = doorstep("policy", "coverage", "--pack", str(folder), "--json")
    assert done.returncode == 0
    found = json.loads(done.stdout)["house-rules"]
    assert len(found) == 10
    assert found["HR-03"] == {"status": "executable", "by": "rules/decide/judge.py", "shown_by": "examples:H-01"}
    said = doorstep("policy", "coverage", "--pack", str(folder)).stdout
    assert said.startswith("house-rules: 10 of 10 requirements\n  HR-01  executable")


def test_coverage_names_what_is_missing_and_says_so_by_its_exit_code(tmp_path: Path) -> None:
    folder = copied("house-rules", tmp_path, coverage=HOUSE_COVERAGE.replace("HR-10", "HR-11"))
    done = doorstep("policy", "coverage", "--pack", str(folder))
    assert done.returncode == 1
    assert "house-rules: coverage.yaml: HR-10: is missing" in done.stderr
    assert "HR-11: is not a requirement" in done.stderr


def test_coverage_of_a_pack_that_has_none_is_one_line(tmp_path: Path) -> None:
    done = doorstep("policy", "coverage", "--pack", str(copied("house-rules", tmp_path)))
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert "there is no coverage.yaml" in done.stderr
