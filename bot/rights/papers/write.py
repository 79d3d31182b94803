"""Writes the drafts: impact assessment, privacy notice, record of processing, Article 9 and 10 conditions, staff notice."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape
from markupsafe import Markup, escape
from sqlmodel import select

from bot import compose
from bot.rights import approval
from bot.rights.matters import Matters, matters
from bot.rights.papers import risks
from bot.rights.papers.staff import Watched, watched
from bot.rights.processing import CATEGORIES, NOT_DONE, PURPOSES, RIGHTS, TO_FILL_IN, Processing, blank, processing
from bot.settings import Home, Settings
from bot.show import london
from bot.store.database import Database
from bot.store.ids import stamp
from bot.store.tables import Channel
from rules.model.in_words import BEHAVIOURS, NEEDS
from rules.policy.schema import Pack

PAPERS = {
    "index": "Drafts for data protection",
    "dpia": "Data protection impact assessment",
    "privacy-notice": "Privacy notice",
    "record-of-processing": "Record of processing activities",
    "articles-9-and-10": "Special category and criminal offence data",
    "staff-monitoring-notice": "Notice to staff: what is recorded of your work",
}
"""File name without its ending, and title."""


@dataclass(frozen=True, slots=True)
class Live:
    """What the drafts are written from. `modes`: channel to its mode now; `standing`: of the approval, in words."""

    told: Processing
    matters: Matters
    pack: Pack
    watched: Watched
    modes: Mapping[str, str]
    standing: str
    detector: str


def live(home: Home, settings: Settings, database: Database) -> Live:
    """Read off the settings and the database as they are now."""
    pack = compose.pack(settings.policy)
    wanted = matters(home, settings, pack)
    stands = approval.approved(database, wanted)
    with database.look() as session:
        modes = {row.name: row.mode for row in session.exec(select(Channel).order_by(Channel.name))}
    said = (
        f"The processing is approved ({stands.ids[0]})." if stands.accepted else stands.why.removesuffix(approval.FIX)
    )
    return Live(
        processing(home, settings, pack),
        wanted,
        pack,
        watched(database),
        {name: modes.get(name, "observe") for name in wanted.channels},
        said.strip().rstrip(":") + ("" if stands.accepted else "."),
        compose.detector().digest,
    )


def papers(live: Live, now: datetime) -> dict[str, bytes]:
    """File name -> page. Each page stands alone, prints, and says that it is a draft."""
    environment = Environment(
        loader=PackageLoader("bot.rights.papers"), autoescape=select_autoescape(default=True), undefined=StrictUndefined,
        trim_blocks=True,
    )  # fmt: skip
    environment.globals["fill"] = fill
    shared = {**_words(live), "made": london(stamp(now)), "papers": PAPERS}
    return {
        f"{name}.html": environment.get_template(f"{name}.html.j2").render(shared, name=name, title=title).encode()
        for name, title in PAPERS.items()
    }


def fill(what: str) -> Markup:
    """A blank, marked so that it can be seen and counted."""
    return Markup('<span class="fill">{}</span>').format(escape(blank(what)))


def blanks(page: bytes) -> int:
    """How many places of a page a person must fill."""
    return page.count(b'class="fill"')


def _words(live: Live) -> dict[str, Any]:
    pack = live.pack
    return {
        "live": live,
        "told": live.told,
        "pack": pack,
        "decides": pack.appeal.decided_by,
        "behaviours": [BEHAVIOURS[rule.behaviour] for rule in pack.behaviours],
        "needs": [NEEDS[rule.need] for rule in pack.needs],
        "purposes": PURPOSES,
        "categories": CATEGORIES,
        "not_done": NOT_DONE,
        "rights": RIGHTS,
        "risks": risks.RISKS,
        "bases": risks.BASES,
        "special": risks.SPECIAL,
        "offences": risks.OFFENCES,
        "measures": risks.MEASURES,
        "said": lambda name: Markup(escape(live.told.said[name])) if live.told.said[name] else fill(TO_FILL_IN[name]),  # noqa: S704 - escaped here
    }
