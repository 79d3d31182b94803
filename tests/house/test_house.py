"""The house rules of design.md that no linter holds."""

import gc
import re
from collections.abc import Iterator
from pathlib import PurePath

import pytest

from tests.house import source
from tests.house.rooms import ROOMS
from tests.house.source import PACKAGES, REPOSITORY, Source


@pytest.fixture(scope="module", autouse=True)
def _uncollected() -> Iterator[None]:
    """The trees of a thousand files are kept and no garbage: looking through them again and again took half of the time."""
    gc.disable()
    yield
    gc.enable()


def none(found: list[str]) -> None:
    """Fails with all that was found, a line each."""
    assert not found, "\n".join(["", *found])


@pytest.mark.parametrize("package", PACKAGES)
def test_every_top_level_module_is_a_room_with_a_reason(package: str) -> None:
    found = {PurePath(name).parts[1].removesuffix(".py") for name in source.files() if name.startswith(f"{package}/")}
    modules = {name for name in found if "." not in name and not name.startswith("__")}
    assert sorted(modules - set(ROOMS[package])) == [], "name the room and its reason in tests/house/rooms.py"


@pytest.mark.parametrize("package", PACKAGES)
def test_each_package_has_a_readme(package: str) -> None:
    readme = REPOSITORY / package / "README.md"
    assert readme.is_file()
    assert len(readme.read_text(encoding="utf-8").split()) > 50


def test_the_floor_is_pure() -> None:
    """No input, output, clock, chance or environment: the same comment and policy give the same decision for ever."""
    none([f"{file.name}: {what}" for file in source.sources("rules") for what in source.impurities(file)])


@pytest.mark.parametrize(
    "line",
    [
        "open('x')",
        "print(1)",
        "datetime.now()",
        "date.today()",
        "now()",
        "import random",
        "from os import environ",
        "import os.path",
        "x = process.environ['HOME']",
        "hash('word')",
        "clock = datetime.now",
        "Path('x').read_text()",
        "import asyncio",
    ],
)
def test_the_purity_rule_sees(line: str) -> None:
    assert list(source.impurities(Source("example.py", line)))


def test_the_purity_rule_lets_a_time_be_handed_in() -> None:
    handed_in = "def decide(matter, now): return now > matter.now"
    assert not list(source.impurities(Source("example.py", handed_in)))


def test_every_test_folder_is_a_package() -> None:
    """Else `tests/rules` would shadow `rules`."""
    folders = {(REPOSITORY / file.name).parent for file in source.sources("tests")}
    parents = {
        parent for folder in folders for parent in [folder, *folder.parents] if parent.is_relative_to(REPOSITORY)
    }
    none([str(folder) for folder in parents - {REPOSITORY} if not (folder / "__init__.py").exists()])


def test_files_and_functions_are_short_or_say_why() -> None:
    none([line for file in source.sources() for line in source.too_long(file)])


def test_the_length_rule_sees_and_takes_a_reason() -> None:
    body = "    pass\n" * 41
    assert list(source.too_long(Source("a.py", "def f():\n" + body)))
    assert not list(source.too_long(Source("a.py", "def f():  # long: one table, read as one\n" + body)))
    assert list(source.too_long(Source("a.py", "a = 1\n" * 251)))
    assert not list(source.too_long(Source("a.py", "# long: one table, read as one\n" + "a = 1\n" * 251)))


def test_every_exception_to_a_tool_says_why() -> None:
    ours = [file for file in source.sources() if not file.name.startswith("tests/house/")]
    none([line for file in ours for line in source.unreasoned(file)])


@pytest.mark.parametrize("comment", ["# noqa", "# noqa: S101", "# type: ignore", "# type: ignore[arg-type]"])
def test_the_exception_rule_sees(comment: str) -> None:
    assert list(source.unreasoned(Source("a.py", f"x = 1  {comment}")))
    if ":" in comment.removeprefix("# type:") or "[" in comment:
        assert not list(source.unreasoned(Source("a.py", f"x = 1  {comment}  # the library ships no types")))


def test_no_branch_on_a_landlord_or_a_platform() -> None:
    """Everything in which they differ is data. A platform may know itself, in its own folder only."""
    platforms = frozenset({"bluesky", "discord", "x", "twitter", "facebook", "instagram"})
    packs = {folder.name for folder in (REPOSITORY / "rules" / "packs").iterdir() if folder.is_dir()} - {"__pycache__"}
    landlords = frozenset({"derby", "wolverhampton", "watford", "karbon"} | packs - {"house-rules"})
    found = [line for file in source.sources(*PACKAGES) for line in source.branches_on(file, landlords)]
    for file in source.sources(*PACKAGES):
        own = PurePath(file.name).parts[1] if file.name.startswith("adapters/") else ""
        found += source.branches_on(file, platforms - {own})
    none(found)


def test_the_branch_rule_sees() -> None:
    names = frozenset({"derby"})
    assert list(source.branches_on(Source("a.py", "if pack.landlord == 'Derby': pass"), names))
    assert list(source.branches_on(Source("a.py", "match pack:\n    case 'derby': pass"), names))
    assert not list(source.branches_on(Source("a.py", "DEMO = 'derby'"), names))


PLACES = (b"pypi.", b"pythonhosted.", b"npmjs.", b"deb.debian.", b"proxy.golang.", b"crates.io", b".library/")
ROOTS = (b"/work/", b"/root/", b"/opt/", b"/home/")
"""Paths of a machine where nothing of an address or of a longer path stands before them."""
EITHER = re.compile(b"%b|(?<![\\w.:/-])(?:%b)" % (b"|".join(map(re.escape, PLACES)), b"|".join(ROOTS)))


def test_no_registry_address_and_no_path_of_a_machine() -> None:
    """Either would tie the repository to where it was written."""
    found = []
    for name in source.files():
        raw = (REPOSITORY / name).read_bytes()
        if any(place in raw for place in PLACES + ROOTS) and name != "tests/house/test_house.py":  # most files end here
            lines = enumerate(raw.splitlines(), 1)
            found += [f"{name}:{number}: {line.strip()[:100]!r}" for number, line in lines if EITHER.search(line)]
    none(found)


@pytest.mark.parametrize(
    "line", [b"https://pypi.org", b'"/work/x"', b"see .library/x", b"(/home/a)", b"files.pythonhosted.org"]
)
def test_the_address_rule_sees(line: bytes) -> None:
    assert EITHER.search(line)


@pytest.mark.parametrize("line", [b"https://example.org/work/x", b"../opt/x", b"a/home/b"])
def test_the_address_rule_lets_other_paths_be(line: bytes) -> None:
    assert not EITHER.search(line)
