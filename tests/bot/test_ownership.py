"""A second claimant of our package names stops start-up: PyPI's own `rules` and `adapters` would overwrite ours silently."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from bot import ownership

REPOSITORY = Path(__file__).parents[2]
CHECK = "import sys; sys.path.insert(0, sys.argv[1]); from bot import ownership; ownership.check(); print('ours')"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)],
        cwd=REPOSITORY,
        check=True,
        capture_output=True,
    )
    return next(folder.glob("*.whl"))


@pytest.fixture
def site(wheel: Path, tmp_path: Path) -> Path:
    """Where a plain `pip install` of the wheel would have put it."""
    zipfile.ZipFile(wheel).extractall(tmp_path)
    return tmp_path


def start(site: Path) -> tuple[int, str]:
    """Exit code, and what was said last, of a Python that sees `site` and the standard library only."""
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-c", CHECK, str(site)], capture_output=True, text=True, check=False
    )
    return done.returncode, (done.stdout or done.stderr).strip().splitlines()[-1]


def add_stranger(site: Path, name: str, *files: str) -> None:
    """What `pip install NAME` leaves behind: its files over ours, and its record."""
    info = site / f"{name}-3.5.dist-info"
    info.mkdir()
    for file in files:
        (site / file).parent.mkdir(exist_ok=True)
        (site / file).write_text("somebody_elses = True\n")
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 3.5\n")
    (info / "RECORD").write_text("".join(f"{file},,\n" for file in files) + f"{info.name}/RECORD,,\n")


def test_the_wheel_alone_starts(site: Path) -> None:
    assert start(site) == (0, "ours")


def test_the_wheel_ships_the_three_packages_and_no_tests(wheel: Path) -> None:
    tops = {name.split("/")[0] for name in zipfile.ZipFile(wheel).namelist()}
    assert tops == {"bot", "adapters", "rules", "doorstep-0.1.0.dist-info"}


@pytest.mark.parametrize(
    ("name", "file"), [("rules", "rules/__init__.py"), ("adapters", "adapters/__init__.py"), ("robots", "bot.py")]
)
def test_a_second_claimant_is_refused_by_name(site: Path, name: str, file: str) -> None:
    add_stranger(site, name, file)
    code, line = start(site)
    package = file.split("/", maxsplit=1)[0].removesuffix(".py")
    assert code != 0
    assert f"the distribution '{name}' also claims the package '{package}'" in line


def test_a_distribution_with_a_like_name_inside_is_no_claimant(site: Path) -> None:
    add_stranger(site, "other", "other/rules.py")
    assert start(site) == (0, "ours")


def test_a_module_from_elsewhere_on_the_path_is_refused(site: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    ahead = tmp_path_factory.mktemp("ahead")
    (ahead / "rules").mkdir()
    (ahead / "rules" / "__init__.py").touch()
    lead = f"import sys; sys.path.insert(0, {str(ahead)!r}); import rules; sys.path.pop(0); "
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-c", lead + CHECK, str(site)], capture_output=True, text=True, check=False
    )
    assert done.returncode != 0
    assert f"the package 'rules' comes from {ahead}" in done.stderr


def test_without_an_installation_it_says_what_to_do(site: Path) -> None:
    for file in (site / "doorstep-0.1.0.dist-info").iterdir():
        if file.is_file():
            file.unlink()
    (site / "doorstep-0.1.0.dist-info").rename(site / "gone")
    code, line = start(site)
    assert code != 0
    assert "it is not installed in this Python environment. Run 'make install'." in line


def test_this_installation_is_ours() -> None:
    """The tests run on an editable install; its folder is the one that PEP 610's direct_url.json records."""
    ownership.check()
