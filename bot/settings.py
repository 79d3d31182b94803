"""The landlord's settings: one file, `doorstep.yaml`, in Doorstep's home folder. Secrets stand beside it, never in it.

An error names the file and the field in one line. `doorstep.example.yaml` in the repository shows every setting.
"""

import os
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, SecretStr, ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from rules.calendar import calendar_of

FILE = "doorstep.yaml"
HOME_VARIABLE = "DOORSTEP_HOME"
DATABASE_VARIABLE = "DOORSTEP_DATABASE"

Name = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]{0,40}$")]


class SettingsError(Exception):
    """The settings cannot be used; the text is one line with file and field."""


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Console(_Part):
    """Where the console opens. `address` is how staff reach it from outside (behind a TLS proxy), for links and cookies."""

    host: str = "127.0.0.1"
    port: int = Field(default=8460, ge=0, le=65535)
    address: str | None = None


class ChannelSettings(_Part):
    """One page or account; a new one starts in `observe`. `options` are the platform's own."""

    name: Name
    platform: Name
    options: dict[str, str | int | float | bool | list[str]] = Field(default_factory=dict)


class PlaceSettings(_Part):
    """Where letters are sent. The secret (webhook key, mail password) is the file or variable `<name>.secret`."""

    name: Name
    kind: str
    options: dict[str, str | int | float | bool] = Field(default_factory=dict)


class EmergencySettings(PlaceSettings):
    """Where a person is called."""

    kind: Literal["webhook", "smtp", "memory"]


class WitnessSettings(PlaceSettings):
    """Who keeps checkpoints outside this machine. `drop` writes into a folder mounted here; `timestamp` is RFC 3161."""

    kind: Literal["webhook", "smtp", "drop", "timestamp", "memory"]


class LedgerSettings(_Part):
    """When checkpoints of the record are signed, who is sent them, and when a person is called because nobody took them."""

    every_entries: int = Field(default=1_000, ge=1)
    every_minutes: int = Field(default=15, ge=1)
    alarm_hours: int = Field(default=24, ge=1)
    witnesses: tuple[WitnessSettings, ...] = ()


class Periods(_Part):
    """How long content is kept, in days: lawful with no need; found to be something but not acted on; acted on."""

    lawful_days: int = Field(default=30, ge=1)
    unactioned_days: int = Field(default=180, ge=1)
    acted_days: int = Field(default=730, ge=1)


class RetentionSettings(Periods):
    """How long content is kept. `packs`: other periods for what was decided under that policy. `case_days`: after the last
    that happened in a case. `window`: the hour (London) in which the file is cleaned and searched.
    """

    case_days: int = Field(default=2190, ge=1)
    window: int = Field(default=3, ge=0, le=23)
    packs: dict[str, Periods] = Field(default_factory=dict)

    def of(self, pack: str) -> Periods:
        """The periods of a policy."""
        return self.packs.get(pack, self)

    @property
    def shortest(self) -> int:
        """No comment is looked at sooner, but for one that was taken away."""
        every = (self, *self.packs.values())
        return min(min(one.lawful_days, one.unactioned_days, one.acted_days) for one in every)


class CaptureSettings(_Part):
    """What is fetched of the pictures and files that came with a comment: so many pieces, each and all of so many megabytes
    (of 1,000,000 bytes), each within so many seconds; of all comments in a day no more than `day_megabytes`, so that nobody
    fills the disk with pictures.
    """

    pieces: int = Field(default=10, ge=0, le=100)
    each_megabytes: int = Field(default=10, ge=1, le=100)
    all_megabytes: int = Field(default=25, ge=1, le=200)
    day_megabytes: int = Field(default=2_000, ge=1)
    seconds: int = Field(default=20, ge=1, le=120)

    @property
    def each_bytes(self) -> int:
        return self.each_megabytes * 1_000_000

    @property
    def all_bytes(self) -> int:
        return self.all_megabytes * 1_000_000


class SecondOpinionSettings(_Part):
    """A language model that is asked about what a person looks at anyway; off unless it is set. `url`: the base address of
    an OpenAI-compatible endpoint (`adapters.opinion.settings` says which). Of more than `most_waiting` none is asked about.
    """

    url: str
    model: str
    seconds: int = 60
    data_may_leave: bool = False
    most_waiting: int = Field(default=200, ge=1, le=10_000)


class ReportSettings(_Part):
    """Figures for the public. `smallest`: a smaller count is not shown, because it could speak of one person."""

    smallest: int = Field(default=5, ge=3, le=100)


def _with_a_calendar(settings: dict[str, str]) -> dict[str, str]:
    calendar_of(settings)  # so that a calendar that cannot be read stops the start, not the first comment
    return settings


class Settings(_Part):
    """Everything a landlord sets. `earlier_policies` are packs that cases may still stand on (built-in ones are known)."""

    landlord: str = "Demo Homes"
    policy: str = "house-rules"
    earlier_policies: tuple[str, ...] = ()
    policy_settings: Annotated[dict[str, str], AfterValidator(_with_a_calendar)] = Field(default_factory=dict)
    database: str = "sqlite:///doorstep.db"
    console: Console = Field(default_factory=Console)
    channels: tuple[ChannelSettings, ...] = ()
    emergency: tuple[EmergencySettings, ...] = ()
    quotas: dict[str, int] = Field(default_factory=dict)
    alarm_minutes: tuple[int, ...] = (5, 10, 15)
    ledger: LedgerSettings = Field(default_factory=LedgerSettings)
    retention: RetentionSettings = Field(default_factory=RetentionSettings)
    reports: ReportSettings = Field(default_factory=ReportSettings)
    capture: CaptureSettings = Field(default_factory=CaptureSettings)
    second_opinion: SecondOpinionSettings | None = None


class Home:
    """Doorstep's folder: settings, secrets, keys and the embedded database."""

    def __init__(self, path: Path) -> None:
        self.path = path.resolve()

    @classmethod
    def find(cls, given: Path | None) -> "Home":
        """The folder given, else DOORSTEP_HOME, else `doorstep-home` here."""
        return cls(given or Path(os.environ.get(HOME_VARIABLE, "doorstep-home")))

    def make(self) -> None:
        """Create the folder, readable by its owner only."""
        self.path.mkdir(parents=True, exist_ok=True, mode=0o700)

    def settings(self) -> Settings:
        """Read `doorstep.yaml`; without one, the defaults. Raises SettingsError."""
        file = self.path / FILE
        return parse(file.read_text(encoding="utf-8"), str(file)) if file.exists() else Settings()

    def write(self, settings: Settings) -> None:
        """Write `settings` as this folder's `doorstep.yaml`, for a landlord made by a program (the demo's)."""
        with (self.path / FILE).open("w", encoding="utf-8") as file:
            YAML(typ="safe", pure=True).dump(settings.model_dump(mode="json"), file)

    def database_url(self, settings: Settings) -> str:
        """The database, DOORSTEP_DATABASE first; a relative SQLite file stands in this folder."""
        url = os.environ.get(DATABASE_VARIABLE, settings.database)
        head, slashes, file = url.partition(":///")
        relative = head == "sqlite" and slashes and not file.startswith("/")
        return f"sqlite:///{self.path / file}" if relative else url

    def secret(self, name: str) -> SecretStr | None:
        """A secret by name: DOORSTEP_SECRET_<NAME>, else a file of that name in $CREDENTIALS_DIRECTORY or `secrets/`."""
        variable = "DOORSTEP_SECRET_" + name.upper().replace("-", "_").replace(".", "_")
        if variable in os.environ:
            return SecretStr(os.environ[variable])
        folders = [Path(p) for p in (os.environ.get("CREDENTIALS_DIRECTORY"),) if p] + [self.path / "secrets"]
        found = next((folder / name for folder in folders if (folder / name).is_file()), None)
        return SecretStr(found.read_text(encoding="utf-8").strip()) if found else None


def parse(text: str, file: str) -> Settings:
    """Settings from YAML text. Raises SettingsError naming file and field in one line."""
    try:
        data = YAML(typ="safe", pure=True).load(text)
    except YAMLError as error:
        raise SettingsError(f"{file}: not YAML: {' '.join(str(error).split())[:200]}") from None
    try:
        return Settings.model_validate({} if data is None else data)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"]) or "the whole file"
        raise SettingsError(f"{file}: {where}: {first['msg']}") from None
