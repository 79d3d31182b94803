"""The README's capability matrix is what the code says."""

from pathlib import Path

from adapters import matrix
from adapters.bluesky.can import VERBS as BLUESKY
from adapters.discord.can import VERBS as DISCORD
from adapters.memory.can import VERBS as MEMORY
from adapters.x.can import VERBS as X
from rules.model.measure import Can

README = Path(matrix.__file__).with_name("README.md")
START, END = "<!-- matrix: made by adapters/matrix.py -->\n", "\n<!-- end of matrix -->"


def test_the_readme_shows_the_table_made_from_the_code() -> None:
    shown = README.read_text().split(START)[1].split(END)[0]
    assert shown == matrix.table(matrix.rooms()), "python -c 'from adapters.matrix import *; print(table(rooms()))'"


def test_every_verb_of_a_platform_appears_for_some_item() -> None:
    columns = matrix.rooms()
    for platform, verbs in (("Bluesky", BLUESKY), ("Discord", DISCORD), ("X", X), ("Memory", MEMORY)):
        able = [cell for name, cells in columns.items() if name.startswith(f"{platform}:") for cell in cells.items()]
        shown = {verb for verb, capability in able if capability.can in {Can.AUTO, Can.AUTO_IF}}
        assert shown == verbs
