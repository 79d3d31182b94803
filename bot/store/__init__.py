"""The database: tables, migrations, the one writer, queries. SQLite embedded, PostgreSQL by URL, the same code."""
