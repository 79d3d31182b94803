"""A page as an accessible PDF (PDF/UA-1 as the engine declares it: tagged, with language and title).

What of a letter is in a second language is marked so in the HTML and the Word file; the engine has no tag for it in the PDF.
WeasyPrint needs the system library Pango. Without either there is no PDF and `missing` says why: letters stay HTML and Word.
"""

from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

OUR_FONTS = {
    "normal": Path(__file__).parent / "fonts" / "regular.ttf",
    "bold": Path(__file__).parent / "fonts" / "bold.ttf",
}
FAMILY = "Atkinson Hyperlegible Next"
FIX = (
    "Install the system library Pango (Debian and Ubuntu: apt-get install libpango-1.0-0 libpangoft2-1.0-0"
    " libharfbuzz-subset0) and the packages of requirements.txt (make install)."
)


class NoPdf(Exception):
    """No PDF can be made here; the text says what is missing."""


@cache
def missing() -> str | None:
    """Why no PDF can be made on this machine, in one line; None when it can."""
    try:
        import weasyprint
    except ImportError as error:  # the package, or one it needs
        return f"WeasyPrint is not installed ({error})"
    except OSError as error:  # the system library, which it loads when it is imported
        return f"the system library Pango is missing ({' '.join(str(error).split())[:120]})"
    return None if weasyprint else "WeasyPrint is empty"


def pdf(page: str) -> bytes:
    """The page as a PDF: same page, same bytes. Raises NoPdf."""
    if why := missing():
        raise NoPdf(why)
    from weasyprint.urls import FatalURLFetchingError

    try:
        return _laid_out(page)
    except FatalURLFetchingError as error:  # of the library's own kind that no `except Exception` stops
        raise NoPdf(str(error)) from None


def _laid_out(page: str) -> bytes:
    import weasyprint
    from weasyprint.text.fonts import FontConfiguration

    fonts, fetcher = FontConfiguration(), _fetcher()
    style = weasyprint.CSS(string=_faces(), font_config=fonts, url_fetcher=fetcher)
    made: bytes = weasyprint.HTML(string=page, url_fetcher=fetcher).write_pdf(
        stylesheets=[style],
        font_config=fonts,
        pdf_variant="pdf/ua-1",
        pdf_identifier=sha256(page.encode("utf-8", "replace")).digest()[:16],
    )
    return made


def _faces() -> str:
    return "".join(
        f'@font-face {{ font-family: "{FAMILY}"; font-weight: {weight}; src: url({file.as_uri()}) }}'
        for weight, file in OUR_FONTS.items()
    )


def _fetcher() -> Any:
    """A letter loads nothing but our fonts: what somebody said can never make us fetch anything."""
    from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

    class OnlyOurFonts(URLFetcher):  # type: ignore[misc]  # WeasyPrint ships no types
        def fetch(self, url: str, headers: Any = None) -> Any:
            for file in OUR_FONTS.values():
                if url == file.as_uri():
                    return URLFetcherResponse(url, file.read_bytes(), {"Content-Type": "font/ttf"})
            raise FatalURLFetchingError(f"a letter loads nothing from outside: {url[:80]}")

    return OnlyOurFonts()
