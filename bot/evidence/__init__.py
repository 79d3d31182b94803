"""The record: one `append`, a chain, commitments, verification."""
