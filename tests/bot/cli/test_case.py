"""What is wrong with a case command before anybody signs in: one line, and a code that says whose fault it is."""

import pytest

from tests.bot.cli.run import doorstep

CASE = ("c_0123456789abcdef", "--as", "helen")


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (("case", "review", *CASE, "--outcome", "stands"), 2, "'extend', 'cease'"),
        (("case", "appeal", *CASE, "--outcome", "extend"), 2, "'stands', 'overturned'"),
        (("case", "review", *CASE, "--outcome", "extend", "--reason", " "), 4, "Whoever reviews says why"),
        (("case", "lift", *CASE, "--reason", " "), 4, "Whoever ends a restriction says why"),
        (("case", "vary", *CASE), 4, "Say what is to change"),
        (("case", "known", *CASE), 4, "Say what is known"),
        (
            ("person", "link", "u_1", "--as", "helen", "--customer", "T", "--until", "30/02/2027"),
            2,
            "write it as 2027-02-28",
        ),
    ],
)
def test_it_is_said_in_one_line(words: tuple[str, ...], code: int, says: str) -> None:
    done = doorstep(*words)
    assert (done.returncode, says in done.stderr) == (code, True), done.stderr
    assert "Traceback" not in done.stderr
