"""No column goes unlooked at: a new one is told personal or not before it is used."""

from bot.evidence.erasure.inventory import TABLES, Fate
from bot.store.tables import METADATA


def test_every_column_of_every_table_is_listed_once() -> None:
    there = {name: {column.name for column in table.columns} for name, table in METADATA.tables.items()}
    listed = {name: {*columns.plain.split(), *columns.personal} for name, columns in TABLES.items()}
    assert listed == there, "look at the new column and list it in bot/evidence/erasure/inventory.py"
    assert not [name for name, columns in TABLES.items() if set(columns.plain.split()) & set(columns.personal)]


def test_every_fate_is_somebodys() -> None:
    assert {fate for columns in TABLES.values() for fate in columns.personal.values()} == set(Fate)
