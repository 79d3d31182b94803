"""Roles of the landlord's staff. What a role may do is a table, not an `if`."""

from enum import StrEnum


class Role(StrEnum):
    """Least privilege by role. Packs name the landlord's own posts and map them onto these."""

    VIEWER = "viewer"
    MODERATOR = "moderator"
    CASEWORKER = "caseworker"
    APPROVER = "approver"
    ADMIN = "admin"
    AUDITOR = "auditor"
    DATA_PROTECTION = "data_protection"
