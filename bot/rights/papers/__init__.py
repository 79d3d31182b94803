"""Drafts for data protection, written from the live settings: what a person must add is a blank that says so."""
