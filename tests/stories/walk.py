"""Follows a set-up page word by word: its commands as they stand there, and what a person does between them.

A page is read, not retold: what it does not say is not done. What a person must put in (numbers, keys, a code that arrives)
is given to `Walk` by name; so are the lines by which a test's Doorstep finds platforms on this machine.
"""

import asyncio
import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from ruamel.yaml import YAML

from tests.stories.landlord import PASSWORD
from tests.stories.process import Process

REPOSITORY = Path(__file__).parents[2]
_STEP = re.compile(r"^(\d+)\. ", re.MULTILINE)
_BLOCK = re.compile(r"^```(sh|yaml)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_SECRET = re.compile(r"`home/secrets/([a-z_.-]+)`")


@dataclass(frozen=True)
class Page:
    """`blocks` in the order they stand: what kind, and its text. `steps`: how many numbered things a person does."""

    steps: int
    blocks: tuple[tuple[str, str], ...]
    secrets: tuple[str, ...]
    minutes: int

    @classmethod
    def of(cls, name: str) -> "Page":
        text = (REPOSITORY / "docs" / name).read_text(encoding="utf-8")
        numbers = [int(one) for one in _STEP.findall(text)]
        assert numbers == [*range(1, len(numbers) + 1)], "the steps are numbered through"
        spelled = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5}
        said = re.findall(r"^## \d.*\((\w+) minutes?\)$", text, re.MULTILINE)
        blocks = tuple((kind, words) for kind, words in _BLOCK.findall(text))
        return cls(len(numbers), blocks, tuple(_SECRET.findall(text)), sum(spelled[one] for one in said))


@dataclass
class Walk:
    """One person at one machine. `filled_in`: what the page writes -> what this landlord has; `here`: settings
    by which a Doorstep finds the platform and the duty phone on this machine. `seconds`: spent by the commands.
    """

    page: Page
    folder: Path
    filled_in: Mapping[str, str]
    secrets: Mapping[str, str]
    here: Mapping[str, object]
    exported: str = ":"
    seconds: float = 0.0
    commands: int = 0

    def __post_init__(self) -> None:
        """Doorstep's folder, as `make install` leaves it."""
        (self.folder / ".venv").symlink_to(sys.prefix)
        (self.folder / "doorstep.example.yaml").symlink_to(REPOSITORY / "doorstep.example.yaml")

    def command(self, block: int) -> list[str]:
        """The lines of one block of commands."""
        kind, text = self.page.blocks[block]
        assert kind == "sh", text
        return [line for line in text.splitlines() if line.strip()]

    def settings(self, block: int) -> None:
        """What a person does in the file of settings, with the block of the page that belongs there."""
        kind, text = self.page.blocks[block]
        assert kind == "yaml", text
        for written, meant in self.filled_in.items():
            assert written in text, f"the page does not ask for {written}"
            text = text.replace(written, meant)
        file = self.folder / "home" / "doorstep.yaml"
        read = YAML(typ="safe")
        settings = read.load(file.read_text(encoding="utf-8")) | read.load(text)
        (channel,) = settings["channels"]
        channel["options"] |= self.here["options"]
        settings |= {name: value for name, value in self.here.items() if name != "options"}
        file.write_text(json.dumps(settings), encoding="utf-8")  # JSON is YAML

    def keys(self) -> None:
        """The secrets, each into the file that the page names for it."""
        assert set(self.secrets) <= set(self.page.secrets), "each secret has its file on the page"
        for name, value in self.secrets.items():
            (self.folder / "home" / "secrets" / name).write_text(value, encoding="utf-8")

    async def does(self, line: str, *, may_fail: bool = False) -> str:
        """One command as it stands, in a shell in Doorstep's folder; what it printed."""
        begun = time.monotonic()
        done = await asyncio.to_thread(self._shell, line)
        self.seconds += time.monotonic() - begun
        self.commands += 1
        assert may_fail or done.returncode == 0, f"{line}: {done.stdout}{done.stderr}"
        if line.startswith("export "):
            self.exported = line
        return done.stdout + done.stderr

    def _shell(self, line: str) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            ["/bin/bash", "-ec", f"{self.exported}\n{line}"],
            cwd=self.folder,
            env={**os.environ, "DOORSTEP_PASSWORD": PASSWORD},
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )

    def starts(self, line: str) -> Process:
        """The command that goes on: Doorstep itself, in its own window."""
        assert line == "doorstep run"
        self.commands += 1
        return Process("run", home=self.folder / "home")
