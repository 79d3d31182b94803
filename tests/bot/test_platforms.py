"""The doors: each loaded only when it is switched on, with its secrets, and errors that name channel and option."""

import subprocess
import sys
from pathlib import Path

import pytest

from bot.platforms import CONNECT, SECRETS, connect
from bot.settings import ChannelSettings, Home, SettingsError
from tests.adapters.ears import KeptNotebook

X_SECRETS = {name: f"1000-{name}" for name in SECRETS["x"]}


def home(folder: Path, channel: str, secrets: dict[str, str]) -> Home:
    (folder / "secrets").mkdir()
    for name, secret in secrets.items():
        (folder / "secrets" / f"{channel}.{name}").write_text(secret)
    return Home(folder)


def test_no_platforms_library_is_loaded_before_its_channel_is() -> None:
    seen = "import sys, bot.platforms; print([one for one in ('tweepy', 'discord', 'atproto') if one in sys.modules])"
    done = subprocess.run([sys.executable, "-c", seen], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_an_x_channel_takes_its_secrets_by_name(tmp_path: Path) -> None:
    channel = ChannelSettings(name="our-x", platform="x", options={"daily_budget": 2, "own_ids": ["77"]})
    platform = connect(home(tmp_path, "our-x", X_SECRETS), channel, KeptNotebook())
    assert platform.name == "our-x"
    assert platform.own_refs == {"1000", "77"}
    assert not [secret for secret in X_SECRETS.values() if secret in repr(vars(platform))]


@pytest.mark.parametrize("missing", SECRETS["x"])
def test_a_missing_secret_is_named(tmp_path: Path, missing: str) -> None:
    there = {name: secret for name, secret in X_SECRETS.items() if name != missing}
    with pytest.raises(SettingsError, match=f"our-x: {missing}"):
        connect(home(tmp_path, "our-x", there), ChannelSettings(name="our-x", platform="x"), KeptNotebook())


def test_a_wrong_option_is_named_and_no_secret_is_said(tmp_path: Path) -> None:
    wrong = {**X_SECRETS, "access_token": "nonsense"}
    with pytest.raises(SettingsError, match="our-x: access_token") as error:
        connect(home(tmp_path, "our-x", wrong), ChannelSettings(name="our-x", platform="x"), KeptNotebook())
    assert "nonsense" not in str(error.value)


def test_an_unknown_platform_is_named(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="'myspace' is not one of"):
        connect(Home(tmp_path), ChannelSettings(name="our-x", platform="myspace"), KeptNotebook())


def test_every_platform_with_secrets_can_be_connected() -> None:
    assert set(SECRETS) <= set(CONNECT)
