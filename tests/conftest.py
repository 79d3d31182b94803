"""What every test may ask for: services (tests/services), marks, closing line, exams, scratch space, coverage (shown.py)."""

pytest_plugins = [
    "pytester",
    "tests.exams",
    "tests.scratch",
    "tests.marks",
    "tests.shown",
    "tests.services.postgres",
    "tests.services.redis",
    "tests.services.openssl",
    "tests.services.chromium",
    "tests.services.bluesky.network",
]
