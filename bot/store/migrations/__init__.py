"""Alembic's folder: how the database came to be, step by step."""
