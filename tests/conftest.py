"""What every test may ask for: services (tests/services), marks and the closing line (marks.py), exam counts (exams.py)."""

pytest_plugins = [
    "pytester",
    "tests.exams",
    "tests.marks",
    "tests.services.postgres",
    "tests.services.redis",
    "tests.services.chromium",
    "tests.services.bluesky.network",
]
