"""A way to call a person, from what the settings say."""

from collections.abc import Mapping

from pydantic import SecretStr, ValidationError

from adapters.platform import Post

Options = Mapping[str, str | int | float | bool]


class PostSettingsError(Exception):
    """The settings of a destination cannot be used; the text is one line that names the option."""


def connect(kind: str, name: str, options: Options, secret: SecretStr | None) -> Post:
    """A `Post` of `kind` (memory, webhook, smtp). `secret` signs webhooks or is the mail password.

    Raises PostSettingsError.
    """
    try:
        return _connect(kind, name, dict(options), secret.get_secret_value() if secret else "")
    except ValidationError as error:
        first = error.errors()[0]
        option = ".".join(str(part) for part in first["loc"]) or "options"
        raise PostSettingsError(f"{option}: {first['msg']}") from None
    except ValueError as error:
        raise PostSettingsError(str(error)) from None


def _connect(kind: str, name: str, options: dict[str, str | int | float | bool], secret: str) -> Post:
    if kind == "webhook":
        from adapters.post.webhook import WebhookPost, WebhookSettings

        return WebhookPost(name, WebhookSettings.model_validate(options), secret)
    if kind == "smtp":
        from adapters.post.smtp import SmtpPost, SmtpSettings

        return SmtpPost(name, SmtpSettings.model_validate(options), secret)
    if kind == "memory":
        from adapters.post.memory import MemoryPost

        return MemoryPost(name)
    raise ValueError(f"there is no kind of post called {kind}")
