"""Settings: one line for what is wrong, secrets from files or variables only."""

from pathlib import Path

import pytest

from bot.settings import Home, SettingsError, parse

EXAMPLE = Path(__file__).parents[2] / "doorstep.example.yaml"


def test_the_example_is_valid_and_shows_every_setting() -> None:
    text = EXAMPLE.read_text(encoding="utf-8")
    settings = parse(text, "doorstep.yaml")
    assert [channel.platform for channel in settings.channels] == ["bluesky"]
    assert not [name for name in type(settings).model_fields if f"{name}:" not in text]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("landlord: [", "doorstep.yaml: not YAML"),
        ("landlords: X", "doorstep.yaml: landlords: Extra inputs are not permitted"),
        ("channels: [{name: 'Bad Name', platform: x}]", "doorstep.yaml: channels.0.name: "),
        ("console: {port: 99999}", "doorstep.yaml: console.port: "),
        ("emergency: [{name: a, kind: pigeon}]", "doorstep.yaml: emergency.0.kind: "),
        ("just words", "doorstep.yaml: the whole file: "),
        (
            "policy_settings: {division: wales}",
            "doorstep.yaml: policy_settings: Value error, division: 'wales' is none of",
        ),
    ],
)
def test_an_error_is_one_line_with_file_and_field(text: str, says: str) -> None:
    with pytest.raises(SettingsError) as caught:
        parse(text, "doorstep.yaml")
    assert str(caught.value).startswith(says)
    assert "\n" not in str(caught.value)


def test_an_empty_file_means_the_defaults() -> None:
    assert parse("", "f").policy == "house-rules"


def test_secrets_come_from_a_variable_or_a_file_and_do_not_show(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = Home(tmp_path)
    (tmp_path / "secrets").mkdir()
    (tmp_path / "secrets" / "bluesky.app_password").write_text("from-file\n")
    secret = home.secret("bluesky.app_password")
    assert secret is not None
    assert secret.get_secret_value() == "from-file"
    assert "from-file" not in repr(secret)
    monkeypatch.setenv("DOORSTEP_SECRET_BLUESKY_APP_PASSWORD", "from-variable")
    again = home.secret("bluesky.app_password")
    assert again is not None
    assert again.get_secret_value() == "from-variable"
    assert home.secret("other") is None


def test_a_relative_database_stands_in_the_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = Home(tmp_path)
    assert home.database_url(parse("", "f")) == f"sqlite:///{tmp_path.resolve()}/doorstep.db"
    monkeypatch.setenv("DOORSTEP_DATABASE", "postgresql+psycopg://a@b/c")
    assert home.database_url(parse("", "f")) == "postgresql+psycopg://a@b/c"
