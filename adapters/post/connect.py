"""A way to call a person, from what the settings say."""

from collections.abc import Mapping

from pydantic import ValidationError

from adapters.platform import Post

Options = Mapping[str, str | int | float | bool]


class BadPost(Exception):
    """The settings of a destination cannot be used; the text is one line that names destination and field."""


def connect(name: str, kind: str, options: Options, secret: str = "") -> Post:
    """A `Post` of `kind`, a file of this folder. `secret` signs webhooks or is the mail password. Raises BadPost."""
    try:
        return _connect(name, kind, dict(options), secret)
    except ValidationError as error:
        first = error.errors()[0]
        field = ".".join(str(part) for part in first["loc"]) or "settings"
        raise BadPost(f"destination {name}: {field}: {first['msg']}") from None
    except ValueError as error:
        raise BadPost(f"destination {name}: {error}") from None


def _connect(name: str, kind: str, options: dict[str, str | int | float | bool], secret: str) -> Post:
    if kind == "webhook":
        from adapters.post.webhook import WebhookPost, WebhookSettings

        return WebhookPost(name, WebhookSettings.model_validate(options), secret)
    if kind == "smtp":
        from adapters.post.smtp import SmtpPost, SmtpSettings

        return SmtpPost(name, SmtpSettings.model_validate(options), secret)
    if kind == "drop":
        from adapters.post.drop import DropPost, DropSettings

        return DropPost(name, DropSettings.model_validate(options))
    if kind == "timestamp":
        from adapters.post.timestamp import TimestampPost, TimestampSettings

        return TimestampPost(name, TimestampSettings.model_validate(options))
    if kind == "memory":
        from adapters.post.memory import MemoryPost

        return MemoryPost(name)
    raise ValueError(f"there is no kind of post called {kind}")
