"""Where tests write: in memory, where the machine has room to spare, and else wherever temporary files go.

A commit waits for the disk (`PRAGMA synchronous=FULL`), and thousands of tests make tens of thousands of commits: much of
the waiting of a run was for that, and no test is about it; a killed process loses nothing of either. `make prove`, whose
figures notes quote, writes to the disk as a landlord's machine does, and so does a run that is given a TMPDIR.
"""

import fcntl
import os
import shutil
import tempfile
from pathlib import Path

import pytest

MEMORY = Path("/dev/shm")
NAME = "doorstep-tests-"
ROOM = 4 << 30
"""Free bytes asked for; a run needs about a quarter of them."""
HELD = pytest.StashKey[Path]()


def pytest_configure(config: pytest.Config) -> None:
    """Settle it once; test workers and every process they start inherit it."""
    if "TMPDIR" in os.environ or os.environ["DOORSTEP_EXAM"] != "small" or not has_room(MEMORY, _memory_left()):
        return
    sweep(MEMORY)
    folder = config.stash[HELD] = make(MEMORY)
    os.environ["TMPDIR"], tempfile.tempdir = str(folder), None


def pytest_report_header(config: pytest.Config) -> str:
    return f"files: {tempfile.gettempdir()}{' (memory)' if HELD in config.stash else ''}"


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """What failed tests wrote stays to be looked at, until the next run begins."""
    folder = session.config.stash.get(HELD, None)
    if folder is not None and exitstatus == pytest.ExitCode.OK:
        shutil.rmtree(folder, ignore_errors=True)


def has_room(place: Path, left: int) -> bool:
    """Whether a run fits there and in the `left` bytes of memory, and a program written there may be run."""
    if not place.is_dir() or not os.access(place, os.W_OK):
        return False
    told = os.statvfs(place)
    return not told.f_flag & os.ST_NOEXEC and min(told.f_bavail * told.f_frsize, left) >= ROOM


def _memory_left() -> int:
    """Bytes of memory that can be had, 0 where nobody says."""
    try:
        lines = Path("/proc/meminfo").read_text(encoding="ascii").splitlines()
    except OSError:
        return 0
    return sum(int(line.split()[1]) << 10 for line in lines if line.startswith("MemAvailable:"))


def make(place: Path) -> Path:
    """A folder of this run, held for as long as its process lives; other users may pass through it (PostgreSQL's does)."""
    folder = Path(tempfile.mkdtemp(prefix=NAME, dir=place))
    folder.chmod(0o711)
    fcntl.flock(os.open(folder, os.O_RDONLY), fcntl.LOCK_EX)  # left open on purpose: it ends with the process, however
    return folder if folder.is_dir() else make(place)  # swept in between


def sweep(place: Path) -> None:
    """Remove what runs have left behind that were killed, or that failed."""
    for folder in place.glob(f"{NAME}*"):
        try:
            handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
        except OSError:
            continue  # another user's, or swept by another run
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            shutil.rmtree(folder, ignore_errors=True)
        except BlockingIOError:
            pass  # a run that is under way
        finally:
            os.close(handle)
