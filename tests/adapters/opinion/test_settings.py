"""Which endpoint may be asked: what residents write stays in the house unless the landlord says otherwise."""

from ipaddress import ip_address

import pytest
from pydantic import ValidationError

from adapters.opinion.settings import OpinionSettings, near


def settings(url: str, **more: object) -> OpinionSettings:
    return OpinionSettings.model_validate({"url": url, "model": "m", **more})


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:11434/v1",
        "http://localhost:8080/v1/",
        "http://[::1]:8080/v1",
        "http://192.168.1.20:8000/v1",
        "https://10.1.2.3/v1",
        "http://172.31.0.9/v1",
        "http://[fd00::7]:8000/v1",
        "http://gpu.internal:8000/v1",
    ],
)
def test_an_endpoint_of_ones_own_is_taken(url: str) -> None:
    assert settings(url).url == url.rstrip("/")


@pytest.mark.parametrize(
    "address", ["8.8.8.8", "172.32.0.1", "169.254.169.254", "2606:4700::1", "::ffff:8.8.8.8", "0.0.0.0"]
)
def test_what_lies_outside_is_not(address: str) -> None:
    assert not near(ip_address(address))
    host = f"[{address}]" if ":" in address else address
    with pytest.raises(ValidationError, match="comments would leave your network"):
        settings(f"https://{host}/v1")
    assert settings(f"https://{host}/v1", data_may_leave=True).data_may_leave
    with pytest.raises(ValidationError, match="over https:// only"):
        settings(f"http://{host}/v1", data_may_leave=True)


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("ftp://127.0.0.1/v1", "starts with http"),
        ("/v1", "starts with http"),
        ("http://", "starts with http|no address"),
        ("http://ann:secret@127.0.0.1/v1", "no name, password"),
        ("http://127.0.0.1/v1?key=1", "no name, password"),
        ("http://127.0.0.1:99999/v1", "no address"),
    ],
)
def test_what_cannot_be_used_says_why(url: str, why: str) -> None:
    with pytest.raises(ValidationError, match=why):
        settings(url)


def test_a_model_is_named_in_one_plain_word() -> None:
    for name in ("", "a b", "x\x1b[31m", "m" * 121):
        with pytest.raises(ValidationError):
            OpinionSettings.model_validate({"url": "http://127.0.0.1/v1", "model": name})
