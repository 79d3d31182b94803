"""Rows for the pages: a fixed number of queries a page, however many rows there are."""
