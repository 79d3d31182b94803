"""`write`: formats by name, HTML where no PDF can be made, and what a person must arrange besides."""

import builtins
from collections.abc import Iterator
from typing import Any

import pytest

from bot.doctor import Level, letters
from bot.letters import pdf
from bot.letters.landlord import WANTED, landlord, unset
from bot.letters.parts import Incomplete
from bot.letters.sample import INVENTED
from bot.letters.write import cover_task, write
from bot.settings import Settings
from tests.bot.letters.samples import notice


@pytest.fixture
def no_pango(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """As on a machine without the system library: importing WeasyPrint raises OSError."""
    real = builtins.__import__

    def refuse(name: str, *more: Any) -> Any:
        if name == "weasyprint":
            raise OSError("cannot load library 'libpango-1.0-0'")
        return real(name, *more)

    pdf.missing.cache_clear()
    monkeypatch.setattr(builtins, "__import__", refuse)
    yield
    monkeypatch.undo()
    pdf.missing.cache_clear()


def test_a_format_there_is_not_is_refused() -> None:
    with pytest.raises(ValueError, match="odt"):
        write(notice(), ["odt"])


def test_only_what_was_asked_for() -> None:
    assert set(write(notice(), ["html"])) == {"html"}
    assert write(notice(), ["html", "docx"]).keys() == {"html", "docx"}


@pytest.mark.usefixtures("no_pango")
def test_without_the_library_letters_stay_html_and_doctor_says_so_with_the_fix() -> None:
    assert set(write(notice(), ["pdf"])) == {"html"}
    assert set(write(notice())) == {"html", "docx"}
    with pytest.raises(pdf.NoPdf, match="libpango"):
        pdf.pdf("<p>x</p>")
    (found,) = letters(Settings(policy_settings=INVENTED))
    assert found.level is Level.ADVICE
    assert "HTML and Word only" in found.says
    assert "libpango" in found.says
    assert "apt-get install libpango-1.0-0" in found.do


@pytest.mark.pango
def test_with_everything_there_doctor_is_content() -> None:
    (found,) = letters(Settings(policy_settings=INVENTED))
    assert (found.level, found.says) == (Level.GOOD, "HTML, Word and accessible PDF")


def test_doctor_names_the_settings_that_letters_lack() -> None:
    found = next(letters(Settings(policy_settings={"rules_link": "https://x.example/rules"})))
    assert found.level is Level.ADVICE
    assert all(name in found.says for name in WANTED if name != "policy_copy")
    assert "policy_copy" not in found.says


def test_a_landlord_without_its_routes_cannot_write() -> None:
    with pytest.raises(Incomplete, match="emergency_repairs, safeguarding_contact"):
        landlord("Example Homes", INVENTED | {"emergency_repairs": "", "safeguarding_contact": " "})
    assert unset(INVENTED) == ()


def test_a_landlord_of_its_settings() -> None:
    made = landlord("Example Homes", INVENTED | {"policy_copy": "", "rules_link": "https://x.example/r"})
    assert made.address == ("1 Example Square", "Exampletown", "EX1 1AA")
    assert made.emergency_repairs == INVENTED["emergency_repairs"]
    assert made.how_to_appeal == INVENTED["how_to_challenge"]
    assert made.policy_copy.endswith("https://x.example/r")


def test_formats_that_no_program_makes_become_a_persons_task() -> None:
    asked = notice(formats=("Large print (24 pt)", "audio", "British Sign Language"))
    assert asked.large
    told = cover_task(asked)
    assert told == (
        "Alex Example asked for: audio, British Sign Language. Arrange it and send it with this letter (CASE-EXAMPLE-1)."
    )
    assert cover_task(notice(formats=("large print",))) is None
    text = write(asked, ["html"])["html"].decode()
    assert "You asked us for: Large print (24 pt), audio, British Sign Language." in text
    assert "18pt" in text
