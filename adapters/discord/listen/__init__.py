"""Hearing: what the gateway says as it is said, and the history of each channel for what it could not say."""
