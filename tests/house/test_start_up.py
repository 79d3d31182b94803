"""What a command imports before it begins. A third of the time of most commands was once modules that they never used."""

import subprocess
import sys

import pytest

from bot.cli.app import COMMANDS

THE_DOORS = frozenset({"aiohttp", "atproto", "discord", "stamina", "tweepy"})
THE_PAGES = frozenset({"aiohttp_jinja2", "jinja2", "nh3"})
THE_LETTERS = frozenset({"docx", "weasyprint"})
THE_TABLES_OF_OTHERS = frozenset({"charset_normalizer", "holidays", "openpyxl", "phonenumbers"})
THE_DETECTORS = frozenset({"re2", "rules.detect"})
THE_DATABASE = frozenset({"psycopg", "sqlalchemy", "sqlmodel"})
NEVER = frozenset({"alembic"}) | THE_DOORS | THE_LETTERS | THE_TABLES_OF_OTHERS

LEAST = NEVER | THE_PAGES | THE_DETECTORS | THE_DATABASE | {"ruamel.yaml", "cryptography", "rules.casework"}
RECORD = NEVER | THE_PAGES | THE_DETECTORS | {"psycopg", "rules.casework"}
GROUPS = {
    "neither a database nor a policy": (("version", "bench"), LEAST),
    "policies": (("policy",), NEVER | THE_DETECTORS | THE_DATABASE | {"aiohttp_jinja2", "jinja2"}),
    "the record and the staff": (("calls", "db", "erase", "hold", "ledger", "retention", "staff", "verify"), RECORD),
    "the work of staff": (("bundle", "desk", "correct", "case", "person"), NEVER | {"aiohttp_jinja2", "psycopg"}),
    "recorded comments": (("detect", "replay"), NEVER | THE_PAGES | {"alembic", "sqlmodel"}),
}
"""Commands that are alike, and what none of them may import before it knows what it was asked to do."""

IMPORTED = """
import sys
from bot.cli.app import gather
for name in sys.argv[1:]:
    gather([name])
print(*sorted(sys.modules))
"""


@pytest.mark.slow
@pytest.mark.parametrize("group", GROUPS)
def test_a_command_imports_only_what_it_needs(group: str) -> None:
    commands, heavy = GROUPS[group]
    done = subprocess.run([sys.executable, "-c", IMPORTED, *commands], capture_output=True, text=True, check=True)
    imported = set(done.stdout.split())
    assert {f"bot.cli.{COMMANDS[command]}" for command in commands} <= imported
    assert sorted(imported & heavy) == [], f"of {', '.join(commands)}: import it in the function that needs it"
