"""Start-up check: `bot`, `adapters` and `rules` are ours, and nobody else's.

The package index has other distributions called `rules` and `adapters`. Installed beside Doorstep they overwrite its files
without a word, and a policy would be judged by somebody else's code. So, before anything is decided: each module must come
from the place that our own distribution records, and no other distribution may claim its name.
"""

import json
from collections.abc import Sequence
from importlib.machinery import ModuleSpec
from importlib.metadata import Distribution, PackageNotFoundError, distribution, distributions
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import unquote, urlsplit

DISTRIBUTION = "doorstep"
PACKAGES = ("bot", "adapters", "rules")


class NameTaken(Exception):
    """Doorstep must not start. The text is one line that names the package, the claimant and what to do."""


def check(packages: Sequence[str] = PACKAGES) -> None:
    """Return when every package is ours alone. Raises NameTaken otherwise. Takes about a hundredth of a second."""
    home = _home(_our_distribution())
    for installed in distributions():
        _refuse_claim(installed, packages)
    for package in packages:
        _check_place(package, home)


def _our_distribution() -> Distribution:
    try:
        return distribution(DISTRIBUTION)
    except PackageNotFoundError:
        raise NameTaken(
            "Doorstep does not start: it is not installed in this Python environment. Run 'make install'."
        ) from None


def _home(ours: Distribution) -> Path:
    """The folder of our packages: the checkout of an editable install (PEP 610), else where the wheel was unpacked."""
    direct_url = json.loads(ours.read_text("direct_url.json") or "{}")
    if direct_url.get("dir_info", {}).get("editable"):
        return Path(unquote(urlsplit(direct_url["url"]).path))
    return Path(str(ours.locate_file("")))


def _refuse_claim(installed: Distribution, packages: Sequence[str]) -> None:
    files = "\n" + (installed.read_text("RECORD") or "")
    names = (installed.read_text("top_level.txt") or "").split()
    for package in packages:
        # Read as text: `packages_distributions()` gives the same answer by parsing every file list, many times slower.
        claimed = f"\n{package}/" in files or f"\n{package}.py," in files or package in names
        if claimed and str(installed.name).lower() != DISTRIBUTION:
            raise NameTaken(
                f"Doorstep does not start: the distribution '{installed.name}' also claims the package '{package}'."
                f" Install Doorstep in an environment of its own, without '{installed.name}'."
            )


def _check_place(package: str, home: Path) -> None:
    expected = home / package / "__init__.py"
    found = _origin(find_spec(package))
    if found is None or not expected.is_file() or not found.samefile(expected):
        raise NameTaken(
            f"Doorstep does not start: the package '{package}' comes from {found or 'nowhere'}, but Doorstep is installed"
            f" in {expected.parent}. Remove the other '{package}' from the Python path."
        )


def _origin(spec: ModuleSpec | None) -> Path | None:
    return Path(spec.origin) if spec and spec.origin and spec.has_location else None
