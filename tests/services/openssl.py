"""The program openssl, which stamps and reads time stamps in the tests. Doorstep itself uses none."""

from pathlib import Path

import pytest

from tools import find


@pytest.fixture(scope="session")
def openssl_path() -> Path:
    found = find.openssl()
    if found is None:
        pytest.fail("openssl is not here: run 'make test', or name openssl in SKIP.", pytrace=False)
    return found
