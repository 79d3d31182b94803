"""Time stamps in a bundle, from a real authority (openssl) on loopback: by their imprint, and the rest by openssl."""

import asyncio
import re
import shlex
from functools import partial
from pathlib import Path
from zipfile import ZipFile

from adapters.post.timestamp import TimestampPost, TimestampSettings
from bot.evidence import witness
from bot.evidence.bundle.verify_bundle import check
from tests.adapters.post.authority import Authority
from tests.adapters.post.test_timestamp import authority, url  # noqa: F401 - fixtures
from tests.bot.evidence.bundle.forging import again, files_of, told
from tests.bot.evidence.bundle.kit import Office


async def test_a_stamp_by_its_imprint_and_by_the_command_that_is_printed(
    office: Office,
    authority: Authority,  # noqa: F811 - the fixture
    url: str,  # noqa: F811 - the fixture
    tmp_path: Path,
) -> None:
    case = await office.small()
    post = TimestampPost("tsa", TimestampSettings(url=url, root=authority.root))
    first = office.signed[-1]
    await stamped(office, post)
    office.landlord.must(office.warn_again(case))
    office.sign()
    await stamped(office, post)
    raw = office.bundle(case).raw
    tokens = [name for name in files_of(raw) if name.endswith(".tsr")]
    assert len(tokens) == 2
    assert f"stamps/{first.size:012}.tsa.tsr" in tokens
    lines = [line for line in check(raw) if line.startswith("Stamped ")]
    assert len(lines) == 2
    assert "Whose is NOT checked" in lines[0]

    (tmp_path / "case.zip").write_bytes(raw)
    with ZipFile(tmp_path / "case.zip") as box:
        box.extractall(tmp_path / "unzipped")
    command = re.sub(r"^.* then: ", "", lines[0]).replace("ROOT.pem", str(authority.root))
    done = await asyncio.create_subprocess_exec(
        authority.openssl, *shlex.split(command)[1:], cwd=tmp_path / "unzipped", stdout=asyncio.subprocess.DEVNULL
    )
    assert await done.wait() == 0

    def exchange(files: dict[str, bytes], *_: object) -> None:
        files[tokens[0]], files[tokens[1]] = files[tokens[1]], files[tokens[0]]

    def nonsense(files: dict[str, bytes], *_: object) -> None:
        files[tokens[0]] = b"\x30\x03nonsense"

    assert told(again(raw, partial(called_otherwise, tokens[0]))).endswith(".json was dropped"), "nothing to paste"
    assert told(again(raw, exchange)) == f"{tokens[0]} was altered: it is not of that checkpoint"
    assert told(again(raw, nonsense)) == f"{tokens[0]} was altered: it is not a time stamp"


def called_otherwise(name: str, files: dict[str, bytes], *_: object) -> None:
    """By what a shell would act on, were it pasted."""
    files[name.replace(".tsa.", ".$(touch here).")] = files.pop(name)


async def stamped(office: Office, post: TimestampPost) -> None:
    with office.database.write() as tx:
        witness.ask(tx, office.signed[-1], {"tsa": "timestamp"})
    hands = {"tsa": ("timestamp", post)}
    assert await witness.deliver(office.database, office.landlord.page.writer, hands, office.clock) == 1
